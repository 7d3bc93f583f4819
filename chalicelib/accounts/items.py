"""What lies in the accounts table: its items, its index, and the domain values they hold."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.accounts.domain import (
    SHARED,
    Availability,
    CustomRole,
    GlossaryTerm,
    Overflow,
    Pause,
    Permission,
    Policy,
    Ringing,
    Routing,
    Sessions,
    Team,
    TranslationPolicy,
    User,
    Workload,
)
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta


class ByUser(GlobalSecondaryIndex["UserItem"]):
    """A user by the id in their token, which does not name the account."""

    class Meta:
        index_name = "by_ref"
        projection = AllProjection()

    ref = UnicodeAttribute(hash_key=True)


class Item(Model):
    """Base of what lies under an account's key."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()


class AccountItem(Item, discriminator="account"):
    name = UnicodeAttribute()
    created_at = UnicodeAttribute()
    hours = JSONAttribute()
    last_number = NumberAttribute(default=0)
    after_close = UnicodeAttribute(null=True)
    reopen_hours = NumberAttribute(null=True)
    auto_close_minutes = NumberAttribute(null=True)
    auto_close_message = UnicodeAttribute(null=True)
    edit_minutes = NumberAttribute(null=True)
    needs_disposition = BooleanAttribute(null=True)
    translation = Json(null=True)
    workload = Json(null=True)
    departures = NumberAttribute(null=True)
    """How often an admin ceased to be one."""


class UserItem(Item, discriminator="user"):
    ref = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    role = UnicodeAttribute()
    availability = UnicodeAttribute()
    load = NumberAttribute(default=0)
    created_at = UnicodeAttribute()
    preferences = JSONAttribute(null=True)
    restricted = BooleanAttribute(default=False)
    pause = Json(null=True)
    limit = NumberAttribute(null=True)
    skills = Json(null=True)
    off = Json(null=True)
    wrap_up_until = UnicodeAttribute(null=True)
    given_at = UnicodeAttribute(null=True)
    idle_since = UnicodeAttribute(null=True)
    ringing = UnicodeAttribute(null=True)
    """`{until}#{conversation}`: one value, so that a condition can compare both."""
    inactive = BooleanAttribute(null=True)
    photo = UnicodeAttribute(null=True)
    profile = Json(null=True)
    sessions = Json(null=True)
    by_ref = ByUser()


class TeamItem(Item, discriminator="team"):
    name = UnicodeAttribute()
    distribution = UnicodeAttribute()
    everyone = BooleanAttribute(default=False)
    ownership = UnicodeAttribute(default=SHARED)
    created_at = UnicodeAttribute()
    routing = Json(null=True)
    managed_by = UnicodeAttribute(null=True)


class RoleItem(Item, discriminator="role"):
    """A role of the account's own, under `role#{id}`: just before the teams and users, so that the
    query for the roster brings it along."""

    name = UnicodeAttribute()
    permissions = Json()
    given = NumberAttribute(default=0)
    """How often it was given to somebody: who removes it sees whether that happened meanwhile."""


class MembershipItem(Item, discriminator="membership"):
    """Under `user#{user}#team#{team}`, so that one query loads a caller with their teams."""


class EmailItem(Item, discriminator="email"):
    """Under its own key: an address has one user in all of the product."""

    account_id = UnicodeAttribute()
    user_id = UnicodeAttribute()


def user_item(user: User) -> UserItem:
    return UserItem(
        user.account_id,
        f"user#{user.id}",
        ref=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        availability=user.availability,
        load=user.load,
        created_at=iso(user.created_at),
    )


def role_of(item: RoleItem) -> CustomRole:
    """What a permission was called that there is no more allows nothing."""
    known = frozenset(one for one in Permission if one in item.permissions)
    return CustomRole(item.pk, item.sk.removeprefix("role#"), item.name, known)


def team_item(team: Team) -> TeamItem:
    return TeamItem(
        team.account_id,
        f"team#{team.id}",
        name=team.name,
        distribution=team.distribution,
        everyone=team.everyone,
        ownership=team.ownership,
        created_at=iso(team.created_at),
        routing=_settled(team.routing) or None,
        managed_by=team.managed_by,
    )


def team_of(item: TeamItem) -> Team:
    born = parse_iso(item.created_at)
    id_ = item.sk.removeprefix("team#")
    everyone = bool(item.everyone)
    return Team(
        item.pk,
        id_,
        item.name,
        item.distribution,
        born,
        everyone,
        item.ownership,
        _routing(item.routing or {}),
        item.managed_by,
    )


def _settled(routing: Routing) -> dict[str, Any]:
    """What differs from the default: a default that we change later counts for who kept it."""
    default = asdict(Routing())
    return {name: value for name, value in asdict(routing).items() if value != default[name]}


def _routing(stored: dict[str, Any]) -> Routing:
    known = {name: value for name, value in stored.items() if name in Routing.__slots__}
    overflow, skills = known.get("overflow"), known.get("skills", ())
    return Routing(
        **(
            known
            | {"overflow": Overflow(**overflow) if overflow else None, "skills": tuple(skills)}
        )
    )


def user_of(item: UserItem) -> User:
    return User(
        item.pk,
        item.sk.removeprefix("user#"),
        item.email,
        item.name,
        item.role,
        Availability(item.availability),
        parse_iso(item.created_at),
        int(item.load),
        item.preferences or {},
        _pause(item.pause),
        _whole(item.limit),
        tuple(item.skills or ()),
        {team: frozenset(what) for team, what in (item.off or {}).items()},
        _moment(item.wrap_up_until),
        _moment(item.given_at),
        _moment(item.idle_since),
        _ringing(item.ringing),
        not item.inactive,
        item.photo,
        item.profile or {},
        sessions_of(item),
    )


def sessions_of(item: UserItem) -> Sessions:
    """When a user's sessions were ended, and which go on."""
    ended, *kept = item.sessions or (0,)
    return Sessions(int(ended), tuple(kept))


def stored_sessions(sessions: Sessions) -> list[int | str]:
    """The same as it is stored."""
    return [sessions.ended, *sessions.kept]


def pause_data(pause: Pause | None) -> dict[str, Any] | None:
    """A pause as it is stored."""
    return asdict(pause) | {"since": iso(pause.since)} if pause else None


def _pause(stored: dict[str, Any] | None) -> Pause | None:
    return Pause(**(stored | {"since": parse_iso(stored["since"])})) if stored else None


def ringing_text(conversation_id: str, until: datetime) -> str:
    """An offer on a user's screen as it is stored: later ends sort later."""
    return f"{iso(until)}#{conversation_id}"


def _ringing(stored: str | None) -> Ringing | None:
    until, _, conversation_id = (stored or "").partition("#")
    return Ringing(conversation_id, parse_iso(until)) if conversation_id else None


def _moment(stored: str | None) -> datetime | None:
    return parse_iso(stored) if stored else None


def policy_of(item: AccountItem) -> Policy:
    """What was settled, and the default of what was not."""
    default = Policy()
    edit_minutes = _whole(item.edit_minutes)
    return Policy(
        item.after_close or default.after_close,
        _whole(item.reopen_hours),
        _whole(item.auto_close_minutes),
        item.auto_close_message,
        default.edit_minutes if edit_minutes is None else edit_minutes,
        bool(item.needs_disposition),
        _translation(item.translation or {}),
        Workload(**(item.workload or {})),
    )


def _translation(stored: dict[str, Any]) -> TranslationPolicy:
    terms = (GlossaryTerm(**term) for term in stored.get("glossary", ()))
    return TranslationPolicy(**(stored | {"glossary": tuple(terms)}))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
