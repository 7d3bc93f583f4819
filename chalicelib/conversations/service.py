"""Everything that is done to a conversation: load, ask the domain, store; on a race, again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    DeliveryStatus,
    Entry,
    Person,
    Status,
)
from chalicelib.runtime.errors import Conflict, Duplicate, NotFound, Refused
from chalicelib.runtime.ids import entry_id, new_id

ATTEMPTS = 12
"""How often a change is decided anew when others keep changing the conversation first."""

Decide = Callable[[Conversation], Change | None]


@dataclass(frozen=True, slots=True)
class Received:
    """A message that came in over a channel."""

    channel: Channel
    address: str
    text: str
    dedup: str
    """The provider's or the client's id of the message, unique within the channel."""
    client_id: str | None = None
    attachments: Sequence[dict[str, Any]] = ()
    contact_id: str | None = None


def receive(message: Received, at: datetime) -> Entry:
    """Store a customer's message (CONV-01, CONV-20); the same message twice is one (CH-33)."""
    channel = message.channel
    mark = f"{channel.id}#{message.dedup}"
    for attempt in range(ATTEMPTS):
        contact, thread = contacts.resolve(
            channel.account_id, channel.kind, message.address, channel.id, at, message.contact_id
        )
        by = Actor(ActorKind.CUSTOMER, contact.id, contact.name)
        data = _message(channel, message.text, message.client_id, message.attachments)
        try:
            known = store.load(channel.account_id, thread) if thread else None
            if known is None:
                draft = _draft(message, Person(contact.id, contact.name), at)
                change = domain.start(draft, by, data, entry_id("msg", 1, at))
                link = contacts.thread_write(
                    channel.account_id, channel.kind, message.address, channel.id, draft.id
                )
                store.save(change, mark, [link])
            else:
                id_ = entry_id("msg", known.version + 1, at)
                change = domain.receive(known, by, data, id_, at)
                store.save(change, mark, _loads(change))
            return change.entry
        except Duplicate:
            return _original(channel.account_id, mark)
        except Conflict:
            _pause(attempt)
    raise Conflict("the conversation is too busy; try again")


def reply(
    caller: Caller,
    conversation_id: str,
    text: str,
    at: datetime,
    client_id: str | None = None,
    suggestion_id: str | None = None,
) -> Entry:
    """Send an agent's answer (MSG-01); the same `client_id` twice is one message (MSG-11)."""
    head = visible(caller, conversation_id)
    _refuse_too_long(head, text)
    data = _message(head.channel, text, client_id, ()) | {"suggestion_id": suggestion_id}
    return _write(
        caller,
        head,
        client_id,
        lambda c: domain.reply(c, _agent(caller), data, entry_id("msg", c.version + 1, at), at),
    )


def add_note(
    caller: Caller, conversation_id: str, text: str, at: datetime, client_id: str | None = None
) -> Entry:
    """Leave a note for colleagues; the same `client_id` twice is one note."""
    head = visible(caller, conversation_id)
    data: dict[str, Any] = {"text": text, "parent_id": None, "mentions": []}
    return _write(
        caller,
        head,
        client_id,
        lambda c: domain.note(c, _agent(caller), data, entry_id("nte", c.version + 1, at), at),
    )


def _write(caller: Caller, head: Conversation, client_id: str | None, decide: Decide) -> Entry:
    """A change that a client may send twice; the second time it is answered with the first."""
    mark = f"{head.id}#{client_id}" if client_id else None
    try:
        return _change(caller.account_id, head.id, decide, mark=mark, head=head).entry
    except Duplicate:
        return _original(caller.account_id, mark or "")


def take(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Make an unassigned conversation the caller's; Taken names a colleague who was first."""
    head = visible(caller, conversation_id)
    if head.is_open and head.is_assigned_to(caller.user_id):
        return head
    return _change(
        caller.account_id,
        conversation_id,
        lambda c: domain.take(c, _agent(caller), entry_id("evt", c.version + 1, at), at),
        head=head,
    ).after


def assign(
    caller: Caller, conversation_id: str, user_ids: Sequence[str], at: datetime
) -> Conversation:
    """Give a conversation to colleagues of its team (ASG-03), or to none."""
    head = visible(caller, conversation_id)
    members = {user.id: user for user in accounts.roster(caller.account_id).members(head.team_id)}
    unknown = [user for user in user_ids if user not in members]
    if unknown:
        raise Refused("only members of the conversation's team can be assigned", user_ids=unknown)
    to = tuple(Person(user, members[user].name) for user in dict.fromkeys(user_ids))
    return _change(
        caller.account_id,
        conversation_id,
        lambda c: domain.assign(c, _agent(caller), to, entry_id("evt", c.version + 1, at), at),
        head=head,
    ).after


def assign_automatically(
    account_id: str, conversation_id: str, to: Person, at: datetime
) -> Conversation | None:
    """Give a waiting conversation to an agent; None when it waits no more."""

    def decide(c: Conversation) -> Change | None:
        if not c.is_open or c.assignees:
            return None
        return domain.assign(c, domain.SYSTEM, (to,), entry_id("evt", c.version + 1, at), at)

    change = _try_change(account_id, conversation_id, decide)
    return change.after if change else None


def close(
    caller: Caller, conversation_id: str, disposition: str | None, at: datetime
) -> Conversation:
    """End a conversation (CONV-18, CONV-19)."""
    head = visible(caller, conversation_id)
    return _change(
        caller.account_id,
        conversation_id,
        lambda c: domain.close(
            c, _agent(caller), disposition, entry_id("evt", c.version + 1, at), at
        ),
        head=head,
    ).after


def reopen(caller: Caller, conversation_id: str, at: datetime) -> Conversation:
    """Open a closed conversation again."""
    head = visible(caller, conversation_id)
    return _change(
        caller.account_id,
        conversation_id,
        lambda c: domain.reopen(c, _agent(caller), entry_id("evt", c.version + 1, at), at),
        head=head,
    ).after


def retry(caller: Caller, conversation_id: str, message_id: str, at: datetime) -> Entry:
    """Send a failed message again (MSG-12)."""
    visible(caller, conversation_id)
    message = store.load_entry_by_id(caller.account_id, conversation_id, message_id)
    if message is None or message.type != "message.sent":
        raise NotFound("there is no such message")
    return (
        _update_delivery(
            message,
            lambda c, m: domain.retry(c, m, _agent(caller), entry_id("evt", c.version + 1, at), at),
        )
        or message
    )


def report_delivery(message: Entry, status: str, error: str | None, at: datetime) -> Entry | None:
    """Note what a channel reports of a message; None when it tells nothing new."""
    return _update_delivery(
        message,
        lambda c, m: domain.deliver(
            c, m, DeliveryStatus(status), error, entry_id("evt", c.version + 1, at), at
        ),
    )


def _update_delivery(
    message: Entry, decide: Callable[[Conversation, Entry], Change | None]
) -> Entry | None:
    """Change a message's delivery state together with the entry that tells of it."""
    for attempt in range(ATTEMPTS):
        head = store.load(message.account_id, message.conversation_id)
        fresh = store.load_entry(message.account_id, message.conversation_id, message.seq)
        if head is None or fresh is None:
            raise NotFound("the message is gone")
        change = decide(head, fresh)
        if change is None:
            return None
        updated = domain.with_delivery(fresh, change.entry)
        try:
            store.save(change, others=[store.delivery_write(updated)])
            return updated
        except Conflict:
            _pause(attempt)
    raise Conflict("the conversation is too busy; try again")


def find_sent(account_id: str, channel_id: str, provider_id: str, ref: str | None) -> Entry | None:
    """The message of ours that a provider reports on, by our ref or by its id."""
    if ref:
        conversation_id, _, seq = ref.partition(".")
        return store.load_entry(account_id, conversation_id, int(seq)) if seq.isdecimal() else None
    return store.find_marked(account_id, sent_mark(channel_id, provider_id))


def accepted(message: Entry, provider_message_id: str, at: datetime) -> None:
    """Remember the provider's id for a message that it took."""
    mark = sent_mark(message.data["channel_id"], provider_message_id)
    store.accept(message, provider_message_id, mark, at)


def sent_mark(channel_id: str, provider_id: str) -> str:
    """Under which mark a message of ours is found by the provider's id."""
    return f"{channel_id}#sent#{provider_id}"


def message_ref(message: Entry) -> str:
    """Our name for a message, to send along to a provider."""
    return f"{message.conversation_id}.{message.seq}"


def load(account_id: str, conversation_id: str) -> Conversation | None:
    """A conversation, for workers that act for the account itself."""
    return store.load(account_id, conversation_id)


def load_many(keys: Sequence[tuple[str, str]]) -> dict[str, Conversation]:
    """Several conversations by id, in one call."""
    return store.load_many(keys)


def load_entry(account_id: str, conversation_id: str, seq: int) -> Entry | None:
    """A timeline entry, for workers."""
    return store.load_entry(account_id, conversation_id, seq)


def waiting(account_id: str, conversation_ids: Sequence[str]) -> set[str]:
    """Which of these wait in Unassigned as of now."""
    heads = store.load_many([(account_id, id_) for id_ in conversation_ids])
    return {head.id for head in heads.values() if head.is_open and not head.assignees}


def visible(caller: Caller, conversation_id: str) -> Conversation:
    """The conversation if the caller may see it; else it does not exist for them (AUTH-11)."""
    head = store.load(caller.account_id, conversation_id)
    if head is None or not may_see(caller, head):
        raise NotFound("there is no such conversation")
    return head


def may_see(caller: Caller, conversation: Conversation) -> bool:
    """Admins see all, others what is in their teams or their own."""
    return (
        caller.is_admin
        or conversation.team_id in caller.team_ids
        or conversation.is_assigned_to(caller.user_id)
    )


def mark_read(caller: Caller, conversation_id: str, up_to: int) -> None:
    """Note how far the caller has read."""
    visible(caller, conversation_id)
    store.mark_read(caller.account_id, conversation_id, caller.user_id, up_to)


def timeline(
    account_id: str, conversation_id: str, before: int | None, after: int | None, limit: int
) -> list[Entry]:
    """A page of a thread in ascending order: after a seq, before a seq, or the newest."""
    if after is not None:
        return store.page_after(account_id, conversation_id, after, limit)
    return store.page_before(account_id, conversation_id, before, limit)


def retire_team(caller: Caller, team_id: str) -> None:
    """Remove a team, unless a channel routes to it or it has open conversations: what came in or
    waits there would be in nobody's inbox."""
    accounts.require_admin(caller)
    routed = channels.routed_to(caller.account_id, team_id)
    if routed:
        names = ", ".join(channel.name for channel in routed)
        raise Refused(f"first route these channels to another team: {names}")
    if store.count_team(caller.account_id, team_id, 1):
        raise Refused("first close the team's open conversations")
    accounts.delete_team(caller, team_id)


def _change(
    account_id: str,
    conversation_id: str,
    decide: Decide,
    mark: str | None = None,
    head: Conversation | None = None,
) -> Change:
    change = _try_change(account_id, conversation_id, decide, mark, head)
    if change is None:
        raise Conflict("nothing was changed")
    return change


def _try_change(
    account_id: str,
    conversation_id: str,
    decide: Decide,
    mark: str | None = None,
    head: Conversation | None = None,
) -> Change | None:
    """Decide on the state as it is and store; when somebody was faster, decide on theirs."""
    for attempt in range(ATTEMPTS):
        head = head or store.load(account_id, conversation_id)
        if head is None:
            raise NotFound("there is no such conversation")
        change = decide(head)
        if change is None:
            return None
        try:
            store.save(change, mark, _loads(change))
            return change
        except Duplicate:
            raise
        except Conflict:
            head = None
            _pause(attempt)
    raise Conflict("the conversation is too busy; try again")


def _loads(change: Change) -> list[store.Write]:
    account_id = change.after.account_id
    deltas = change.load_deltas()
    return [accounts.load_write(account_id, user, delta) for user, delta in deltas.items()]


def _pause(attempt: int) -> None:
    """Let the others finish: a random wait that grows, from a few milliseconds to about 0.2 s."""
    time.sleep(SystemRandom().uniform(0, min(0.2, 0.01 * 2**attempt)))


def _original(account_id: str, mark: str) -> Entry:
    entry = store.find_marked(account_id, mark)
    if entry is None:
        raise Conflict("the message was received, but its conversation is gone")
    return entry


def _agent(caller: Caller) -> Actor:
    return Actor(ActorKind.AGENT, caller.user_id, caller.name, caller.is_admin)


def _draft(message: Received, contact: Person, at: datetime) -> Conversation:
    channel = message.channel
    return Conversation(
        account_id=channel.account_id,
        id=new_id("cnv"),
        team_id=channel.team_id,
        channel=ChannelRef(
            channel.id, channel.kind, channel.name, channels.capabilities(channel.kind).pushes
        ),
        contact=contact,
        address=message.address,
        status=Status.OPEN,
        created_at=at,
        last_entry_at=at,
        version=0,
    )


def _message(
    channel: Channel | ChannelRef,
    text: str,
    client_id: str | None,
    attachments: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "text": text,
        "channel_id": channel.id,
        "channel_kind": channel.kind,
        "client_id": client_id,
        "attachments": list(attachments),
    }


def _refuse_too_long(conversation: Conversation, text: str) -> None:
    longest = channels.capabilities(conversation.channel.kind).max_length
    if len(text) > longest:
        raise Refused(
            f"{conversation.channel.name} takes at most {longest} characters; this has {len(text)}",
            limit=longest,
        )
