"""Entries as the JSON of their events: for colleagues, for the customer, for the bus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.conversations.domain import Actor, ActorKind, Entry, Status
from chalicelib.conversations.events.content import AttachmentView, TemplateRef
from chalicelib.conversations.events.kinds import EVENTS, Event
from chalicelib.runtime.ids import iso

_INTERNAL = frozenset(
    {
        "labels",
        "suggestion_id",
        "disposition",
        "disposition_name",
        "sources",
        "ai",
        "original",
        "shown_as",
    }
)
"""What a visitor's events leave out of `data`."""


def event_data(entry: Entry, reader: str | None = None) -> dict[str, Any]:
    """An entry as the JSON of its event; for a `reader` with their own labels."""
    data = _told(entry)
    if reader and reader in entry.private_labels:
        data = data | {"private_labels": list(entry.private_labels[reader])}
    return {
        "id": entry.id,
        "type": entry.type,
        "account_id": entry.account_id,
        "conversation_id": entry.conversation_id,
        "seq": entry.seq,
        "occurred_at": iso(entry.occurred_at),
        "actor": _actor(entry.actor),
        "data": data,
        "changes": entry.changes,
        "version": 1,
    }


_SORTS: dict[str, Any] = {
    "reactions": [],
    "options": [],
    "answer": None,
    "unsupported": False,
    "forwarded": False,
    "referral": None,
    "author": None,
    "template": None,
    "mail": None,
}
"""What only some messages have: entries leave it out, events never do."""
_FILE = {name: field.get_default() for name, field in AttachmentView.model_fields.items()}
_MAIL: dict[str, Any] = {
    "subject": None,
    "from": None,
    "to": [],
    "cc": [],
    "verdicts": {},
    "html": False,
    "cut": False,
    "automatic": False,
}


_USUAL: dict[str, dict[str, Any]] = {
    "message.sent": {
        "sources": [],
        "ai": None,
        "original": None,
        "language": None,
        "shown_as": None,
    },
    "conversation.assigned": {"decision": None, "offer_id": None, "taken_from": []},
    "conversation.transferred": {
        "to_user": None,
        "to_team_id": None,
        "to_team_name": None,
        "from_team_id": None,
        "reason": "",
        "decision": None,
        "note": None,
        "taken_from": [],
    },
    "conversation.left": {"reason": ""},
    "conversation.closed": {"disposition_name": None},
    "offer.made": {"decision": None},
}
"""The same by type."""


def _told(entry: Entry) -> dict[str, Any]:
    """An entry's data with every field of its event, and without what is between us and the
    provider."""
    data = {name: value for name, value in entry.data.items() if name != "act"}
    data = _USUAL.get(entry.type, {}) | data
    if entry.type not in {"message.received", "message.sent"}:
        return data
    data = _SORTS | data
    data["attachments"] = [_FILE | file for file in data["attachments"]]
    if data["template"]:
        data["template"] = {name: data["template"][name] for name in TemplateRef.model_fields}
    if data["mail"]:
        data["mail"] = {name: data["mail"].get(name, usual) for name, usual in _MAIL.items()}
    return data


def visitor_data(entry: Entry) -> dict[str, Any]:
    """An entry as its customer sees it: nothing that colleagues added for themselves, and of an
    agent who wrote the name that the customer knows (ASG-35)."""
    data = {name: value for name, value in _told(entry).items() if name not in _INTERNAL}
    if "reactions" in data:
        data["reactions"] = [_unnamed(one, "by") for one in data["reactions"]]
    changes = {name: value for name, value in entry.changes.items() if name == "status"}
    actor = _actor(entry.actor)
    if entry.type != "message.sent":
        actor = _unnamed(actor, "kind")
    elif known := entry.data.get("shown_as"):
        actor |= known
    return event_data(entry) | {"actor": actor, "data": data, "changes": changes}


def _unnamed(who: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """An agent without id and name; anybody else as they are."""
    return {**who, "id": None, "name": None} if who[kind] == ActorKind.AGENT else dict(who)


def event(entry: Entry, reader: str | None = None) -> Event:
    """An entry as its event."""
    return EVENTS[entry.type].model_validate(event_data(entry, reader))


def visitor_event(entry: Entry) -> Event:
    """An entry as its event for the customer."""
    return EVENTS[entry.type].model_validate(visitor_data(entry))


def bus_events(entry: Entry) -> list[tuple[str, dict[str, Any]]]:
    """The events a change is on the bus: the entry's own, and one for each thing it did besides.

    A reply that takes a conversation is `message.sent` and `conversation.assigned`: whoever waits
    for assignments need not know every way to become assigned.
    """
    own = event_data(entry)
    changes = entry.changes
    besides: dict[str, dict[str, Any]] = {}
    if changes.get("created"):
        besides["conversation.created"] = {}
    if changes.get("status") == Status.OPEN:
        besides["conversation.reopened"] = {}
    if changes.get("snooze", ...) is None:
        besides["conversation.woken"] = {}
    if "assignees" in changes:
        given = _USUAL["conversation.assigned"] | {"assignees": changes["assignees"]}
        why = changes.get("decision") or entry.data.get("decision")
        besides["conversation.assigned"] = given | {"decision": why}
    if "withdrawn" in changes:
        besides["offer.withdrawn"] = changes["withdrawn"] | {"reason": entry.type}
    return [(entry.type, own)] + [
        (type_, own | {"id": f"{entry.id}:{type_}", "type": type_, "data": data})
        for type_, data in besides.items()
        if type_ != entry.type
    ]


def _actor(actor: Actor) -> dict[str, Any]:
    return {"kind": actor.kind, "id": actor.id, "name": actor.name}
