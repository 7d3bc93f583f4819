"""What every provider keeps to."""

from string import Formatter

import pytest

from chalicelib.channels.domain import Capabilities, HookAnswer, SendError
from chalicelib.channels.facts import Fact
from chalicelib.channels.registry import KINDS, provider_of
from chalicelib.runtime.errors import Invalid
from tests.builders import a_channel, a_hook

STATUSES = {"queued", "sent", "delivered", "read", "failed"}
CALLED = [kind for kind in KINDS if kind not in {"webchat", "email"}]
"""Kinds whose providers call a webhook."""

every_kind = pytest.mark.parametrize("kind", KINDS)
called_kind = pytest.mark.parametrize("kind", CALLED)


def credentials_of(kind):
    """Something for every secret that the kind asks for."""
    fields = provider_of(kind).fields
    return {field.name: "secret" for field in fields if field.part == "credentials"}


@pytest.mark.feature("CH-30")
@every_kind
def test_a_provider_declares_what_its_channel_can_do(kind):
    provider = provider_of(kind)
    able = provider.capabilities

    assert provider.kind == kind
    assert provider.label
    assert isinstance(able, Capabilities)
    assert able.max_length > 0
    assert set(able.receipts) <= STATUSES
    assert set(able.files) <= {"image", "audio", "video", "file"}
    assert all(limits.size > 0 for limits in able.files.values())
    assert able.files_per_message >= 1
    assert able.caption <= able.max_length
    assert able.human_window_hours is None or able.human_window_hours >= able.window_hours
    assert able.templates is (provider.templates is not None)


@every_kind
def test_what_an_admin_fills_in_has_words_for_it(kind):
    provider = provider_of(kind)
    names = [field.name for field in provider.fields]

    assert len(set(names)) == len(names)
    for field in provider.fields:
        assert field.label, field.name
        assert field.part != "address" or field.name == "address"


@every_kind
def test_steps_show_what_is_known_and_no_secret(kind):
    secret = credentials_of(kind)
    gaps = {gap for step in provider_of(kind).steps for _, gap, _, _ in Formatter().parse(step)}

    for gap in gaps - {None}:
        assert gap.isidentifier()
        assert gap not in secret


@every_kind
def test_what_is_done_to_a_message_can_be_handed_over(kind):
    able, provider = provider_of(kind).capabilities, provider_of(kind)
    acts = able.reactions is not None or able.edits or able.deletes

    assert provider.act is not None or not able.pushes or not acts


@called_kind
@pytest.mark.parametrize("body", [b"", b"{}", b"MessageSid=SM1&From=x", b"\xff\x00"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_an_unsigned_call_is_nobodys(kind, body, method):
    request = a_hook(body, method=method)

    assert not provider_of(kind).verify(request, a_channel(kind=kind), credentials_of(kind))


@called_kind
def test_a_call_to_a_channel_without_secrets_is_nobodys(kind):
    assert not provider_of(kind).verify(a_hook(b"{}"), a_channel(kind=kind), {})


@called_kind
@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"0", b'""', b"\xff\xfe", b"[" * 100_000, b'{"object": 1}']
)
def test_nothing_that_comes_breaks_a_parser(kind, body):
    for content_type in ("application/json", "application/x-www-form-urlencoded"):
        try:
            facts = provider_of(kind).parse(a_hook(body, headers={"content-type": content_type}))
        except Invalid:
            continue
        assert all(isinstance(fact, Fact) for fact in facts)


@called_kind
def test_a_call_is_acknowledged_with_success(kind):
    answer = provider_of(kind).answer

    assert isinstance(answer, HookAnswer)
    assert answer.status == 200


def test_an_unknown_kind_is_refused_with_those_that_are_known():
    with pytest.raises(Invalid, match=r"'pigeon'; known are .*twilio_sms"):
        provider_of("pigeon")


def test_website_chat_has_nothing_to_verify_parse_or_send():
    webchat = provider_of("webchat")

    assert not webchat.verify(a_hook(b""), a_channel(), {})
    assert webchat.parse(a_hook(b"")) == []
    with pytest.raises(SendError) as refusal:
        webchat.send(None, a_channel(), {})
    assert not refusal.value.retryable
