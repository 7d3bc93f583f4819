"""Times and objects come out usable, or not at all."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.channels.meta import reading
from chalicelib.runtime.errors import Invalid
from tests.channels.meta.samples import hook

AT = datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        1760000000,
        "1760000000",
        1760000000000,
        "1760000000000",
        1760000000.0,
        "2025-10-09T08:53:20+0000",
        "2025-10-09T10:53:20+02:00",
        "2025-10-09T08:53:20",
        " 1760000000 ",
    ],
)
def test_one_moment_is_written_in_many_ways(written):
    assert reading.moment(written) == AT


@pytest.mark.parametrize(
    "written",
    [None, True, "", "TIMESTAMP", 0, -1, 1e300, float("nan"), "9" * 400, {}, [], 10**30, "0001-01"],
)
def test_what_is_no_time_is_none(written):
    assert reading.moment(written) is None


def test_the_last_day_of_all_is_none_as_well_in_another_zone():
    assert reading.moment("9999-12-31T23:59:59-12:00") is None


def test_an_object_is_kept_clean_and_not_too_deep():
    deep: dict = {}
    inner = deep
    for _ in range(100):
        inner["a"] = {}
        inner = inner["a"]

    kept = reading.plain({"big": 10**30, "nan": float("nan"), "x\x00": ["\ud800"], "deep": deep})

    assert kept["big"] == "1" + "0" * 30
    assert kept["nan"] is None
    assert kept["x"] == ["\ufffd"]
    assert json.dumps(kept).count("{") <= reading.DEEPEST + 1


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        ({"object": "page", "entry": [{"id": 1}, None, {"id": 2}]}, [{"id": 1}, {"id": 2}]),
        ({"entry": [{"id": 1}]}, [{"id": 1}]),
        ({"object": "user", "entry": [{"id": 1}]}, []),
        ({"object": None, "entry": [{"id": 1}]}, []),
        ({"object": "page", "entry": "text"}, []),
        ({}, []),
    ],
)
def test_entries_are_those_about_what_was_asked_for(body, entries):
    assert list(reading.entries(hook(body), "page")) == entries


def test_what_is_no_object_is_refused():
    with pytest.raises(Invalid):
        list(reading.entries(hook(b"[]"), "page"))
