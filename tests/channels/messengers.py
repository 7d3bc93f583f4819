"""What the tests of Telegram, Viber, LINE and X share: calls in, the other end of the line, and
payloads that went wrong."""

import copy
import json

import urllib3
from hypothesis import strategies as st

from chalicelib.channels.domain import HookRequest, Link, OutgoingMessage
from chalicelib.channels.facts import Fact
from chalicelib.runtime.errors import Invalid
from tests.channels.conftest import recorded


def a_call(body, method="POST", query=None, **headers):
    """A webhook call; a body that is no bytes goes as JSON. Headers with _ for -."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = "https://api.example.com/api/hooks/chn_1"
    return HookRequest(url, method, named, query or {}, data)


def a_part(**facts):
    """A message to send."""
    known = {"to": "23", "sender": "", "text": "Ja, vi sender til Norge 🎉", "ref": "cnv_1.2"}
    return OutgoingMessage(**(known | {"status_url": "https://api.example.com/s"} | facts))


def a_file(name="cat.jpg", mime_type="image/jpeg", kind="image", data=b"bytes"):
    url = f"https://files.example/{name}"
    return Link(url, name, mime_type, len(data), kind, lambda: data)


class Wire:
    """Stands where urllib3's pool is; answers are used up one by one, the last one again."""

    def __init__(self, *answers, error=None):
        self.answers, self.error, self.requests = answers or ((200, {}),), error, []

    def request(self, method, url, **given):
        self.requests.append((method, url, given))
        if self.error:
            raise self.error
        status, body, *headers = self.answers[min(len(self.requests), len(self.answers)) - 1]
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        data = data or b" "  # urllib3 takes an empty body for one that is still to be read
        found = headers[0] if headers else {}
        return urllib3.HTTPResponse(body=data, status=status, headers=found, preload_content=True)

    @property
    def urls(self):
        return [url for _, url, _ in self.requests]

    def body(self, position=-1):
        """The JSON of a request."""
        return json.loads(self.requests[position][2]["body"])

    def headers(self, position=-1):
        return self.requests[position][2]["headers"]


def payloads(kind, ours):
    """Bodies to spoil: ours, and the recorded ones where they are."""
    captured = [content["body"] for _, content in recorded(f"{kind}/*.json")]
    return [*ours, *(body for body in captured if isinstance(body, dict))]


def anything():
    """JSON of any shape, with what breaks careless readers: surrogates, huge numbers, nothing."""
    odd = ["", "\x00", "\ud800", "id", "message", "-1", "1e999", "9" * 600]
    leaves = (
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(odd)
    )
    return st.recursive(
        leaves | st.just(10**400),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )


@st.composite
def spoiled(draw, bodies):
    """A real body with one value somewhere inside replaced or gone."""
    body = copy.deepcopy(draw(st.sampled_from(bodies)))
    place, steps = body, draw(st.integers(1, 8))
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return body
        key = draw(st.sampled_from(keys))
        steps -= 1
        if steps <= 0 or not isinstance(place[key], dict | list):
            break
        place = place[key]
    if draw(st.booleans()):
        place[key] = draw(anything())
    else:
        del place[key]
    return body


def read(parse, body):
    """Parse a body as the door would: facts that can be queued, or Invalid, and nothing else."""
    try:
        found = parse(a_call(body if isinstance(body, bytes) else json.dumps(body).encode()))
    except Invalid:
        return None
    assert found
    for fact in found:
        assert Fact.model_validate_json(fact.model_dump_json()).kind == fact.kind
        fact.model_dump_json().encode()
    return found
