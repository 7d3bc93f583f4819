"""WhatsApp's webhooks → facts (Meta docs: WhatsApp, "Webhooks overview").

    {"object": "whatsapp_business_account", "entry": [{"id": "<account>", "changes": [
      {"field": "messages", "value": {"messaging_product": "whatsapp",
       "metadata": {"display_phone_number": "4759440123", "phone_number_id": "1065…"},
       "contacts": [{"wa_id": "4791234567", "profile": {"name": "Kari"}}],
       "messages": […], "statuses": […]}}]}]}

One call may hold a thousand changes, of several numbers of the account.
"""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.channels.domain import HookRequest
from chalicelib.channels.facts import Fact, ignored
from chalicelib.channels.meta.reading import Json, entries, or_ignored
from chalicelib.channels.payload import listing, mapping, text
from chalicelib.channels.whatsapp import messages, reports

OBJECT = "whatsapp_business_account"
PAST = {"history", "smb_app_state_sync"}
"""What the company's phone knew before it was connected: it is not taken over."""
TALK = {"messages", "calls", "message_echoes", "smb_message_echoes", "user_preferences", ""}
"""Fields whose values tell of messages, or of nothing."""


def parse(request: HookRequest) -> list[Fact]:
    """Every fact in one call, in Meta's order. Raises Invalid when it is no JSON object."""
    facts: list[Fact] = []
    for entry in entries(request, OBJECT):
        for change in listing(entry.get("changes")):
            facts += _change(mapping(change), entry.get("time"))
    return or_ignored(facts)


def _change(change: Json, at: object) -> list[Fact]:
    field, value = text(change.get("field")), mapping(change.get("value"))
    if field in PAST:
        return [ignored("history", details={"field": field})]
    facts = list(_told(field, value))
    if field == "standby":  # another app has the conversation
        return [fact.model_copy(update={"kind": "standby"}) for fact in facts]
    if field == "messaging_handovers":
        return [Fact(kind="handover", recipient=messages.envelope(value).number)]
    if not facts and field not in TALK:
        return [reports.account(field, value, at)]
    return facts


def _told(field: str, value: Json) -> Iterator[Fact]:
    """What the lists of a value tell."""
    around = messages.envelope(value)
    number = around.number
    for one in listing(value.get("messages")):
        yield messages.inbound(one, around)
    for one in listing(value.get("message_echoes")):
        yield messages.echo(one)
    for one in listing(value.get("statuses")):
        of_call = field == "calls" or mapping(one).get("type") == "call"
        yield reports.call(one) if of_call else reports.status(one, number)
    for one in listing(value.get("calls")):
        yield reports.call(one)
    for one in listing(value.get("user_preferences")):
        yield reports.preference(one, number)
    for one in _one_or_many(value.get("user_id_update")):
        yield reports.identity(one, number)
    about_something = any(key in value for key in ("messages", "statuses", "calls"))
    if not about_something:
        for one in listing(value.get("errors")):
            yield reports.error(one, number)


def _one_or_many(value: object) -> list[object]:
    return [value] if isinstance(value, dict) else listing(value)
