"""How a conversation begins, is handed on, rests and ends.

Every change makes exactly one entry. What else the change did (it created, took, reopened …)
is told in the entry's `changes`, so that the thread, the events and the state are one fact.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.channels.markdown import to_plain
from chalicelib.conversations.domain.assigning import assigned, ended, settled, withdrawn
from chalicelib.conversations.domain.model import (
    PREVIEW_LENGTH,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Person,
    Preview,
    Route,
    Snooze,
    Status,
    advance,
    entry_of,
    moment,
    people,
    step,
)
from chalicelib.runtime.errors import Forbidden, Refused, UnpaidInvoice

SNOOZED_AT_MOST = timedelta(days=366)


def start(draft: Conversation, by: Actor, message: dict[str, Any], entry_id: str) -> Change:
    """The contact's first message: an open conversation that waits for someone (CONV-01), or for
    whom the contact is assigned to by default (CONV-43)."""
    at = draft.created_at
    after = replace(
        draft,
        version=1,
        told_at=at,
        revision=1,
        status=Status.OPEN,
        preview=preview(message, by.kind, 1),
        assigned_at=at if draft.assignees else None,
        waiting_since=None if draft.assignees else at,
        unreplied_since=at,
        received_seq=1,
        news_seq=1,
    )
    changes: dict[str, Any] = {"created": True}
    if draft.assignees:
        changes["assignees"] = people(draft.assignees)
    if draft.colleagues:
        names = " and ".join(person.name for person in draft.colleagues)
        reason = f"New conversations of this contact go to {names}."
        changes["decision"] = {
            "strategy": "contact",
            "reason": reason,
            "considered": len(draft.colleagues),
            "passed_over": [],
            "at": moment(at),
        }
    return Change(
        None, after, entry_of(after, entry_id, "message.received", by, at, message, changes)
    )


def receive(
    conversation: Conversation,
    by: Actor,
    message: dict[str, Any],
    via: Route,
    entry_id: str,
    at: datetime,
    present: Collection[str] | None = None,
    otherwise: Person | None = None,
) -> Change:
    """A customer's further message. The channel it came over is the one to answer on (CONV-37);
    `via` says since when they were heard there, and whether they opted out with it (CH-16).
    It reopens a closed conversation for those who had it (D1), as far as they are `present` (None:
    all are; CONV-59), else for whom the channel names `otherwise`, and wakes a snoozed one."""
    changes: dict[str, Any] = {}
    known = conversation.route(via.channel.id)
    after = _over(advance(conversation, at), via)
    if via.opted_out != (known is not None and known.opted_out):
        changes["opted_out"] = via.opted_out
    if not conversation.is_open:
        after = reopened(after, at, present)
        if otherwise and not after.assignees:
            after = assigned(after, (otherwise,), by=None, at=at)
        changes |= {"status": Status.OPEN, "assignees": people(after.assignees)}
    elif conversation.snooze:
        after = awake(after, at)
        changes["snooze"] = None
    after = replace(
        after,
        preview=preview(message, by.kind, after.version),
        unreplied_since=conversation.unreplied_since or at,
        received_seq=after.version,
        news_seq=after.version,
        idle=False,
    )
    entry = entry_of(after, entry_id, "message.received", by, at, message, changes)
    return Change(conversation, after, entry)


def continues(
    conversation: Conversation, after_close: str, reopen_hours: int | None, at: datetime
) -> bool:
    """Whether a further message belongs here, or begins a new conversation (D1, CONV-22,
    CONV-55: only within so many hours of the close)."""
    if conversation.is_open:
        return True
    if conversation.status is Status.DELETED or after_close == "new":
        return False
    ended = conversation.closed_at or conversation.last_entry_at
    return reopen_hours is None or at - ended <= timedelta(hours=reopen_hours)


def close(
    conversation: Conversation,
    by: Actor,
    disposition: str | None,
    entry_id: str,
    at: datetime,
    disposition_name: str | None = None,
) -> Change:
    """End a conversation; who may: `refuse_closing`. How it ended (CONV-29) is kept by id and, for
    the day it is renamed, by name."""
    refuse_closing(conversation, by)
    after = replace(
        ended(advance(conversation, at)),
        status=Status.CLOSED,
        snooze=None,
        waiting_since=None,
        unreplied_since=None,
        closed_at=at,
        disposition=disposition,
    )
    data = {"disposition": disposition}
    if disposition_name:
        data["disposition_name"] = disposition_name
    changes: dict[str, Any] = {"status": Status.CLOSED} | withdrawn(conversation)
    entry = entry_of(after, entry_id, "conversation.closed", by, at, data, changes)
    return Change(conversation, after, entry)


def refuse_closing(conversation: Conversation, by: Actor) -> None:
    """Only an assignee, an admin or the system may end a conversation (CONV-19, D17)."""
    if by.kind is not ActorKind.SYSTEM and not (by.is_admin or conversation.is_assigned_to(by.id)):
        raise Forbidden("only an assignee or an admin may close a conversation")
    if not conversation.is_open:
        raise Refused("the conversation is closed already")
    if conversation.unpaid_invoices:
        raise UnpaidInvoice("the conversation has an unpaid invoice")


def reopen(
    conversation: Conversation,
    by: Actor,
    entry_id: str,
    at: datetime,
    present: Collection[str] | None = None,
) -> Change:
    """Open a closed conversation again (CONV-23), for those of its assignees who are `present`
    (None: all are; CONV-59)."""
    if conversation.is_open:
        raise Refused("the conversation is open already")
    after = reopened(advance(conversation, at), at, present)
    changes = {"status": Status.OPEN, "assignees": people(after.assignees)}
    entry = entry_of(after, entry_id, "conversation.reopened", by, at, {}, changes)
    return Change(conversation, after, entry)


def snooze(
    conversation: Conversation, by: Actor, until: datetime | None, entry_id: str, at: datetime
) -> Change:
    """Take it out of the inbox until a time, or until the customer writes (CONV-47)."""
    if not conversation.is_open:
        raise Refused("only an open conversation can be snoozed")
    if until is not None and until <= at:
        raise Refused("choose a time that is still to come")
    if until is not None and until - at > SNOOZED_AT_MOST:
        raise Refused("choose a time within a year")
    after = replace(settled(advance(conversation, at)), snooze=Snooze(until), waiting_since=None)
    data = {"until": moment(until) if until else None}
    changes: dict[str, Any] = {"snooze": data} | withdrawn(conversation)
    entry = entry_of(after, entry_id, "conversation.snoozed", by, at, data, changes)
    return Change(conversation, after, entry)


def wake(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Bring a snoozed conversation back, unread."""
    if conversation.snooze is None:
        raise Refused("the conversation is not snoozed")
    after = awake(advance(conversation, at), at)
    after = replace(after, news_seq=after.version)
    entry = entry_of(after, entry_id, "conversation.woken", by, at, {}, {"snooze": None})
    return Change(conversation, after, entry)


def rest(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change | None:
    """The customer was silent for so long that it counts nothing of anybody's capacity until they
    write again (ASG-44). None when nobody carries it, or the silence is ours."""
    carried = conversation.is_open and conversation.colleagues and conversation.snooze is None
    if not carried or conversation.idle or conversation.unreplied_since:
        return None
    after = replace(step(conversation, at), idle=True)
    entry = entry_of(after, entry_id, "conversation.rested", by, at, {})
    return Change(conversation, after, entry)


def delete(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Delete it for good; an admin may (CONV-25). What remains says only that it was, and who
    deleted it when (CONV-02)."""
    if not by.is_admin:
        raise Forbidden("only an admin may delete a conversation")
    if conversation.unpaid_invoices:
        raise UnpaidInvoice("the contact owes on an invoice of this conversation")
    gone = advance(conversation, at)
    after = Conversation(
        account_id=gone.account_id,
        id=gone.id,
        team_id=gone.team_id,
        channel=gone.channel,
        contact=Person(gone.contact.id, ""),
        address="",
        status=Status.DELETED,
        created_at=gone.created_at,
        last_entry_at=gone.last_entry_at,
        version=gone.version,
        told_at=gone.told_at,
        revision=gone.revision,
        number=gone.number,
        assignees=gone.assignees,
        visible_to=gone.visible_to,
        mentioned=gone.mentioned,
        closed_at=at,
    )
    changes: dict[str, Any] = {"status": Status.DELETED} | withdrawn(conversation)
    entry = entry_of(after, entry_id, "conversation.deleted", by, at, {}, changes)
    return Change(conversation, after, entry)


def reopened(
    conversation: Conversation, at: datetime, present: Collection[str] | None = None
) -> Conversation:
    """Open again, with the assignees who are there."""
    assignees = tuple(
        person for person in conversation.assignees if present is None or person.id in present
    )
    return replace(
        conversation,
        status=Status.OPEN,
        assignees=assignees,
        assigned_at=conversation.assigned_at if assignees else None,
        assigned_by=conversation.assigned_by if assignees else None,
        waiting_since=None if assignees else at,
        closed_at=None,
    )


def preview(message: dict[str, Any], author: ActorKind, seq: int) -> Preview:
    """What a list row shows of a message: its text without marks, or what was attached."""
    said = message["text"]
    text = " ".join((to_plain(said) if message.get("format") == "markdown" else said).split())
    if not text and message.get("attachments"):
        text = ", ".join(one.get("name") or one["kind"] for one in message["attachments"])
    if not text and message.get("template"):
        text = message["template"]["name"]
    return Preview(text[:PREVIEW_LENGTH], author, seq)


def _over(conversation: Conversation, via: Route) -> Conversation:
    """On the channel and from the address that the customer used last; other channels stay to
    choose from. A message that comes late does not make the customer heard earlier (CH-33)."""
    others = tuple(r for r in conversation.all_routes if r.channel.id != via.channel.id)
    known = conversation.route(via.channel.id)
    if known and known.heard_at and via.heard_at:
        via = replace(via, heard_at=max(known.heard_at, via.heard_at))
    return replace(conversation, channel=via.channel, routes=others).with_route(via)


def awake(conversation: Conversation, at: datetime) -> Conversation:
    """Back in the inbox."""
    return replace(conversation, snooze=None, waiting_since=None if conversation.assignees else at)
