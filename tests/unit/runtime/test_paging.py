"""Cursors are opaque, round, and harmless when forged."""

import base64
import json

import pytest
from hypothesis import given, strategies
from pydantic import ValidationError

from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.paging import PageQuery, decode_cursor, encode_cursor


@given(strategies.text(min_size=1))
def test_a_position_comes_back_from_its_cursor(position):
    assert decode_cursor(encode_cursor(position)) == position


@given(strategies.text())
def test_a_cursor_fits_into_a_url(text):
    assert encode_cursor(text).replace("-", "").replace("_", "").isalnum()


def test_no_cursor_is_the_beginning():
    assert decode_cursor(None) is None


@pytest.mark.parametrize("position", [1, None, True, [], {}, ""])
def test_a_cursor_that_holds_no_position_is_refused(position):
    cursor = base64.urlsafe_b64encode(json.dumps(position).encode()).decode()

    with pytest.raises(Invalid, match="not one of ours"):
        decode_cursor(cursor)


@pytest.mark.parametrize("forged", ["%%%", "ø", "a", "bm90IGpzb24", "////", ""])
def test_a_forged_cursor_is_refused_in_words(forged):
    with pytest.raises(Invalid, match="not one of ours"):
        decode_cursor(forged)


def test_a_cursor_that_nests_without_end_is_refused_too():
    bomb = base64.urlsafe_b64encode(b"[" * 100_000).decode()

    with pytest.raises(Invalid, match="not one of ours"):
        decode_cursor(bomb)


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_page_holds_one_to_a_hundred(limit):
    with pytest.raises(ValidationError):
        PageQuery(limit=limit)
