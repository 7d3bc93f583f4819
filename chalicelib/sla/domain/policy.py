"""What is promised to customers, and which promise is whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.sla.domain.clock import FIRST, NEXT, RESOLVE

MOST = 50
"""Policies of an account."""
LONGEST = 60 * 24 * 90
"""Minutes of a target."""
NOTIFIED_AT_MOST = 20

ASSIGNEE = "assignee"
TEAM = "team"
ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Policy:
    """Targets for first reply, next reply and resolution (ASG-38)."""

    id: str
    name: str
    first_minutes: int | None = None
    """Until the customer's first message has a reply; None: not promised."""
    next_minutes: int | None = None
    """Until the oldest of their further messages without a reply has one."""
    resolve_minutes: int | None = None
    """Until it is closed, without the time in which it waits on the customer."""
    business_hours: bool = True
    """Whether only office hours count; else every minute does."""
    hours_id: str | None = None
    """Whose office hours; None: the team's own, else the account's."""
    warn_percent: int = 80
    """After how much of a target somebody is warned; 100: nobody is."""
    notify: tuple[str, ...] = (ASSIGNEE,)
    """Who is told: `ASSIGNEE` (while there is none: the team), `TEAM`, `ADMINS`, or users by id."""
    ai_counts: bool = False
    """Whether an answer of the AI agent is a reply."""
    default: bool = False
    """Whether it holds where neither customer nor team has one."""
    managed_by: str | None = None
    """The stack that declares it."""

    def minutes(self, target: str) -> int | None:
        """What a target allows."""
        allowed = {
            FIRST: self.first_minutes,
            NEXT: self.next_minutes,
            RESOLVE: self.resolve_minutes,
        }
        return allowed[target]


CONTACT = "contact"
ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Applied:
    """The policy that holds for a customer, and whose it is."""

    policy: Policy | None
    by: str | None
    """`CONTACT`, `TEAM` or `ACCOUNT`; None where nothing is promised."""


def choose(policies: Sequence[Policy], of_contact: str | None, of_team: str | None) -> Applied:
    """Whose promise counts: the customer's own, else their team's, else the account's. One that is
    gone is none."""
    known = {policy.id: policy for policy in policies}
    default = next((policy for policy in policies if policy.default), None)
    found = ((CONTACT, known.get(of_contact or "")), (TEAM, known.get(of_team or "")))
    for by, policy in (*found, (ACCOUNT, default)):
        if policy is not None:
            return Applied(policy, by)
    return Applied(None, None)


def data(policy: Policy) -> dict[str, Any]:
    """A policy as it is stored."""
    return asdict(policy) | {"notify": list(policy.notify)}


def of(stored: Mapping[str, Any]) -> Policy:
    """The policy that was stored so."""
    return Policy(**{**stored, "notify": tuple(stored["notify"])})
