"""How a team's work finds its agents, as an admin settles it."""

import pytest

from chalicelib.accounts import service, store
from chalicelib.accounts.domain import Availability, Routing, User
from tests.builders import NOON
from tests.door import call

AWAY = Availability.AWAY
DEFAULT = {
    "strategy": "least_loaded",
    "order": "waiting",
    "priority": 3,
    "offer_seconds": 30,
    "pause_missed": False,
    "offer_url": None,
    "offer_url_label": None,
    "skills": [],
    "relax_seconds": None,
    "last_agent_seconds": 0,
    "overflow": None,
    "wrap_up_seconds": 0,
    "silent_minutes": None,
    "silent_to": "next",
    "hours_id": None,
    "sla_id": None,
    "needs_disposition": None,
}


@pytest.fixture
def team(company):
    return call("POST", "/v1/teams", {"name": "Sales"}, company.admin).json


def change(company, team, **routing):
    return call("PATCH", f"/v1/teams/{team['id']}", {"routing": routing}, company.admin)


@pytest.mark.feature("ASG-12", "ASG-20", "ASG-21")
def test_a_teams_routing_has_defaults_and_changes_field_by_field(company, team):
    assert (team["routing"], team["managed_by"]) == (DEFAULT, None)

    change(company, team, offer_seconds=45, skills=["German", "german"])
    overflow = {"after_seconds": 60, "action": "team", "team_id": company.team_id}
    changed = change(company, team, overflow=overflow, strategy="round_robin").json

    assert changed["routing"] == DEFAULT | {
        "offer_seconds": 45,
        "skills": ["german"],
        "strategy": "round_robin",
        "overflow": overflow | {"text": None},
    }
    stored = service.roster(company.account_id).team(team["id"])
    assert stored.routing.overflow.team_id == company.team_id
    path = f"/v1/teams/{team['id']}"
    renamed = call("PATCH", path, {"name": "Sales NO", "distribution": "offer"}, company.admin)
    assert (renamed.json["routing"], renamed.json["distribution"]) == (changed["routing"], "offer")
    assert change(company, team, overflow=None).json["routing"]["overflow"] is None


@pytest.mark.parametrize(
    ("routing", "field"),
    [
        ({"strategy": "luck"}, "routing.strategy"),
        ({"priority": 6}, "routing.priority"),
        ({"offer_seconds": 4}, "routing.offer_seconds"),
        ({"offer_url": "javascript:alert(1)"}, "routing.offer_url"),
        ({"overflow": {"after_seconds": 60, "action": "team"}}, "routing.overflow"),
        ({"overflow": {"after_seconds": 60, "action": "close", "text": " "}}, None),
        ({"luck": 1}, "routing.luck"),
    ],
)
def test_routing_that_cannot_be_names_the_field_and_changes_nothing(company, team, routing, field):
    answer = change(company, team, **routing)

    assert answer.status == 400
    assert field in (None, answer.json["errors"][0]["field"])
    assert service.roster(company.account_id).team(team["id"]).routing == Routing()


def test_what_waits_too_long_goes_to_another_team_of_the_account(company, team):
    for id_ in (team["id"], "tm_none"):
        overflow = {"after_seconds": 60, "action": "team", "team_id": id_}
        assert change(company, team, overflow=overflow).status == 422


def test_a_team_that_a_stack_declares_is_changed_by_that_stack_alone(company):
    stack = "arn:aws:cloudformation:eu-north-1:123456789012:stack/desk/1"
    from tests.builders import NOON

    team = service.create_team(
        company.admin, "Declared", "manual", frozenset(), NOON, team_id="tm_declared", stack=stack
    )
    path = f"/v1/teams/{team.id}"

    answer = call("PATCH", path, {"name": "Mine"}, company.admin)

    assert (answer.status, answer.json["code"]) == (422, "managed")
    assert "desk" in answer.json["detail"]
    assert call("DELETE", path, caller=company.admin).status == 422
    service.update_team(company.admin, team.id, "Ours", None, None, stack=stack)
    [shown] = [
        one
        for one in call("GET", "/v1/teams", caller=company.admin).json["items"]
        if one["id"] == team.id
    ]
    assert (shown["name"], shown["managed_by"]) == ("Ours", "desk")


@pytest.mark.feature("SETA-09", "ASG-38")
@pytest.mark.parametrize("field", ["hours_id", "sla_id"])
def test_a_team_goes_by_no_calendar_or_service_level_that_there_is_not(company, team, field):
    refused = change(company, team, **{field: "hrs_gone"})
    assert (refused.status, refused.json["code"]) == (404, "not_found")
    born = call("POST", "/v1/teams", {"name": "New", "routing": {field: "x"}}, company.admin)
    assert born.status == 404

    assert service.roster(company.account_id).team(team["id"]).routing == Routing()
    assert [
        one["name"] for one in call("GET", "/v1/teams", caller=company.admin).json["items"]
    ] == [
        "Entire team",
        "Sales",
    ]


@pytest.mark.feature("ASG-12")
def test_a_team_may_have_more_people_than_one_transaction_changes(company):
    ids = frozenset(f"usr_{number:03}" for number in range(150))
    for id_ in sorted(ids):
        one = User(company.account_id, id_, f"{id_}@example.com", id_, "agent", AWAY, NOON)
        store.create_user(one)

    team = service.create_team(company.admin, "Everybody else", "manual", ids, NOON)
    members = service.roster(company.account_id).members(team.id)
    assert {one.id for one in members} == ids

    service.delete_team(company.admin, team.id)
    left = service.roster(company.account_id).teams_of(min(ids))
    assert [one.id for one in left] == [company.team_id]
