"""Messages for later: planned, changed, cancelled, and sent when they are due or by hand.

A message is first set on its way, then sent, then told sent. Setting it on its way is the point
where cancelling and sending meet: one of them wins. Whatever stops in between is taken up by the
timer's next delivery, and the message's id is its `client_id`: it is in the thread once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ulid import ULID

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.attachments import service as attachments
from chalicelib.channels import rules
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Option
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry, Person
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Conflict, NotFound, Refused, SwitchboardError, Taken
from chalicelib.runtime.ids import iso, new_id
from chalicelib.scheduled import domain, store
from chalicelib.scheduled.domain import Scheduled, ScheduledStatus
from chalicelib.templates.variables import refuse_gaps

ATTEMPTS = 5
"""How often a change is decided anew when another came first."""


def pending(caller: Caller, conversation_id: str) -> list[Scheduled]:
    """What waits or is held in a conversation, the next one first."""
    conversations.visible(caller, conversation_id)
    return store.pending(caller.account_id, conversation_id)


def plan(
    caller: Caller,
    conversation_id: str,
    message: Written,
    send_at: datetime,
    hold: bool,
    at: datetime,
) -> Scheduled:
    """Have a message sent later (MSG-17); the same `client_id` twice is one. Its timer is set by
    the event that tells of it."""
    head = conversations.visible(caller, conversation_id)
    id_ = _id(caller, head.id, message.client_id)
    known = store.load(head.account_id, head.id, id_) if message.client_id else None
    if known:
        return known
    if message.template is not None:
        raise Refused("a template is sent at once")
    titles = [option.title for option in message.options]
    copies = bool(message.cc or message.subject)
    _refuse_unsendable(
        head, message.channel_id, message.text, bool(message.attachments), titles, copies
    )
    one = Scheduled(
        head.account_id,
        head.id,
        id_,
        Person(caller.user_id, caller.name),
        message.text,
        message.format,
        (),
        message.channel_id,
        message.reply_to,
        send_at,
        hold,
        head.received_seq,
        at,
        options=tuple({"id": option.id, "title": option.title} for option in message.options),
        subject=message.subject,
        suggestion_id=message.suggestion_id,
        translate_to=message.translate_to,
        cc=message.cc,
    )
    planned = domain.plan(one, len(store.pending(head.account_id, head.id)), at)
    if message.attachments:  # at once, for an upload is kept for two days
        files = attachments.adopt(head.account_id, caller.user_id, head.id, message.attachments)
        planned = replace(planned, attachments=tuple(files))
    if store.create(planned, _frame(planned)):
        return planned
    return _load(caller, conversation_id, id_)  # the same request was faster


def change(
    caller: Caller,
    conversation_id: str,
    id_: str,
    text: str | None,
    send_at: datetime | None,
    hold: bool | None,
    at: datetime,
) -> Scheduled:
    """Other words, another time; a new time lets one that is held wait again."""
    head = conversations.visible(caller, conversation_id)

    def decide(one: Scheduled) -> Scheduled:
        if text is not None:
            _refuse_unsendable(head, one.channel_id, text, bool(one.attachments))
        return domain.change(one, caller.user_id, text, send_at, hold, head.received_seq, at)

    return _change(caller, conversation_id, id_, decide, at)


def cancel(caller: Caller, conversation_id: str, id_: str, at: datetime) -> None:
    """Never send it. Conflict when it was sent or is on its way."""
    conversations.visible(caller, conversation_id)
    _change(caller, conversation_id, id_, domain.cancel, at)


def send(caller: Caller, conversation_id: str, id_: str, at: datetime) -> Entry:
    """Send it now; one that was sent before is answered again."""
    conversations.visible(caller, conversation_id)
    one = _load(caller, conversation_id, id_)
    domain.refuse_stranger(one, caller.user_id)
    if one.status is not ScheduledStatus.SENT and not one.sending:
        store.mark(domain.begin(one), sending=True)
    try:
        entry = _reply(caller, one, at)
    except SwitchboardError:
        _put_back(one)
        raise
    _settle(one, domain.sent, at)
    return entry


def due(account_id: str, conversation_id: str, id_: str, at: datetime) -> datetime | None:
    """Its time has come: send it, or hold it back. Answers when to come again, if it is not due."""
    for _ in range(ATTEMPTS):
        one = store.load(account_id, conversation_id, id_)
        head = conversations.load(account_id, conversation_id)
        if one is None or head is None or one.status is not ScheduledStatus.WAITING:
            return None
        if not one.sending and one.send_at > at:
            return one.send_at
        if _go(one, head, at):
            return None
    raise Conflict("others keep changing this message")


def _go(one: Scheduled, head: Conversation, at: datetime) -> bool:
    """Send what is due, or hold it back; False when it was changed or cancelled meanwhile."""
    try:
        if not one.sending and domain.is_overtaken(one, head.received_seq):
            held = domain.held(one, domain.OVERTAKEN)
            store.save(one, held, _frame(held), at)
            return True
        if not one.sending:
            store.mark(domain.begin(one), sending=True)
    except Conflict:
        return False
    _deliver(one, head, at)
    return True


def _deliver(one: Scheduled, head: Conversation, at: datetime) -> None:
    """Send what is on its way; what cannot be sent is left to a person, with the reason."""
    try:
        author = accounts.caller(one.account_id, one.author.id)
        if not conversations.may_see(author, head):
            raise Refused(domain.SHUT_OUT)
        accounts.require(author, Permission.REPLY)
        _reply(author, one, at)
    except SwitchboardError as refusal:
        if isinstance(refusal, Conflict) and not isinstance(refusal, Taken):
            raise  # a busy conversation: the timer is delivered again
        reason = str(refusal)
        _settle(one, lambda known: domain.held(known, reason), at)
    else:
        _settle(one, domain.sent, at)


def _reply(caller: Caller, one: Scheduled, at: datetime) -> Entry:
    message = Written(
        one.text,
        one.format,
        tuple(file["id"] for file in one.attachments),
        one.channel_id,
        one.reply_to,
        one.id,
        options=tuple(Option(option["id"], option["title"]) for option in one.options),
        subject=one.subject,
        suggestion_id=one.suggestion_id,
        translate_to=one.translate_to,
        cc=one.cc,
    )
    return conversations.reply(caller, one.conversation_id, message, at)


def _put_back(one: Scheduled) -> None:
    """It could not be sent by hand: it waits, or is held, as before."""
    if one.status is ScheduledStatus.SENT or one.sending:
        return  # it was not us who set it on its way
    try:
        store.mark(one, sending=False)
    except Conflict:
        return  # its timer came meanwhile and settled it


def _settle(one: Scheduled, state: Callable[[Scheduled], Scheduled], at: datetime) -> None:
    """Tell what became of it; whoever comes second has nothing to add."""
    for _ in range(ATTEMPTS):
        known = store.load(one.account_id, one.conversation_id, one.id)
        if known is None or not known.is_pending:
            return
        settled = state(known)
        try:
            store.save(known, settled, _frame(settled), at)
        except Conflict:
            continue
        return
    raise Conflict("others keep changing this message")


def _change(
    caller: Caller,
    conversation_id: str,
    id_: str,
    decide: Callable[[Scheduled], Scheduled | None],
    at: datetime,
) -> Scheduled:
    for _ in range(ATTEMPTS):
        one = _load(caller, conversation_id, id_)
        changed = decide(one)
        if changed is None:
            return one
        try:
            store.save(one, changed, _frame(changed), at)
        except Conflict:
            continue
        return changed
    raise Conflict("others keep changing this message; try again")


def _load(caller: Caller, conversation_id: str, id_: str) -> Scheduled:
    one = store.load(caller.account_id, conversation_id, id_)
    if one is None:
        raise NotFound("there is no such scheduled message")
    return one


def _id(caller: Caller, conversation_id: str, client_id: str | None) -> str:
    """A fresh id, or the one that this client's request always gets."""
    if client_id is None:
        return new_id("sch")
    seen = f"{conversation_id}#{caller.user_id}#{client_id}".encode()
    return f"sch_{ULID.from_bytes(hashlib.sha256(seen).digest()[:16])}"


def _refuse_unsendable(
    head: Conversation,
    channel_id: str | None,
    text: str,
    has_files: bool,
    options: Sequence[str] = (),
    copies: bool = False,
) -> None:
    """Say now what would be refused then."""
    refuse_gaps(text)
    own = head.route(channel_id or head.channel.id)
    channel = own.channel if own else channels.get(head.account_id, channel_id or "")
    able = channels.capabilities(channel.kind)
    rules.refuse_content(able, channel.name, rules.Wanted(text, options=options, copies=copies))
    if has_files and not able.files:
        raise Refused(f"{channel.name} cannot carry files")


def _frame(one: Scheduled) -> dict[str, Any]:
    """What agents and the bus are told of its new state."""
    return {
        "type": "scheduled.updated",
        "id": new_id("evt"),
        "conversation_id": one.conversation_id,
        "data": view(one),
        "version": 1,
    }


def view(one: Scheduled) -> dict[str, Any]:
    """A scheduled message as JSON."""
    return {
        "id": one.id,
        "conversation_id": one.conversation_id,
        "status": one.status,
        "reason": one.reason,
        "text": one.text,
        "format": one.format,
        "attachments": list(one.attachments),
        "channel_id": one.channel_id,
        "reply_to": one.reply_to,
        "send_at": iso(one.send_at),
        "hold": one.hold,
        "author": {"id": one.author.id, "name": one.author.name},
        "created_at": iso(one.created_at),
        "options": list(one.options),
        "subject": one.subject,
        "suggestion_id": one.suggestion_id,
        "translate_to": one.translate_to,
        "cc": None if one.cc is None else list(one.cc),
    }
