"""What may be sent over a channel is told beforehand, with the reason and the way round."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings, strategies

from chalicelib.channels import rules
from chalicelib.channels.domain import Capabilities, Limits
from chalicelib.channels.rules import File, Reach, Wanted
from chalicelib.runtime.errors import Unsendable
from tests.builders import NOON, later

HOUR = 3600
MB = 1024 * 1024
SMS = Capabilities(max_length=160, can_initiate=True, consent=True)
WHATSAPP = Capabilities(max_length=4096, window_hours=24, templates=True)
PAGE = Capabilities(max_length=2000, window_hours=24, human_window_hours=168)
VIBER = Capabilities(max_length=7000)
TEXT = Wanted("Hello")
PHOTO = File("cat.jpg", "image", "image/jpeg", MB)


def heard(hours_ago: float, **facts) -> Reach:
    """A customer who wrote so long before noon."""
    return Reach("Shop", later(-hours_ago * HOUR), **facts)


def refused(able: Capabilities, reach: Reach, wanted: Wanted, at: datetime = NOON) -> Unsendable:
    """The refusal."""
    with pytest.raises(Unsendable) as told:
        rules.refuse(able, reach, wanted, at)
    return told.value


@pytest.mark.feature("CH-18", "CH-06", "CH-31")
@given(hours=strategies.integers(1, 400), window=strategies.integers(1, 200))
@settings(max_examples=80, deadline=None)
def test_a_window_is_open_for_just_its_hours(hours, window):
    able = replace(WHATSAPP, window_hours=window)

    if hours <= window:
        rules.refuse(able, heard(hours), TEXT, NOON)
    else:
        assert refused(able, heard(hours), TEXT).code == "window_closed"


@pytest.mark.feature("CH-18")
def test_a_window_closes_to_the_second():
    closes = later(24 * HOUR)

    rules.refuse(WHATSAPP, heard(0), TEXT, closes)
    error = refused(WHATSAPP, heard(0), TEXT, later(1, closes))

    assert rules.closes_at(WHATSAPP, NOON) == closes
    assert error.facts == {"alternative": "template", "closed_at": closes.isoformat()}


@pytest.mark.feature("CH-18", "CH-19", "CH-20")
@pytest.mark.parametrize("reach", [Reach("Shop"), heard(25), heard(1)])
def test_a_template_may_go_out_at_any_time_and_to_anyone(reach):
    rules.refuse(WHATSAPP, reach, Wanted(template=True), NOON)


@pytest.mark.feature("CH-18")
def test_outside_the_window_a_template_is_named_as_the_way_round():
    error = refused(WHATSAPP, heard(25), TEXT)

    assert str(error) == (
        "Shop takes messages for 24 hours after the customer's last one, and that time is over. "
        "Send an approved template instead."
    )


@pytest.mark.feature("CH-06")
def test_where_there_are_no_templates_the_customer_has_to_write_first():
    error = refused(PAGE, heard(169), TEXT)

    assert error.facts["alternative"] is None
    assert str(error).endswith("They have to write first.")
    assert "for 7 days" in str(error)


@pytest.mark.feature("CH-07")
@pytest.mark.parametrize("hours", [25, 72, 168])
def test_a_person_may_answer_for_seven_days_and_a_machine_for_one(hours):
    rules.refuse(PAGE, heard(hours), TEXT, NOON)

    assert refused(PAGE, heard(hours), Wanted("Hello", human=False)).code == "window_closed"
    assert rules.is_outside(PAGE, later(-hours * HOUR), NOON)


@pytest.mark.feature("CH-07")
def test_within_the_short_window_nothing_needs_a_mark():
    assert not rules.is_outside(PAGE, later(-24 * HOUR), NOON)
    assert not rules.is_outside(PAGE, None, NOON)
    assert not rules.is_outside(SMS, later(-900 * HOUR), NOON)


@pytest.mark.parametrize("able", [SMS, VIBER])
def test_a_channel_without_a_window_takes_messages_for_ever(able):
    rules.refuse(able, heard(9_000), TEXT, NOON)

    assert rules.closes_at(able, NOON) is None


@pytest.mark.feature("CH-05", "CH-23", "CH-19")
@pytest.mark.parametrize(
    ("able", "alternative"), [(PAGE, None), (VIBER, None), (WHATSAPP, "template")]
)
def test_who_never_wrote_is_not_written_to_where_the_channel_only_answers(able, alternative):
    error = refused(able, Reach("Shop"), TEXT)

    assert (error.code, error.facts["alternative"]) == ("never_wrote", alternative)
    assert ("template" in str(error)) == (alternative == "template")


def test_who_never_wrote_is_written_to_where_the_channel_lets_us():
    rules.refuse(SMS, Reach("Shop"), TEXT, NOON)


@pytest.mark.feature("CH-16")
@pytest.mark.parametrize("wanted", [TEXT, Wanted(template=True)])
def test_who_opted_out_gets_nothing_and_a_template_is_no_way_round(wanted):
    error = refused(WHATSAPP, heard(1, opted_out=True), wanted)

    assert error.code == "opted_out"
    assert "START" in str(error)


@pytest.mark.feature("CH-30")
@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [
        ("Hei", "characters", 3),
        ("Hei", "bytes", 3),
        ("Hei", "utf16", 3),
        ("æøå", "characters", 3),
        ("æøå", "bytes", 6),
        ("æøå", "utf16", 3),
        ("👍", "characters", 1),
        ("👍", "bytes", 4),
        ("👍", "utf16", 2),
        ("\ud800", "bytes", 3),
        ("\ud800", "utf16", 1),
        ("", "bytes", 0),
    ],
)
def test_a_text_is_as_long_as_its_provider_counts(text, unit, length):
    assert rules.length(text, unit) == length


@pytest.mark.feature("CH-30")
@pytest.mark.parametrize(("unit", "fits"), [("characters", 10), ("bytes", 2), ("utf16", 5)])
def test_a_text_that_is_too_long_is_refused_in_the_channels_own_unit(unit, fits):
    able = replace(SMS, max_length=10, unit=unit)
    rules.refuse(able, heard(1), Wanted("👍" * fits), NOON)

    error = refused(able, heard(1), Wanted("👍" * (fits + 1)))

    assert (error.code, error.facts["limit"]) == ("too_long", 10)
    assert ("bytes" in str(error)) == (unit == "bytes")


@pytest.mark.feature("CH-30")
def test_where_long_texts_are_split_there_is_still_an_end():
    able = replace(SMS, splits=True)
    most = 160 * rules.PARTS_AT_MOST
    rules.refuse(able, heard(1), Wanted("x" * most), NOON)

    assert refused(able, heard(1), Wanted("x" * (most + 1))).facts["limit"] == most


@pytest.mark.feature("CH-30", "MSG-21")
@pytest.mark.parametrize(
    ("files", "file", "why"),
    [
        ({}, PHOTO, "cannot carry files"),
        ({"image": Limits(MB - 1)}, PHOTO, "larger than"),
        ({"image": Limits(5 * MB, ("image/png",))}, PHOTO, "not this type"),
        ({"video": Limits(5 * MB)}, PHOTO, "not this type"),
        ({"image": Limits(5 * MB)}, File("a.pdf", "file", "application/pdf", 1), "not this type"),
        ({"file": Limits(10)}, PHOTO, "larger than"),
    ],
)
def test_a_file_that_the_channel_cannot_carry_is_refused_by_name(files, file, why):
    error = refused(replace(SMS, files=files), heard(1), Wanted(files=[file]))

    assert (error.code, error.facts["name"]) == ("file_refused", file.name)
    assert why in str(error)


@pytest.mark.feature("CH-30", "MSG-21")
@pytest.mark.parametrize(
    "files",
    [
        {"image": Limits(MB)},
        {"image": Limits(MB, ("image/png", "image/jpeg"))},
        {"file": Limits(MB)},
    ],
)
def test_a_file_within_the_limits_may_go_also_as_a_plain_file(files):
    rules.refuse(replace(SMS, files=files), heard(1), Wanted(files=[PHOTO]), NOON)


@pytest.mark.feature("CH-30", "MSG-21")
def test_one_bad_file_among_good_ones_is_enough():
    able = replace(SMS, files={"image": Limits(2 * MB)})
    huge = File("big.jpg", "image", "image/jpeg", 3 * MB)

    error = refused(able, heard(1), Wanted(files=[PHOTO, huge]))

    assert error.facts == {"name": "big.jpg", "limit": 2 * MB}
    assert str(error) == "big.jpg is larger than the 2 MB that Shop takes."


@pytest.mark.feature("MSG-23", "CH-30")
@pytest.mark.parametrize(
    ("buttons", "options", "code"),
    [
        (0, ["Yes"], "not_supported"),
        (2, ["Yes", "No", "Maybe"], "not_supported"),
        (3, ["x" * 21], "too_long"),
        (3, ["Yes", "x" * 21], "too_long"),
    ],
)
def test_quick_replies_are_counted_and_measured(buttons, options, code):
    able = replace(SMS, buttons=buttons)

    assert refused(able, heard(1), Wanted("Which?", options=options)).code == code


@pytest.mark.feature("MSG-23")
def test_as_many_quick_replies_as_fit_may_go():
    able = replace(SMS, buttons=3)

    rules.refuse(able, heard(1), Wanted("Which?", options=["x" * 20, "b", "c"]), NOON)


@pytest.mark.feature("CH-20", "CH-30")
def test_a_template_is_refused_where_there_are_none():
    assert refused(SMS, heard(1), Wanted(template=True)).code == "not_supported"


@pytest.mark.feature("BRD-02", "CH-10")
def test_copies_are_for_mail_alone():
    copied = Wanted("Hello", copies=True)

    assert refused(SMS, heard(1), copied).code == "not_supported"
    rules.refuse(replace(SMS, subject=True), heard(1), copied, NOON)
