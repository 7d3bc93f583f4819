"""What every kind of declared resource has in common: made once, changed in place, changed by its
stack alone, and gone with it."""

import pytest

from tests.builders import a_company
from tests.door import call
from tests.integration.configuration.stack import Stack, key_of

WORKDAYS = {"Mon": [["09:00", "17:00"]]}
HOURS = {"Name": "Support", "TimeZone": "Europe/Oslo", "Week": WORKDAYS}
THINGS = {
    "Widget": ("/v1/channels", {"Name": "Shop", "AllowedOrigins": ["https://shop.example"]}),
    "Team": ("/v1/teams", {"Name": "Sales"}),
    "OfficeHours": ("/v1/office-hours", HOURS),
    "SlaPolicy": ("/v1/sla-policies", {"Name": "Gold", "FirstMinutes": "30"}),
    "Disposition": ("/v1/dispositions", {"Name": "Solved"}),
    "PauseReason": ("/v1/pause-reasons", {"Name": "Errand", "Paid": "true"}),
}


@pytest.fixture(params=THINGS)
def thing(request, stack):
    """A resource that is not declared yet, where the API lists such, and its properties."""
    path, properties = THINGS[request.param]
    return stack.of(request.param, "Thing"), path, properties


def listed(company, path):
    items = call("GET", path, caller=company.admin).json["items"]
    return {one["id"]: one for one in items}


def test_a_declared_thing_is_made_and_says_who_manages_it(stack, thing):
    declared, path, properties = thing

    declared.create(properties)

    made = listed(stack.company, path)[declared.id]
    assert made["name"] == properties["Name"]
    assert made["managed_by"] == stack.id.split("/")[1]


def test_a_creation_that_comes_twice_makes_one(stack, thing):
    declared, path, properties = thing
    declared.create(properties)
    before = listed(stack.company, path)

    again = stack.again()

    assert (again["Status"], again["PhysicalResourceId"]) == ("SUCCESS", declared.id)
    assert listed(stack.company, path) == before


def test_an_update_changes_it_in_place(stack, thing):
    declared, path, properties = thing
    declared.create(properties)

    answer = declared.update(properties | {"Name": "Renamed"})

    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", declared.id)
    assert listed(stack.company, path)[declared.id]["name"] == "Renamed"


def test_it_is_changed_by_its_stack_alone(stack, thing):
    declared, path, properties = thing
    own = f"{path}/{declared.create(properties)}"

    answers = [
        call("PATCH", own, {"name": "Mine"}, stack.company.admin),
        call("DELETE", own, caller=stack.company.admin),
    ]

    for answer in answers:
        assert (answer.status, answer.json["code"]) == (422, "managed"), answer.body
        assert stack.id.split("/")[1] in answer.json["detail"]
    assert listed(stack.company, path)[declared.id]["name"] == properties["Name"]


def test_it_goes_when_it_is_taken_out_and_going_again_is_harmless(stack, thing):
    declared, path, properties = thing
    declared.create(properties)

    first, again = declared.delete(), stack.again()

    assert first["Status"] == again["Status"] == "SUCCESS"
    assert declared.id not in listed(stack.company, path)
    assert declared.create(properties) == first["PhysicalResourceId"]


def test_another_stack_and_another_account_do_not_reach_it(stack, answers, thing):
    declared, path, properties = thing
    declared.create(properties)
    other = Stack(stack.company, answers)
    other.key = stack.key = key_of(stack.company)
    intruder = Stack(a_company("Other"), answers)
    theirs = properties | {"AccountId": stack.company.account_id}

    other.delete(declared.id, properties, "Thing", declared.kind)
    intruder.delete(declared.id, theirs, "Thing", declared.kind)

    assert declared.id in listed(stack.company, path)


def test_without_the_accounts_key_nothing_is_done(stack, thing):
    declared, path, properties = thing
    declared.create(properties)
    stack.key = "swk_guessed"

    changed = declared.update(properties | {"Name": "Mine"})
    gone = declared.delete()

    assert changed["Status"] == gone["Status"] == "FAILED"
    assert "ConfigurationKey" in changed["Reason"]
    assert listed(stack.company, path)[declared.id]["name"] == properties["Name"]


@pytest.mark.parametrize("name", ["", " ", ["a"], None, "x" * 200])
def test_a_name_that_is_none_is_refused_under_its_property(thing, name):
    declared, _, properties = thing

    assert declared.refused(properties | {"Name": name}).startswith("Name")


def test_what_there_is_by_hand_is_not_taken_over(stack):
    made = call("POST", "/v1/dispositions", {"name": "Solved"}, stack.company.admin).json

    reason = stack.of("Disposition", "Solved").refused({"Name": "solved"})

    assert reason == "Name: there is one called Solved already"
    assert listed(stack.company, "/v1/dispositions")[made["id"]]["managed_by"] is None


def test_a_resource_that_there_is_not_is_refused_and_taken_back(stack):
    reason = stack.of("Pigeon", "Post").refused({"Name": "Post"})

    assert "Custom::SwitchboardPigeon" in reason
    assert "Custom::SwitchboardTeam" in reason


def test_the_same_place_in_a_template_is_another_thing_for_another_kind_of_resource(stack):
    ids = {stack.of(kind, "Thing").create(THINGS[kind][1]) for kind in THINGS}

    assert len(ids) == len(THINGS)
