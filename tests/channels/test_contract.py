"""What every provider keeps to."""

import pytest

from chalicelib.channels.domain import Capabilities, SendError
from chalicelib.channels.registry import PROVIDERS, provider_of
from chalicelib.runtime.errors import Invalid
from tests.builders import a_channel, a_hook


@pytest.mark.feature("CH-30")
@pytest.mark.parametrize("kind", sorted(PROVIDERS))
def test_a_provider_declares_what_its_channel_can_do(kind):
    provider = PROVIDERS[kind]

    assert provider.kind == kind
    assert provider.label
    assert isinstance(provider.capabilities, Capabilities)
    assert provider.capabilities.max_length > 0
    assert set(provider.capabilities.receipts) <= {"queued", "sent", "delivered", "read", "failed"}


@pytest.mark.parametrize("kind", sorted(PROVIDERS))
def test_an_unsigned_call_is_nobodys(kind):
    credentials = dict.fromkeys(PROVIDERS[kind].required_credentials, "secret")

    assert not PROVIDERS[kind].verify(a_hook(b"MessageSid=SM1&From=x"), credentials)


def test_an_unknown_kind_is_refused_with_those_that_are_known():
    with pytest.raises(Invalid, match="'pigeon'; known are twilio_sms, webchat"):
        provider_of("pigeon")


def test_website_chat_has_nothing_to_verify_parse_or_send():
    webchat = provider_of("webchat")

    assert webchat.parse(a_hook(b"")) == []
    with pytest.raises(SendError) as refusal:
        webchat.send(None, a_channel(), {})
    assert not refusal.value.retryable
