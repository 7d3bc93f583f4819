"""Deciding who is told of what, and telling them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, User
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.notifications import domain, store
from chalicelib.notifications.domain import Notification
from chalicelib.realtime import service as realtime
from chalicelib.runtime.clients import ses
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import iso
from chalicelib.runtime.logging import count
from chalicelib.runtime.settings import settings

CHECKED_AT_MOST = 25
"""How many conversations of a queue are looked at to learn whether it was really empty."""


def handle(type_: str, detail: dict[str, Any], at: datetime) -> None:
    """What an event of the bus means for notifications."""
    head = conversations.load(detail["account_id"], detail["conversation_id"])
    if head is None:
        return
    cause = detail["id"].partition(":")[0].partition("_")[2]
    if head.is_open and not head.assignees:
        _entered_queue(head, cause, at)
    else:
        store.queue_left(head.account_id, head.team_id, {head.id})
    if type_ == "conversation.reopened" and detail["actor"]["kind"] == "customer":
        _reopened(head, cause, at)


def _entered_queue(head: Conversation, cause: str, at: datetime) -> None:
    """Tell the team when its queue goes from 0 to 1, and not from 1 to 2 (NTF-04, D10).

    The queue as seen is a set, so an event that comes twice counts once; conversations that left
    it unseen (their event came before this one) are dropped here.
    """
    roster = accounts.roster(head.account_id)
    team = roster.team(head.team_id)
    if team is None or team.distribution != "manual":
        return
    others = store.queue_entered(head.account_id, head.team_id, head.id) - {head.id}
    checked = set(sorted(others)[:CHECKED_AT_MOST])
    gone = checked - conversations.waiting(head.account_id, list(checked)) if checked else set()
    store.queue_left(head.account_id, head.team_id, gone)
    if others - gone:
        return
    title, text = domain.queue_rising(team.name, head.contact.name, _preview(head))
    _tell(roster.members(team.id), head, "queue.rising", title, text, cause, at)


def _reopened(head: Conversation, cause: str, at: datetime) -> None:
    """Tell those whose conversation a customer came back to (NTF-05)."""
    users = accounts.roster(head.account_id).users
    assigned = [user for user in users if head.is_assigned_to(user.id)]
    title, text = domain.reopened(head.contact.name, _preview(head))
    _tell(assigned, head, "conversation.reopened", title, text, cause, at)


def _tell(
    users: Iterable[User],
    head: Conversation,
    kind: str,
    title: str,
    text: str,
    cause: str,
    at: datetime,
) -> None:
    """In the console for those who are there, by mail for the others (NTF-03)."""
    online = realtime.online(head.account_id)
    for user in users:
        one = Notification(head.account_id, user.id, f"ntf_{cause}", kind, title, text, head.id, at)
        fresh, was_mailed = store.save(one)
        if user.id in online:
            if fresh:
                frame = {"type": "notification.created", "data": view(one)}
                realtime.tell_user(user.account_id, user.id, frame)
        elif not was_mailed:
            _mail(user, one)
            store.mailed(one)


def _mail(user: User, one: Notification) -> None:
    """Mail to a user who is offline (NTF-03)."""
    link = f"{settings().console_url}#/conversations/{one.conversation_id}"
    body = f"Hi {user.name},\n\n{one.title}:\n\n    {one.text}\n\nAnswer: {link}\n"
    ses().send_email(
        FromEmailAddress=settings().mail_from,
        Destination={"ToAddresses": [user.email]},
        Content={
            "Simple": {
                "Subject": {"Data": one.title, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": body, "Charset": "UTF-8"}},
            }
        },
    )
    count("NotificationMailed")


def _preview(head: Conversation) -> str:
    return head.preview.text if head.preview else ""


def page(caller: Caller, before: str | None, limit: int) -> tuple[list[Notification], str | None]:
    """A page of the caller's notifications, newest first, and the id to go on before."""
    found = store.page(caller.account_id, caller.user_id, before, limit + 1)
    more = len(found) > limit
    return found[:limit], found[limit - 1].id if more else None


def mark_read(caller: Caller, notification_id: str, at: datetime) -> None:
    """Note that the caller has seen a notification."""
    if not store.mark_read(caller.account_id, caller.user_id, notification_id, at):
        raise NotFound("there is no such notification")


def view(one: Notification) -> dict[str, Any]:
    """A notification as JSON."""
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "text": one.text,
        "conversation_id": one.conversation_id,
        "created_at": iso(one.created_at),
        "read_at": iso(one.read_at) if one.read_at else None,
    }
