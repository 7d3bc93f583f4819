"""Teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.api.views import team_view
from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.conversations import service as conversations
    from chalicelib.hours import service as hours
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import paging
    from chalicelib.sla import service as sla
else:
    service = lazy("chalicelib.accounts.service")
    hours = lazy("chalicelib.hours.service")
    realtime = lazy("chalicelib.realtime.service")
    sla = lazy("chalicelib.sla.service")
    conversations = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.accounts.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/teams", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_teams(query: paging.PageQuery) -> paging.Page[schema.TeamView]:
    """Every team of the account."""
    roster = service.roster(caller(bp).account_id)
    return paging.Page(items=[team_view(team, roster) for team in roster.teams])


@bp.route("/v1/teams", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.TEAMS, audit="team.created")
def create_team(body: schema.NewTeam) -> schema.TeamView:
    """Define a team."""
    who = caller(bp)
    _refuse_unknown(who.account_id, body.routing)
    members = frozenset(body.member_ids)
    team = service.create_team(
        who,
        body.name,
        body.distribution,
        members,
        now(),
        body.ownership,
        routing=body.routing.model_dump(exclude_unset=True),
    )
    realtime.renew(who.account_id, members)
    return team_view(team, service.roster(who.account_id))


@bp.route("/v1/teams/{team_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.TEAMS, audit="team.updated")
def change_team(team_id: str, body: schema.TeamChange) -> schema.TeamView:
    """Change a team; of its routing, too, only what is given."""
    who = caller(bp)
    _refuse_unknown(who.account_id, body.routing)
    team, moved = service.update_team(
        who,
        team_id,
        body.name,
        body.distribution,
        None if body.member_ids is None else frozenset(body.member_ids),
        body.ownership,
        routing=body.routing.model_dump(exclude_unset=True),
    )
    realtime.renew(who.account_id, moved)
    return team_view(team, service.roster(who.account_id))


def _refuse_unknown(account_id: str, routing: schema.RoutingChange) -> None:
    """NotFound for office hours or a service level that the account has not."""
    if routing.hours_id:
        hours.get(account_id, routing.hours_id)
    if routing.sla_id:
        sla.get(account_id, routing.sla_id)


@bp.route("/v1/teams/{team_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.TEAMS, audit="team.deleted")
def delete_team(team_id: str) -> None:
    """Remove a team that no channel routes to and that has no open conversation."""
    conversations.retire_team(caller(bp), team_id)
