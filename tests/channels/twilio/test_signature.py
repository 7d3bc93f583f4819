"""Twilio's signature, over the very URL and bytes."""

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode

import pytest

from chalicelib.channels.twilio.signature import verify
from tests.builders import a_channel, a_hook
from tests.channels.conftest import RECORDED

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
VECTORS = RECORDED / "signatures.json"
PUBLISHED = [
    vector
    for vector in (json.loads(VECTORS.read_text())["vectors"] if VECTORS.exists() else [])
    if vector["provider"] == "twilio"
]


def signed(url, body=b"", token="12345", fields=None, content_type=FORM):
    """A request as Twilio signs it; `fields` are what the signature covers, of a form."""
    text = url + "".join(name + value for name, value in sorted(fields or []))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    headers = {
        "x-twilio-signature": base64.b64encode(digest).decode(),
        "content-type": content_type,
    }
    return a_hook(body, url, headers=headers)


def check(request, token="12345"):
    return verify(request, a_channel(kind="twilio_sms"), {"auth_token": token})


@pytest.mark.skipif(not PUBLISHED, reason="no recorded vectors beside the project")
@pytest.mark.parametrize("vector", PUBLISHED, ids=lambda vector: vector["name"])
@pytest.mark.parametrize("where", ["url", "signed_url"])
def test_published_vectors(vector, where):
    body = vector.get("body", urlencode(vector["params"], doseq=True)).encode()
    headers = {
        "x-twilio-signature": vector["expected"],
        "content-type": "application/json" if "body" in vector else FORM,
    }

    assert check(a_hook(body, vector[where], headers=headers), vector["key"]) is vector["valid"]


def test_a_form_is_signed_with_its_parameters_in_order():
    fields = [("From", "+4790123456"), ("Body", "Hei & hå +1"), ("ToCity", "")]

    assert check(signed("https://x.example/hooks/1", urlencode(fields).encode(), fields=fields))


def test_a_repeated_parameter_counts_each_value_once():
    body = b"Digits=5678&Digits=1234&Digits=1234"

    assert check(
        signed("https://x.example/1", body, fields=[("Digits", "1234"), ("Digits", "5678")])
    )


@pytest.mark.parametrize(
    "query", ["ref=cnv_1.2", "a=1&a=2", "b=2&a=1", "q=a%20b", "q=%C3%B8", "empty="]
)
def test_the_query_is_part_of_what_is_signed(query):
    url = f"https://x.example/hooks/1?{query}"

    assert check(signed(url))
    assert not check(a_hook(b"", url + "&x=1", headers=dict(signed(url).headers)))


@pytest.mark.parametrize(
    ("called", "signed_for", "equal"),
    [
        ("https://x.example/1", "https://x.example:443/1", True),
        ("https://x.example:443/1", "https://x.example/1", True),
        ("http://x.example/1", "http://x.example:80/1", True),
        ("http://x.example:8080/1", "http://x.example:8080/1", True),
        ("http://x.example:8080/1", "http://x.example/1", False),
        ("https://x.example/1", "http://x.example/1", False),
        ("https://x.example/1", "https://x.example/2", False),
    ],
)
def test_only_the_default_port_may_be_there_or_not(called, signed_for, equal):
    headers = dict(signed(signed_for).headers)

    assert check(a_hook(b"", called, headers=headers)) is equal


def test_another_body_of_the_same_url_is_refused():
    request = signed("https://x.example/1", b"Body=yes", fields=[("Body", "yes")])

    assert not check(a_hook(b"Body=no", request.url, headers=dict(request.headers)))


def test_a_body_that_is_no_form_is_signed_by_its_digest():
    body = b'{"a": 1}'
    url = f"https://x.example/1?bodySHA256={hashlib.sha256(body).hexdigest()}"
    request = signed(url, body, content_type="application/json")

    assert check(request)
    assert not check(a_hook(b'{"a": 2}', url, headers=dict(request.headers)))
    bare = signed("https://x.example/1", body, content_type="application/json")
    assert not check(bare)


def test_a_channel_without_a_token_trusts_nobody():
    request = signed("https://x.example/1", token="")

    assert not verify(request, a_channel(), {})
    assert not check(request, token="")


@pytest.mark.parametrize("url", ["https://x.example:port/1", "https://[x/1", "", "\ud83d"])
def test_a_url_that_is_none_is_refused_without_harm(url):
    for content_type in (FORM, "application/json"):
        headers = {"content-type": content_type, "x-twilio-signature": "AAAA"}
        assert not check(a_hook(b"{}", url, headers=headers))


@pytest.mark.parametrize("given", ["", "x", "ø", "=" * 28, "A" * 10_000, None])
def test_a_missing_or_mangled_signature_is_refused(given):
    headers = {"content-type": FORM} | ({} if given is None else {"x-twilio-signature": given})

    assert not check(a_hook(b"Body=hi", headers=headers))


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"Body=%FF%FE", b"\x00" * 100, b"&&&===", b"%", b"x" * 1_000_000]
)
@pytest.mark.parametrize("content_type", [FORM, "application/json", "", "text/plain"])
def test_hostile_bytes_are_refused_without_harm(body, content_type):
    headers = {"x-twilio-signature": "AAAA", "content-type": content_type}

    assert not check(a_hook(body, headers=headers))
