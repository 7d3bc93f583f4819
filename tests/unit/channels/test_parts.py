"""One message becomes as many calls as its provider needs, and nothing of it is lost."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies

from chalicelib.channels.domain import (
    Capabilities,
    Link,
    Option,
    OutgoingMail,
    OutgoingMessage,
    TemplateUse,
)
from chalicelib.channels.parts import parts, split
from chalicelib.channels.rules import length

ABLE = Capabilities(max_length=20, splits=True, caption=10, files_per_message=2)
YES_NO = (Option("y", "Yes"), Option("n", "No"))
ASTRAL = strategies.characters(min_codepoint=0x1F300, max_codepoint=0x1F5FF)
WORDS = strategies.text(strategies.sampled_from("ab .\n\tæ") | ASTRAL, max_size=200)
UNITS = strategies.sampled_from(["characters", "bytes", "utf16"])


def a_file(number: int = 1) -> Link:
    """A photo at a signed address."""
    return Link(f"https://x/{number}", f"{number}.jpg", "image/jpeg", 10, "image", lambda: b"")


def a_message(text: str = "Hello", **facts) -> OutgoingMessage:
    """An answer on its way."""
    known = {"to": "+4790000001", "sender": "+4759440123", "ref": "cnv_1.2", "status_url": ""}
    return OutgoingMessage(text=text, **(known | facts))


def shape(made: list[OutgoingMessage]) -> list[tuple[str, int, int]]:
    """Of each part its text, and how many files and quick replies it has."""
    return [(one.text, len(one.files), len(one.options)) for one in made]


@pytest.mark.feature("CH-30")
@given(text=WORDS, most=strategies.integers(4, 40), unit=UNITS)
@settings(max_examples=100, deadline=None)
def test_a_split_text_loses_blanks_at_its_cuts_and_nothing_else(text, most, unit):
    pieces = split(text, most, unit)

    assert all(0 < length(piece, unit) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(text=strategies.text(strategies.characters(codec=None), max_size=60), unit=UNITS)
@settings(max_examples=60, deadline=None)
def test_whatever_characters_there_are_splitting_comes_to_an_end(text, unit):
    pieces = split(text, 4, unit)

    assert all(length(piece, unit) <= 4 for piece in pieces)


@given(text=strategies.text(ASTRAL, min_size=1, max_size=50), most=strategies.integers(4, 9))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("unit", ["bytes", "utf16"])
def test_no_emoji_is_cut_in_two(text, most, unit):
    assert "".join(split(text, most, unit)) == text


def test_an_emoji_made_of_several_stays_whole_where_there_is_a_better_place_to_cut():
    family = "👨‍👩‍👧"

    pieces = split(f"all of us {family}", 14, "utf16")

    assert pieces == ["all of us", family]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two three\n\nfour five", ["one two three", "four five"]),
        ("one two three\nfour five", ["one two three", "four five"]),
        ("One is here. Two is here.", ["One is here.", "Two is here."]),
        ("eleven and twelve thirteen", ["eleven and twelve", "thirteen"]),
        ("a" * 45, ["a" * 20, "a" * 20, "a" * 5]),
        ("short", ["short"]),
        ("a b " + "c" * 30, ["a b " + "c" * 16, "c" * 14]),
    ],
)
def test_a_text_is_cut_where_it_hurts_least(text, pieces):
    assert split(text, 20, "characters") == pieces


def test_a_text_of_blanks_alone_has_no_pieces_when_it_is_cut():
    assert split(" " * 50, 20, "characters") == []


@pytest.mark.feature("MSG-01")
def test_what_fits_goes_in_one():
    message = a_message("Hello", options=YES_NO, reply_to="m1")

    assert parts(message, ABLE) == [message]


@pytest.mark.parametrize(
    ("text", "files", "made"),
    [
        ("Look", 1, [("Look", 1, 0)]),
        ("Look", 2, [("Look", 2, 0)]),
        ("Look", 3, [("Look", 2, 0), ("", 1, 0)]),
        ("Look at these", 1, [("Look at these", 0, 0), ("", 1, 0)]),
        ("", 5, [("", 2, 0), ("", 2, 0), ("", 1, 0)]),
        (
            "Look at these three here, please",
            1,
            [("Look at these three", 0, 0), ("here, please", 0, 0), ("", 1, 0)],
        ),
    ],
)
@pytest.mark.feature("CH-30", "MSG-21")
def test_files_go_in_groups_and_a_short_text_goes_along(text, files, made):
    message = a_message(text, files=tuple(map(a_file, range(files))))

    assert shape(parts(message, ABLE)) == made


@pytest.mark.feature("CH-30")
def test_a_caption_is_measured_as_the_provider_counts():
    message = a_message("👍" * 3, files=(a_file(),))

    assert shape(parts(message, replace(ABLE, unit="bytes"))) == [("👍👍👍", 0, 0), ("", 1, 0)]
    assert shape(parts(message, replace(ABLE, unit="utf16"))) == [("👍👍👍", 1, 0)]


@pytest.mark.feature("MSG-23")
@pytest.mark.parametrize(
    ("text", "files", "made"),
    [
        ("Which one of these two?", 0, [("Which one of these", 0, 0), ("two?", 0, 2)]),
        ("Which?", 1, [("", 1, 0), ("Which?", 0, 2)]),
        ("Which?", 3, [("", 2, 0), ("", 1, 0), ("Which?", 0, 2)]),
    ],
)
def test_quick_replies_come_last_with_the_last_words(text, files, made):
    message = a_message(text, options=YES_NO, files=tuple(map(a_file, range(files))))

    assert shape(parts(message, ABLE)) == made


@pytest.mark.feature("MSG-13")
@given(text=WORDS, files=strategies.integers(0, 5), options=strategies.sampled_from([(), YES_NO]))
@settings(max_examples=80, deadline=None)
def test_every_part_fits_and_only_the_first_quotes(text, files, options):
    given_files = tuple(map(a_file, range(files)))
    message = a_message(f"x{text}", files=given_files, options=options, reply_to="m1")

    made = parts(message, ABLE)

    assert [one.reply_to for one in made] == ["m1"] + [None] * (len(made) - 1)
    assert all(len(one.files) <= 2 and length(one.text, ABLE.unit) <= 20 for one in made)
    assert [file for one in made for file in one.files] == list(given_files)
    assert all(length(one.text, ABLE.unit) <= ABLE.caption for one in made if one.files)
    assert {(one.to, one.sender, one.ref) for one in made} == {
        (message.to, message.sender, message.ref)
    }
    assert all(not (one.files and other.text) or options for one, other in pairwise(made))


@pytest.mark.feature("CH-20", "CH-11")
@pytest.mark.parametrize(
    "facts",
    [
        {"template": TemplateUse("t1", "hello", "en")},
        {"mail": OutgoingMail("Hi", (), "1@x", None, (), "a@x", "", "Kim")},
    ],
)
def test_templates_and_mails_are_never_cut(facts):
    message = a_message("x" * 500, files=tuple(map(a_file, range(5))), **facts)

    assert parts(message, ABLE) == [message]
