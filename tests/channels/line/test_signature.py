"""LINE's signature: the published vector where it is at hand, and ours."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.line.signature import verify
from tests.builders import a_channel
from tests.channels.conftest import RECORDED
from tests.channels.messengers import a_call

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BODY = '{"destination":"Uaccount","events":[{"type":"message","text":"Blåbær"}]}'.encode()
VECTORS = RECORDED / "signatures.json"


def sign(body, secret):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


SIGNED = sign(BODY, SECRET)


def verified(body=BODY, signature=SIGNED, secret=SECRET):
    headers = {} if signature is None else {"x_line_signature": signature}
    return verify(a_call(body, **headers), a_channel(), {"channel_secret": secret})


@pytest.mark.feature("CH-30")
def test_what_line_signed_is_genuine():
    assert verified()


@pytest.mark.parametrize("wrong", [None, "", "ærlig", "\ud800", SIGNED[:-1], sign(b"", SECRET)])
def test_another_signature_is_not(wrong):
    assert not verified(signature=wrong)


def test_without_a_secret_of_ours_nothing_is_genuine():
    assert not verified(signature=sign(BODY, ""), secret="")


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
    return [one for one in found if one["provider"] == "line"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not beside the repo")
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["name"])
def test_published_vectors(vector):
    assert verified(vector["body"].encode(), vector["expected"], vector["key"]) is vector["valid"]
