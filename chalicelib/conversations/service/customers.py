"""What providers tell of messages that are there already, and of what customers want."""

from __future__ import annotations

from datetime import datetime

from chalicelib.contacts import service as contacts
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    Conversation,
    DeliveryStatus,
    Entry,
    Person,
)
from chalicelib.conversations.service.changing import attempt, change_of, next_id
from chalicelib.conversations.service.receiving import current
from chalicelib.runtime.errors import NotFound

LOOKED_BACK = 50
"""Entries that a report on everything up to a time is looked for in."""


def customer_reacted(
    message: Entry, who: Person | None, emoji: str | None, at: datetime
) -> Entry | None:
    """A customer reacted to a message, or (None) took it back (MSG-14); `who` in a group."""

    def decide(c: Conversation, entry: Entry) -> Change | None:
        by = _customer(c, who)
        id_ = next_id(c, at)
        return domain.react(c, entry, by, emoji, id_, at, who.id if who else None)

    return _told(change_of(message, decide))


def customer_edited(message: Entry, text: str, at: datetime) -> Entry | None:
    """A customer corrected a message of theirs."""
    return _told(
        change_of(
            message,
            lambda c, m: domain.edited_by_customer(c, m, _customer(c), text, next_id(c, at), at),
        )
    )


def customer_deleted(message: Entry, at: datetime) -> Entry | None:
    """A customer took back a message of theirs."""
    return _told(
        change_of(
            message, lambda c, m: domain.deleted_by_customer(c, m, _customer(c), next_id(c, at), at)
        )
    )


def customer_opted(
    account_id: str, channel_id: str, space: str, thread: str, address: str, out: bool, at: datetime
) -> None:
    """A customer wants nothing more on a channel, or does again, told without a message (CH-16):
    kept with their address, and told in the conversation they have there."""
    contacts.opt(account_id, space, address, thread, out, "all")
    known = contacts.known_on(account_id, space, address).threads.get(thread)
    head = current(account_id, known) if known else None
    if head is not None:
        attempt(
            account_id,
            head.id,
            lambda c: domain.opted(c, channel_id, out, _customer(c), next_id(c, at), at),
        )


def customer_moved(
    account_id: str, channel_id: str, space: str, before: str, after: str, at: datetime
) -> None:
    """A customer has another address from now on; answers go there."""
    for conversation_id in contacts.move(account_id, space, before, after):
        head = current(account_id, conversation_id)
        if head is not None and head.route(channel_id):
            attempt(
                account_id,
                head.id,
                lambda c: domain.readdressed(
                    c, channel_id, after, _customer(c), next_id(c, at), at
                ),
            )


def report_up_to(
    account_id: str,
    conversation_id: str,
    channel_id: str,
    status: str,
    up_to: datetime,
    at: datetime,
) -> int:
    """A channel reports everything of ours up to a time; answers how many messages it told
    something new of. Only the newest entries are looked at: what is older was reported before.
    What the provider never took, or refused, is no part of it: it may still have to go out."""
    head = current(account_id, conversation_id)
    if head is None:
        return 0
    told = 0
    for entry in store.page_before(account_id, head.id, None, LOOKED_BACK):
        if entry.occurred_at <= up_to and _is_with_customer(entry, channel_id, status):
            made = change_of(
                entry,
                lambda c, m: domain.deliver(c, m, DeliveryStatus(status), None, next_id(c, at), at),
            )
            told += made is not None
    return told


def _is_with_customer(entry: Entry, channel_id: str, status: str) -> bool:
    if entry.type != "message.sent" or entry.data["channel_id"] != channel_id:
        return False
    known = entry.data["delivery"]["status"]
    return entry.provider_message_id is not None and known not in (DeliveryStatus.FAILED, status)


def hold(message: Entry, why: str, at: datetime) -> None:
    """A message waits until its channel is authorised again (CH-34)."""
    change_of(message, lambda c, m: domain.hold(c, m, why, next_id(c, at), at))


def let_go(account_id: str, conversation_id: str, seq: int, at: datetime) -> None:
    """Try a message again that waited; one that is gone needs nothing."""
    message = store.load_entry(account_id, conversation_id, seq)
    if message is None or message.type != "message.sent":
        return
    try:
        change_of(message, lambda c, m: domain.let_go(c, m, next_id(c, at), at))
    except NotFound:
        return


def _customer(c: Conversation, who: Person | None = None) -> Actor:
    return Actor(ActorKind.CUSTOMER, c.contact.id, who.name if who else c.contact.name)


def _told(made: Change | None) -> Entry | None:
    return made.rewrite.after if made and made.rewrite else None
