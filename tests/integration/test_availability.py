"""Becoming available and away, by reasons, per team, on every device, and what is known of it."""

from datetime import timedelta

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.availability import service, store
from chalicelib.realtime import service as realtime
from chalicelib.runtime.ids import iso, now
from tests.door import call
from tests.integration.test_realtime import open_socket


def become(who, status, **fields):
    return call("PUT", "/v1/me/availability", {"status": status, **fields}, who)


def states(company, user):
    return [point.state for point in points(company, user)]


def points(company, user):
    at = now()
    early, late = at - timedelta(days=1), at + timedelta(days=1)
    return store.points(company.account_id, user.user_id, early, late, 100)[1]


@pytest.mark.feature("RT-12", "ASG-27")
def test_an_account_begins_with_a_paid_break_an_unpaid_lunch_and_training(company):
    reasons = call("GET", "/v1/pause-reasons", caller=company.agent()).json["items"]

    assert [(one["name"], one["paid"]) for one in reasons] == [
        ("Break", True),
        ("Lunch", False),
        ("Training", True),
    ]


@pytest.mark.feature("RT-12")
def test_admins_define_reasons_and_agents_choose_them(company):
    anna = company.agent("Anna Berg")
    made = call("POST", "/v1/pause-reasons", {"name": "Fire drill", "paid": True}, company.admin)
    call("DELETE", "/v1/pause-reasons/lunch", caller=company.admin)

    names = [one["name"] for one in call("GET", "/v1/pause-reasons", caller=anna).json["items"]]
    me = become(anna, "away", reason_id=made.json["id"]).json

    assert names == ["Break", "Fire drill", "Training"]
    assert (me["availability"], me["pause"]["name"], me["pause"]["paid"]) == (
        "away",
        "Fire drill",
        True,
    )


@pytest.mark.feature("RT-12", "AUTH-10")
def test_agents_define_no_reasons(company):
    anna = company.agent()

    assert call("POST", "/v1/pause-reasons", {"name": "Nap"}, anna).status == 403
    assert call("PATCH", "/v1/pause-reasons/break", {"paid": False}, anna).status == 403
    assert call("DELETE", "/v1/pause-reasons/break", caller=anna).status == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": "away", "reason_id": "psr_unknown"}, 404),
        ({"status": "available", "reason_id": "lunch"}, 400),
        ({"status": "asleep"}, 400),
    ],
)
def test_a_wrong_state_or_reason_changes_nothing(company, body, status):
    anna = company.agent()

    assert call("PUT", "/v1/me/availability", body, anna).status == status
    assert accounts.user(company.account_id, anna.user_id).pause is None
    assert points(company, anna) == []


def test_two_reasons_have_different_names(company):
    twin = call("POST", "/v1/pause-reasons", {"name": "LUNCH"}, company.admin)

    assert twin.status == 422
    assert "Lunch" in twin.json["detail"] or "LUNCH" in twin.json["detail"]


@pytest.mark.feature("ASG-27", "RT-12")
def test_each_change_is_recorded_once_and_the_report_adds_it_up(company):
    anna = company.agent("Anna Berg")
    become(anna, "away", reason_id="lunch")
    become(anna, "away", reason_id="lunch")
    become(anna, "available")

    assert states(company, anna) == ["away", "available"]
    since, until = iso(now() - timedelta(hours=1)), iso(now() + timedelta(hours=1))
    report = call(
        "GET",
        "/v1/availability-report",
        caller=company.admin,
        query={"since": since, "until": until},
    )
    row = next(row for row in report.json["items"] if row["user_id"] == anna.user_id)
    assert {(one["state"], one["name"], one["times"]) for one in row["shares"]} == {
        ("away", "Lunch", 1),
        ("available", None, 1),
    }


@pytest.mark.feature("RT-12")
def test_reports_of_others_need_the_right_to_read_them(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    span = {"since": iso(now() - timedelta(hours=1)), "until": iso(now())}
    log = "/v1/users/{}/availability-log"

    own = call("GET", log.format(anna.user_id), caller=anna, query=span)
    others = call("GET", log.format(bo.user_id), caller=anna, query=span)

    assert (own.status, others.status) == (200, 403)
    assert call("GET", "/v1/availability-report", caller=anna, query=span).status == 403


def test_a_report_of_years_is_refused(company):
    at = now()
    span = {"since": iso(at - timedelta(days=400)), "until": iso(at)}

    asked = call("GET", "/v1/availability-report", caller=company.admin, query=span)

    assert asked.status == 400


@pytest.mark.feature("ASG-18", "ASG-19", "ASG-28")
def test_chats_and_calls_are_switched_for_each_team(company):
    anna = company.agent("Anna Berg")
    team = accounts.everyone_team_id(company.account_id)

    me = call("PUT", f"/v1/me/teams/{team}/availability", {"chats": False}, anna).json

    assert me["off"] == {team: ["chats"]}
    user = accounts.user(company.account_id, anna.user_id)
    assert (user.takes(team, "chats"), user.takes(team, "calls")) == (False, True)
    back = call("PUT", f"/v1/me/teams/{team}/availability", {}, anna).json
    assert back["off"] == {}


@pytest.mark.feature("ASG-18")
def test_a_team_that_one_is_not_in_cannot_be_switched(company):
    anna = company.agent()
    team = company.team(name="Sales")

    answer = call("PUT", f"/v1/me/teams/{team}/availability", {"chats": False}, anna)

    assert answer.status == 404


@pytest.mark.feature("SETP-09", "RT-04")
def test_presence_set_on_one_device_is_shown_on_all_and_to_colleagues(company, sockets):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(anna, "anna-phone")
    open_socket(bo, "bo-1")

    become(anna, "away", reason_id="break")

    for device in ("anna-phone", "bo-1"):
        frame = [f for f in sockets.frames[device] if f["type"] == "presence"][-1]
        assert (frame["user_id"], frame["availability"]) == (anna.user_id, "away")
        assert frame["pause"]["name"] == "Break"


@pytest.mark.feature("ASG-26")
def test_a_missed_offer_pauses_unpaid_but_leaves_who_is_away_already(company):
    anna = company.agent("Anna Berg")

    service.pause_automatically(company.account_id, anna.user_id, "missed_offer", now())
    paused = accounts.user(company.account_id, anna.user_id).pause
    become(anna, "available")
    become(anna, "away", reason_id="lunch")
    service.pause_automatically(company.account_id, anna.user_id, "missed_offer", now())
    still = accounts.user(company.account_id, anna.user_id).pause

    assert (paused.name, paused.paid, paused.automatic) == ("Missed an offer", False, True)
    assert still.name == "Lunch"


@pytest.mark.feature("ASG-46")
def test_nobody_at_the_screen_is_an_automatic_pause(company):
    anna = company.agent()

    me = become(anna, "away", automatic=True).json

    assert (me["pause"]["name"], me["pause"]["automatic"]) == ("No one at the screen", True)


@pytest.mark.feature("RT-04")
def test_admins_may_set_a_colleague_away_and_agents_may_not(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    path = f"/v1/users/{anna.user_id}/availability"

    assert call("PUT", path, {"status": "away"}, bo).status == 403
    assert call("PUT", path, {"status": "away"}, company.admin).json["availability"] == "away"
    assert points(company, anna)[-1].by == company.admin.user_id


@pytest.mark.feature("RT-11", "ASG-46")
def test_coming_and_going_is_noted_once_however_often_it_is_asked(company, sockets):
    anna = company.agent("Anna Berg")
    open_socket(anna, "anna-1")
    service.presence_changed(company.account_id, anna.user_id, now())
    service.presence_changed(company.account_id, anna.user_id, now())
    realtime.disconnect("anna-1", now() - timedelta(minutes=2))
    gone = now() + timedelta(minutes=2)

    realtime.presence_due(company.account_id, anna.user_id, gone)
    service.presence_changed(company.account_id, anna.user_id, gone)
    service.presence_changed(company.account_id, anna.user_id, gone)

    assert states(company, anna) == ["available", "offline"]
