"""Office hours over HTTP: settled, refused by field, kept with holidays, and asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.accounts.items import AccountItem
from chalicelib.hours import service, worker
from chalicelib.hours.domain import OfficeHours
from chalicelib.hours.domain.office import week_of
from chalicelib.hours.store import shelf
from chalicelib.runtime.errors import Unavailable
from chalicelib.runtime.shelf import Managed
from tests.aws import Calls
from tests.builders import NOON, Company, a_company
from tests.door import Answer, call

HOURS = "/v1/office-hours"
WORKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/fjord/1"

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the function that knows holidays was asked; it answers as it does."""
    seen: list[dict[str, Any]] = []

    def invoke(name: str, payload: dict[str, Any]) -> dict[str, Any]:
        assert name == "observe"
        seen.append(json.loads(json.dumps(payload)))
        return worker.observe(seen[-1], None)

    monkeypatch.setattr(service, "invoke", invoke)
    return seen


def make(company: Company, **fields: Any) -> Answer:
    """POST a calendar."""
    known = {"name": "Support", "time_zone": "Europe/Oslo", "week": WORKDAYS}
    return call("POST", HOURS, known | fields, company.admin)


def listed(company: Company) -> list[dict[str, Any]]:
    """All calendars, as a colleague without rights reads them."""
    found: list[dict[str, Any]] = call("GET", HOURS, caller=company.agent()).json["items"]
    return found


@pytest.mark.feature("SETA-06")
def test_an_account_begins_with_nine_to_five_in_its_time_zone():
    company = a_company()
    given = {"time_zone": "Europe/Oslo", "week": WORKDAYS}
    AccountItem(company.account_id, "account").update(actions=[AccountItem.hours.set(given)])

    [first] = listed(company)

    assert (first["id"], first["default"], first["time_zone"]) == ("first", True, "Europe/Oslo")
    assert first["week"] == WORKDAYS | {"sat": [], "sun": []}
    at = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert service.is_open(company.account_id, None, at)
    assert not service.is_open(company.account_id, None, at.replace(hour=7))


@pytest.mark.feature("SETA-06")
def test_the_first_calendar_is_changed_like_any_other():
    company = a_company()
    body = {"time_zone": "Europe/Oslo", "week": {"mon": [["22:00", "06:00"]]}}

    changed = call("PATCH", f"{HOURS}/first", body, company.admin)

    assert changed.status == 200, changed.body
    assert changed.json["week"]["mon"] == [["22:00", "06:00"]]
    assert changed.json["week"]["tue"] == []
    assert [one["time_zone"] for one in listed(company)] == ["Europe/Oslo"]


@pytest.mark.feature("SETA-09")
def test_a_calendar_has_several_spans_a_day_spans_past_midnight_and_dated_exceptions():
    company = a_company()
    week = {"mon": [["13:00", "17:00"], ["08:00", "12:00"]], "fri": [["20:00", "02:00"]]}
    exceptions = [{"date": "2026-12-24", "name": "Christmas Eve", "spans": [["09:00", "12:00"]]}]

    made = make(company, week=week, exceptions=exceptions).json

    assert made["week"]["mon"] == [["08:00", "12:00"], ["13:00", "17:00"]]
    assert made["exceptions"] == exceptions
    assert call("GET", f"{HOURS}/{made['id']}", caller=company.admin).json == made


@pytest.mark.feature("SETA-09")
def test_public_holidays_are_closed_and_named(asked):
    company = a_company()

    made = make(company, holidays={"country": "NO"}).json

    days = {day["date"]: day["name"] for day in made["holiday_dates"]}
    this = datetime.now(UTC).year
    assert asked == [{"country": "NO", "subdivision": None, "years": [this, this + 1, this + 2]}]
    assert "Constitution Day" in days[f"{this + 1}-05-17"]
    noon = datetime(this + 1, 12, 25, 11, tzinfo=UTC)
    assert not service.is_open(company.account_id, made["id"], noon)


@pytest.mark.feature("SETA-09")
def test_a_part_of_a_country_has_holidays_of_its_own(asked):
    company = a_company()

    bavaria = make(company, holidays={"country": "DE", "subdivision": "BY"}).json
    berlin = make(company, name="Berlin", holidays={"country": "DE", "subdivision": "BE"}).json

    def names(made):
        return {day["name"] for day in made["holiday_dates"]}

    assert "Epiphany" in names(bavaria) - names(berlin)


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ({"country": "XX"}, "holidays.country"),
        ({"country": "NO", "subdivision": "99"}, "holidays.subdivision"),
    ],
)
def test_a_place_that_there_is_not_is_refused_with_the_choices(place, field, asked):
    answer = make(a_company(), holidays=place)

    assert answer.status == 400
    [error] = answer.json["errors"]
    assert error["field"] == field
    assert "NO" in error["message"] or "03" in error["message"]


def test_when_holidays_cannot_be_asked_nothing_is_kept(monkeypatch):
    def fails(name: str, payload: dict[str, Any]) -> dict[str, Any]:
        raise Unavailable("this does not answer right now; try again in a moment")

    monkeypatch.setattr(service, "invoke", fails)
    company = a_company()

    assert make(company, holidays={"country": "NO"}).status == 503
    assert [one["id"] for one in listed(company)] == ["first"]


@pytest.mark.feature("SETA-09")
def test_another_place_asks_anew_and_no_place_forgets(asked):
    company = a_company()
    id_ = make(company, holidays={"country": "NO"}).json["id"]

    sweden = call("PATCH", f"{HOURS}/{id_}", {"holidays": {"country": "SE"}}, company.admin).json
    call("PATCH", f"{HOURS}/{id_}", {"holidays": {"country": "SE"}}, company.admin)
    none = call("PATCH", f"{HOURS}/{id_}", {"holidays": None}, company.admin).json

    assert [one["country"] for one in asked] == ["NO", "SE"]
    assert any("06-06" in day["date"] for day in sweden["holiday_dates"])
    assert (none["holidays"], none["holiday_dates"]) == (None, [])


@pytest.mark.feature("SETA-09")
def test_a_calendar_with_holidays_has_them_looked_up_anew_each_year(asked, aws):
    company = a_company()
    aws.messages("timers")
    id_ = make(company, holidays={"country": "NO"}).json["id"]
    [timer] = [json.loads(one["Body"]) for one in aws.messages("timers")]
    assert (timer["kind"], timer["id"]) == ("holidays", id_)

    this = datetime.now(UTC).year
    december = datetime(this + 1, 12, 1, tzinfo=UTC)
    again = service.renew(company.account_id, id_, december)

    assert again == december.replace(year=this + 2)
    kept = service.get(company.account_id, id_).holidays
    assert {day.year for day in kept} == {this + 1, this + 2, this + 3}
    assert service.renew(company.account_id, id_, december) == again
    assert len(asked) == 2
    assert service.renew(company.account_id, "hrs_gone", december) is None


@pytest.mark.feature("SETA-06")
def test_there_is_one_default_and_it_stays():
    company = a_company()
    id_ = make(company, default=True).json["id"]

    assert {one["id"]: one["default"] for one in listed(company)} == {"first": False, id_: True}
    refused = call("DELETE", f"{HOURS}/{id_}", caller=company.admin)
    assert (refused.status, "default" in refused.json["detail"]) == (422, True)
    unset = call("PATCH", f"{HOURS}/{id_}", {"default": False}, company.admin)
    assert unset.status == 422
    assert call("DELETE", f"{HOURS}/first", caller=company.admin).status == 204
    assert [one["id"] for one in listed(company)] == [id_]


@pytest.mark.feature("SETA-09")
def test_a_calendar_that_a_service_level_uses_stays():
    company = a_company()
    id_ = make(company).json["id"]
    policy = {"name": "Gold", "first_minutes": 5, "hours_id": id_}
    call("POST", "/v1/sla-policies", policy, company.admin)

    refused = call("DELETE", f"{HOURS}/{id_}", caller=company.admin)

    assert refused.status == 422
    assert refused.json["used_by"] == ["Gold"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"week": {"mon": [["09:00", "25:00"]]}}, "week.mon.0"),
        ({"week": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}}, "week.mon"),
        ({"week": {"mon": [["09:00"]]}}, "week.mon.0"),
        ({"week": {"mon": [["09:00", "09:00"]]}}, "week.mon.0"),
        ({"week": {"someday": []}}, "week.someday"),
        ({"exceptions": [{"date": "2026-13-01"}]}, "exceptions.0.date"),
        ({"exceptions": [{"date": "2026-01-01"}] * 2}, "exceptions"),
        ({"holidays": {"country": "no"}}, "holidays.country"),
        ({"name": " "}, "name"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(fields, field):
    answer = make(a_company(), **fields)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_every_wrong_field_is_named_at_once():
    answer = make(a_company(), time_zone="Mars", week={"mon": [["1", "2"]], "tue": [["x", "y"]]})

    fields = {error["field"] for error in answer.json["errors"]}
    assert fields == {"time_zone", "week.mon.0", "week.tue.0"}


def test_two_calendars_do_not_have_one_name():
    company = a_company()
    make(company)

    again = make(company, name="SUPPORT")

    assert again.status == 409
    assert again.json["errors"][0]["field"] == "name"


def test_only_who_manages_teams_settles_hours():
    company = a_company()
    agent = company.agent()
    id_ = make(company).json["id"]
    body = {"name": "Mine", "time_zone": "UTC", "week": {}}

    assert call("POST", HOURS, body, agent).status == 403
    assert call("PATCH", f"{HOURS}/{id_}", {"name": "Mine"}, agent).status == 403
    assert call("DELETE", f"{HOURS}/{id_}", caller=agent).status == 403


def test_another_accounts_calendar_does_not_exist():
    id_ = make(a_company()).json["id"]
    stranger = a_company().admin

    assert call("GET", f"{HOURS}/{id_}", caller=stranger).status == 404
    assert call("PATCH", f"{HOURS}/{id_}", {"name": "Mine"}, stranger).status == 404
    assert call("DELETE", f"{HOURS}/{id_}", caller=stranger).status == 404


def test_what_a_stack_declares_is_changed_there_alone():
    company = a_company()
    given = OfficeHours("", "Declared", "UTC", week_of(WORKDAYS))
    service.create(company.admin, given, NOON, "hrs_declared", STACK)

    changed = call("PATCH", f"{HOURS}/hrs_declared", {"name": "Mine"}, company.admin)
    deleted = call("DELETE", f"{HOURS}/hrs_declared", caller=company.admin)

    assert (changed.status, changed.json["code"]) == (422, "managed")
    assert "fjord" in changed.json["detail"]
    assert deleted.status == 422
    with pytest.raises(Managed):
        service.change(company.admin, "hrs_declared", {"name": "x"}, NOON, f"{STACK}2")
    service.change(company.admin, "hrs_declared", {"name": "Theirs"}, NOON, STACK)
    [_, shown] = listed(company)
    assert (shown["name"], shown["managed_by"]) == ("Theirs", "fjord")
    service.delete(company.admin, "hrs_declared", STACK)
    with pytest.raises(Managed):
        service.change(company.admin, "first", {"name": "x"}, NOON, STACK)


@pytest.mark.feature("SETA-06")
def test_the_status_says_whether_somebody_is_there_and_when_that_changes():
    company = a_company()
    id_ = make(company).json["id"]

    def status(at: str) -> dict[str, Any]:
        answer = call("GET", f"{HOURS}/{id_}/status", caller=company.admin, query={"at": at})
        found: dict[str, Any] = answer.json
        return found

    assert status("2026-03-02T12:00:00Z") == {
        "open": True,
        "opens_at": None,
        "closes_at": "2026-03-02T16:00:00.000Z",
    }
    assert status("2026-03-02T20:00:00+01:00") == {
        "open": False,
        "opens_at": "2026-03-03T08:00:00.000Z",
        "closes_at": None,
    }
    bad = call("GET", f"{HOURS}/{id_}/status", caller=company.admin, query={"at": "noon"})
    assert bad.status == 400


def test_rules_ask_a_warm_process_without_a_read_and_a_change_counts_at_once():
    company = a_company()
    id_ = make(company).json["id"]
    service.is_open(company.account_id, id_, NOON)

    with Calls() as calls:
        assert service.is_open(company.account_id, id_, NOON)
        assert service.is_open(company.account_id, "hrs_gone", NOON)
    assert not calls

    call("PATCH", f"{HOURS}/{id_}", {"week": {}}, company.admin)
    assert not service.is_open(company.account_id, id_, NOON)


def test_of_two_changes_at_once_none_is_lost(monkeypatch):
    company = a_company()
    id_ = make(company).json["id"]
    load, crossed = shelf._load, []

    def slow(account_id: str) -> Any:
        found = load(account_id)
        if not crossed:
            crossed.append(True)
            make(company, name="Meanwhile")
        return found

    monkeypatch.setattr(shelf, "_load", slow)
    call("PATCH", f"{HOURS}/{id_}", {"name": "Changed"}, company.admin)

    names = [one["name"] for one in call("GET", HOURS, caller=company.admin).json["items"]]
    assert names == ["Office hours", "Changed", "Meanwhile"]


def test_there_are_so_many_calendars_at_most():
    company = a_company()
    one = service.list_of(company.admin)[0]
    for number in range(29):
        shelf.add(company.account_id, OfficeHours(f"h{number}", f"N{number}", "UTC", one.week))

    refused = make(company)

    assert (refused.status, refused.json["code"]) == (422, "refused")
