"""Which providers there are. A new one is one line here and a folder of its own."""

from chalicelib.channels.domain import Provider
from chalicelib.channels.twilio_sms import provider as twilio_sms
from chalicelib.channels.webchat import provider as webchat
from chalicelib.runtime.errors import Invalid

PROVIDERS: dict[str, Provider] = {provider.kind: provider for provider in (twilio_sms, webchat)}


def provider_of(kind: str) -> Provider:
    """The provider of a kind of channel."""
    try:
        return PROVIDERS[kind]
    except KeyError:
        known = ", ".join(sorted(PROVIDERS))
        raise Invalid(f"there is no channel kind {kind!r}; known are {known}") from None
