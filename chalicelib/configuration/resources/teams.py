"""A team: who is in it, and how its work is distributed."""

from __future__ import annotations

from chalicelib.accounts import service as accounts
from chalicelib.configuration.domain import Problem
from chalicelib.configuration.resources.base import Act, Resource, refuse, users_by_address
from chalicelib.configuration.schema import Team
from chalicelib.conversations import service as conversations
from chalicelib.hours import service as hours
from chalicelib.realtime import service as realtime
from chalicelib.runtime.errors import NotFound
from chalicelib.sla import service as sla


class TeamResource(Resource[Team]):
    """`Custom::SwitchboardTeam`."""

    kind = "Custom::SwitchboardTeam"
    prefix = "tm"
    noun = "team"
    model = Team

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        team = accounts.roster(act.account_id).team(act.id)
        if team is None:
            raise NotFound("there is no such team")
        return team.managed_by

    def settle(self, act: Act, declared: Team) -> dict[str, str]:
        """Make it, or change it. What is not declared of its routing is as with a new team. Who
        joins or leaves connects anew, and then hears of what the team has."""
        ids, problems = users_by_address(act.account_id, "Members", declared.members)
        refuse(problems + _unknown(act, declared))
        members = frozenset(ids.values())
        routing = declared.routing.model_dump()
        if self.exists(act):
            _, moved = accounts.update_team(
                act.caller,
                act.id,
                declared.name,
                declared.distribution,
                members,
                declared.ownership,
                routing=routing,
                stack=act.stack,
            )
        else:
            moved = members
            accounts.create_team(
                act.caller,
                declared.name,
                declared.distribution,
                members,
                act.at,
                declared.ownership,
                routing=routing,
                team_id=act.id,
                stack=act.stack,
            )
        realtime.renew(act.account_id, moved)
        return {}

    def delete(self, act: Act) -> None:
        """Remove it; Refused while a channel routes to it or it has open conversations, as in the
        console: what waits there would be in nobody's inbox."""
        conversations.retire_team(act.caller, act.id, act.stack)


def _unknown(act: Act, declared: Team) -> list[Problem]:
    """A problem for each thing that the team's routing names and there is not."""
    routing, known = declared.routing, dict[str, tuple[str | None, set[str], str]]()
    known["Routing.HoursId"] = (
        routing.hours_id,
        {one.id for one in hours.list_of(act.caller)},
        "calendar",
    )
    known["Routing.SlaId"] = (
        routing.sla_id,
        {one.id for one in sla.list_of(act.caller)},
        "service level",
    )
    known["Routing.Overflow.TeamId"] = (
        routing.overflow.team_id if routing.overflow else None,
        {team.id for team in accounts.roster(act.account_id).teams} - {act.id},
        "other team",
    )
    return [
        (place, f"there is no such {what}")
        for place, (id_, ids, what) in known.items()
        if id_ is not None and id_ not in ids
    ]
