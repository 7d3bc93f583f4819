"""Texts of the product's own, over the account's own SMS channel."""

from __future__ import annotations

from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel, OutgoingMessage, SendError
from chalicelib.channels.registry import provider_of
from chalicelib.runtime.errors import Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.secrets import read_credentials

SMS = "_sms"
"""What the kinds of channels end with that send texts."""


def sms_channel(account_id: str) -> Channel:
    """The channel that texts of our own go by, the oldest of several; Refused without one."""
    found = [one for one in channels.of_account(account_id) if one.kind.endswith(SMS)]
    if not found:
        raise Refused("this account sends no texts: connect an SMS channel first")
    return min(found, key=lambda one: (one.created_at, one.id))


def send_text(account_id: str, phone: str, text: str) -> None:
    """Text somebody who is not a customer, so there is no conversation of it."""
    channel = sms_channel(account_id)
    why_not = channels.restriction(channel.id, channel.kind, phone)
    if why_not:
        raise Refused(why_not)
    message = OutgoingMessage(
        phone, channel.address or "", text, new_id("txt"), channels.hook_url(channel.id)
    )
    credentials = read_credentials(account_id, channel.id)
    try:
        provider_of(channel.kind).send(message, channel, credentials)
    except SendError as error:
        raise Refused(f"the text was not sent: {error}") from error
