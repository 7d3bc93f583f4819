"""Messages after they were sent: changed, deleted, labelled, their files and delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.attachments import service as attachments
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Capabilities
from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Change, Conversation, DeliveryStatus, Entry
from chalicelib.conversations.service.changing import (
    agent,
    change_entry,
    change_of,
    next_id,
    sent_mark,
    visible_entry,
)
from chalicelib.conversations.service.marking import picked
from chalicelib.runtime.errors import NotFound, Refused


def edit(caller: Caller, conversation_id: str, message_id: str, text: str, at: datetime) -> Entry:
    """Change one's own message (MSG-16), for as long as the policy says."""

    def decide(c: Conversation, message: Entry) -> Change:
        can = _able(message).edits
        policy = channels.policy(caller.account_id, message.data["channel_id"])
        allowed = timedelta(minutes=policy.edit_minutes)
        return domain.edit(c, message, agent(caller), text, allowed, next_id(c, at), at, can)

    return change_entry(caller, conversation_id, message_id, decide)[0]


def delete_message(caller: Caller, conversation_id: str, message_id: str, at: datetime) -> bool:
    """Delete a message that was sent (MSG-15); whether the customer's copy is gone, too."""

    def decide(c: Conversation, message: Entry) -> Change:
        delivery = message.data.get("delivery", {})  # of ours alone
        can = _able(message).deletes and delivery.get("status") != "failed"
        return domain.delete_message(c, message, agent(caller), next_id(c, at), at, can)

    _, made = change_entry(caller, conversation_id, message_id, decide)
    return bool(made and made.told.data["retracted"])


def react(
    caller: Caller, conversation_id: str, message_id: str, emoji: str | None, at: datetime
) -> Entry:
    """React to a message, or (None) no more (MSG-14); 422 where the channel cannot carry it."""

    def decide(c: Conversation, message: Entry) -> Change | None:
        able = _able(message)
        if able.pushes and emoji and able.reactions is None:
            raise Refused("this channel cannot carry reactions")
        if able.pushes and emoji and able.reactions and emoji not in able.reactions:
            raise Refused(f"this channel knows only {' '.join(able.reactions)}")
        return domain.react(c, message, agent(caller), emoji, next_id(c, at), at)

    return change_entry(caller, conversation_id, message_id, decide)[0]


def label_message(
    caller: Caller,
    conversation_id: str,
    message_id: str,
    add: Sequence[str],
    remove: Sequence[str],
    at: datetime,
) -> Entry:
    """Set and take labels of one message (NOTE-11)."""
    come, go = picked(caller, add), picked(caller, remove)

    def decide(c: Conversation, message: Entry) -> Change | None:
        return domain.label_message(c, message, agent(caller), come, go, next_id(c, at), at)

    return change_entry(caller, conversation_id, message_id, decide)[0]


def history(caller: Caller, conversation_id: str, message_id: str) -> Sequence[dict[str, Any]]:
    """What a message or note said before it was changed or deleted, oldest first."""
    return visible_entry(caller, conversation_id, message_id)[1].history


def attachment_link(
    caller: Caller, conversation_id: str, message_id: str, attachment_id: str
) -> tuple[str, int]:
    """A link to a message's file, and for how many seconds it is good (MSG-22)."""
    _, message = visible_entry(caller, conversation_id, message_id)
    return link_of(message, attachment_id)


def link_of(message: Entry, attachment_id: str) -> tuple[str, int]:
    """The same for a message that somebody was found to be allowed to see."""
    files = message.data.get("attachments", ())
    file = next((one for one in files if one.get("id") == attachment_id), None)
    if file is None:
        raise NotFound("there is no such file")
    return attachments.link(message.account_id, message.conversation_id, file)


def _able(message: Entry) -> Capabilities:
    """What the channel of a message can do; Refused for an entry that is none."""
    if message.type not in {"message.received", "message.sent"}:
        raise Refused("this cannot be changed")
    return channels.capabilities(message.data["channel_kind"])


def retry(caller: Caller, conversation_id: str, message_id: str, at: datetime) -> Entry:
    """Send a failed message again (MSG-12)."""

    def decide(c: Conversation, message: Entry) -> Change:
        if message.type != "message.sent":
            raise NotFound("there is no such message")
        return domain.retry(c, message, agent(caller), next_id(c, at), at)

    return change_entry(caller, conversation_id, message_id, decide)[0]


def report_delivery(message: Entry, status: str, error: str | None, at: datetime) -> Entry | None:
    """Note what a channel reports of a message; None when it tells nothing new."""
    made = change_of(
        message,
        lambda c, m: domain.deliver(c, m, DeliveryStatus(status), error, next_id(c, at), at),
    )
    return made.rewrite.after if made and made.rewrite else None


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


def message_ref(message: Entry) -> str:
    """Our name for a message, to send along to a provider."""
    return f"{message.conversation_id}.{message.seq}"
