"""Declared office hours, service levels, workload, pause reasons, dispositions and widgets."""

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.hours import service as hours_service
from chalicelib.hours import worker
from chalicelib.runtime.errors import Unavailable
from tests.door import call
from tests.integration.configuration.test_resources import HOURS, listed

WORKLOAD = {"Limit": "5", "Weights": {"twilio_sms": "2"}, "IdleMinutes": "30"}


def settings(stack):
    return call("GET", "/v1/settings", caller=stack.company.admin).json["workload"]


@pytest.fixture
def hours(stack):
    return stack.of("OfficeHours", "Hours")


@pytest.mark.feature("SETA-09")
def test_office_hours_are_declared_with_holidays_and_exceptions(stack, hours, monkeypatch):
    monkeypatch.setattr(hours_service, "invoke", lambda name, asked: worker.observe(asked, None))
    given = {
        "Holidays": {"Country": "NO"},
        "Exceptions": [{"Date": "2026-12-24", "Name": "Eve", "Spans": [["09:00", "12:00"]]}],
    }

    hours.create(HOURS | given)

    made = listed(stack.company, "/v1/office-hours")[hours.id]
    assert made["week"]["mon"] == [["09:00", "17:00"]]
    assert made["exceptions"][0]["spans"] == [["09:00", "12:00"]]
    assert any(day["date"].endswith("05-17") for day in made["holiday_dates"])
    hours.update(HOURS)
    changed = listed(stack.company, "/v1/office-hours")[hours.id]
    assert (changed["exceptions"], changed["holiday_dates"]) == ([], [])


def test_a_place_without_known_holidays_is_told_under_its_property(hours, monkeypatch):
    monkeypatch.setattr(hours_service, "invoke", lambda name, asked: worker.observe(asked, None))

    reason = hours.refused(HOURS | {"Holidays": {"Country": "QQ"}})

    assert reason.startswith("Holidays.Country: there is no such country")


def test_holidays_that_cannot_be_looked_up_now_fail_the_resource_and_nothing_stays(
    stack, hours, monkeypatch
):
    def late(name, asked):
        raise Unavailable("this does not answer right now; try again in a moment")

    monkeypatch.setattr(hours_service, "invoke", late)

    assert "try again" in hours.refused(HOURS | {"Holidays": {"Country": "NO"}})
    assert list(listed(stack.company, "/v1/office-hours")) == ["first"]


@pytest.mark.feature("SETA-06")
def test_a_declared_default_is_handed_back_when_it_is_none_any_more_or_goes(stack, hours):
    def default():
        known = listed(stack.company, "/v1/office-hours").values()
        return [one["id"] for one in known if one["default"]]

    hours.create(HOURS | {"Default": "true"})
    assert default() == [hours.id]
    assert hours.update(HOURS)["Status"] == "SUCCESS"
    assert default() == ["first"]
    hours.update(HOURS | {"Default": "true"})
    assert hours.delete()["Status"] == "SUCCESS"
    assert default() == ["first"]


def test_office_hours_that_are_used_stay_the_default_and_say_by_whom(stack, hours):
    hours.create(HOURS | {"Default": "true"})
    body = {"name": "By hand", "routing": {"hours_id": hours.id}}
    call("POST", "/v1/teams", body, stack.company.admin)

    answer = hours.delete()

    assert (answer["Status"], answer["Reason"]) == ("FAILED", "Support is used by By hand")
    assert listed(stack.company, "/v1/office-hours")[hours.id]["default"]


@pytest.mark.feature("ASG-38")
def test_who_a_service_level_tells_is_named_by_address(stack):
    people = call("GET", "/v1/users", caller=stack.company.admin).json["items"]
    admin = next(one for one in people if one["id"] == stack.company.admin.user_id)
    gold = stack.of("SlaPolicy", "Gold")
    promised = {"Name": "Gold", "FirstMinutes": "30", "Notify": ["team", admin["email"]]}

    gold.create(promised)

    made = listed(stack.company, "/v1/sla-policies")[gold.id]
    assert made["notify"] == ["team", admin["id"]]
    wrong = promised | {"Notify": ["nobody@example.com", "assignee", "no.one@example.com"]}
    assert gold.refused(wrong).split("; ") == [
        "Notify.0: no user has the address nobody@example.com",
        "Notify.2: no user has the address no.one@example.com",
    ]


def test_a_service_level_that_promises_nothing_is_told_by_property(stack):
    gold = stack.of("SlaPolicy", "Gold")

    reason = gold.refused({"Name": "Gold"})

    assert [part.partition(":")[0] for part in reason.split("; ")] == [
        "FirstMinutes",
        "NextMinutes",
        "ResolveMinutes",
    ]


def test_a_target_that_is_taken_out_is_promised_no_longer(stack):
    gold = stack.of("SlaPolicy", "Gold")
    gold.create({"Name": "Gold", "FirstMinutes": "30", "ResolveMinutes": "600"})

    gold.update({"Name": "Gold", "ResolveMinutes": "600"})

    assert listed(stack.company, "/v1/sla-policies")[gold.id]["first_minutes"] is None


@pytest.mark.feature("ASG-16", "ASG-44")
def test_the_workload_is_declared_and_settled_by_nobody_else(stack):
    routing = stack.of("Routing", "Workload")
    call("PATCH", "/v1/settings", {"workload": {"away_minutes": 9}}, stack.company.admin)

    routing.create(WORKLOAD)

    assert settings(stack) == {
        "limit": 5,
        "weights": {"twilio_sms": 2},
        "idle_minutes": 30,
        "away_minutes": None,
        "managed_by": stack.id.split("/")[1],
    }
    refused = call("PATCH", "/v1/settings", {"workload": {"limit": 9}}, stack.company.admin)
    assert (refused.status, refused.json["code"]) == (422, "managed")
    assert stack.id.split("/")[1] in refused.json["detail"]
    assert settings(stack)["limit"] == 5
    other = call("PATCH", "/v1/settings", {"edit_minutes": 3}, stack.company.admin)
    assert other.json["workload"]["limit"] == 5


def test_the_workload_of_a_stack_that_goes_is_the_admins_again(stack):
    routing = stack.of("Routing", "Workload")
    routing.create(WORKLOAD)
    assert routing.update({"Limit": "7"})["Status"] == "SUCCESS"
    assert settings(stack)["weights"] == {}

    assert routing.delete()["Status"] == "SUCCESS"

    assert (settings(stack)["limit"], settings(stack)["managed_by"]) == (None, None)
    call("PATCH", "/v1/settings", {"workload": {"limit": 3}}, stack.company.admin)
    assert accounts.settled(stack.company.account_id).workload.limit == 3
    assert stack.again()["Status"] == "SUCCESS"
    assert settings(stack)["limit"] == 3


def test_the_workload_is_declared_once(stack):
    stack.of("Routing", "Workload").create(WORKLOAD)

    reason = stack.of("Routing", "Second").refused({"Limit": "1"})

    assert reason.startswith("the workload is declared by the stack")
    assert settings(stack)["limit"] == 5


def test_the_first_pause_reasons_stay_beside_a_declared_one(stack):
    errand = stack.of("PauseReason", "Errand").create({"Name": "Errand", "Paid": "false"})

    known = listed(stack.company, "/v1/pause-reasons")

    assert {"break", "lunch", "training", errand} == known.keys()
    assert not known[errand]["paid"]


def test_a_pause_reason_that_there_is_already_is_refused(stack):
    assert "Lunch" in stack.of("PauseReason", "Lunch").refused({"Name": "Lunch"})


@pytest.mark.feature("CONV-29")
def test_a_disposition_is_given_to_declared_teams(stack):
    team = stack.of("Team", "Sales").create({"Name": "Sales"})
    solved = stack.of("Disposition", "Solved")

    solved.create({"Name": "Solved", "TeamIds": [team]})

    assert listed(stack.company, "/v1/dispositions")[solved.id]["team_ids"] == [team]
    solved.update({"Name": "Solved"})
    assert listed(stack.company, "/v1/dispositions")[solved.id]["team_ids"] is None
    wrong = {"Name": "Solved", "TeamIds": [team, "tm_0"]}
    assert solved.refused(wrong) == "TeamIds.1: there is no such team"


def test_a_widget_greets_where_it_may_and_forgets_what_is_taken_out(stack):
    widget = stack.of("Widget", "Site")
    given = {"Name": "Site", "AllowedOrigins": ["https://shop.example"], "Color": "#0055aa"}
    id_ = widget.create(given | {"Greeting": "Hello!", "EditMinutes": "0"})

    def session(origin):
        return call("POST", f"/v1/widget/{id_}/sessions", {}, headers={"origin": origin})

    assert stack.channel(id_).json["settings"] == {
        "allowed_origins": ["https://shop.example"],
        "color": "#0055aa",
        "greeting": "Hello!",
        "edit_minutes": 0,
    }
    answer = session("https://shop.example")
    assert answer.json["widget"]["greeting"] == "Hello!"
    assert session("https://evil.example").status == 403
    widget.update(given)
    assert "greeting" not in stack.channel(id_).json["settings"]
