"""Twilio's end of the line, in this process: keeps what was asked and answers as told."""

import json
from urllib.parse import parse_qsl

import urllib3

from tests.builders import TWILIO_SID, TWILIO_TOKEN, a_channel

CREDENTIALS = {"auth_token": TWILIO_TOKEN}
BASE = "https://twilio.example.com"
ACCOUNT = f"{BASE}/2010-04-01/Accounts/{TWILIO_SID}"
AUTHORIZATION = urllib3.make_headers(basic_auth=f"{TWILIO_SID}:{TWILIO_TOKEN}")


def a_sender(address="+4759440123", kind="twilio_sms", **settings):
    """A channel that sends from this address."""
    return a_channel(kind=kind, address=address, settings={"account_sid": TWILIO_SID, **settings})


class Wire:
    """Stands where urllib3's pool is; `answers` are used up one by one, the last one again."""

    def __init__(self, status=201, body=None, headers=None, error=None, answers=None):
        self.answers = answers or [(status, body)]
        self.headers, self.error = headers or {}, error
        self.requests = []

    def request(self, method, url, **given):
        self.requests.append((method, url, given))
        if self.error:
            raise self.error
        status, body = self.answers[min(len(self.requests), len(self.answers)) - 1]
        data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        return urllib3.HTTPResponse(
            body=data, status=status, headers=self.headers, preload_content=True
        )

    def form(self, position=-1):
        """The form of a request, as names and values in order."""
        given = self.requests[position][2]
        assert given["encode_multipart"] is False
        return list(given["fields"])


def query_of(url):
    """The query of a URL as a dictionary."""
    return dict(parse_qsl(url.partition("?")[2]))
