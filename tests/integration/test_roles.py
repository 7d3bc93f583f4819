"""Roles of an account's own: defining, giving and taking them, and what they allow at once."""

from dataclasses import replace

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts import store
from chalicelib.accounts.domain import EVERYTHING, MEANS, OF_AGENTS, CustomRole, Permission, Role
from chalicelib.accounts.service import roles
from chalicelib.realtime import store as realtime_store
from chalicelib.runtime.errors import Conflict, Forbidden
from chalicelib.runtime.ids import new_id
from tests.aws import Calls
from tests.builders import a_company
from tests.door import call
from tests.integration.test_realtime import open_socket


def a_role(company, *permissions, name="Night shift"):
    """A role, made by an admin over HTTP."""
    made = call("POST", "/v1/roles", {"name": name, "permissions": permissions}, company.admin)
    assert made.status == 201, made.body
    return made.json["id"]


def with_role(company, *permissions, name="Kim Holt"):
    """A user whose role allows just this."""
    role = CustomRole(company.account_id, new_id("rol"), name, frozenset(permissions))
    store.create_role(role)
    return company.agent(name, role=role.id)


def give(company, user, role, by=None):
    """Change a colleague's role over HTTP."""
    return call("PATCH", f"/v1/users/{user.user_id}", {"role": role}, by or company.admin)


@pytest.mark.feature("AUTH-17")
def test_a_role_is_made_of_named_permissions_given_changed_and_removed(company):
    anna = company.agent()
    id_ = a_role(company, "conversations.read_all", "conversations.note")

    assert give(company, anna, id_).status == 200
    listed = call("GET", "/v1/roles", caller=company.admin).json["items"]

    assert [(one["id"], one["built_in"], one["users"]) for one in listed] == [
        ("admin", True, 1), ("agent", True, 0), (id_, False, 1),
    ]  # fmt: skip
    assert set(listed[0]["permissions"]) == EVERYTHING
    assert set(listed[1]["permissions"]) == OF_AGENTS
    assert listed[2]["permissions"] == [
        "conversations.note", "conversations.read_all", "conversations.read_team",
    ]  # fmt: skip
    renamed = call("PATCH", f"/v1/roles/{id_}", {"name": "Readers"}, company.admin)
    assert (renamed.json["name"], renamed.json["permissions"], renamed.json["users"]) == (
        "Readers", listed[2]["permissions"], 1,
    )  # fmt: skip
    assert call("GET", f"/v1/roles/{id_}", caller=company.admin).json == renamed.json
    refused = call("DELETE", f"/v1/roles/{id_}", caller=company.admin)
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert "Anna Berg" in refused.json["detail"]
    give(company, anna, "agent")
    assert call("DELETE", f"/v1/roles/{id_}", caller=company.admin).status == 204
    assert call("GET", f"/v1/roles/{id_}", caller=company.admin).status == 404


@pytest.mark.feature("AUTH-17")
def test_every_permission_is_listed_with_what_it_means(company):
    listed = call("GET", "/v1/permissions", caller=company.admin).json["items"]

    assert {one["id"]: one["means"] for one in listed} == MEANS


@pytest.mark.feature("AUTH-17")
def test_what_is_taken_from_a_role_is_taken_with_the_next_request_and_from_open_sockets(
    company, sockets
):
    anna = company.agent()
    id_ = a_role(company, "teams.manage")
    give(company, anna, id_)
    anna = company.caller(anna.user_id)
    open_socket(anna, "anna")
    assert call("POST", "/v1/teams", {"name": "First"}, anna).status == 201

    call("PATCH", f"/v1/roles/{id_}", {"permissions": []}, company.admin)

    refused = call("POST", "/v1/teams", {"name": "Second"}, anna)
    assert (refused.status, refused.json["permission"]) == (403, "teams.manage")
    assert sockets.gone == {"anna"}
    assert realtime_store.find_socket("anna") is None


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "X", "permissions": ["everything"]}, "permissions"),
        ({"name": "X", "permissions": "people.manage"}, "permissions"),
        ({"name": "", "permissions": []}, "name"),
        ({"name": "x" * 121, "permissions": []}, "name"),
        ({"name": "X"}, "permissions"),
        ({"name": "X", "permissions": [], "id": "admin"}, "id"),
    ],
)
def test_what_is_no_role_is_refused_by_field(company, body, field):
    answer = call("POST", "/v1/roles", body, company.admin)

    assert answer.status == 400
    assert answer.json["errors"][0]["field"].startswith(field)


@pytest.mark.feature("AUTH-09", "AUTH-17")
@pytest.mark.parametrize("role", ["admin", "agent"])
@pytest.mark.parametrize(
    ("method", "body"), [("PATCH", {"permissions": []}), ("PATCH", {"name": "X"}), ("DELETE", None)]
)
def test_the_built_in_roles_stay_as_they_are(company, role, method, body):
    answer = call(method, f"/v1/roles/{role}", body, company.admin)

    assert (answer.status, answer.json["code"]) == (422, "refused")


@pytest.mark.parametrize("name", ["Night shift", "NIGHT SHIFT", "admin"])
def test_two_roles_are_not_called_alike(company, name):
    a_role(company)

    assert call("POST", "/v1/roles", {"name": name, "permissions": []}, company.admin).status == 409


def test_an_account_has_fifty_roles_at_most(company):
    for number in range(50):
        role = CustomRole(company.account_id, new_id("rol"), f"Role {number}", frozenset())
        store.create_role(role)

    refused = call("POST", "/v1/roles", {"name": "More", "permissions": []}, company.admin)

    assert (refused.status, refused.json["code"]) == (422, "refused")


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize("beyond", sorted(EVERYTHING - {Permission.PEOPLE, Permission.NOTE}))
def test_nobody_hands_on_what_their_own_role_does_not_allow(company, beyond):
    kim = with_role(company, Permission.PEOPLE, Permission.NOTE)
    stronger = a_role(company, beyond, name="Stronger")
    anna = company.agent()
    weak = a_role(company, "conversations.note", name="Weak")

    made = call("POST", "/v1/roles", {"name": "Mine", "permissions": [beyond]}, kim)
    widened = call("PATCH", f"/v1/roles/{weak}", {"permissions": [beyond]}, kim)
    own = call("PATCH", f"/v1/roles/{kim.role}", {"permissions": [beyond, "people.manage"]}, kim)
    taken = call("PATCH", f"/v1/roles/{stronger}", {"permissions": []}, kim)
    given = give(company, anna, stronger, by=kim)
    oneself = give(company, kim, stronger, by=kim)

    answers = (made, widened, own, taken, given, oneself)
    assert [(one.status, one.json["code"]) for one in answers] == [(403, "forbidden")] * 6
    assert company.caller(kim.user_id).permissions == {Permission.PEOPLE, Permission.NOTE}


@pytest.mark.feature("AUTH-17", "AUTH-09")
def test_only_an_admin_makes_admins_or_changes_one_whatever_their_role_allows(company):
    kim = with_role(company, *EVERYTHING)
    anna = company.agent()

    made = give(company, anna, "admin", by=kim)
    demoted = give(company, company.admin, "agent", by=kim)
    added = call(
        "POST",
        "/v1/users",
        {"email": "x@y.example", "name": "X", "password": "correct horse 7", "role": "admin"},
        kim,
    )

    assert (made.status, demoted.status, added.status) == (403, 403, 403)
    assert company.caller(company.admin.user_id).is_admin
    assert give(company, anna, "agent", by=kim).status == 200


@pytest.mark.feature("AUTH-11", "AUTH-17")
def test_another_accounts_role_does_not_exist(company):
    other = a_company("Other")
    theirs = a_role(other, "people.manage")
    anna = company.agent()

    for method, body in (("GET", None), ("PATCH", {"name": "X"}), ("DELETE", None)):
        assert call(method, f"/v1/roles/{theirs}", body, company.admin).status == 404
    assert give(company, anna, theirs).status == 404
    assert company.caller(anna.user_id).role == Role.AGENT


@pytest.mark.feature("AUTH-17")
def test_a_user_whose_role_is_gone_may_nothing_but_see_what_is_theirs(company):
    kim = company.agent("Kim Holt", role="rol_gone")

    assert kim.permissions == frozenset()
    assert call("GET", "/v1/me", caller=kim).status == 200
    assert call("GET", "/v1/roles", caller=kim).status == 403


@pytest.mark.feature("AUTH-17")
def test_a_role_that_is_given_while_it_is_being_removed_stays(company, monkeypatch):
    anna = company.agent()
    id_ = a_role(company, "conversations.note")
    load = store.load_roster

    def given_meanwhile(*args, **facts):
        people = load(*args, **facts)
        monkeypatch.setattr(store, "load_roster", load)
        accounts.update_user(company.admin, anna.user_id, role=id_)
        return people

    monkeypatch.setattr(store, "load_roster", given_meanwhile)

    with pytest.raises(Conflict, match="at this moment"):
        roles.delete_role(company.admin, id_)

    assert company.caller(anna.user_id).permissions == {Permission.NOTE}


@pytest.mark.feature("AUTH-17")
def test_a_role_is_in_use_while_who_was_deactivated_may_come_back_to_it(company):
    kim = with_role(company, Permission.NOTE)
    user = store.load_user(company.account_id, kim.user_id)
    store.save_standing(user, replace(user, active=False), None)

    refused = call("DELETE", f"/v1/roles/{kim.role}", caller=company.admin)

    assert (refused.status, refused.json["users"]) == (409, 1)


@pytest.mark.feature("AUTH-17")
def test_a_caller_costs_one_query_and_one_read_more_with_a_custom_role(company):
    anna, kim = company.agent(), with_role(company, Permission.NOTE)

    for who, cost in ((anna, {"Query": 1}), (kim, {"Query": 1, "GetItem": 1})):
        with Calls() as calls:
            assert call("GET", "/v1/permissions", caller=who).status == 403
        assert calls == cost


def test_giving_is_refused_to_whom_people_are_none_of_their_business(company):
    with pytest.raises(Forbidden):
        roles.refuse_giving(company.agent(), Role.AGENT)
