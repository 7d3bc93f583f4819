"""One person in several accounts: each token is for one of them, and sees nothing of another."""

import pytest

from chalicelib.accounts import authorizer
from chalicelib.accounts.service import bound
from chalicelib.conversations import service as conversations
from chalicelib.realtime import service as realtime
from chalicelib.realtime import store as sockets_store
from chalicelib.runtime.ids import now
from tests.builders import a_company
from tests.door import call, needs_a_user, routes
from tests.integration.people import Keys, ask, mails_to, proven, sign_in, sign_up, token_in

EMAIL = "two@accounts.example"


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(authorizer, "_keys", Keys)


@pytest.fixture(scope="module")
def person(aws):
    """Somebody with an account of their own."""
    return sign_up(EMAIL, company="Own Shop", name="Tove Two")


@pytest.fixture
def joined(person, company):
    """The company that they joined, too."""
    call("POST", "/v1/invitations", {"email": EMAIL}, company.admin)
    token = token_in(mails_to(EMAIL)[-1])
    body = {"token": token}
    assert ask(sign_in(EMAIL).json["access_token"], "POST", "/v1/me/accounts", body).status == 201
    return company


def switched(tokens, company):
    """The tokens of a session, for another account."""
    body = {"account_id": company.account_id, "refresh_token": tokens["refresh_token"]}
    answer = ask(tokens["access_token"], "POST", "/v1/auth/switch", body)
    assert answer.status == 200, answer
    return answer.json


@pytest.mark.feature("AUTH-20")
def test_a_person_switches_without_signing_out_and_each_token_stays_with_its_account(joined):
    own = sign_in(EMAIL).json
    other = switched(own, joined)

    assert ask(own["access_token"], "GET", "/v1/me").json["account"]["name"] == "Own Shop"
    me = ask(other["access_token"], "GET", "/v1/me").json
    assert (me["account"]["id"], me["role"]) == (joined.account_id, "agent")
    assert me["accounts"] >= 2
    assert 0 < other["expires_in"] <= 3600
    renewed = call("POST", "/v1/auth/refresh", {"refresh_token": other["refresh_token"]}).json
    again = ask(renewed["access_token"], "GET", "/v1/me").json
    assert again["account"]["id"] == joined.account_id


@pytest.mark.feature("AUTH-20", "AUTH-11")
def test_a_token_of_one_account_reads_nothing_of_another_until_it_is_switched(joined):
    own = sign_in(EMAIL).json
    entry = joined.message("Secret question")
    path = f"/v1/conversations/{entry.conversation_id}"

    assert ask(own["access_token"], "GET", path).status == 404
    users = ask(own["access_token"], "GET", "/v1/users").json["items"]
    assert joined.admin.user_id not in [user["id"] for user in users]
    assert ask(switched(own, joined)["access_token"], "GET", path).status == 200


@pytest.mark.feature("AUTH-20", "AUTH-11")
def test_a_token_that_names_an_account_of_others_opens_nothing(person):
    stranger = a_company()
    own = sign_in(EMAIL).json["access_token"]

    assert proven(bound(own, stranger.account_id)) is None
    assert proven(bound(own, "acc_none")) is None
    body = {"account_id": stranger.account_id}
    assert ask(own, "POST", "/v1/auth/switch", body).status == 404
    forged = {"account_id": stranger.account_id, "user_id": person}
    for method, path in routes():
        if needs_a_user(method, path) and "{" not in path:
            assert call(method, path, {}, proven=forged).status == 401, (method, path)


@pytest.mark.feature("AUTH-20")
def test_counters_are_each_accounts_own(joined, person):
    entry = joined.message("Who takes this?")
    conversations.take(joined.caller(person), entry.conversation_id, now())
    own = sign_in(EMAIL).json

    assert ask(switched(own, joined)["access_token"], "GET", "/v1/me").json["load"] == 1
    assert ask(own["access_token"], "GET", "/v1/me").json["load"] == 0


@pytest.mark.feature("AUTH-20")
def test_a_socket_follows_the_account_of_the_token_that_asked_for_its_ticket(joined, person):
    own = sign_in(EMAIL).json
    for tokens, account in ((own, None), (switched(own, joined), joined.account_id)):
        ticket = ask(tokens["access_token"], "POST", "/v1/realtime/tickets").json["ticket"]
        assert realtime.connect(f"s-{account}", ticket, now())
        socket = sockets_store.find_socket(f"s-{account}")
        assert socket.peer.person_id == person
        assert (socket.peer.account_id == joined.account_id) is (account is not None)


@pytest.mark.feature("AUTH-20", "AUTH-16")
def test_who_is_deactivated_in_one_account_goes_on_in_the_other(joined, person):
    own = sign_in(EMAIL).json
    other = switched(own, joined)

    call("POST", f"/v1/users/{person}/deactivate", {}, joined.admin)

    assert ask(own["access_token"], "GET", "/v1/me").status == 200
    assert ask(other["access_token"], "GET", "/v1/me").status == 403
    known = {"account_id": joined.account_id, "user_id": person}
    assert call("GET", "/v1/me", proven=known).status == 401
    again = ask(own["access_token"], "POST", "/v1/auth/switch", {"account_id": joined.account_id})
    assert again.status == 404


@pytest.mark.feature("AUTH-20", "AUTH-07")
def test_a_password_changed_in_one_account_ends_the_sessions_in_all(aws, company):
    email = "change@accounts.example"
    sign_up(email, company="Own Shop")
    call("POST", "/v1/invitations", {"email": email}, company.admin)
    own = sign_in(email).json
    joins = {"token": token_in(mails_to(email)[-1])}
    ask(own["access_token"], "POST", "/v1/me/accounts", joins)
    other = switched(own, company)
    body = {"current": "correct horse 7", "password": "another horse 9"}

    fresh = ask(other["access_token"], "POST", "/v1/auth/password", body)

    assert fresh.status == 200
    assert ask(fresh.json["access_token"], "GET", "/v1/me").json["account"]["name"] == "Fjord Gear"
    for old in (own, other):
        assert ask(old["access_token"], "GET", "/v1/me").status == 401
