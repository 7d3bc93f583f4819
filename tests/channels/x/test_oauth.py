"""OAuth 1.0a. The signature is worked out once more, step by step, as X's guide does by hand."""

import base64
import hashlib
import hmac
import re
from urllib.parse import quote, unquote

import pytest

from chalicelib.channels.x.oauth import authorization

KEYS = {
    "consumer_key": "ck",
    "consumer_secret": "cs&=",
    "access_token": "123-at",
    "access_token_secret": "ats%",
}


def parts(header):
    assert header.startswith("OAuth ")
    return {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', header)}


@pytest.mark.feature("CH-08")
def test_method_address_and_every_parameter_are_signed_in_order():
    url = "https://api.x.com/2/media/upload?media_id=9&command=STA%20TUS"
    found = parts(authorization("get", url, KEYS, nonce="n0nce", at=1767261600))

    listed = (
        "command=STA%20TUS&media_id=9&oauth_consumer_key=ck&oauth_nonce=n0nce"
        "&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1767261600&oauth_token=123-at"
        "&oauth_version=1.0"
    )
    base = f"GET&https%3A%2F%2Fapi.x.com%2F2%2Fmedia%2Fupload&{quote(listed, safe='')}"
    digest = hmac.new(b"cs%26%3D&ats%25", base.encode(), hashlib.sha1).digest()
    assert found["oauth_signature"] == base64.b64encode(digest).decode()


def test_no_two_requests_share_a_nonce():
    url = "https://api.x.com/2/users/me"
    headers = [parts(authorization("GET", url, KEYS)) for _ in range(2)]

    assert headers[0]["oauth_nonce"] != headers[1]["oauth_nonce"]


def test_no_secret_stands_in_the_header():
    header = authorization("GET", "https://api.x.com/2/users/me", KEYS)

    assert not any(quote(KEYS[name], safe="") in header for name in KEYS if "secret" in name)
