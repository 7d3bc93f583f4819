"""Viber's signature: published vectors where they are at hand, and ours."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.viber.signature import verify
from tests.builders import a_channel
from tests.channels.conftest import RECORDED
from tests.channels.messengers import a_call

KEY = "44dafb7e0f40021e-61a47a1e6778d187"
BODY = '{"event":"message","message_token":5741311803571721087,"sender":{"name":"Kåre"}}'.encode()
SIGNED = hmac.new(KEY.encode(), BODY, hashlib.sha256).hexdigest()
VECTORS = RECORDED / "signatures.json"


def verified(body=BODY, given_signature=SIGNED, key=KEY):
    headers = {} if given_signature is None else {"x_viber_content_signature": given_signature}
    return verify(a_call(body, **headers), a_channel(), {"auth_token": key})


@pytest.mark.feature("CH-22", "CH-30")
def test_what_viber_signed_is_genuine():
    assert verified()


@pytest.mark.parametrize(
    "wrong", [None, "", SIGNED[:-1], SIGNED.upper(), f"sha256={SIGNED}", "ærlig", "\ud800"]
)
def test_another_signature_is_not(wrong):
    assert not verified(given_signature=wrong)


def test_another_bots_signature_is_not():
    assert not verified(key="another")


def test_without_a_token_of_ours_nothing_is_genuine():
    empty = hmac.new(b"", BODY, hashlib.sha256).hexdigest()

    assert not verified(given_signature=empty, key="")


@settings(max_examples=50)
@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(position, change):
    spoiled = bytearray(BODY)
    spoiled[position] ^= change

    assert not verified(bytes(spoiled))


def vectors():
    if not VECTORS.exists():
        return []
    found = json.loads(VECTORS.read_text())["vectors"]
    return [one for one in found if one["provider"] == "viber"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not beside the repo")
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["name"])
def test_published_vectors(vector):
    assert verified(vector["body"].encode(), vector["expected"], vector["key"]) is vector["valid"]
