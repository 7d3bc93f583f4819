"""Reading strangers' JSON: what is of another type than it should be is absent."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels import payload
from chalicelib.runtime.errors import Invalid
from tests.channels.messengers import a_call, anything

pytestmark = pytest.mark.feature("CH-30")
READERS = [
    payload.mapping,
    payload.listing,
    payload.text,
    payload.ident,
    payload.number,
    payload.whole,
    payload.moment,
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@settings(max_examples=50)
@given(anything())
def test_nothing_that_comes_as_json_breaks_a_reader(read, value):
    read(value)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("a", "a"),
        (7, "7"),
        (4_912_661_846_655_238_145, "4912661846655238145"),
        ("a\x00b", "ab"),
        ("\ud800", "\ufffd"),
        ("", None),
        ("\x00", None),
        (True, None),
        (1.5, None),
        (None, None),
        ("x" * 513, None),
        (["a"], None),
    ],
)
def test_an_identifier_is_a_text_that_keys_can_hold(value, known):
    assert payload.ident(value) == known


@pytest.mark.parametrize(
    ("value", "known"),
    [(1, 1.0), ("59.9", 59.9), ("1e999", None), (10**400, None), (True, None), ("x", None)],
)
def test_a_number_is_finite(value, known):
    assert payload.number(value) == known


@pytest.mark.parametrize(("value", "known"), [(12, 12), ("12", 12), (-1, None), (2**63, None)])
def test_a_size_is_not_below_nothing(value, known):
    assert payload.whole(value) == known


@pytest.mark.parametrize(
    ("value", "per_second", "known"),
    [
        (1767261600, 1, datetime(2026, 1, 1, 10, tzinfo=UTC)),
        ("1767261600250", 1000, datetime(2026, 1, 1, 10, 0, 0, 250_000, tzinfo=UTC)),
        (1767261600, 1000, None),
        (4_987_034_606_158_369_000, 1000, None),
        (None, 1, None),
    ],
)
def test_a_time_lies_in_this_century(value, per_second, known):
    assert payload.moment(value, per_second) == known


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"1", b"\xff\xfe", b"[" * 200_000, b'{"a":'])
def test_a_body_that_is_no_object_is_refused(body):
    with pytest.raises(Invalid, match="the body is not"):
        payload.json_object(a_call(body))


def test_what_json_does_not_know_is_nothing():
    assert payload.json_object(a_call(b'{"a": NaN, "b": -Infinity}')) == {"a": None, "b": None}


@settings(max_examples=50)
@given(st.dictionaries(st.text(), st.integers()))
def test_an_object_comes_as_it_was_sent(body):
    assert payload.json_object(a_call(json.dumps(body).encode())) == body
