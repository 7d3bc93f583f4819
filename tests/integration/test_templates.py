"""Templates: texts that a team answers with."""

from dataclasses import replace

import boto3
import pytest

from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.templates import service, store
from tests.builders import NOON, later
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


@pytest.mark.feature("KB-10")
def test_a_private_template_is_its_authors_alone(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    own = make(anna, "Mine", visibility="private").json
    make(bo, "Everyone's")
    path = f"/v1/templates/{own['id']}"

    assert (own["visibility"], own["team_id"]) == ("private", None)
    assert own["creator"] == {"id": anna.user_id, "name": "Anna Berg"}
    assert names(anna) == ["Everyone's", "Mine"]
    assert names(bo) == names(company.admin) == ["Everyone's"]
    for method in ("GET", "PATCH", "DELETE"):
        body = {"name": "x"} if method == "PATCH" else None
        assert call(method, path, body, company.admin).status == 404
    assert call("GET", path, caller=anna).json == own


@pytest.mark.feature("KB-10")
def test_a_template_moves_between_those_who_have_it(company):
    anna = company.agent("Anna Berg")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    path = f"/v1/templates/{make(anna, visibility='private').json['id']}"

    shared = call("PATCH", path, {"visibility": "everyone"}, anna).json
    assert (shared["visibility"], names(company.admin)) == ("everyone", ["Shipping"])
    theirs = call("PATCH", path, {"visibility": "team", "team_id": team}, anna).json
    assert (theirs["visibility"], theirs["team_id"]) == ("team", team)
    assert call("PATCH", path, {"visibility": "private"}, company.admin).status == 403
    assert call("PATCH", path, {"visibility": "private"}, anna).json["team_id"] is None
    assert (names(anna), names(company.admin)) == (["Shipping"], [])
    assert call("PATCH", path, {"visibility": "team"}, anna).json["errors"][0]["field"] == "team_id"


@pytest.mark.feature("KB-10")
def test_a_short_code_is_unique_among_those_who_share_it(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    first = make(anna, short_code="ship").json
    clash = make(bo, "Other", short_code="ship")

    assert (clash.status, clash.json["code"]) == (409, "conflict")
    assert clash.json["errors"][0]["field"] == "short_code"
    assert make(bo, "Own", short_code="ship", visibility="private").status == 201
    assert make(anna, "Own", short_code="ship", visibility="private").status == 201
    other = make(bo, "Other", short_code="other").json
    path = f"/v1/templates/{other['id']}"
    assert call("PATCH", path, {"short_code": "ship"}, bo).status == 409
    call("PATCH", f"/v1/templates/{first['id']}", {"short_code": None}, anna)
    assert call("PATCH", path, {"short_code": "ship"}, bo).json["short_code"] == "ship"
    assert make(anna, short_code="other").status == 201
    call("DELETE", path, caller=bo)
    assert make(anna, short_code="ship").status == 201


def test_a_short_code_moves_along_with_its_template(company):
    anna = company.agent("Anna Berg")
    own = make(anna, short_code="ship", visibility="private").json
    make(company.admin, short_code="ship")
    path = f"/v1/templates/{own['id']}"

    assert call("PATCH", path, {"visibility": "everyone"}, anna).status == 409
    assert names(anna) == ["Shipping", "Shipping"]
    moved = call("PATCH", path, {"visibility": "everyone", "short_code": "ship-2"}, anna)
    assert moved.json["visibility"] == "everyone"
    assert make(anna, "New", short_code="ship", visibility="private").status == 201


def test_a_stale_writer_is_told_and_leaves_no_trace(company):
    template = service.create(company.admin, {"name": "A", "text": "a"}, (), NOON)
    call("PATCH", f"/v1/templates/{template.id}", {"short_code": "new"}, company.admin)
    stale = replace(template, short_code="stale", updated_at=later(1))

    with pytest.raises(Conflict, match="same moment"):
        store.replace(stale, template)

    assert make(company.admin, short_code="stale").status == 201
    store.delete(service.usable(company.admin, template.id))
    with pytest.raises(NotFound):
        store.replace(stale, template)


@pytest.mark.feature("KB-10")
def test_words_find_templates_by_short_code_name_folder_and_text(company):
    anna = company.agent("Anna Berg")
    make(anna, "Zed", "Nothing else", short_code="norway")
    make(anna, "To Norway", "We do")
    make(anna, "Returns", "Send it back to norway")
    make(anna, "Weather", "Cold", folder="Norway facts", visibility="private")
    make(company.admin, "Norway secret", visibility="private")

    assert names(anna, q="norw") == ["Zed", "To Norway", "Returns", "Weather"]
    assert names(anna, q="NORWAY we do") == ["To Norway"]
    assert names(anna, q="nowhere") == []
    first = call("GET", "/v1/templates", caller=anna, query={"q": "norway", "limit": 3}).json
    rest = {"q": "norway", "limit": 3, "cursor": first["next_cursor"]}
    assert len(first["items"]) == 3
    assert names(anna, **rest) == ["Weather"]


@pytest.mark.feature("KB-10")
def test_a_users_own_templates_come_in_the_same_pages(company):
    anna = company.agent("Anna Berg")
    for n in range(2):
        make(anna, f"S{n}")
    for n in range(3):
        make(anna, f"P{n}", visibility="private")
    make(company.admin, "Hidden", visibility="private")
    got, query = [], {"limit": 1}
    while True:
        answer = call("GET", "/v1/templates", caller=anna, query=query).json
        got += [one["name"] for one in answer["items"]]
        if not answer["next_cursor"]:
            break
        query["cursor"] = answer["next_cursor"]

    assert got == ["S0", "S1", "P0", "P1", "P2"]


@pytest.mark.feature("KB-04")
def test_what_was_stored_before_there_were_short_codes_is_still_read(company):
    item = {
        "pk": f"{company.account_id}#templates",
        "sk": "tpl_01JD0000000000000000000000",
        "name": "Old",
        "text": "Hi",
        "creator_id": "usr_gone",
        "updated_at": "2025-01-01T00:00:00.000Z",
    }
    boto3.client("dynamodb").put_item(
        TableName="accounts", Item={name: {"S": value} for name, value in item.items()}
    )
    [old] = call("GET", "/v1/templates", caller=company.admin).json["items"]

    assert (old["format"], old["visibility"], old["short_code"]) == ("plain", "everyone", None)
    path = f"/v1/templates/{old['id']}"
    assert call("PATCH", path, {"short_code": "old"}, company.admin).json["short_code"] == "old"


@pytest.mark.feature("KB-04")
def test_only_what_everyone_has_is_suggested_and_a_change_of_it_is_told(company, aws):
    anna = company.agent("Anna Berg")
    aws.messages("training")
    make(anna, "Own", visibility="private")
    assert aws.messages("training") == []
    made = make(anna).json
    assert len(aws.messages("training")) == 1
    call("PATCH", f"/v1/templates/{made['id']}", {"visibility": "private"}, anna)

    assert len(aws.messages("training")) == 1
    assert service.everyones(company.account_id) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("text", " \n"),
        ("text", "x" * 10_001),
        ("text", "Hi {{contact.frist_name}}"),
        ("team_id", ""),
        ("short_code", "Ship"),
        ("short_code", "-ship"),
        ("short_code", "a b"),
        ("short_code", "x" * 41),
        ("folder", ""),
        ("visibility", "nobody"),
        ("format", "html"),
    ],
)
def test_a_template_that_is_wrong_names_the_field(company, field, value):
    answer = make(company.admin, **{field: value})

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
