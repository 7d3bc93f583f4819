"""Who is told of a promise that is about to be broken, or was, and what (ASG-48)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.accounts.domain import Role, User
from chalicelib.notifications import domain
from chalicelib.notifications.domain import News
from chalicelib.runtime.ids import parse_iso
from chalicelib.sla import service as sla
from chalicelib.sla.domain.policy import ADMINS, ASSIGNEE, TEAM

if TYPE_CHECKING:
    from chalicelib.notifications.service import Telling


def told(telling: Telling) -> tuple[list[User], News] | None:
    """Whom the service level names, and the news for them; None when it is gone."""
    policy = sla.find(telling.head.account_id, telling.event["data"]["policy_id"])
    return (_named(telling, policy.notify), _news(telling)) if policy else None


def _news(telling: Telling) -> News:
    about, head = telling.event["data"], telling.head
    preview = head.preview.text if head.preview else ""
    if telling.event["type"] == "sla.breached":
        return domain.overdue(head.contact.name, about["target"], preview)
    left = parse_iso(about["due_at"]) - telling.at
    minutes = round(left.total_seconds() / 60)
    return domain.due_soon(head.contact.name, about["target"], minutes, preview)


def _named(telling: Telling, notify: Iterable[str]) -> list[User]:
    """Who is meant. What no person has is its team's to look after."""
    head, named = telling.head, set(notify)
    ids = named | {person.id for person in head.colleagues if ASSIGNEE in named}
    if TEAM in named or (ASSIGNEE in named and not head.colleagues):
        ids |= {user.id for user in telling.roster.members(head.team_id)}
    if ADMINS in named:
        ids |= {user.id for user in telling.roster.users if user.role == Role.ADMIN}
    return telling.users(ids)
