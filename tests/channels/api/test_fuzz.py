"""Whatever another system posts: facts or a refusal, and no changed byte is trusted."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.api_channel.inbound import TYPES, parse
from chalicelib.channels.api_channel.signature import headers, verify
from chalicelib.channels.facts import Fact
from chalicelib.runtime.errors import Invalid
from tests.builders import a_channel, a_hook

pytestmark = pytest.mark.feature("CH-30", "CH-32")

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
QUICK = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
NAMES = ["type", "id", "from", "text", "attachments", "message", "ref", "status", "emoji", "at"]

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**40), 10**40),
        st.floats(),
        st.text(max_size=10),
        st.sampled_from([*TYPES, "https://x.example/1", "2026-05-01T12:00:00Z", "read", "\x00"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from([*NAMES, "url"]), st.text(max_size=4)), inner),
    ),
    max_leaves=12,
)
VALID = [
    {"type": "message", "id": "m", "from": {"id": "k"}, "text": "x", "attachments": []},
    {"type": "status", "message": "m", "status": "read"},
    {"type": "reaction", "message": "m", "from": {"id": "k"}, "emoji": "👍"},
    {"type": "edit", "message": "m", "from": {"id": "k"}, "text": "x"},
    {"type": "delete", "message": "m", "from": {"id": "k"}},
    {"type": "typing", "from": {"id": "k"}},
]


def facts_or_refusal(body):
    try:
        found = parse(a_hook(body))
    except Invalid:
        return
    assert found
    assert all(Fact.model_validate_json(fact.model_dump_json()) == fact for fact in found)


@QUICK
@given(values)
def test_any_json_is_facts_or_refused(given_):
    facts_or_refusal(json.dumps(given_).encode())


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_facts_or_refused(body):
    facts_or_refusal(body)


@QUICK
@given(st.sampled_from(VALID), st.sampled_from(NAMES), values)
def test_a_valid_event_with_anything_in_a_field_is_facts_or_refused(event, name, value):
    facts_or_refusal(json.dumps(event | {name: value}).encode())


@QUICK
@given(st.sampled_from(VALID), st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_is_not_trusted(event, position, byte):
    body = json.dumps(event).encode()
    at = position % len(body)
    changed = body[:at] + bytes([byte]) + body[at + 1 :]
    signed = headers("m-1", body, SECRET)

    trusted = verify(a_hook(changed, headers=signed), a_channel(), {"signing_secret": SECRET})

    assert trusted is (changed == body)


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]),
        st.text(max_size=40),
    ),
    st.text(max_size=40),
)
def test_nothing_unsigned_is_trusted_and_nothing_breaks(given_, secret):
    assert not verify(a_hook(b"{}", headers=given_), a_channel(), {"signing_secret": secret})
