"""Sessions end when they must: after a changed password, and after a deactivation."""

import boto3
import jwt
import pytest

from chalicelib.accounts import authorizer, cognito
from chalicelib.runtime.settings import settings
from tests.door import call
from tests.integration.people import PASSWORD, Keys, ask, sign_in, sign_up, token_of

NEW = "another horse 9"


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(authorizer, "_keys", Keys)


@pytest.fixture(scope="module")
def ada(aws):
    return sign_up("ada@sessions.example")


def change(token, current=PASSWORD, password=NEW):
    return ask(token, "POST", "/v1/auth/password", {"current": current, "password": password})


@pytest.mark.feature("AUTH-07")
def test_a_changed_password_ends_every_other_session_at_once_and_the_answer_is_a_new_one(aws):
    sign_up("kim@sessions.example")
    first, second = token_of("kim@sessions.example"), sign_in("kim@sessions.example").json
    assert ask(second["access_token"], "GET", "/v1/me").status == 200

    answer = change(first)

    assert answer.status == 200
    assert ask(answer.json["access_token"], "GET", "/v1/me").json["email"] == "kim@sessions.example"
    for old in (first, second["access_token"]):
        refused = ask(old, "GET", "/v1/me")
        assert (refused.status, refused.json["code"]) == (401, "unauthorized")
    body = {"refresh_token": second["refresh_token"]}
    assert call("POST", "/v1/auth/refresh", body).status == 401
    assert sign_in("kim@sessions.example").status == 401
    renewed = call("POST", "/v1/auth/refresh", {"refresh_token": answer.json["refresh_token"]})
    assert ask(renewed.json["access_token"], "GET", "/v1/me").status == 200


@pytest.mark.feature("AUTH-07")
def test_who_signs_in_in_the_same_second_with_the_new_password_is_in(aws):
    sign_up("quick@sessions.example")
    change(token_of("quick@sessions.example"))

    token = token_of("quick@sessions.example", NEW)

    assert ask(token, "GET", "/v1/me").status == 200


@pytest.mark.feature("AUTH-07")
def test_a_wrong_current_password_changes_nothing_and_ends_nothing(ada):
    token = token_of("ada@sessions.example")

    answer = change(token, current="wrong horse 8")

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "current")
    assert ask(token, "GET", "/v1/me").status == 200
    assert sign_in("ada@sessions.example").status == 200


@pytest.mark.feature("AUTH-07")
def test_too_short_a_new_password_is_refused_and_ends_nothing(ada):
    token = token_of("ada@sessions.example")

    answer = change(token, password="short")

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "password")
    assert ask(token, "GET", "/v1/me").status == 200


@pytest.mark.feature("AUTH-07", "AUTH-08")
def test_a_password_that_was_reset_by_mail_ends_the_sessions_of_whoever_knew_the_old(aws):
    user = sign_up("reset@sessions.example")
    token = token_of("reset@sessions.example")
    pool = boto3.client("cognito-idp")
    code = pool.forgot_password(ClientId=settings().user_pool_client_id, Username=user)[
        "ResponseMetadata"
    ]["HTTPHeaders"]["x-moto-forgot-password-confirmation-code"]
    body = {"email": "reset@sessions.example", "code": code, "password": NEW}

    assert call("POST", "/v1/auth/reset", body).status == 204
    assert ask(token, "GET", "/v1/me").status == 401


def test_a_session_is_named_by_the_sign_in_that_it_came_of_also_when_renewed(ada):
    tokens = sign_in("ada@sessions.example").json
    renewed = call("POST", "/v1/auth/refresh", {"refresh_token": tokens["refresh_token"]}).json

    sessions = {
        cognito.session_of({"AccessToken": one["access_token"]}).id for one in (tokens, renewed)
    }

    assert len(sessions) == 1
    [id_] = sessions
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert id_ == claims["origin_jti"]


@pytest.mark.feature("AUTH-16")
def test_a_deactivated_users_sessions_end_at_once_and_do_not_come_back_with_them(aws):
    sign_up("boss@sessions.example")
    boss = token_of("boss@sessions.example")
    made = ask(
        boss,
        "POST",
        "/v1/users",
        {"email": "leaver@sessions.example", "name": "Lea", "password": PASSWORD},
    ).json
    tokens = sign_in("leaver@sessions.example").json
    path = f"/v1/users/{made['id']}"

    gone = ask(boss, "POST", f"{path}/deactivate")

    assert (gone.status, gone.json["active"]) == (200, False)
    known = {"account_id": ask(boss, "GET", "/v1/me").json["account"]["id"], "user_id": made["id"]}
    cached = call("GET", "/v1/me", proven=known)  # as the authorizer's answer of before
    assert (cached.status, cached.json["detail"]) == (401, "this user no longer exists")
    assert ask(tokens["access_token"], "GET", "/v1/me").status == 403
    refused = sign_in("leaver@sessions.example")
    assert (refused.status, refused.json["reason"]) == (403, "deactivated")
    body = {"refresh_token": tokens["refresh_token"]}
    assert call("POST", "/v1/auth/refresh", body).status == 401

    back = ask(boss, "POST", f"{path}/reactivate")

    assert (back.status, back.json["active"]) == (200, True)
    assert ask(tokens["access_token"], "GET", "/v1/me").status == 401
    assert ask(token_of("leaver@sessions.example"), "GET", "/v1/me").status == 200
