"""Deciding who is told of what, and telling them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Roster, User, scope_of
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import ActorKind, Conversation, Reader, may_see
from chalicelib.notifications import domain, promises, store
from chalicelib.notifications.domain import News, Notification
from chalicelib.realtime import service as realtime
from chalicelib.runtime import mail
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import iso, seq_of
from chalicelib.runtime.logging import count
from chalicelib.runtime.settings import settings

CHECKED_AT_MOST = 25
"""How many conversations of a queue are looked at to learn whether it was really empty."""


def handle(type_: str, detail: dict[str, Any], at: datetime) -> None:
    """What an event of the bus means for notifications."""
    if type_ == "channel.unauthorized":
        _channel_refused(detail, at)
        return
    head = conversations.load(detail["account_id"], detail["conversation_id"])
    if head is None:
        return
    telling = Telling(head, detail, at)
    if type_ in FOLLOWED:
        FOLLOWED[type_](telling)
    if type_ in MOVES:
        _watch_queue(telling)


@dataclass(frozen=True)
class Telling:
    """An event that is being told: the conversation as it is now, and who works there."""

    head: Conversation
    event: dict[str, Any]
    at: datetime

    @cached_property
    def roster(self) -> Roster:
        """Read when somebody is to be told; most events tell nobody."""
        return accounts.roster(self.head.account_id)

    @property
    def cause(self) -> str:
        """The ULID of what caused it, the same in each event that the cause is on the bus."""
        return str(self.event["id"]).partition(":")[0].partition("_")[2]

    @property
    def actor(self) -> dict[str, Any]:
        """Who did it."""
        return dict(self.event.get("actor") or {})

    def users(self, ids: Iterable[str]) -> list[User]:
        """Colleagues by id."""
        wanted = set(ids)
        return [user for user in self.roster.users if user.id in wanted]

    def may_hear(self, user: User) -> bool:
        """Whether a user may see the conversation, and so hear of it (CONV-40)."""
        teams = frozenset(team.id for team in self.roster.teams_of(user.id))
        scope = scope_of(self.roster.allowed(user.role))
        return may_see(Reader(user.id, teams, scope), self.head)


def _watch_queue(telling: Telling) -> None:
    """Tell the team when its queue goes from 0 to 1, and not from 1 to 2 (NTF-04, D10).

    The queue as seen is a set, so an event that comes twice counts once; conversations that left
    it unseen (their event came before this one) are dropped here. A restricted conversation is no
    part of it: those who may see it are told by themselves.
    """
    head = telling.head
    before = telling.event["data"].get("from_team_id")
    if before and before != head.team_id:
        store.queue_left(head.account_id, before, {head.id})
    if not head.is_waiting or head.visible_to is not None:
        store.queue_left(head.account_id, head.team_id, {head.id})
    if not head.is_waiting:
        return
    team = telling.roster.team(head.team_id)
    if team is None or team.distribution != "manual":
        return
    news = domain.queue_rising(team.name, head.contact.name, _preview(head))
    if head.visible_to is not None:
        _tell(telling, telling.users(person.id for person in head.visible_to), news)
    elif _was_empty(head):
        _tell(telling, telling.roster.members(team.id), news)


def _was_empty(head: Conversation) -> bool:
    """Whether nobody else waits in the queue that the conversation is in from now on."""
    others = store.queue_entered(head.account_id, head.team_id, head.id) - {head.id}
    checked = set(sorted(others)[:CHECKED_AT_MOST])
    gone = checked - conversations.waiting(head.account_id, list(checked)) if checked else set()
    store.queue_left(head.account_id, head.team_id, gone)
    return not others - gone


def _reopened(telling: Telling) -> None:
    """Tell those whose conversation a customer came back to (NTF-05)."""
    head = telling.head
    if telling.actor["kind"] == ActorKind.CUSTOMER:
        _tell(telling, _assignees(telling), domain.reopened(head.contact.name, _preview(head)))


def _invited(telling: Telling) -> None:
    """Tell who is asked by name to join. Whoever of a team takes it is asked on the screen alone,
    as with an offer: a mail to all of them would be noise."""
    head, data = telling.head, telling.event["data"]
    if any(one.id == data["invitation_id"] for one in head.invitations):
        news = domain.invited(data["by"]["name"], head.contact.name, _preview(head))
        _tell(telling, telling.users([data["to"]["id"]]), news)


def _woken(telling: Telling) -> None:
    """Tell those whose conversation is back in their inbox."""
    head = telling.head
    by_customer = telling.actor["kind"] == ActorKind.CUSTOMER
    news = domain.woken(head.contact.name, _preview(head), by_customer)
    _tell(telling, _assignees(telling), news)


def _noted(telling: Telling) -> None:
    """Tell whom a note mentions, and then whose thread it continues (NOTE-04, 05, 07)."""
    note = telling.event["data"]
    _mentioned(telling, note["mentions"], note["text"])
    parent_id, writer = note["parent_id"], telling.actor
    if parent_id is None:
        return
    head = telling.head
    parent = conversations.load_entry(head.account_id, head.id, seq_of(parent_id))
    owner = {parent.actor.id or ""} if parent and parent.id == parent_id else set()
    others = store.thread_joined(head.account_id, parent_id, writer["id"], telling.at) - owner
    _tell(telling, telling.users(owner), domain.answered(writer["name"], note["text"]))
    _tell(telling, telling.users(others), domain.followed(writer["name"], note["text"]))


def _note_edited(telling: Telling) -> None:
    """Tell whom the note did not mention before."""
    fresh = telling.event["changes"].get("mentioned", [])
    _mentioned(telling, fresh, telling.event["data"]["text"])


def _mentioned(telling: Telling, mentions: Iterable[dict[str, str]], text: str) -> None:
    """Users, and the members of teams."""
    named = {one["id"] for one in mentions}
    for id_ in list(named):
        named |= {user.id for user in telling.roster.members(id_)}
    _tell(telling, telling.users(named), domain.mentioned(telling.actor["name"], text))


def _scheduled(telling: Telling) -> None:
    """Tell the author of a message that was held back; who has the conversation, if the author may
    see it no more."""
    message, contact = telling.event["data"], telling.head.contact.name
    if message["status"] != "held":
        return
    authors = [user for user in telling.users([message["author"]["id"]]) if telling.may_hear(user)]
    if authors:
        _tell(telling, authors, domain.held(None, contact, message["reason"]))
    else:
        news = domain.held(message["author"]["name"], contact, message["reason"])
        _tell(telling, _assignees(telling), news)


def _promised(telling: Telling) -> None:
    """Tell whom the service level names of a promise that is about to be broken, or was."""
    found = promises.told(telling)
    if found:
        _tell(telling, *found)


FOLLOWED: dict[str, Callable[[Telling], None]] = {
    "conversation.invited": _invited,
    "conversation.reopened": _reopened,
    "conversation.woken": _woken,
    "note.added": _noted,
    "note.edited": _note_edited,
    "scheduled.updated": _scheduled,
    "sla.warned": _promised,
    "sla.breached": _promised,
}
"""Events that somebody is told of by name."""

MOVES = frozenset(
    {
        "conversation.created",
        "conversation.reopened",
        "conversation.assigned",
        "conversation.closed",
        "conversation.snoozed",
        "conversation.transferred",
        "conversation.woken",
    }
)
"""Events after which a conversation waits in its team's queue, or does so no more."""


def _assignees(telling: Telling) -> list[User]:
    return telling.users(person.id for person in telling.head.assignees)


def _tell(telling: Telling, users: Iterable[User], news: News) -> None:
    """In the console for those who are there, by mail for the others (NTF-03). Nobody hears of
    what they did themselves or may not see, and of one cause everybody hears once."""
    told = [user for user in users if user.id != telling.actor.get("id") and telling.may_hear(user)]
    head = telling.head
    _hand_over(head.account_id, told, news, telling.cause, head.id, telling.at)


def _channel_refused(event: dict[str, Any], at: datetime) -> None:
    """Tell whoever manages channels that one needs new credentials (CH-34)."""
    account_id, about = event["account_id"], event["data"]
    people = accounts.roster(account_id)
    able = [user for user in people.users if Permission.CHANNELS in people.allowed(user.role)]
    news = domain.unauthorized(about["name"], about["reason"])
    cause = str(event["id"]).partition("_")[2]
    _hand_over(account_id, able, news, cause, None, at)


def _hand_over(
    account_id: str,
    users: Iterable[User],
    news: News,
    cause: str,
    conversation_id: str | None,
    at: datetime,
) -> None:
    told = list(users)
    if not told:
        return
    online = realtime.online(account_id)
    for user in told:
        one = Notification(
            account_id,
            user.id,
            f"ntf_{cause}",
            news.kind,
            news.title,
            news.text,
            conversation_id,
            at,
        )
        fresh, was_mailed = store.save(one)
        if user.id in online:
            if fresh:
                frame = {"type": "notification.created", "data": view(one)}
                realtime.tell_user(account_id, user.id, frame)
        elif not was_mailed:
            _mail(user, one)
            store.mailed(one)


def _mail(user: User, one: Notification) -> None:
    """Mail to a user who is offline (NTF-03)."""
    where, does = "settings/channels", "Mend it"
    if one.conversation_id:
        where, does = f"conversations/{one.conversation_id}", "Answer"
    link = f"{settings().console_url}#/{where}"
    body = f"Hi {user.name},\n\n{one.title}:\n\n    {one.text}\n\n{does}: {link}\n"
    mail.send(user.email, one.title, body)
    count("NotificationMailed")


def _preview(head: Conversation) -> str:
    return head.preview.text if head.preview else ""


def page(caller: Caller, before: str | None, limit: int) -> tuple[list[Notification], str | None]:
    """A page of the caller's notifications, newest first, and the id to go on before. What is
    about a conversation that they may see no more is left out, so a page may be short."""
    found = store.page(caller.account_id, caller.user_id, before, limit + 1)
    more = len(found) > limit
    about = {one.conversation_id for one in found[:limit] if one.conversation_id}
    heads = conversations.load_many([(caller.account_id, id_) for id_ in about]) if about else {}
    seen = {None, *(id_ for id_, head in heads.items() if conversations.may_see(caller, head))}
    shown = [one for one in found[:limit] if one.conversation_id in seen]
    return shown, found[limit - 1].id if more else None


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
