"""Cursors that their readers must not read."""

import base64

import pytest
from hypothesis import given, strategies

from chalicelib.runtime import secrets
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.paging import encode_cursor, seal_cursor, unseal_cursor

PLACE = "2026-03-02T12:00:00.000Z#cnv_01JNB0000000000000000000SE#0000000003"


@pytest.fixture(autouse=True)
def secret(monkeypatch):
    monkeypatch.setattr(secrets, "read_secret", lambda name: "the product's own")


@pytest.mark.feature("ASG-49")
@given(strategies.text(min_size=1, max_size=200))
def test_what_was_sealed_is_read_again_by_us(position):
    assert unseal_cursor(seal_cursor(position)) == position


@pytest.mark.feature("ASG-49")
def test_a_sealed_cursor_tells_nothing_of_where_it_points():
    sealed = seal_cursor(PLACE)
    raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))

    assert not any(part.encode() in raw for part in PLACE.split("#"))
    assert seal_cursor(PLACE) != sealed
    assert len(sealed) < 1000


def test_no_cursor_is_no_position():
    assert unseal_cursor(None) is None


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", "A" * 60, "é", encode_cursor(PLACE), seal_cursor.__name__]
)
def test_what_we_did_not_seal_is_no_cursor_of_ours(cursor):
    with pytest.raises(Invalid, match="not one of ours"):
        unseal_cursor(cursor)


def test_a_cursor_that_was_tampered_with_is_none_of_ours():
    sealed = seal_cursor(PLACE)
    other = "A" if sealed[20] != "A" else "B"

    with pytest.raises(Invalid):
        unseal_cursor(sealed[:20] + other + sealed[21:])


def test_another_deployments_cursor_is_none_of_ours(monkeypatch):
    sealed = seal_cursor(PLACE)
    monkeypatch.setattr(secrets, "read_secret", lambda name: "another one's")

    with pytest.raises(Invalid):
        unseal_cursor(sealed)
