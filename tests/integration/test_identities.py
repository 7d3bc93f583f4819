"""Connected accounts. Neither moto nor the local emulator signs anybody in at a provider, so the
pool's answers are botocore stubs of the shapes that AWS documents (API reference: AdminGetUser,
AdminLinkProviderForUser, AdminDisableProviderForUser; "Token endpoint" for the ID token)."""

import json
from urllib.parse import parse_qs, urlsplit

import boto3
import jwt
import pytest
from botocore.stub import Stubber

from chalicelib.accounts import linking
from chalicelib.accounts.service import identities as service
from chalicelib.runtime.settings import settings
from tests.door import call

POOL = "https://desk.auth.eu-north-1.amazoncognito.com"


@pytest.fixture
def pool(aws, monkeypatch):
    """The user pool, as it answers; every answer must be asked for, and asked in this way."""
    told = settings().model_copy(
        update={"sign_in_url": POOL, "identity_providers": "google,facebook,"}
    )
    for module in (linking, service):
        monkeypatch.setattr(module, "settings", lambda: told)
    client = boto3.client("cognito-idp")
    monkeypatch.setattr(linking, "cognito", lambda: client)
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def has(pool, user_id, *linked, status="CONFIRMED"):
    """Have the pool know a user with these identities."""
    known = [
        {"userId": subject, "providerName": name, "providerType": name, "primary": False}
        for name, subject in linked
    ]
    attributes = [{"Name": "email", "Value": "anna@example.com"}]
    if known:
        attributes.append({"Name": "identities", "Value": json.dumps(known)})
    pool.add_response(
        "admin_get_user",
        {"Username": user_id, "UserAttributes": attributes, "UserStatus": status},
        {"UserPoolId": settings().user_pool_id, "Username": user_id},
    )


def source(name, subject):
    return {
        "ProviderName": name,
        "ProviderAttributeName": "Cognito_Subject",
        "ProviderAttributeValue": subject,
    }


def id_token(username, name="Google", subject="1234"):
    """What the token endpoint answers for a code."""
    claims = {
        "cognito:username": username,
        "identities": [{"userId": subject, "providerName": name, "primary": "true"}],
    }
    return {"id_token": jwt.encode(claims, "k" * 32, algorithm="HS256"), "access_token": "x"}


def begin(pool, who, provider="google"):
    """Begin to connect; answers the query of the page that one is sent to."""
    has(pool, who.user_id)
    answer = call("POST", "/v1/me/identities", {"provider": provider}, who)
    assert answer.status == 200, answer
    return {name: value[0] for name, value in parse_qs(urlsplit(answer.json["url"]).query).items()}


def complete(who, query, code="c0de"):
    body = {"code": code, "state": query["state"]}
    return call("POST", "/v1/me/identities/complete", body, who)


@pytest.mark.feature("AUTH-05")
def test_all_ways_to_sign_in_are_listed_and_what_else_can_be_connected(pool, company):
    has(pool, company.admin.user_id, ("Google", "1234"), ("Unknown", "x"))

    answer = call("GET", "/v1/me/identities", caller=company.admin).json

    assert answer == {
        "items": [
            {"id": "password", "provider": "password"},
            {"id": "google", "provider": "google"},
        ],
        "available": ["google", "facebook"],
    }


@pytest.mark.feature("AUTH-05")
def test_who_signs_in_at_a_provider_has_it_connected_and_the_pools_stray_user_goes(
    pool, company, line
):
    anna = company.agent()
    query = begin(pool, anna)
    line.answers = [(200, id_token("Google_1234"))]
    known = {"UserPoolId": settings().user_pool_id}
    pool.add_response("admin_delete_user", {}, known | {"Username": "Google_1234"})
    pool.add_response(
        "admin_link_provider_for_user",
        {},
        known
        | {
            "DestinationUser": {
                "ProviderName": "Cognito",
                "ProviderAttributeValue": anna.user_id,
            },
            "SourceUser": source("Google", "1234"),
        },
    )

    made = complete(anna, query)

    assert (made.status, made.json) == (201, {"id": "google", "provider": "google"})
    assert query["identity_provider"] == "Google"
    assert query["redirect_uri"] == settings().console_url
    [(method, url, given)] = line.requests
    assert (method, url) == ("POST", f"{POOL}/oauth2/token")
    form = dict(given["fields"])
    assert form["code"] == "c0de"
    assert linking.page("google", "s", form["code_verifier"]).count(query["code_challenge"]) == 1


@pytest.mark.feature("AUTH-05")
def test_an_identity_that_signs_in_as_somebody_else_is_not_taken_from_them(pool, company, line):
    anna = company.agent()
    query = begin(pool, anna)
    line.answers = [(200, id_token("usr_of_somebody_else"))]

    assert complete(anna, query).status == 409


@pytest.mark.feature("AUTH-05")
def test_what_one_was_sent_with_is_not_good_for_another_nor_altered_nor_for_ever(
    pool, company, line
):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    query = begin(pool, anna)
    stale = service.jwt.encode(
        {"use": "connect", "sub": anna.user_id, "provider": "google", "jti": "1", "exp": 1},
        service._secret(),
        algorithm="HS256",
    )

    for who, state in ((bo, query["state"]), (anna, query["state"] + "x"), (anna, stale)):
        assert complete(who, {"state": state}).status == 400
    assert line.requests == []


@pytest.mark.feature("AUTH-05")
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ((400, {"error": "invalid_grant"}), 422),
        ((500, {}), 422),
        ((200, {"id_token": jwt.encode({"cognito:username": "u"}, "k" * 32)}), 422),
        ((200, id_token("Facebook_9", "Facebook", "9")), 400),
    ],
)
def test_an_answer_that_proves_nothing_connects_nothing(pool, company, line, answer, status):
    anna = company.agent()
    query = begin(pool, anna)
    line.answers = [answer]

    assert complete(anna, query).status == status


@pytest.mark.feature("AUTH-05")
def test_what_is_connected_or_not_to_be_had_is_not_connected(pool, company):
    anna = company.agent()
    has(pool, anna.user_id, ("Google", "1234"))

    assert call("POST", "/v1/me/identities", {"provider": "google"}, anna).status == 409
    assert call("POST", "/v1/me/identities", {"provider": "linkedin"}, anna).status == 422
    assert call("POST", "/v1/me/identities", {"provider": "myspace"}, anna).status == 400


@pytest.mark.feature("AUTH-06")
def test_a_removed_account_signs_in_no_more(pool, company):
    anna = company.agent()
    has(pool, anna.user_id, ("Google", "1234"))
    pool.add_response(
        "admin_disable_provider_for_user",
        {},
        {"UserPoolId": settings().user_pool_id, "User": source("Google", "1234")},
    )

    assert call("DELETE", "/v1/me/identities/google", caller=anna).status == 204


@pytest.mark.feature("AUTH-06")
@pytest.mark.parametrize(
    ("linked", "status", "removed"),
    [
        ([], "CONFIRMED", "password"),
        ([("Google", "1234")], "EXTERNAL_PROVIDER", "google"),
    ],
)
def test_the_only_way_to_sign_in_cannot_be_removed(pool, company, linked, status, removed):
    anna = company.agent()
    has(pool, anna.user_id, *linked, status=status)

    answer = call("DELETE", f"/v1/me/identities/{removed}", caller=anna)

    assert (answer.status, answer.json["code"]) == (409, "conflict")


@pytest.mark.feature("AUTH-06")
def test_a_password_is_changed_not_removed_and_what_is_not_connected_is_not_there(pool, company):
    anna = company.agent()
    for _ in range(2):
        has(pool, anna.user_id, ("Google", "1234"))

    assert call("DELETE", "/v1/me/identities/password", caller=anna).status == 422
    assert call("DELETE", "/v1/me/identities/facebook", caller=anna).status == 404
