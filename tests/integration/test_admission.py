"""Who may create an account: the deployment says, and the account that was made first."""

import pytest

from chalicelib.accounts import authorizer
from chalicelib.accounts.domain.admission import Admission
from chalicelib.accounts.service import admitting as service
from chalicelib.runtime.settings import settings
from tests.door import call
from tests.integration.people import PASSWORD, Keys, ask, mails_to, sign_in, sign_up, token_in


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(authorizer, "_keys", Keys)


@pytest.fixture(scope="module")
def operator(aws):
    """The access token of whoever signed up first."""
    sign_up("first@admission.example", company="Operator")
    return sign_in("first@admission.example").json["access_token"]


@pytest.fixture(autouse=True)
def _open_again(operator):
    yield
    settle(operator, mode="open", emails=[])


def settle(token, **fields):
    return ask(token, "PATCH", "/v1/settings", {"sign_up": fields})


def knock(email):
    body = {"email": email, "password": PASSWORD, "name": "New", "company": "Newcomer"}
    return call("POST", "/v1/auth/signup", body)


@pytest.mark.feature("AUTH-14")
def test_closed_sign_up_refuses_strangers_while_users_sign_in_and_invited_people_join(operator):
    settled = settle(operator, mode="closed").json["sign_up"]

    refused = knock("stranger@admission.example")

    assert settled["mode"] == "closed"
    assert (refused.status, refused.json["reason"]) == (403, "sign_up")
    assert sign_in("first@admission.example").status == 200
    ask(operator, "POST", "/v1/invitations", {"email": "guest@admission.example"})
    token = token_in(mails_to("guest@admission.example")[-1])
    body = {"name": "Guest", "password": PASSWORD}
    assert call("POST", f"/v1/auth/invitations/{token}", body).status == 201


@pytest.mark.feature("AUTH-14")
def test_a_list_admits_its_addresses_and_domains_in_any_case_and_nobody_else(operator):
    settle(operator, mode="list", emails=["Anna@Listed.example", "@whole.example"])

    assert knock("ANNA@listed.example").status == 201
    assert knock("anybody@whole.example").status == 201
    for stranger in ("bo@listed.example", "x@sub.whole.example", "x@notwhole.example"):
        assert knock(stranger).status == 403


@pytest.mark.feature("AUTH-14")
def test_a_refusal_does_not_tell_whether_an_address_has_an_account(operator):
    settle(operator, mode="closed")

    known, unknown = knock("first@admission.example"), knock("nobody@admission.example")

    assert known.body == unknown.body


@pytest.mark.feature("AUTH-14", "AUTH-10")
def test_only_the_account_that_was_made_first_settles_it(operator, company):
    assert knock("later@admission.example").status == 201

    answer = call("PATCH", "/v1/settings", {"sign_up": {"mode": "closed"}}, company.admin)

    assert answer.status == 403
    assert call("GET", "/v1/settings", caller=company.admin).json["sign_up"] is None
    assert ask(operator, "GET", "/v1/settings").json["sign_up"]["mode"] == "open"
    assert knock("still@admission.example").status == 201


@pytest.mark.feature("AUTH-14")
@pytest.mark.parametrize(
    ("given", "admitted"),
    [
        ({"sign_up": "closed"}, []),
        ({"sign_up": "list", "sign_up_emails": " A@x.no, @y.no ,"}, ["a@x.no", "b@y.no"]),
        ({"sign_up": "open"}, ["a@x.no", "b@y.no", "c@z.no"]),
    ],
)
def test_until_it_is_settled_the_deployments_parameter_holds(given, admitted, monkeypatch):
    told = settings().model_copy(update=given)
    monkeypatch.setattr(service, "settings", lambda: told)
    monkeypatch.setattr(service.store, "load_admission", lambda default: default)

    known = service._admission()

    assert [one for one in ("a@x.no", "b@y.no", "c@z.no") if known.admits(one)] == admitted


@pytest.mark.parametrize("fields", [{"mode": "sometimes"}, {"emails": ["a b"]}, {"emails": ["@"]}])
def test_a_rule_that_cannot_be_is_refused(operator, fields):
    assert settle(operator, **fields).status == 400
    assert service._admission().mode == Admission().mode
