"""Taking in what customers write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import Contact
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    ChannelRef,
    Conversation,
    Entry,
    Person,
    Route,
    Status,
)
from chalicelib.conversations.service.changing import (
    ATTEMPTS,
    busy,
    consequences,
    next_id,
    original,
    pause,
    present,
)
from chalicelib.runtime.errors import Conflict, Duplicate
from chalicelib.runtime.ids import entry_id, new_id


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
    number: int | None = None
    for tried in range(ATTEMPTS):
        contact, thread = contacts.resolve(
            channel.account_id, channel.kind, message.address, channel.id, at, message.contact_id
        )
        by = Actor(ActorKind.CUSTOMER, contact.id, contact.name)
        data = _content(message)
        try:
            known = current(channel.account_id, thread) if thread else None
            if known is not None and _continues(known, channel, at):
                id_ = next_id(known, at, "msg")
                via = Route(channel_ref(channel), message.address)
                change = domain.receive(known, by, data, via, id_, at, present(known))
                store.save(change, mark, consequences(change))
            else:
                number = number or accounts.next_number(channel.account_id)
                draft = _draft(message, contact, number, at)
                change = domain.start(draft, by, data, entry_id("msg", 1, at))
                store.save(change, mark, [*consequences(change), _link(message, draft, thread)])
            return change.told
        except Duplicate:
            return original(channel.account_id, mark)
        except Conflict:
            pause(tried)
    raise busy()


def current(account_id: str, conversation_id: str) -> Conversation | None:
    """Where a conversation goes on: itself, or what it was merged into; None when it is deleted."""
    head = store.load(account_id, conversation_id)
    while head is not None and head.merged_into is not None:
        head = store.load(account_id, head.merged_into.id)
    return None if head is None or head.status is Status.DELETED else head


def _continues(known: Conversation, channel: Channel, at: datetime) -> bool:
    """What the account's policy, or the channel's own, makes of a message after the end (D1)."""
    if known.is_open:
        return True
    policy = accounts.policy(channel.account_id).with_overrides(channel.settings)
    return domain.continues(known, policy.after_close, policy.reopen_hours, at)


def _link(message: Received, draft: Conversation, thread: str | None) -> store.Write:
    where = (draft.account_id, message.channel.kind, message.address, message.channel.id, draft.id)
    if thread is None:
        return contacts.thread_write(*where)
    return contacts.thread_move(*where, instead_of=thread)


def _draft(message: Received, contact: Contact, number: int, at: datetime) -> Conversation:
    channel = message.channel
    draft = new_conversation(channel, contact, message.address, number, at)
    if not contact.visible_to and not contact.assignee_id:
        return draft
    names = {user.id: user.name for user in accounts.roster(channel.account_id).users}
    named = tuple(Person(user, names[user]) for user in contact.visible_to if user in names)
    chosen = contact.assignee_id if contact.assignee_id in names else None
    if named and chosen and chosen not in contact.visible_to:
        chosen = None
    return replace(
        draft,
        visible_to=named or None,
        assignees=(Person(chosen, names[chosen]),) if chosen else (),
    )


def new_conversation(
    channel: Channel, contact: Contact, address: str, number: int, at: datetime
) -> Conversation:
    """A conversation that nobody has written in yet."""
    return Conversation(
        account_id=channel.account_id,
        id=new_id("cnv", at),
        team_id=channel.team_id,
        channel=channel_ref(channel),
        contact=Person(contact.id, contact.name),
        address=address,
        status=Status.OPEN,
        created_at=at,
        last_entry_at=at,
        version=0,
        number=number,
        avatar_url=contact.avatar_url,
    )


def channel_ref(channel: Channel) -> ChannelRef:
    """A channel as conversations carry it."""
    pushes = channels.capabilities(channel.kind).pushes
    return ChannelRef(channel.id, channel.kind, channel.name, pushes)


def _content(message: Received) -> dict[str, Any]:
    return domain.content(
        message.text,
        channel_ref(message.channel),
        client_id=message.client_id,
        attachments=message.attachments,
    )
