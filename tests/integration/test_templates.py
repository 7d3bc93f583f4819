"""Templates: texts that a team answers with."""

import pytest

from chalicelib.templates import service
from tests.door import call


def make(who, name="Shipping", text="Hi {{contact.first_name}}", **facts):
    return call("POST", "/v1/templates", {"name": name, "text": text} | facts, who)


def names(who, **query):
    answer = call("GET", "/v1/templates", caller=who, query=query)
    return [one["name"] for one in answer.json["items"]]


@pytest.mark.feature("MSG-08")
def test_a_template_is_kept_as_written_for_everyone_or_a_team(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    made = make(anna)
    make(anna, "Team only", team_id=team)

    assert made.status == 201
    assert made.json["text"] == "Hi {{contact.first_name}}"
    assert (names(anna), names(bo)) == (["Shipping", "Team only"], ["Shipping"])
    assert names(company.admin) == ["Shipping", "Team only"]
    assert make(bo, team_id=team).status == 404


@pytest.mark.feature("MSG-08")
def test_its_author_and_admins_change_a_template_and_no_one_else(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    made = make(anna).json
    path = f"/v1/templates/{made['id']}"

    assert call("PATCH", path, {"text": "Hi"}, bo).status == 403
    changed = call("PATCH", path, {"text": "Hello"}, anna).json
    assert (changed["name"], changed["text"]) == ("Shipping", "Hello")
    assert changed["updated_at"] >= made["updated_at"]
    moved = call("PATCH", path, {"team_id": team}, company.admin).json
    assert moved["team_id"] == team
    assert call("PATCH", path, {"name": "x"}, bo).status == 404
    assert call("PATCH", path, {"team_id": None}, company.admin).json["team_id"] is None
    assert call("DELETE", path, caller=bo).status == 403
    assert call("DELETE", path, caller=anna).status == 204
    assert call("PATCH", path, {"name": "x"}, anna).status == 404
    assert names(anna) == []


@pytest.mark.feature("MSG-08")
def test_templates_come_in_pages(company):
    for n in range(5):
        make(company.admin, f"T{n}")
    got, query = [], {"limit": 2}
    while True:
        answer = call("GET", "/v1/templates", caller=company.admin, query=query).json
        got += [one["name"] for one in answer["items"]]
        if not answer["next_cursor"]:
            break
        query["cursor"] = answer["next_cursor"]

    assert got == ["T0", "T1", "T2", "T3", "T4"]


def test_there_is_an_end_to_templates(company, monkeypatch):
    monkeypatch.setattr(service, "MOST", 1)
    make(company.admin)

    assert (make(company.admin).status, names(company.admin)) == (422, ["Shipping"])


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("text", " \n"), ("text", "x" * 10_001), ("team_id", "")]
)
def test_a_template_that_is_wrong_names_the_field(company, field, value):
    answer = make(company.admin, **{field: value})

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
