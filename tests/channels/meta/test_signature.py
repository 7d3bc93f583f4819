"""Meta's signature and its proof of a webhook's URL, of all three kinds of channels."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.registry import provider_of
from tests.channels.conftest import RECORDED
from tests.channels.meta.samples import CREDENTIALS, JSON, SECRET, channel, hook

KINDS = ("whatsapp", "messenger", "instagram")
FILE = RECORDED / "signatures.json"
VECTORS = [
    one
    for one in (json.loads(FILE.read_text())["vectors"] if FILE.exists() else [])
    if one["provider"] == "meta"
]
BODY = b'{"object": "page", "text": "\\ud83d\\ude2e"}'


def digest(body, secret=SECRET, algorithm="sha256"):
    return f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"


def check(headers, body=BODY, kind="whatsapp", secret=SECRET):
    request = hook(body, headers={"content-type": JSON} | headers)
    credentials = CREDENTIALS | {"app_secret": secret}
    return provider_of(kind).verify(request, channel(kind), credentials)


def prove(kind="whatsapp", method="GET", **query):
    asked = {f"hub.{key}": value for key, value in query.items()}
    request = hook(b"", method=method, query=asked)
    return provider_of(kind).challenge(request, channel(kind), CREDENTIALS)


@pytest.mark.skipif(not VECTORS, reason="no recorded vectors beside the project")
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_recorded_vectors(vector):
    headers = {vector["header"].lower(): vector["expected"]}

    assert check(headers, vector["body"].encode(), secret=vector["key"]) is vector["valid"]


@pytest.mark.feature("CH-17", "CH-04", "CH-31")
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_app_signed_is_genuine(kind):
    assert check({"x-hub-signature-256": digest(BODY)}, kind=kind)
    assert not check({"x-hub-signature-256": digest(BODY, "another")}, kind=kind)
    assert not check({}, kind=kind)


def test_the_old_signature_counts_where_there_is_no_new_one_and_never_against_it():
    old = {"x-hub-signature": digest(BODY, algorithm="sha1")}

    assert check(old)
    assert not check(old | {"x-hub-signature-256": digest(b"another body")})
    assert not check(old | {"x-hub-signature-256": ""})
    assert not check({"x-hub-signature": digest(BODY)})


def test_a_body_written_anew_is_not_what_was_signed():
    again = json.dumps(json.loads(BODY), ensure_ascii=False).encode()

    assert not check({"x-hub-signature-256": digest(BODY)}, again)


def test_a_channel_without_a_secret_trusts_nobody():
    assert not check({"x-hub-signature-256": digest(BODY, "")}, secret="")


@pytest.mark.parametrize("mangled", ["sha256=", "sha256=zz", "ø", "=" * 71, "x" * 10_000, "\udcff"])
def test_a_mangled_signature_is_refused_without_harm(mangled):
    assert not check({"x-hub-signature-256": mangled})
    assert not check({"x-hub-signature-256": digest(BODY).upper()})


@settings(max_examples=60, deadline=None)
@given(position=st.integers(0, len(BODY) - 1), byte=st.integers(0, 255))
def test_any_other_byte_is_another_body(position, byte):
    changed = BODY[:position] + bytes([byte]) + BODY[position + 1 :]

    genuine = check({"x-hub-signature-256": digest(BODY)}, changed)

    assert genuine is (changed == BODY)
    assert hashlib.sha256(changed).digest() != hashlib.sha256(BODY).digest() or genuine


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_token_gets_the_challenge_back(kind):
    answer = prove(kind, mode="subscribe", verify_token="open-sesame", challenge="1158201444")

    assert (answer.status, answer.body, answer.content_type) == (200, "1158201444", "text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "verify_token": "wrong", "challenge": "1"},
        {"mode": "subscribe", "verify_token": "ø\udcff", "challenge": "1"},
        {"mode": "subscribe", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": "open-sesame", "challenge": "1"},
        {"mode": ""},
    ],
)
def test_anything_else_is_forbidden_and_told_nothing(query):
    answer = prove(**query)

    assert (answer.status, answer.body) == (403, "")


def test_a_channel_without_a_token_proves_nothing():
    bare = channel("whatsapp")
    bare.settings.pop("verify_token")
    request = hook(b"", method="GET", query={"hub.mode": "subscribe", "hub.verify_token": ""})

    assert provider_of("whatsapp").challenge(request, bare, CREDENTIALS).status == 403


def test_what_is_no_proof_is_left_to_the_door():
    assert prove() is None
    assert prove(method="POST", mode="subscribe", verify_token="open-sesame") is None
