"""Office hours over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.hours import schema, service
    from chalicelib.hours.domain import OfficeHours, office
    from chalicelib.runtime import paging, shelf
else:
    service = lazy("chalicelib.hours.service")
    schema = lazy("chalicelib.hours.schema")
    office = lazy("chalicelib.hours.domain.office")
    paging = lazy("chalicelib.runtime.paging")
    shelf = lazy("chalicelib.runtime.shelf")

bp = Blueprint(__name__)


@bp.route("/v1/office-hours", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_office_hours(query: paging.PageQuery) -> paging.Page[schema.OfficeHoursView]:
    """Every calendar of the account; there is always one."""
    return paging.Page(items=[_view(one) for one in service.list_of(caller(bp))])


@bp.route("/v1/office-hours", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.TEAMS, audit="hours.created")
def create_office_hours(body: schema.NewOfficeHours) -> schema.OfficeHoursView:
    """Make a further calendar."""
    return _view(service.create(caller(bp), body.office_hours(), now()))


@bp.route("/v1/office-hours/{hours_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_office_hours(hours_id: str) -> schema.OfficeHoursView:
    """One calendar."""
    return _view(service.get(caller(bp).account_id, hours_id))


@bp.route("/v1/office-hours/{hours_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.TEAMS, audit="hours.updated")
def change_office_hours(hours_id: str, body: schema.OfficeHoursChange) -> schema.OfficeHoursView:
    """Change a calendar, or make it the default."""
    return _view(service.change(caller(bp), hours_id, body.fields(), now()))


@bp.route("/v1/office-hours/{hours_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.TEAMS, audit="hours.deleted")
def delete_office_hours(hours_id: str) -> None:
    """Remove a calendar that nothing uses."""
    service.delete(caller(bp), hours_id)


@bp.route("/v1/office-hours/{hours_id}/status", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def office_hours_status(hours_id: str, query: schema.HoursQuery) -> schema.HoursStatus:
    """Whether somebody is there, now or at a time."""
    calendar = service.get(caller(bp).account_id, hours_id).calendar()
    at = query.at or now()
    opens = calendar.opens(at)
    closes = calendar.closes(at)
    is_open = opens == at
    return schema.HoursStatus(
        open=is_open,
        opens_at=None if is_open or opens is None else iso(opens),
        closes_at=iso(closes) if closes else None,
    )


def _view(one: OfficeHours) -> schema.OfficeHoursView:
    stored = office.data(one)
    days = [schema.HolidayView(date=day, name=name) for day, name in stored["holidays"].items()]
    place = one.observance
    return schema.OfficeHoursView(
        id=one.id,
        name=one.name,
        time_zone=one.time_zone,
        week=schema.WeekView(**stored["week"]),
        holidays=schema.PlaceView(country=place.country, subdivision=place.subdivision)
        if place
        else None,
        holiday_dates=days,
        exceptions=[
            schema.ExceptionalView(date=day, name=name, spans=spans)
            for day, name, spans in stored["exceptions"]
        ],
        default=one.default,
        managed_by=shelf.stack_name(one.managed_by),
    )
