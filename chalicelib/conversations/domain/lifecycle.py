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
from chalicelib.conversations.domain.model import (
    AI_AGENT,
    PREVIEW_LENGTH,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Person,
    Preview,
    Priority,
    Route,
    Snooze,
    Status,
    advance,
    entry_of,
    moment,
    people,
    step,
)
from chalicelib.runtime.errors import Forbidden, Refused, Taken, UnpaidInvoice

CROSSED = timedelta(seconds=2)
"""Two agents who take a conversation within this time cannot have seen each other do it."""

SNOOZED_AT_MOST = timedelta(days=366)

NAMED_AT_MOST = 15
"""Users whom a restricted conversation may name: each costs two places in the transaction."""


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


def take(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Make an unassigned conversation, or one of the AI agent's, one's own without a message
    (ASG-03, AI-13)."""
    if conversation.colleagues and not conversation.is_assigned_to(by.id):
        raise taken(conversation)
    return assign(conversation, by, (Person(by.id or "", by.name or ""),), entry_id, at)


def assign(
    conversation: Conversation, by: Actor, to: tuple[Person, ...], entry_id: str, at: datetime
) -> Change:
    """Give the conversation to these people, and to nobody else; to none: back to Unassigned.
    What the AI agent had waits from then on for an answer by one of them (AI-12)."""
    if not conversation.is_open:
        raise Refused("reopen the conversation before you assign it")
    ids = [person.id for person in to]
    if AI_AGENT in ids and len(ids) > 1:
        raise Refused("the AI agent works alone: give it the conversation, or give it to people")
    refuse_crossing(conversation, by, at)
    refuse_unnamed(conversation, ids)
    after = assigned(advance(conversation, at), to, by, at)
    if conversation.is_with_ai and AI_AGENT not in ids:
        after = replace(after, unreplied_since=conversation.unreplied_since or at)
    data = {"assignees": people(to)}
    entry = entry_of(after, entry_id, "conversation.assigned", by, at, data, data)
    return Change(conversation, after, entry)


def close(
    conversation: Conversation,
    by: Actor,
    disposition: str | None,
    entry_id: str,
    at: datetime,
    needs_disposition: bool = False,
) -> Change:
    """End a conversation; only an assignee, an admin or the system may (CONV-19). Where it is
    asked for, people must say how it ended (CONV-29)."""
    if by.kind is not ActorKind.SYSTEM and not (by.is_admin or conversation.is_assigned_to(by.id)):
        raise Forbidden("only an assignee or an admin may close a conversation")
    if not conversation.is_open:
        raise Refused("the conversation is closed already")
    if conversation.unpaid_invoices:
        raise UnpaidInvoice("the conversation has an unpaid invoice")
    if needs_disposition and not disposition and by.kind is not ActorKind.SYSTEM:
        raise Refused("say how the conversation ended, then close it", missing=["disposition"])
    after = replace(
        advance(conversation, at),
        status=Status.CLOSED,
        snooze=None,
        waiting_since=None,
        unreplied_since=None,
        closed_at=at,
    )
    data = {"disposition": disposition}
    changes = {"status": Status.CLOSED}
    entry = entry_of(after, entry_id, "conversation.closed", by, at, data, changes)
    return Change(conversation, after, entry)


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
    after = replace(advance(conversation, at), snooze=Snooze(until), waiting_since=None)
    data = {"until": moment(until) if until else None}
    entry = entry_of(after, entry_id, "conversation.snoozed", by, at, data, {"snooze": data})
    return Change(conversation, after, entry)


def wake(conversation: Conversation, by: Actor, entry_id: str, at: datetime) -> Change:
    """Bring a snoozed conversation back, unread."""
    if conversation.snooze is None:
        raise Refused("the conversation is not snoozed")
    after = awake(advance(conversation, at), at)
    after = replace(after, news_seq=after.version)
    entry = entry_of(after, entry_id, "conversation.woken", by, at, {}, {"snooze": None})
    return Change(conversation, after, entry)


def update(
    conversation: Conversation,
    by: Actor,
    entry_id: str,
    at: datetime,
    *,
    topic: str | None = None,
    priority: Priority | None = None,
    important: bool = False,
) -> Change | None:
    """Set topic, priority and the important mark (CONV-30, 39, 48); None when all are so already.
    It is no update of the conversation's place: lists go by what was said and who has it."""
    wanted: dict[str, Any] = {"topic": topic, "priority": priority, "important": important}
    changed = {name: new for name, new in wanted.items() if new != getattr(conversation, name)}
    if not changed:
        return None
    after = replace(step(conversation, at), **changed)
    return Change(
        conversation, after, entry_of(after, entry_id, "conversation.updated", by, at, changed)
    )


def restrict(
    conversation: Conversation,
    by: Actor,
    named: tuple[Person, ...] | None,
    entry_id: str,
    at: datetime,
) -> Change:
    """Let only these users see it, or (None) everyone who may see its team (CONV-40)."""
    if conversation.merged:
        raise Refused("undo the merge first: the conversations in it are seen by the same people")
    if named is not None:
        ids = {person.id for person in named}
        if not ids or len(ids) > NAMED_AT_MOST:
            raise Refused(f"name 1 to {NAMED_AT_MOST} users")
        if by.id not in ids and not by.is_admin:
            raise Refused("name yourself, too, or you will not see it any more")
        left_out = [person for person in conversation.colleagues if person.id not in ids]
        if left_out:
            names = " and ".join(person.name for person in left_out)
            raise Refused(
                f"{names} has the conversation: name them, or assign it to someone else first",
                user_ids=[person.id for person in left_out],
            )
    after = replace(step(conversation, at), visible_to=named)
    data = {"visible_to": None if named is None else people(named)}
    entry = entry_of(after, entry_id, "conversation.restricted", by, at, data, data)
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
    changes = {"status": Status.DELETED}
    entry = entry_of(after, entry_id, "conversation.deleted", by, at, {}, changes)
    return Change(conversation, after, entry)


def taken(conversation: Conversation) -> Taken:
    """The refusal that names who has it."""
    winner = conversation.colleagues[0]
    return Taken(
        f"{winner.name} took this conversation", winner={"id": winner.id, "name": winner.name}
    )


def refuse_crossing(conversation: Conversation, by: Actor, at: datetime) -> None:
    """Of two who take, assign or answer at once, tell the second who won (ASG-05). Who assigned it
    a moment ago has seen it, and may think better of it. The AI agent wins of nobody (AI-14)."""
    crossed = conversation.assigned_at is not None and at - conversation.assigned_at < CROSSED
    knows = conversation.is_assigned_to(by.id) or conversation.assigned_by == (by.id or "")
    if crossed and conversation.colleagues and not knows:
        raise taken(conversation)


def refuse_unnamed(conversation: Conversation, user_ids: Collection[str]) -> None:
    """While visibility is restricted only those named can be assigned (CONV-41), and the AI agent,
    who tells nobody."""
    if conversation.visible_to is None:
        return
    named = {AI_AGENT, *(person.id for person in conversation.visible_to)}
    unnamed = [user for user in user_ids if user not in named]
    if unnamed:
        raise Refused(
            "this conversation is restricted: let them see it before you assign it to them",
            user_ids=unnamed,
        )


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


def assigned(
    conversation: Conversation, to: tuple[Person, ...], by: Actor | None, at: datetime
) -> Conversation:
    """In the hands of these people; `by` None where a rule gave it to them."""
    waits = not to and conversation.snooze is None
    return replace(
        conversation,
        assignees=to,
        assigned_at=at if to else None,
        assigned_by=by.id if by and to else None,
        waiting_since=(conversation.waiting_since or at) if waits else None,
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
