"""Messenger's webhooks → facts; what they look like: channels/meta/messaging.py."""

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Fact
from chalicelib.channels.meta import messaging


def parse(request: HookRequest) -> list[Fact]:
    """Every fact in one call about pages. Raises Invalid when it is no JSON object."""
    return messaging.parse(request, "page")
