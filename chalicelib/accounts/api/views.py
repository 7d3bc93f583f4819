"""How people and teams are shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.accounts.domain import Role, complete
from chalicelib.accounts.domain.profile import EMPTY
from chalicelib.runtime.ids import iso
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.accounts.domain import Roster, Team, User
    from chalicelib.accounts.service import photos
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import shelf
else:
    service = lazy("chalicelib.accounts.service")
    photos = lazy("chalicelib.accounts.service.photos")
    realtime = lazy("chalicelib.realtime.service")
    schema = lazy("chalicelib.accounts.schema")
    shelf = lazy("chalicelib.runtime.shelf")


def online(account_id: str) -> frozenset[str]:
    """Who is online, for `user_view`."""
    return realtime.online(account_id)


def me_view(user: User) -> schema.Me:
    """A user as they see themselves: three reads besides the user's own."""
    roster = service.roster(user.account_id)
    account = service.account(user.account_id)
    return schema.Me(
        **user_view(user, online(user.account_id), roster).model_dump(),
        account=schema.AccountView(id=account.id, name=account.name),
        accounts=len(service.accounts_of(user.id)),
        teams=[team_view(team, roster) for team in roster.teams_of(user.id)],
        permissions=sorted(roster.allowed(user.role)),
        profile=_profile(user),
        preferences=schema.Preferences.model_validate(complete(user.preferences)),
    )


def user_view(user: User, online: frozenset[str], people: Roster | None = None) -> schema.UserView:
    """A user as colleagues see them. Without the roster, the name of a custom role costs a read."""
    if people is None and user.role not in list(Role):
        people = service.roster(user.account_id)
    workload = service.policy(user.account_id).workload
    return schema.UserView(
        id=user.id,
        email=user.email,
        name=user.name,
        title=user.profile.get("title"),
        photo_url=photos.photo_url(user) if user.photo else None,
        role=user.role,
        role_name=service.role_name(people, user.role) if people else user.role.title(),
        active=user.active,
        availability=user.availability,
        pause=_pause(user),
        off={team: sorted(what) for team, what in user.off.items() if what},
        wrap_up_until=iso(user.wrap_up_until) if user.wrap_up_until else None,
        online=user.id in online,
        load=user.load,
        limit=user.limit,
        capacity=workload.limit_of(user.limit),
        skills=list(user.skills),
        time_zone=user.profile.get("time_zone"),
        created_at=iso(user.created_at),
    )


def team_view(team: Team, roster: Roster) -> schema.TeamView:
    """A team and who is in it."""
    return schema.TeamView.model_validate(
        {
            "id": team.id,
            "name": team.name,
            "everyone": team.everyone,
            "distribution": team.distribution,
            "ownership": team.ownership,
            "member_ids": [user.id for user in roster.members(team.id)],
            "routing": _routing(team),
            "managed_by": shelf.stack_name(team.managed_by),
        }
    )


def _routing(team: Team) -> dict[str, Any]:
    return asdict(team.routing) | {"skills": list(team.routing.skills)}


def _pause(user: User) -> schema.PauseView | None:
    pause = user.pause
    if pause is None:
        return None
    return schema.PauseView.model_validate(asdict(pause) | {"since": iso(pause.since)})


def _profile(user: User) -> schema.ProfileView:
    said = {name: user.profile.get(name) for name in EMPTY}
    numbers = [
        {"phone": phone, "verified": True} for phone in sorted(user.profile.get("numbers", {}))
    ]
    return schema.ProfileView.model_validate(said | {"numbers": numbers})
