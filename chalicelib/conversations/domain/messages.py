"""What is said in a conversation: messages and notes, and what becomes of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.conversations.domain.assigning import assigned, refuse_crossing, withdrawn
from chalicelib.conversations.domain.lifecycle import preview, reopened
from chalicelib.conversations.domain.model import (
    SYSTEM,
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    DeliveryStatus,
    Entry,
    Person,
    Rewrite,
    Route,
    Status,
    advance,
    entry_of,
    moment,
    people,
    step,
)
from chalicelib.runtime.errors import Forbidden, NotVisible, Refused

MENTIONED_AT_MOST = 20
"""Users and teams with a place in Mentions; the ones mentioned longest ago make room."""

_RANK = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.SENT: 1,
    DeliveryStatus.FAILED: 2,
    DeliveryStatus.DELIVERED: 3,
    DeliveryStatus.READ: 4,
}
"""Reports come in any order; only a later stage counts. A delivery after a failure is believed."""


def content(
    text: str,
    channel: ChannelRef,
    format_: str = "plain",
    client_id: str | None = None,
    attachments: Sequence[Mapping[str, Any]] = (),
    quoted: Mapping[str, Any] | None = None,
    **sort: Any,
) -> dict[str, Any]:
    """A message's data, complete: what reads an entry never has to ask whether a field is there.
    Only what some sorts of messages have (`answer`, `options`, `mail`, …) is there when it is."""
    return {
        "text": text,
        "format": format_,
        "channel_id": channel.id,
        "channel_kind": channel.kind,
        "client_id": client_id,
        "attachments": list(attachments),
        "reply_to": quoted,
        "edited_at": None,
        "deleted_at": None,
        "labels": [],
        **{name: value for name, value in sort.items() if value},
    }


def reply(
    conversation: Conversation,
    by: Actor,
    message: dict[str, Any],
    route: Route,
    entry_id: str,
    at: datetime,
    present: Collection[str] | None = None,
) -> Change:
    """A message to the customer, over one of their channels. An agent's takes a conversation that
    nobody or the AI agent has (ASG-01, AI-14), answers the customer (CONV-32) and reopens a closed
    one (CONV-21) for those who had it and are `present` (None: all are; CONV-59); of two agents who
    answer at once the second is told who won (ASG-05). What an auto-responder or the system says
    does none of that; for the AI agent see `ai.py`."""
    human = by.kind is ActorKind.AGENT
    if human:
        refuse_crossing(conversation, by, at)
    changes: dict[str, Any] = {}
    after = advance(conversation, at)
    if human and not conversation.is_open:
        after = reopened(after, at, present)
        changes["status"] = Status.OPEN
    if human and not after.colleagues:
        after = assigned(after, (Person(by.id or "", by.name or ""),), by, at)
        changes |= withdrawn(conversation)
    if after.assignees != conversation.assignees:
        changes["assignees"] = people(after.assignees)
    after = replace(after, preview=preview(as_written(message), by.kind, after.version))
    if conversation.route(route.channel.id) is None:
        after = replace(after, routes=(*after.routes, route))
    if human:
        after = replace(
            after,
            unreplied_since=None,
            reads={**after.reads, by.id or "": after.version},
            agent_read_seq=after.version,
        )
    data = message | {"delivery": first_delivery(route.channel, at)}
    face = after.faces.get(by.id or "")
    if human and face:
        data["shown_as"] = {"id": face.id, "name": face.name}
    entry = entry_of(after, entry_id, "message.sent", by, at, data, changes)
    return Change(conversation, after, entry)


def as_written(message: dict[str, Any]) -> dict[str, Any]:
    """A message as its author wrote it, before it was translated for the customer: colleagues read
    that in their lists (MSG-26)."""
    original = message.get("original")
    return message | {"text": original["text"]} if original else message


def start_outbound(
    draft: Conversation, by: Actor, message: dict[str, Any], entry_id: str
) -> Change:
    """An agent writes first (CONV-36): a conversation of their own with its first message."""
    at = draft.created_at
    author = Person(by.id or "", by.name or "")
    after = replace(
        draft,
        version=1,
        told_at=at,
        revision=1,
        status=Status.OPEN,
        assignees=(author,),
        assigned_at=at,
        assigned_by=author.id,
        preview=preview(as_written(message), by.kind, 1),
        reads={author.id: 1},
        agent_read_seq=1,
    )
    data = message | {"delivery": first_delivery(draft.channel, at)}
    changes = {"created": True, "assignees": people(after.assignees)}
    return Change(None, after, entry_of(after, entry_id, "message.sent", by, at, data, changes))


def note(
    conversation: Conversation,
    by: Actor,
    data: dict[str, Any],
    mentions: tuple[Person, ...],
    entry_id: str,
    at: datetime,
) -> Change:
    """An internal note: for colleagues only, and no answer to the customer. Whom it mentions,
    user or team, finds the conversation among their Mentions (NOTE-04)."""
    refuse_hidden(conversation, mentions)
    after = _mentioning(advance(conversation, at), by, mentions)
    told = data | {"mentions": people(mentions), "edited_at": None, "deleted_at": None}
    return Change(conversation, after, entry_of(after, entry_id, "note.added", by, at, told))


def refuse_hidden(conversation: Conversation, mentions: tuple[Person, ...]) -> None:
    """In a restricted conversation only those who may see it can be mentioned (NOTE-19, D22)."""
    if conversation.visible_to is None:
        return
    named = {person.id for person in conversation.visible_to}
    hidden = [person for person in mentions if person.id not in named]
    if hidden:
        names = " and ".join(person.name for person in hidden)
        raise NotVisible(
            f"{names} may not see this conversation: add them to it first",
            user_ids=[person.id for person in hidden],
        )


def edit(
    conversation: Conversation,
    message: Entry,
    by: Actor,
    text: str,
    allowed_for: timedelta,
    entry_id: str,
    at: datetime,
    provider_can: bool = False,
) -> Change:
    """Change the text of one's own message, within a time and where the customer reads it from us
    or the provider can change it there (MSG-16); the earlier text is kept."""
    _refuse_gone(message, "message.sent")
    if message.actor.id != by.id:
        raise Forbidden("only its author may edit a message")
    if at - message.occurred_at > allowed_for:
        minutes = int(allowed_for.total_seconds() // 60)
        raise Refused(f"a message can be edited for {minutes} minutes after it was sent")
    at_provider = _is_at_provider(conversation, message)
    if at_provider and not provider_can:
        raise Refused("the customer has it already: this channel cannot change what was sent")
    after = with_preview(step(conversation, at), message, text)
    data = {"message_id": message.id, "text": text} | _act(at_provider)
    entry = entry_of(after, entry_id, "message.edited", by, at, data)
    return Change(
        conversation, after, entry, Rewrite(message, rewritten(message, by, at, text, "edited_at"))
    )


def delete_message(
    conversation: Conversation,
    message: Entry,
    by: Actor,
    entry_id: str,
    at: datetime,
    provider_can: bool = False,
) -> Change:
    """Delete a message that was sent; its author or an admin may (MSG-15). Where the customer
    reads from us, or the provider can take it back, it is gone for them, too; elsewhere
    `retracted` says that it is not."""
    _refuse_gone(message, "message.sent")
    _refuse_stranger(message, by, "message")
    after = with_preview(step(conversation, at), message, "")
    at_provider = _is_at_provider(conversation, message)
    data = {"message_id": message.id, "retracted": provider_can or not at_provider}
    data |= _act(provider_can and at_provider)
    entry = entry_of(after, entry_id, "message.deleted", by, at, data)
    return Change(conversation, after, entry, Rewrite(message, emptied(message, by, at)))


def edit_note(
    conversation: Conversation,
    note_: Entry,
    by: Actor,
    text: str,
    mentions: tuple[Person, ...],
    entry_id: str,
    at: datetime,
) -> Change:
    """Change a note; its author or an admin may (NOTE-18). Newly mentioned people are told."""
    _refuse_gone(note_, "note.added")
    _refuse_stranger(note_, by, "note")
    refuse_hidden(conversation, mentions)
    known = {one["id"] for one in note_.data["mentions"]}
    fresh = tuple(person for person in mentions if person.id not in known)
    after = _mentioning(step(conversation, at), by, fresh)
    data = {"note_id": note_.id, "text": text, "mentions": people(mentions)}
    changes = {"mentioned": people(fresh)} if fresh else {}
    entry = entry_of(after, entry_id, "note.edited", by, at, data, changes)
    written = rewritten(note_, by, at, text, "edited_at")
    written = replace(written, data=written.data | {"mentions": people(mentions)})
    return Change(conversation, after, entry, Rewrite(note_, written))


def delete_note(
    conversation: Conversation, note_: Entry, by: Actor, entry_id: str, at: datetime
) -> Change:
    """Delete a note; its author or an admin may. Its text stays in the history."""
    _refuse_gone(note_, "note.added")
    _refuse_stranger(note_, by, "note")
    after = step(conversation, at)
    entry = entry_of(after, entry_id, "note.deleted", by, at, {"note_id": note_.id})
    return Change(conversation, after, entry, Rewrite(note_, emptied(note_, by, at)))


def deliver(
    conversation: Conversation,
    message: Entry,
    status: DeliveryStatus,
    error: str | None,
    entry_id: str,
    at: datetime,
) -> Change | None:
    """What the channel reports of an outgoing message; None when it tells nothing new."""
    known = DeliveryStatus(message.data["delivery"]["status"])
    if _RANK[status] <= _RANK[known]:
        return None
    return _delivered(conversation, message, SYSTEM, status, error, entry_id, at)


def hold(
    conversation: Conversation, message: Entry, why: str, entry_id: str, at: datetime
) -> Change | None:
    """A message waits until its channel is authorised again (CH-34); None when it went out
    meanwhile, or waits already."""
    delivery = message.data["delivery"]
    if delivery["status"] != DeliveryStatus.QUEUED or delivery["error"]:
        return None
    return _delivered(conversation, message, SYSTEM, DeliveryStatus.QUEUED, why, entry_id, at)


def let_go(
    conversation: Conversation, message: Entry, entry_id: str, at: datetime
) -> Change | None:
    """Try a message again that waited; None when it waits no more."""
    delivery = message.data["delivery"]
    if delivery["status"] != DeliveryStatus.QUEUED or not delivery["error"]:
        return None
    return _delivered(conversation, message, SYSTEM, DeliveryStatus.QUEUED, None, entry_id, at)


def retry(
    conversation: Conversation, message: Entry, by: Actor, entry_id: str, at: datetime
) -> Change:
    """Queue a failed message for another attempt (MSG-12)."""
    _refuse_gone(message, "message.sent")
    if message.data.get("delivery", {}).get("status") != DeliveryStatus.FAILED:
        raise Refused("only a message that failed can be sent again")
    return _delivered(conversation, message, by, DeliveryStatus.QUEUED, None, entry_id, at)


def _delivered(
    conversation: Conversation,
    message: Entry,
    by: Actor,
    status: DeliveryStatus,
    error: str | None,
    entry_id: str,
    at: datetime,
) -> Change:
    after = step(conversation, at)
    data = {"message_id": message.id, "status": status, "error": error}
    entry = entry_of(after, entry_id, "delivery.updated", by, at, data)
    delivery = {"status": str(status), "error": error, "at": moment(entry.occurred_at)}
    updated = replace(message, data=message.data | {"delivery": delivery})
    return Change(conversation, after, entry, Rewrite(message, updated))


def quote(message: Entry) -> dict[str, Any]:
    """How a later message shows the one that it answers (MSG-13)."""
    if message.type not in {"message.received", "message.sent"} or message.data.get("deleted_at"):
        raise Refused("only a message can be quoted")
    shown = preview(message.data, message.actor.kind, message.seq)
    return {"message_id": message.id, "text": shown.text, "author": message.actor.kind}


def _mentioning(
    conversation: Conversation, by: Actor, mentions: tuple[Person, ...]
) -> Conversation:
    fresh = {person.id: conversation.version for person in mentions if person.id != by.id}
    if not fresh:
        return conversation
    latest = sorted({**conversation.mentioned, **fresh}.items(), key=lambda item: item[1])
    return replace(conversation, mentioned=dict(latest[-MENTIONED_AT_MOST:]))


def rewritten(entry: Entry, by: Actor, at: datetime, text: str, stamp: str) -> Entry:
    """An entry with another text and when it got it; the earlier text goes into its history."""
    earlier = {
        "text": entry.data["text"],
        "by": {"id": by.id, "name": by.name},
        "at": moment(at),
    }
    data = entry.data | {"text": text, stamp: moment(at)}
    if data.get("original"):  # it was of the earlier text
        data |= {"original": None, "language": None}
    return replace(entry, data=data, history=(*entry.history, earlier))


def emptied(entry: Entry, by: Actor, at: datetime) -> Entry:
    """An entry that was deleted: nothing of what it said is left but in its history."""
    gone = rewritten(entry, by, at, "", "deleted_at")
    hidden: Mapping[str, Any] = {
        "attachments": [],
        "mentions": [],
        "reactions": [],
        "options": [],
        "answer": None,
        "mail": None,
        "sources": [],
        "ai": None,
        "original": None,
    }
    nothing = {name: value for name, value in hidden.items() if name in gone.data}
    return replace(gone, data=gone.data | nothing)


def with_preview(conversation: Conversation, message: Entry, text: str) -> Conversation:
    """A row must not go on showing what its newest message no longer says."""
    if conversation.preview is None or conversation.preview.seq != message.seq:
        return conversation
    said = {"text": text, "format": message.data["format"]}
    shown = preview(said, message.actor.kind, message.seq)
    return replace(conversation, preview=shown)


def _refuse_gone(entry: Entry, type_: str) -> None:
    if entry.type != type_:
        raise Refused("this cannot be changed")
    if entry.data.get("deleted_at"):
        raise Refused("it was deleted already")


def _refuse_stranger(entry: Entry, by: Actor, what: str) -> None:
    if not by.is_admin and entry.actor.id != by.id:
        raise Forbidden(f"only its author or an admin may change a {what}")


def _act(at_provider: bool) -> dict[str, Any]:
    """Marks what a provider has to be told of a message that it has."""
    return {"act": True} if at_provider else {}


def _is_at_provider(conversation: Conversation, message: Entry) -> bool:
    """Whether a provider has it; else the customer reads it from us."""
    route = conversation.route(message.data["channel_id"])
    return route is None or route.channel.pushes


def first_delivery(channel: ChannelRef, at: datetime) -> dict[str, Any]:
    """How far a message came that was just written."""
    status = DeliveryStatus.QUEUED if channel.pushes else DeliveryStatus.SENT
    return {"status": str(status), "error": None, "at": moment(at)}
