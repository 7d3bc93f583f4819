"""X's signature and challenge. The challenge answers what signs a body: it must not answer one."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.x.signature import challenge, verify
from tests.builders import a_channel
from tests.channels.conftest import RECORDED
from tests.channels.messengers import a_call

SECRET = "consumer-secret"
BODY = '{"for_user_id":"1","direct_message_events":[{"id":"2","text":"Blåbær"}]}'.encode()
VECTORS = RECORDED / "signatures.json"


def sign(message, secret):
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return f"sha256={base64.b64encode(digest).decode()}"


SIGNED = sign(BODY, SECRET)


def verified(body=BODY, signature=SIGNED, secret=SECRET):
    headers = {} if signature is None else {"x_twitter_webhooks_signature": signature}
    return verify(a_call(body, **headers), a_channel(), {"consumer_secret": secret})


def asked(token, secret=SECRET, method="GET"):
    """The answer to a challenge."""
    call = a_call(b"", method, {} if token is None else {"crc_token": token})
    return challenge(call, a_channel(), {"consumer_secret": secret})


@pytest.mark.feature("CH-08", "CH-30")
def test_what_x_signed_is_genuine():
    assert verified()


@pytest.mark.parametrize("wrong", [None, "", "ærlig", "\ud800", SIGNED[7:], SIGNED[:-1], "sha256="])
def test_another_signature_is_not(wrong):
    assert not verified(signature=wrong)


def test_without_a_secret_of_ours_nothing_is_genuine():
    assert not verified(signature=sign(BODY, ""), secret="")
    assert asked("foo", secret="") is None


@settings(max_examples=50)
@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(position, change):
    spoiled = bytearray(BODY)
    spoiled[position] ^= change

    assert not verified(bytes(spoiled))


@pytest.mark.feature("CH-08")
def test_the_challenge_is_answered_with_the_tokens_signature():
    answer = asked("OGQ1ZGI3YTQtMDQxNy00")

    assert (answer.status, answer.content_type) == (200, "application/json")
    assert json.loads(answer.body) == {"response_token": sign(b"OGQ1ZGI3YTQtMDQxNy00", SECRET)}


@pytest.mark.parametrize("token", [None, "", BODY.decode(), "{}", '{"a":1}', "[1]", "x" * 257, "å"])
def test_what_could_be_an_events_body_is_not_signed_for_anybody(token):
    assert asked(token) is None


def test_a_post_is_no_challenge():
    assert asked("foo", method="POST") is None


def vectors(kind):
    if not VECTORS.exists():
        return []
    found = json.loads(VECTORS.read_text())["vectors"]
    return [
        one
        for one in found
        if one["provider"] == "x" and (one.get("kind") == "crc_response") is kind
    ]


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not beside the repo")
@pytest.mark.parametrize("vector", vectors(False), ids=lambda vector: vector["name"])
def test_vectors_of_bodies(vector):
    assert verified(vector["body"].encode(), vector["expected"], vector["key"]) is vector["valid"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not beside the repo")
@pytest.mark.parametrize("vector", vectors(True), ids=lambda vector: vector["name"])
def test_vectors_of_challenges(vector):
    answer = asked(vector["message"], vector["key"])

    assert json.loads(answer.body)["response_token"] == vector["expected"]
