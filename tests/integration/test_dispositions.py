"""Dispositions over HTTP, and what closing a conversation asks of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Routing, Team
from chalicelib.dispositions import service
from chalicelib.runtime.errors import Invalid, Refused
from chalicelib.runtime.shelf import Managed
from tests.builders import Company, a_company
from tests.door import Answer, call

DISPOSITIONS = "/v1/dispositions"
STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/fjord/1"

pytestmark = pytest.mark.usefixtures("aws")


def make(company: Company, name: str = "Solved", **fields: Any) -> Answer:
    """POST a disposition."""
    return call("POST", DISPOSITIONS, {"name": name} | fields, company.admin)


def team(company: Company, **routing: Any) -> Team:
    """ "Entire team", settled so."""
    found = accounts.roster(company.account_id).team(company.team_id)
    assert found
    return replace(found, routing=Routing(**routing))


@pytest.mark.feature("CONV-29")
def test_dispositions_are_settled_and_everybody_who_closes_reads_them():
    company = a_company()
    sales = company.team()
    solved, sold = make(company).json, make(company, "Sold", team_ids=[sales, sales]).json

    path = f"{DISPOSITIONS}/{solved['id']}"
    assert call("PATCH", path, {"name": "Done"}, company.admin).json["name"] == "Done"
    everyone = call("PATCH", f"{DISPOSITIONS}/{sold['id']}", {"team_ids": None}, company.admin)
    items = call("GET", DISPOSITIONS, caller=company.agent()).json["items"]

    assert sold["team_ids"] == [sales]
    assert everyone.json["team_ids"] is None
    assert [one["name"] for one in items] == ["Done", "Sold"]
    assert call("DELETE", path, caller=company.admin).status == 204
    assert call("DELETE", path, caller=company.admin).status == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"team_ids": []}, "team_ids"),
        ({"team_ids": ["tm_gone"]}, "team_ids.0"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(fields, named):
    answer = make(a_company(), **({"name": "Solved"} | fields))

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [named]


def test_no_two_have_one_name_and_a_name_stays():
    company = a_company()
    id_ = make(company).json["id"]

    assert make(company, "solved").status == 409
    assert call("PATCH", f"{DISPOSITIONS}/{id_}", {"name": None}, company.admin).status == 400


def test_only_who_manages_teams_settles_them():
    company = a_company()
    agent, id_ = company.agent(), make(company).json["id"]

    assert call("POST", DISPOSITIONS, {"name": "Mine"}, agent).status == 403
    assert call("PATCH", f"{DISPOSITIONS}/{id_}", {"name": "Mine"}, agent).status == 403
    assert call("DELETE", f"{DISPOSITIONS}/{id_}", caller=agent).status == 403
    assert call("DELETE", f"{DISPOSITIONS}/{id_}", caller=a_company().admin).status == 404


def test_what_a_stack_declares_is_changed_there_alone():
    company = a_company()
    one = service.create(company.admin, "Solved", None, "dsp_declared", STACK)

    refused = call("DELETE", f"{DISPOSITIONS}/{one.id}", caller=company.admin)

    assert (refused.status, refused.json["code"]) == (422, "managed")
    with pytest.raises(Managed):
        service.change(company.admin, one.id, {"name": "Mine"})
    service.delete(company.admin, one.id, STACK)


@pytest.mark.feature("CONV-29")
def test_the_team_says_whether_one_is_needed_then_the_channel_then_the_account():
    company = a_company()
    account = company.account_id
    silent, strict = team(company), team(company, needs_disposition=True)
    easy = team(company, needs_disposition=False)

    assert service.check(account, silent, None) is None
    for asked in ((strict, None), (strict, False), (silent, True)):
        with pytest.raises(Refused):
            service.check(account, asked[0], None, asked[1])
    assert service.check(account, easy, None, otherwise=True) is None

    accounts.update_policy(company.admin, {"needs_disposition": True})
    with pytest.raises(Refused):
        service.check(account, silent, None)
    assert service.check(account, silent, None, otherwise=False) is None


@pytest.mark.feature("CONV-29")
def test_closing_takes_one_of_the_teams_and_tells_its_name():
    company = a_company()
    sales = company.team()
    solved = make(company).json["id"]
    sold = make(company, "Sold", team_ids=[sales]).json["id"]

    assert service.check(company.account_id, team(company), solved) == "Solved"
    for wrong in (sold, "dsp_gone", "Solved"):
        with pytest.raises(Invalid):
            service.check(company.account_id, team(company), wrong)
