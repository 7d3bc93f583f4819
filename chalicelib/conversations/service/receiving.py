"""Taking in what customers write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import Contact
from chalicelib.contacts.service import Resolved, Sender
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    Entry,
    Person,
    Route,
    Status,
)
from chalicelib.conversations.service.changing import (
    ATTEMPTS,
    ai_first,
    busy,
    next_id,
    original,
    pause,
    present,
    received_mark,
    sent_mark,
)
from chalicelib.conversations.service.consequences import consequences, finished
from chalicelib.runtime.errors import Conflict, Duplicate
from chalicelib.runtime.ids import entry_id, new_id


@dataclass(frozen=True, slots=True)
class Received:
    """A message that came in over a channel."""

    channel: Channel
    address: str
    """Where answers go: a person's address, or the group's."""
    text: str
    dedup: str
    """The provider's or the client's id of the message, unique within the channel."""
    client_id: str | None = None
    attachments: Sequence[dict[str, Any]] = ()
    contact_id: str | None = None
    name: str | None = None
    """What the contact is called, when nobody has named them yet."""
    avatar_url: str | None = None
    aliases: tuple[str, ...] = ()
    author: Person | None = None
    """Who wrote, by address and name, where it is not the contact: in a group, or in copy."""
    heard_at: datetime | None = None
    """When it was written, where the channel says so: its window counts from there."""
    opted_out: bool | None = None
    """What they said about further messages (CH-16)."""
    reply_to: str | None = None
    """The provider's id of the message that this answers."""
    sort: Mapping[str, Any] = field(default_factory=dict)
    """What else the message is: `domain.content`."""
    by_reference: bool = False
    """Whether it goes on in `joins` or begins anew, instead of where the address wrote last: mail
    is about a subject, not about a person."""
    joins: str | None = None


def receive(message: Received, at: datetime) -> Entry:
    """Store a customer's message (CONV-01, CONV-20); the same message twice is one (CH-33)."""
    channel = message.channel
    mark = received_mark(channel.id, message.dedup)
    number: int | None = None
    for tried in range(ATTEMPTS):
        found = contacts.resolve(channel.account_id, _sender(message), at)
        thread = message.joins if message.by_reference else found.conversation_id
        by = _author(message, found.contact)
        try:
            known = current(channel.account_id, thread) if thread else None
            if known is not None and _continues(known, channel, at):
                via = _via(message, found, at)
                data = _content(message, known)
                id_ = next_id(known, at, "msg")
                ai = None if known.is_open else _ai(message, known.team_id)
                change = domain.receive(known, by, data, via, id_, at, present(known), ai)
                change = finished(_known_there(change, message), found.contact)
                store.save(change, mark, _consent(message), consequences(change))
            else:
                number = number or accounts.next_number(channel.account_id)
                draft = _draft(message, found, number, at)
                change = domain.start(draft, by, _content(message, None), entry_id("msg", 1, at))
                change = finished(_known_there(change, message), found.contact)
                link = _link(message, draft, found.conversation_id)
                store.save(change, mark, [*_consent(message), link], consequences(change))
            return change.told
        except Duplicate:
            return original(channel.account_id, mark)
        except Conflict:
            pause(tried)
    raise busy()


def find_received(account_id: str, channel_id: str, dedup: str) -> Entry | None:
    """The message of a customer that a provider speaks of by its id."""
    return store.find_marked(account_id, received_mark(channel_id, dedup))


def current(account_id: str, conversation_id: str) -> Conversation | None:
    """Where a conversation goes on: itself, or what it was merged into; None when it is deleted."""
    head = store.load(account_id, conversation_id)
    while head is not None and head.merged_into is not None:
        head = store.load(account_id, head.merged_into.id)
    return None if head is None or head.status is Status.DELETED else head


def _sender(message: Received) -> Sender:
    channel = message.channel
    return Sender(
        channels.space_of(channel.kind),
        message.address,
        channel.thread,
        message.name,
        message.avatar_url,
        message.aliases,
        message.contact_id,
    )


def _author(message: Received, contact: Contact) -> Actor:
    name = message.author.name if message.author else contact.name
    return Actor(ActorKind.CUSTOMER, contact.id, name)


def _via(message: Received, found: Resolved, at: datetime) -> Route:
    """The way it came, and what is known of it now: when somebody writes who had opted out, they
    stay so until they say otherwise."""
    out = found.opted_out if message.opted_out is None else message.opted_out
    heard = min(message.heard_at or at, at)
    return Route(channel_ref(message.channel), message.address, heard, out)


def _known_there(change: Change, message: Received) -> Change:
    """With the provider's id, by which the provider is later told of a reaction to it."""
    if not channels.capabilities(message.channel.kind).pushes:
        return change
    return replace(change, entry=replace(change.told, provider_message_id=message.dedup))


def _ai(message: Received, team_id: str) -> Person | None:
    """The AI agent where it answers first (AI-10). A machine's mail gets no answer of a machine."""
    if (message.sort.get("mail") or {}).get("automatic"):
        return None
    return ai_first(message.channel.account_id, message.channel.id, team_id)


def _consent(message: Received) -> list[store.Write]:
    if message.opted_out is None:
        return []
    channel = message.channel
    space = channels.space_of(channel.kind)
    return [
        contacts.opt_write(
            channel.account_id, space, message.address, channel.thread, message.opted_out
        )
    ]


def _continues(known: Conversation, channel: Channel, at: datetime) -> bool:
    """What the account's policy, or the channel's own, makes of a message after the end (D1)."""
    if known.is_open:
        return True
    policy = accounts.policy(channel.account_id).with_overrides(channel.settings)
    return domain.continues(known, policy.after_close, policy.reopen_hours, at)


def _link(message: Received, draft: Conversation, thread: str | None) -> store.Write:
    channel = message.channel
    space = channels.space_of(channel.kind)
    where = (draft.account_id, space, message.address, channel.thread, draft.id)
    if thread is None:
        return contacts.thread_write(*where)
    return contacts.thread_move(*where, instead_of=thread)


def _draft(message: Received, found: Resolved, number: int, at: datetime) -> Conversation:
    channel, contact = message.channel, found.contact
    draft = new_conversation(channel, contact, message.address, number, at)
    draft = draft.with_route(_via(message, found, at))
    topic = message.sort.get("mail", {}).get("subject")
    draft = replace(draft, topic=topic[:200] if topic else None)
    ai = _ai(message, draft.team_id)
    draft = replace(draft, assignees=(ai,) if ai else ())
    if not contact.visible_to and not contact.assignee_ids:
        return draft
    names = {user.id: user.name for user in accounts.roster(channel.account_id).users}
    named = tuple(Person(user, names[user]) for user in contact.visible_to if user in names)
    chosen = tuple(
        Person(user, names[user])
        for user in contact.assignee_ids
        if user in names and (not named or user in contact.visible_to)
    )
    return replace(draft, visible_to=named or None, assignees=chosen or draft.assignees)


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


def _content(message: Received, known: Conversation | None) -> dict[str, Any]:
    author = message.author
    return domain.content(
        message.text,
        channel_ref(message.channel),
        client_id=message.client_id,
        attachments=message.attachments,
        quoted=_quoted(message, known),
        author={"address": author.id, "name": author.name} if author else None,
        **message.sort,
    )


def _quoted(message: Received, known: Conversation | None) -> dict[str, Any] | None:
    """The message that this one answers, if it is of the same conversation and still there."""
    if message.reply_to is None or known is None:
        return None
    account, channel = known.account_id, message.channel.id
    found = find_received(account, channel, message.reply_to) or store.find_marked(
        account, sent_mark(channel, message.reply_to)
    )
    if found is None or found.conversation_id != known.id or found.data.get("deleted_at"):
        return None
    return domain.quote(found)
