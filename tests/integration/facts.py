"""What the tests of facts share: providers' channels, and facts told to the inbound worker."""

from __future__ import annotations

from typing import Any

from chalicelib.channels import worker
from chalicelib.channels.domain import Channel
from chalicelib.conversations import service
from chalicelib.conversations.domain import Entry
from chalicelib.runtime.ids import now
from tests.builders import Company, an_sqs_event

CUSTOMER = "+4790000001"


def tell(channel: Channel, *facts: dict[str, Any], receives: int = 1) -> bool:
    """Hand facts to the inbound function; whether it took them."""
    body = {"account_id": channel.account_id, "channel_id": channel.id, "facts": list(facts)}
    return not worker.inbound(an_sqs_event(body, receives=receives), None)["batchItemFailures"]


def said(id_: str = "m1", text: str = "Hi", **facts: Any) -> dict[str, Any]:
    """A customer's message."""
    known = {"kind": "message", "provider_message_id": id_, "sender": CUSTOMER, "text": text}
    return known | facts


def received(channel: Channel, id_: str = "m1") -> Entry:
    """The message that a provider's id became."""
    found = service.find_received(channel.account_id, channel.id, id_)
    assert found
    return found


def sent(who: Any, conversation_id: str, id_: str, text: str = "Yes") -> Entry:
    """An answer that its provider took under an id."""
    entry = service.reply(who, conversation_id, service.Written(text), now())
    service.accepted(entry, id_, now())
    return entry


def reread(entry: Entry) -> Entry:
    """An entry as it is stored now."""
    found = service.load_entry(entry.account_id, entry.conversation_id, entry.seq)
    assert found
    return found


def a_whatsapp(company: Company, number: str = "1001", **facts: Any) -> Channel:
    """A number on WhatsApp."""
    settings = {"phone_number_id": number, "waba_id": "2001", "recipient": number}
    given = {"settings": settings, "name": "WhatsApp", "address": f"+4759{number}"}
    credentials = {"access_token": "t", "app_secret": "s"}
    return company.channel("whatsapp", credentials, **(given | facts))


def a_telegram(company: Company) -> Channel:
    """A bot on Telegram."""
    credentials = {"bot_token": "1:t", "secret_token": "s"}
    return company.channel("telegram", credentials, settings={}, name="Telegram")


def a_page(company: Company) -> Channel:
    """A Facebook page."""
    credentials = {"access_token": "t", "app_secret": "s"}
    settings = {"recipient": "3001"}
    return company.channel("messenger", credentials, settings=settings, name="Page", address="3001")
