"""What agents do with a conversation as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.ai_agent.service import settled as ai_agent
from chalicelib.channels import service as channels
from chalicelib.conversations import domain, list_store, store
from chalicelib.conversations.domain import (
    AI_AGENT,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Person,
    Priority,
)
from chalicelib.conversations.service.changing import (
    acting,
    agent,
    attempt,
    head_after,
    next_id,
    people_named,
    present,
    refuse_merged,
    together,
    visible,
)
from chalicelib.conversations.service.composing import Written, automatic, refuse_unsendable
from chalicelib.dispositions import service as dispositions
from chalicelib.runtime.errors import Duplicate, NotFound, Refused, Unsendable

MARKS = ("topic", "priority", "important", "skills")
AUTO_RESPONDER = Actor(ActorKind.AUTO_RESPONDER)


def take(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Make an unassigned conversation the caller's; Taken names a colleague who was first."""

    def decide(c: Conversation) -> Change | None:
        if c.is_open and c.is_assigned_to(caller.user_id):
            return None
        return domain.take(c, agent(caller), next_id(c, at), at)

    return head_after(caller, conversation_id, decide)


def assign(
    caller: Caller, conversation_id: str, user_ids: Sequence[str], at: datetime
) -> Conversation:
    """Give a conversation to colleagues of its team (ASG-03), to the AI agent (AI-13), or to none.
    To whom it is restricted it can be given, too (CONV-41)."""
    head = visible(caller, conversation_id)
    roster = accounts.roster(caller.account_id)
    fit = {user.id: user.name for user in roster.members(head.team_id)}
    fit |= {person.id: person.name for person in head.visible_to or ()}
    if AI_AGENT in user_ids:
        fit[AI_AGENT] = ai_agent.settings(caller.account_id).name
    unknown = [user for user in user_ids if user not in fit]
    if unknown:
        raise Refused("only members of the conversation's team can be assigned", user_ids=unknown)
    to = tuple(Person(user, fit[user]) for user in dict.fromkeys(user_ids))
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.assign(c, agent(caller), to, next_id(c, at), at),
        head,
    )


def close(
    caller: Caller,
    conversation_id: str,
    disposition: str | None,
    at: datetime,
    everyone: bool = False,
) -> Conversation:
    """End a conversation (CONV-18, CONV-19, CONV-29). While others have it, too, only the caller's
    part in it ends, and the customer goes on with them (ASG-36), unless it shall end for
    `everyone`."""
    me, by = Person(caller.user_id, caller.name), acting(caller, Permission.CLOSE_ANY)

    def decide(c: Conversation) -> Change:
        if not everyone and len(c.colleagues) > 1 and c.is_assigned_to(me.id):
            return domain.leave(c, me, by, next_id(c, at), at)
        domain.refuse_closing(c, by)
        name = ending(c.account_id, c.team_id, c.channel.id, disposition)
        return domain.close(c, by, disposition, next_id(c, at), at, name)

    return head_after(caller, conversation_id, decide)


def ending(account_id: str, team_id: str, channel_id: str, disposition: str | None) -> str | None:
    """What a disposition is called with which a conversation of a team and channel may be closed;
    refused where it may not be (`dispositions.check`)."""
    team = accounts.team(account_id, team_id)
    needed = channels.policy(account_id, channel_id).needs_disposition
    return dispositions.check(account_id, team, disposition, needed)


def reopen(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Open a closed conversation again, for those of its assignees who are there (CONV-59)."""

    def decide(c: Conversation) -> Change:
        there = present(c, caller.user_id)
        return domain.reopen(c, agent(caller), next_id(c, at), at, there)

    return head_after(caller, conversation_id, decide)


def snooze(
    caller: Caller, conversation_id: str, until: datetime | None, at: datetime
) -> Conversation:
    """Take a conversation out of the inbox for a while (CONV-47)."""
    return head_after(
        caller,
        conversation_id,
        lambda c: domain.snooze(c, agent(caller), until, next_id(c, at), at),
    )


def unsnooze(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Bring a snoozed conversation back."""
    return head_after(
        caller, conversation_id, lambda c: domain.wake(c, agent(caller), next_id(c, at), at)
    )


def wake(account_id: str, conversation_id: str, due: datetime, at: datetime) -> bool:
    """End a snooze whose time has come; False when it is not the one that was due then."""

    def decide(c: Conversation) -> Change | None:
        if c.merged_into or c.snooze is None or c.snooze.until != due or due > at:
            return None
        return domain.wake(c, domain.SYSTEM, next_id(c, at), at)

    try:
        return attempt(account_id, conversation_id, decide) is not None
    except NotFound:
        return False


def change_fields(
    caller: Caller, conversation_id: str, fields: Mapping[str, Any], at: datetime
) -> Conversation:
    """Set topic, priority, the important mark (CONV-30, 39, 48) and who alone may see it
    (CONV-40). What is not among the fields stays."""
    head = visible(caller, conversation_id)
    named = people_named(caller, fields["visible_to"]) if fields.get("visible_to") else None

    def restrict(c: Conversation) -> Change:
        return domain.restrict(c, agent(caller), named, next_id(c, at), at)

    if "visible_to" in fields:
        restrict(head)  # what it refuses must leave the marks alone, too
    marks = {
        name: fields[name]
        for name in ("topic", "priority", "important", "skills")
        if name in fields
    }
    if marks:
        head = head_after(caller, conversation_id, lambda c: _marked(c, caller, marks, at), head)
    if "visible_to" in fields:
        head = head_after(caller, conversation_id, restrict, head)
    return head


def _marked(
    c: Conversation, caller: Caller, marks: Mapping[str, Any], at: datetime
) -> Change | None:
    wanted: dict[str, Any] = {
        "topic": c.topic,
        "priority": c.priority,
        "important": c.important,
        "skills": c.skills,
        **marks,
    }
    priority = Priority(wanted["priority"]) if wanted["priority"] else None
    return domain.update(
        c,
        agent(caller),
        next_id(c, at),
        at,
        topic=wanted["topic"],
        priority=priority,
        important=wanted["important"],
        skills=tuple(dict.fromkeys(wanted["skills"])),
    )


def delete(caller: Caller, conversation_id: str, at: datetime) -> None:
    """Delete a conversation for good, with what was merged into it (CONV-25, CONV-26). Lists and
    reads forget it at once; what is in it goes with the event that tells of it."""

    def load() -> Sequence[Conversation]:
        head = visible(caller, conversation_id)
        refuse_merged(head)
        return head, *(visible(caller, ref.id) for ref in head.merged)

    def decide(heads: Sequence[Conversation]) -> tuple[Sequence[Change], Sequence[store.Write]]:
        by = acting(caller, Permission.DELETE)
        return [domain.delete(c, by, next_id(c, at), at) for c in heads], ()

    together(load, decide)


def close_idle(
    account_id: str, conversation_id: str, idle: timedelta, message: str | None, at: datetime
) -> datetime | None:
    """Close a conversation in which nothing was said for so long, unless the customer waits for
    us (CONV-54), with a last message if there is one. Answers when to look again; None: never,
    since the next answer will set its own time."""
    head = store.load(account_id, conversation_id)
    if head is None or not _may_rest(head):
        return None
    if head.snooze:
        return at + idle
    if head.last_entry_at + idle > at:
        return head.last_entry_at + idle
    if message:
        _say_once(head, message, at)

    def decide(c: Conversation) -> Change | None:
        if not _may_rest(c) or c.snooze:
            return None
        return domain.close(c, domain.SYSTEM, None, next_id(c, at), at)

    attempt(account_id, conversation_id, decide)
    return None


def _may_rest(c: Conversation) -> bool:
    return c.is_open and not c.unreplied_since and not c.unpaid_invoices


def _say_once(head: Conversation, text: str, at: datetime) -> None:
    """The farewell, once for each thing the customer said: the timer may come twice. Where the
    channel takes nothing more at this moment, the conversation ends without."""
    route = head.own_route
    try:
        refuse_unsendable(route, Written(text, human=False), at)
    except Unsendable:
        return
    content = automatic(head, route, text)

    def decide(c: Conversation) -> Change | None:
        if not _may_rest(c) or c.snooze:
            return None
        return domain.reply(c, AUTO_RESPONDER, content, route, next_id(c, at, "msg"), at)

    try:
        mark = f"{head.id}#farewell#{head.received_seq}"
        attempt(head.account_id, head.id, decide, mark)
    except Duplicate:
        return


def retire_team(caller: Caller, team_id: str, stack: str | None = None) -> None:
    """Remove a team, unless a channel routes to it or it has open conversations: what came in or
    waits there would be in nobody's inbox. One that a stack declares goes with that stack alone."""
    accounts.require(caller, Permission.TEAMS)
    routed = channels.routed_to(caller.account_id, team_id)
    if routed:
        names = ", ".join(channel.name for channel in routed)
        raise Refused(f"first route these channels to another team: {names}")
    for part in ("open", "snoozed"):
        if list_store.list_of(caller.account_id, team_id, "inbox", part, None, 1):
            raise Refused("first close the team's open conversations")
    accounts.delete_team(caller, team_id, stack)
