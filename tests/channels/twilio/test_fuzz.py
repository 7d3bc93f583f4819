"""Whatever comes: facts or a refusal, nothing else; and no changed byte is trusted."""

import base64
import hashlib
import hmac
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.channels.facts import Fact
from chalicelib.channels.registry import provider_of
from chalicelib.channels.twilio.signature import verify
from chalicelib.runtime.errors import Invalid
from tests.builders import a_channel, a_hook
from tests.channels.conftest import RECORDED, recorded

pytestmark = pytest.mark.feature("CH-30")

OURS = [
    {
        "MessageSid": "SM1",
        "From": "whatsapp:+4790123456",
        "To": "whatsapp:+4759440123",
        "Body": "hei",
        "NumMedia": "1",
        "MediaUrl0": "https://api.twilio.com/ME1",
        "MediaContentType0": "image/png",
        "MessagingServiceSid": "MG1",
        "OptOutType": "HELP",
    },
    {
        "SmsSid": "SM1",
        "MessageStatus": "failed",
        "SmsStatus": "failed",
        "ErrorCode": "21610",
        "ErrorMessage": "jargon",
        "ChannelStatusCode": "63016",
    },
    {
        "MessageSid": "SM1",
        "From": "whatsapp:NO.1",
        "ExternalUserId": "whatsapp:NO.1",
        "ProfileName": "Kari",
        "MessageType": "location",
        "Latitude": "59.9",
        "Longitude": "10.7",
        "Label": "Office",
        "Address": "Oslo",
        "Forwarded": "true",
        "FrequentlyForwarded": "true",
    },
    {
        "MessageSid": "SM1",
        "From": "whatsapp:+4790123456",
        "ButtonText": "Yes",
        "ButtonPayload": "yes",
        "ListId": "osl",
        "ListTitle": "Oslo",
        "InteractiveData": "{}",
        "OriginalRepliedMessageSid": "MM1",
        "ReferralSourceId": "1",
    },
]
NAMES = sorted({name for payload in OURS for name in payload})
PAYLOADS = OURS + [
    payload["body"]
    for folder in ("twilio_sms", "twilio_status", "twilio_whatsapp")
    for _, payload in recorded(f"{folder}/*.json")
]
KINDS = pytest.mark.parametrize("kind", ["twilio_sms", "twilio_whatsapp"])
QUICK = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])

anything = st.one_of(st.text(max_size=40), st.sampled_from(["", "true", "nan", "1e999", "²", "-1"]))
forms = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), anything)


def facts_or_refusal(kind, body, query=None):
    try:
        found = provider_of(kind).parse(a_hook(body, query=query or {}))
    except Invalid:
        return
    assert found
    assert all(isinstance(fact, Fact) for fact in found)
    assert all(Fact.model_validate_json(fact.model_dump_json()) == fact for fact in found)
    assert all("\x00" not in fact.model_dump_json() for fact in found)


def spelt(fields):
    """Also what is no text at all: lone halves of surrogate pairs."""
    return urlencode(fields, errors="surrogatepass").encode()


@KINDS
@QUICK
@given(fields=forms)
def test_any_form_is_facts_or_refused(kind, fields):
    facts_or_refusal(kind, spelt(fields))


@KINDS
@QUICK
@given(body=st.binary(max_size=300))
def test_any_bytes_are_facts_or_refused(kind, body):
    facts_or_refusal(kind, body)


@KINDS
@QUICK
@given(payload=st.sampled_from(PAYLOADS), changes=forms, dropped=st.sets(st.sampled_from(NAMES)))
def test_a_real_payload_with_other_or_missing_fields_is_facts_or_refused(
    kind, payload, changes, dropped
):
    fields = {name: value for name, value in (payload | changes).items() if name not in dropped}

    facts_or_refusal(kind, spelt(fields), {"ref": "cnv_1.2"})


@QUICK
@given(
    url=st.text(max_size=60),
    headers=st.dictionaries(
        st.sampled_from(["content-type", "x-twilio-signature"]), st.text(max_size=60)
    ),
    body=st.binary(max_size=100),
)
def test_nothing_unsigned_is_trusted_and_nothing_breaks(url, headers, body):
    assert not verify(a_hook(body, url, headers=headers), a_channel(), {"auth_token": "12345"})


@QUICK
@given(payload=st.sampled_from(PAYLOADS), position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_is_not_trusted(payload, position, byte):
    url = "https://x.example/hooks/1"
    body = urlencode(payload).encode()
    text = url + "".join(name + payload[name] for name in sorted(payload))
    digest = hmac.new(b"12345", text.encode(), hashlib.sha1).digest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": base64.b64encode(digest).decode(),
    }
    at = position % len(body)
    changed = body[:at] + bytes([byte]) + body[at + 1 :]
    same = said(changed) == said(body)  # "+" and "%20", or %2b and %2B, spell the same

    trusted = verify(a_hook(changed, url, headers=headers), a_channel(), {"auth_token": "12345"})

    assert trusted is same


def said(body):
    """What a form says, in any spelling."""
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return "".join(name + value for name, value in sorted(set(pairs)))


def test_the_recorded_payloads_take_part_where_they_are():
    assert (len(PAYLOADS) > len(OURS)) is RECORDED.is_dir()
