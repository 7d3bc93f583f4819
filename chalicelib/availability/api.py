"""Availability over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema as people
    from chalicelib.accounts.api import views
    from chalicelib.availability import schema, service
    from chalicelib.availability.domain import Reason
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import paging, shelf
else:
    service = lazy("chalicelib.availability.service")
    schema = lazy("chalicelib.availability.schema")
    people = lazy("chalicelib.accounts.schema")
    views = lazy("chalicelib.accounts.api.views")
    paging = lazy("chalicelib.runtime.paging")
    shelf = lazy("chalicelib.runtime.shelf")
realtime = lazy("chalicelib.realtime.service")

bp = Blueprint(__name__)


@bp.route("/v1/me/availability", methods=["PUT"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def set_availability(body: schema.AvailabilityChange) -> people.Me:
    """Become available or away, for a reason of the account's or none."""
    who = caller(bp)
    return views.me_view(
        service.become(who, who.user_id, body.status, body.reason_id, body.automatic, now())
    )


@bp.route("/v1/users/{user_id}/availability", methods=["PUT"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="user.availability_set")
def set_availability_of(user_id: str, body: schema.AvailabilityChange) -> people.UserView:
    """Set a colleague available or away."""
    user = service.become(caller(bp), user_id, body.status, body.reason_id, False, now())
    return views.user_view(user, realtime.online(user.account_id))


@bp.route("/v1/me/teams/{team_id}/availability", methods=["PUT"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def set_team_availability(team_id: str, body: schema.TeamAvailability) -> people.Me:
    """Take chats and calls of a team, or none of them for now."""
    return views.me_view(service.switch_team(caller(bp), team_id, body.chats, body.calls))


@bp.route("/v1/me/wrap-up", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def end_wrap_up() -> people.Me:
    """Be ready for the next conversation before the time after the last is over."""
    return views.me_view(service.end_wrap_up(caller(bp)))


@bp.route("/v1/pause-reasons", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_reasons(query: paging.PageQuery) -> paging.Page[schema.ReasonView]:
    """Why one may be away, by name."""
    return paging.Page(items=[_view(one) for one in service.reasons(caller(bp).account_id)])


@bp.route("/v1/pause-reasons", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.TEAMS, audit="pause_reason.created")
def create_reason(body: schema.NewReason) -> schema.ReasonView:
    """Add a reason to be away."""
    return _view(service.create_reason(caller(bp), body.name, body.paid))


@bp.route("/v1/pause-reasons/{reason_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.TEAMS, audit="pause_reason.updated")
def change_reason(reason_id: str, body: schema.ReasonChange) -> schema.ReasonView:
    """Change a reason to be away; pauses that were made stay as they were."""
    return _view(service.change_reason(caller(bp), reason_id, body.name, body.paid))


@bp.route("/v1/pause-reasons/{reason_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.TEAMS, audit="pause_reason.deleted")
def delete_reason(reason_id: str) -> None:
    """Remove a reason to be away."""
    service.delete_reason(caller(bp), reason_id)


@bp.route("/v1/users/{user_id}/availability-log", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def availability_log(user_id: str, query: schema.TimeQuery) -> paging.Page[schema.SpanView]:
    """When a user was available, away and off. One's own, or with the right to read reports."""
    at = now()
    found = service.log(caller(bp), user_id, query.since, query.until, at)
    return paging.Page(
        items=[
            schema.SpanView(
                state=one.point.state,
                reason_id=one.point.reason_id,
                name=one.point.name,
                paid=one.point.paid,
                automatic=one.point.automatic,
                since=iso(one.since),
                until=iso(one.until) if one.until else None,
                seconds=one.seconds(at),
            )
            for one in found
        ]
    )


@bp.route("/v1/availability-report", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPORTS)
def availability_report(query: schema.TimeQuery) -> paging.Page[schema.ReportRow]:
    """How long everyone was available, away for which reason, and off."""
    rows = service.report(caller(bp), query.since, query.until, now())
    return paging.Page(
        items=[
            schema.ReportRow(
                user_id=row.user.id,
                name=row.user.name,
                shares=[
                    schema.ShareView(
                        state=one.state,
                        name=one.name,
                        paid=one.paid,
                        seconds=one.seconds,
                        times=one.times,
                    )
                    for one in row.shares
                ],
            )
            for row in rows
        ]
    )


def _view(reason: Reason) -> schema.ReasonView:
    return schema.ReasonView(
        id=reason.id,
        name=reason.name,
        paid=reason.paid,
        managed_by=shelf.stack_name(reason.managed_by),
    )
