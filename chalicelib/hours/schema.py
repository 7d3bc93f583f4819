"""Office hours: what comes in and goes out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from chalicelib.hours.domain import (
    EXCEPTIONS_AT_MOST,
    SPANS_AT_MOST,
    Dated,
    Observance,
    OfficeHours,
)
from chalicelib.hours.domain.calendar import span, zone
from chalicelib.hours.domain.office import overlap, spans_of, week_of
from chalicelib.runtime.model import Body, Model, Name


def _span(given: list[str]) -> list[str]:
    span(*given)
    return given


def _day(given: list[list[str]]) -> list[list[str]]:
    if overlap(spans_of(given)):
        raise ValueError("two of these spans overlap")
    return given


def _zone(given: str) -> str:
    zone(given)
    return given


SpanText = Annotated[
    list[str],
    Field(
        min_length=2,
        max_length=2,
        description="Start and end by the clock; an end that is not later is on the next day.",
        examples=[["09:00", "17:00"], ["22:00", "06:00"]],
    ),
    AfterValidator(_span),
]
Day = Annotated[list[SpanText], Field(max_length=SPANS_AT_MOST), AfterValidator(_day)]
TimeZone = Annotated[
    str,
    StringConstraints(min_length=1, max_length=64),
    AfterValidator(_zone),
    Field(description="By its IANA name.", examples=["Europe/Oslo"]),
]


class Week(Body):
    """Spans by weekday; a day without is closed."""

    mon: Day = []
    tue: Day = []
    wed: Day = []
    thu: Day = []
    fri: Day = []
    sat: Day = []
    sun: Day = []


class Place(Body):
    """Whose public holidays are kept."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(
        description="ISO 3166-1.", examples=["NO"]
    )
    subdivision: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = Field(
        None, description="What follows the hyphen in ISO 3166-2.", examples=["BY"]
    )


class Exceptional(Body):
    """What holds on one date instead; no spans: closed."""

    date: date
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    spans: Day = []


class HoursFields(Body):
    """What office hours consist of, each as it stands alone."""

    @field_validator("exceptions", check_fields=False)
    @classmethod
    def _each_date_once(cls, given: list[Exceptional] | None) -> list[Exceptional] | None:
        dates = [one.date for one in given or ()]
        if len(set(dates)) != len(dates):
            raise ValueError("each date once")
        return given


class NewOfficeHours(HoursFields):
    """Office hours under a name."""

    name: Name
    time_zone: TimeZone
    week: Week
    holidays: Place | None = None
    exceptions: list[Exceptional] = Field([], max_length=EXCEPTIONS_AT_MOST)
    default: bool = Field(False, description="Whether they are meant where none are named.")

    def office_hours(self) -> OfficeHours:
        """As the services take them; the id is theirs to give."""
        fields = settled(self.model_dump(mode="python", exclude_unset=False))
        return OfficeHours(id="", **fields)


class OfficeHoursChange(HoursFields):
    """What to change; a list or a week that is given is the whole of it."""

    name: Name | None = None
    time_zone: TimeZone | None = None
    week: Week | None = None
    holidays: Place | None = None
    exceptions: list[Exceptional] | None = Field(None, max_length=EXCEPTIONS_AT_MOST)
    default: bool | None = None

    @model_validator(mode="after")
    def _nothing_is_cleared(self) -> OfficeHoursChange:
        for name in self.model_fields_set - {"holidays"}:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null; leave it out to keep it")
        return self

    def fields(self) -> dict[str, Any]:
        """What was given, by the names of the domain."""
        return settled(self.model_dump(mode="python", exclude_unset=True))


def settled(given: dict[str, Any]) -> dict[str, Any]:
    """Fields as the domain has them."""
    fields = dict(given)
    if "week" in fields:
        fields["week"] = week_of(fields["week"])
    if "holidays" in fields:
        place = fields.pop("holidays")
        fields["observance"] = Observance(**place) if place else None
    if "exceptions" in fields:
        fields["exceptions"] = tuple(
            Dated(one["date"], one["name"], spans_of(one["spans"])) for one in fields["exceptions"]
        )
    return fields


class HoursQuery(Body):
    """When; now unless said."""

    at: AwareDatetime | None = None


class WeekView(Model):
    """Spans by weekday."""

    mon: list[tuple[str, str]] = []
    tue: list[tuple[str, str]] = []
    wed: list[tuple[str, str]] = []
    thu: list[tuple[str, str]] = []
    fri: list[tuple[str, str]] = []
    sat: list[tuple[str, str]] = []
    sun: list[tuple[str, str]] = []


class PlaceView(Model):
    """Whose public holidays are kept."""

    country: str
    subdivision: str | None


class ExceptionalView(Model):
    """What holds on one date instead."""

    date: str
    name: str
    spans: list[tuple[str, str]]


class HolidayView(Model):
    """A public holiday."""

    date: str
    name: str


class OfficeHoursView(Model):
    """Office hours."""

    id: str
    name: str
    time_zone: str
    week: WeekView
    holidays: PlaceView | None
    holiday_dates: list[HolidayView] = Field(description="Of this year and the next two.")
    exceptions: list[ExceptionalView]
    default: bool
    managed_by: str | None = Field(description="The stack that declares them.")


class HoursStatus(Model):
    """Whether somebody is there."""

    open: bool
    opens_at: str | None = Field(description="When it opens next; null while it is open.")
    closes_at: str | None = Field(description="Until when it is open; null while it is closed.")
