"""Signing up and in, passwords, colleagues and teams, over the API and a user pool."""

import boto3
import jwt
import pytest
from moto.utilities.utils import load_resource
from pynamodb.transactions import TransactWrite

from chalicelib.accounts import authorizer, cognito, service, store
from chalicelib.runtime.settings import settings
from tests.aws import Calls
from tests.builders import a_company
from tests.door import call

PASSWORD = "correct horse 7"


def sign_up(email, **facts):
    body = {"email": email, "password": PASSWORD, "name": "Ada", "company": "Fjord Gear"}
    return call("POST", "/v1/auth/signup", body | facts)


def sign_in(email, password=PASSWORD):
    return call("POST", "/v1/auth/login", {"email": email, "password": password})


@pytest.fixture(scope="module")
def ada(aws):
    """Somebody who signed up and confirmed."""
    answer = sign_up("Ada@Example.com")
    boto3.client("cognito-idp").admin_confirm_sign_up(
        UserPoolId=settings().user_pool_id, Username=answer.json["user_id"]
    )
    return answer.json["user_id"]


@pytest.fixture
def caller(ada):
    return store.load_caller(service.account_of(ada), ada)


@pytest.mark.feature("AUTH-01", "ASG-11")
def test_signing_up_makes_account_admin_entire_team_and_office_hours(caller, aws):
    me = call("GET", "/v1/me", caller=caller).json

    assert (me["email"], me["role"], me["availability"]) == (
        "ada@example.com",
        "admin",
        "available",
    )
    assert me["account"]["name"] == "Fjord Gear"
    [team] = me["teams"]
    assert (team["name"], team["everyone"], team["member_ids"]) == (
        "Entire team",
        True,
        [caller.user_id],
    )
    [account] = [
        item
        for item in aws.items("accounts")
        if item["pk"]["S"] == caller.account_id and item["sk"]["S"] == "account"
    ]
    assert '"mon": [["09:00", "17:00"]]' in account["hours"]["S"]


@pytest.mark.feature("AUTH-01")
@pytest.mark.parametrize("email", ["ada@example.com", "ADA@EXAMPLE.COM"])
def test_an_email_signs_up_once_in_any_case(ada, email):
    answer = sign_up(email)

    assert (answer.status, answer.json["code"]) == (409, "conflict")


@pytest.mark.feature("AUTH-01")
def test_two_who_sign_up_with_one_email_at_once_leave_one_user_and_no_orphan(aws, at_once):
    answers = at_once([lambda: sign_up("race@example.com")] * 4)

    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    users = boto3.client("cognito-idp").list_users(UserPoolId=settings().user_pool_id)["Users"]
    emails = [value["Value"] for user in users for value in user["Attributes"]]
    assert emails.count("race@example.com") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", "a b@example.com"),
        ("email", "x@y"),
        ("email", "x" * 250 + "@y.no"),
        ("password", "short"),
        ("name", "  "),
        ("company", ""),
        ("company", "x" * 121),
    ],
)
def test_a_sign_up_that_lacks_something_names_the_field(aws, field, value):
    answer = sign_up(**({"email": "fine@example.com"} | {field: value}))

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.feature("AUTH-02")
def test_signing_in_gives_tokens_and_oneself(ada):
    answer = sign_in("ADA@example.com")

    assert answer.status == 200
    assert answer.json.keys() == {"access_token", "refresh_token", "expires_in", "user"}
    assert answer.json["user"]["id"] == ada


@pytest.mark.feature("AUTH-02")
def test_a_wrong_password_and_an_unknown_email_read_the_same(ada):
    wrong, unknown = sign_in("ada@example.com", "wrong horse 8"), sign_in("nobody@example.com")

    assert wrong.status == unknown.status == 401
    assert wrong.body == unknown.body


def test_who_has_not_confirmed_is_told_to(aws):
    sign_up("late@example.com")

    answer = sign_in("late@example.com")

    assert (answer.status, answer.json["reason"]) == (403, "not_confirmed")


@pytest.mark.feature("AUTH-01", "AUTH-02")
def test_who_confirms_by_the_mailed_code_can_sign_in(aws):
    sign_up("new@example.com")
    body = {"email": "New@Example.com", "code": "123456"}  # moto takes any code

    assert call("POST", "/v1/auth/confirm", body).status == 204
    assert sign_in("new@example.com").status == 200


@pytest.mark.feature("AUTH-02")
def test_a_refresh_token_buys_an_access_token_and_a_wrong_one_does_not(ada):
    tokens = sign_in("ada@example.com").json
    fresh = call("POST", "/v1/auth/refresh", {"refresh_token": tokens["refresh_token"]})

    assert fresh.status == 200
    assert fresh.json.keys() == {"access_token", "expires_in"}
    assert call("POST", "/v1/auth/refresh", {"refresh_token": "wrong"}).status == 401


def test_signing_out_ends_the_session(caller):
    assert call("POST", "/v1/auth/logout", caller=caller).status == 204


@pytest.mark.feature("AUTH-08")
@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_forgetting_a_password_answers_the_same_for_everyone(ada, email):
    answer = call("POST", "/v1/auth/forgot", {"email": email})

    assert (answer.status, answer.body) == (202, "")


@pytest.mark.feature("AUTH-08")
def test_a_mailed_code_sets_a_new_password(aws):
    user = sign_up("forgetful@example.com").json["user_id"]
    pool = boto3.client("cognito-idp")
    pool.admin_confirm_sign_up(UserPoolId=settings().user_pool_id, Username=user)
    call("POST", "/v1/auth/forgot", {"email": "forgetful@example.com"})
    # moto mails nothing; it tells the code in a header of its answer
    code = pool.forgot_password(ClientId=settings().user_pool_client_id, Username=user)[
        "ResponseMetadata"
    ]["HTTPHeaders"]["x-moto-forgot-password-confirmation-code"]
    body = {"email": "forgetful@example.com", "code": code, "password": "another horse 9"}

    assert call("POST", "/v1/auth/reset", body).status == 204
    assert sign_in("forgetful@example.com", "another horse 9").status == 200
    assert sign_in("forgetful@example.com").status == 401


@pytest.mark.feature("AUTH-08")
@pytest.mark.parametrize("path", ["reset", "confirm"])
def test_a_code_for_an_unknown_email_reads_like_a_wrong_code(aws, path):
    body = {"email": "nobody@example.com", "code": "123456"}
    if path == "reset":
        body["password"] = PASSWORD

    answer = call("POST", f"/v1/auth/{path}", body)

    assert (answer.status, answer.json["detail"]) == (400, "this code is wrong or has expired")


@pytest.mark.parametrize("error", ["CodeMismatchException", "ExpiredCodeException"])
@pytest.mark.parametrize("path", ["reset", "confirm"])
def test_a_wrong_or_late_code_is_refused_in_words(ada, monkeypatch, path, error):
    client = cognito.cognito()

    def refuse(**_):
        raise getattr(client.exceptions, error)({"Error": {"Code": error}}, "x")

    for operation in ("confirm_sign_up", "confirm_forgot_password"):
        monkeypatch.setattr(client, operation, refuse)
    body = {"email": "ada@example.com", "code": "1"}

    answer = call(
        "POST", f"/v1/auth/{path}", body | ({"password": PASSWORD} if path == "reset" else {})
    )

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "code")


@pytest.mark.feature("AUTH-09")
def test_a_colleague_is_an_agent_unless_said_and_can_sign_in_at_once(company):
    body = {"email": "bo@example.com", "name": "Bo Lind", "password": PASSWORD}

    made = call("POST", "/v1/users", body, company.admin)

    assert (made.status, made.json["role"]) == (201, "agent")
    assert sign_in("bo@example.com").json["user"]["id"] == made.json["id"]
    users = call("GET", "/v1/users", caller=company.admin).json["items"]
    assert {user["name"] for user in users} == {"Ada Admin", "Bo Lind"}


@pytest.mark.feature("AUTH-09", "AUTH-10")
def test_a_changed_role_counts_from_the_next_request(company):
    anna = company.agent()
    assert call("POST", "/v1/teams", {"name": "Sales"}, anna).status == 403

    call("PATCH", f"/v1/users/{anna.user_id}", {"role": "admin"}, company.admin)

    assert call("POST", "/v1/teams", {"name": "Sales"}, anna).status == 201


@pytest.mark.feature("AUTH-09")
def test_an_account_keeps_an_admin(company):
    path = f"/v1/users/{company.admin.user_id}"

    answer = call("PATCH", path, {"role": "agent"}, company.admin)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert call("GET", path, caller=company.admin).json["role"] == "admin"


@pytest.mark.feature("ASG-11", "ASG-12")
def test_teams_come_go_and_change_but_entire_team_stays_whole(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    admin, everyone = company.admin, company.team_id
    body = {"name": "Sales", "member_ids": [anna.user_id]}
    team = call("POST", "/v1/teams", body, admin).json
    path = f"/v1/teams/{team['id']}"

    changed = call("PATCH", path, {"name": "Sales NO", "member_ids": [bo.user_id]}, admin).json

    assert (changed["name"], changed["member_ids"]) == ("Sales NO", [bo.user_id])
    assert team["id"] not in company.caller(anna.user_id).team_ids
    assert team["id"] in company.caller(bo.user_id).team_ids
    assert call("DELETE", path, caller=admin).status == 204
    assert company.caller(bo.user_id).team_ids == {everyone}
    assert call("DELETE", f"/v1/teams/{everyone}", caller=admin).status == 422
    assert call("PATCH", f"/v1/teams/{everyone}", {"member_ids": []}, admin).status == 422
    whole = call("PATCH", f"/v1/teams/{everyone}", {"distribution": "automatic"}, admin).json
    assert set(whole["member_ids"]) == {admin.user_id, anna.user_id, bo.user_id}


@pytest.mark.feature("RT-04")
def test_oneself_is_changed_and_colleagues_hear_of_it(company, sockets):
    from tests.integration.test_realtime import open_socket

    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")

    me = call("PATCH", "/v1/me", {"availability": "away"}, anna)

    assert (me.json["availability"], me.json["name"]) == ("away", "Anna Berg")
    frame = sockets.frames["bo-1"][-1]
    assert (frame["type"], frame["user_id"], frame["availability"]) == (
        "presence",
        anna.user_id,
        "away",
    )


def test_the_authorizer_lets_in_whom_the_pool_proves_and_no_one_else(ada, monkeypatch):
    def authorized(token):
        event = {
            "type": "TOKEN",
            "authorizationToken": f"Bearer {token}",
            "methodArn": "arn:aws:execute-api:eu-north-1:123456789012:api/api/GET/v1/me",
        }
        policy = authorizer.authorize(event, None)
        return policy["context"], policy["policyDocument"]["Statement"][0]["Resource"]

    tokens = sign_in("ada@example.com").json
    monkeypatch.setattr(authorizer, "_keys", Keys)
    context, allowed = authorized(tokens["access_token"])

    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert context == {
        "account_id": service.account_of(ada),
        "user_id": ada,
        "session": claims["origin_jti"],
        "began": str(claims["auth_time"]),
        "ends": str(claims["exp"]),
    }
    assert allowed == ["arn:aws:execute-api:eu-north-1:123456789012:api/api/*/*"]
    for wrong in ("", "x", "a.b.c", tokens["access_token"] + "x", tokens["refresh_token"]):
        assert authorized(wrong) == ({}, [])


class Keys:
    """The pool's public key, which moto signs all its tokens by."""

    def get_signing_key_from_jwt(self, token):
        if token.count(".") != 2:
            raise jwt.DecodeError("not a token")
        return jwt.PyJWK(load_resource("cognitoidp/resources/jwks-public.json")["keys"][0])


def test_a_token_of_another_client_or_a_user_who_is_gone_opens_nothing(ada, monkeypatch):
    monkeypatch.setattr(authorizer, "_keys", Keys)
    token = sign_in("ada@example.com").json["access_token"]
    assert authorizer._proven(token)["username"] == ada

    monkeypatch.setattr(authorizer, "settings", lambda: settings().model_copy(
        update={"user_pool_client_id": "another"}))  # fmt: skip

    assert authorizer._proven(token) is None
    assert service.account_of("usr_gone") is None


def test_another_company_does_not_see_these_people(ada):
    other = a_company()

    assert call("GET", f"/v1/users/{ada}", caller=other.admin).status == 404


@pytest.mark.feature("CONV-12", "MSG-18")
def test_preferences_are_complete_and_change_key_by_key(company):
    anna = company.agent()

    def prefer(**chosen):
        return call("PATCH", "/v1/me", {"preferences": chosen}, anna)

    assert call("GET", "/v1/me", caller=anna).json["preferences"] == {
        "sorts": {},
        "undo_seconds": 0,
        "enter_sends": True,
    }
    prefer(sorts={"me": "oldest"}, undo_seconds=10)
    prefer(sorts={"team:tm_1": "priority"})
    me = prefer(enter_sends=False).json

    assert me["preferences"] == {
        "sorts": {"me": "oldest", "team:tm_1": "priority"},
        "undo_seconds": 10,
        "enter_sends": False,
    }
    assert me["name"] == "Anna Berg"
    assert company.caller(anna.user_id).preferences == me["preferences"]
    assert prefer(sorts={"me": None}).json["preferences"]["sorts"] == {"team:tm_1": "priority"}


@pytest.mark.feature("CONV-12")
def test_two_windows_that_choose_at_once_both_get_their_choice(company, at_once):
    anna = company.agent()

    def prefer(inbox):
        body = {"preferences": {"sorts": {inbox: "oldest"}}}
        return call("PATCH", "/v1/me", body, anna)

    answers = at_once([lambda inbox=inbox: prefer(inbox) for inbox in ("me", "all", "starred")])

    assert {answer.status for answer in answers} == {200}
    assert set(company.caller(anna.user_id).preferences["sorts"]) == {"me", "all", "starred"}


@pytest.mark.parametrize(
    "chosen",
    [{"undo_seconds": 31}, {"sorts": {"me": "best"}}, {"sorts": {"": "oldest"}}, {"theme": "dark"}],
)
def test_a_preference_that_cannot_be_is_refused_and_changes_nothing(company, chosen):
    anna = company.agent()

    assert call("PATCH", "/v1/me", {"preferences": chosen}, anna).status == 400
    assert company.caller(anna.user_id).preferences == {}


@pytest.mark.feature("CONV-44")
def test_a_teams_conversations_are_shared_unless_it_is_said_that_they_have_one_owner(company):
    team = call("POST", "/v1/teams", {"name": "Sales"}, company.admin).json
    path = f"/v1/teams/{team['id']}"

    changed = call("PATCH", path, {"ownership": "personal"}, company.admin).json

    assert (team["ownership"], changed["ownership"]) == ("shared", "personal")
    assert call("PATCH", path, {"name": "Sales NO"}, company.admin).json["ownership"] == "personal"
    assert call("PATCH", path, {"ownership": "nobody"}, company.admin).status == 400


@pytest.mark.feature("CONV-40")
def test_a_caller_knows_in_one_query_that_they_were_ever_named_in_a_restricted_one(company):
    anna = company.agent()
    assert not company.caller(anna.user_id).restricted

    with TransactWrite(connection=store.connection()) as tx:
        service.desk_write(company.account_id, anna.user_id, restricted=True)(tx)
    with Calls() as calls:
        caller = company.caller(anna.user_id)

    assert caller.restricted
    assert caller.name == "Anna Berg"
    assert calls == {"Query": 1}


@pytest.mark.feature("SETA-06", "AUTH-01")
@pytest.mark.parametrize(
    ("given", "kept"), [("Europe/Oslo", "Europe/Oslo"), ("Mars/Olympus", "UTC")]
)
def test_the_first_office_hours_are_nine_to_five_where_the_company_is(aws, given, kept):
    answer = sign_up(f"{given.lower().replace('/', '-')}@zones.example", time_zone=given)
    user_id = answer.json["user_id"]
    account_id = service.account_of(user_id)

    [hours] = call("GET", "/v1/office-hours", caller=store.load_caller(account_id, user_id)).json[
        "items"
    ]

    assert (hours["time_zone"], hours["week"]["mon"]) == (kept, [["09:00", "17:00"]])
    assert hours["week"]["sat"] == []
