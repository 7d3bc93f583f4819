"""Asking people to join, by mail, by text, or by what is known of a contact."""

from datetime import timedelta

import boto3
import pytest

from chalicelib.accounts import authorizer
from chalicelib.accounts.service import invitations as service
from chalicelib.contacts import service as contacts
from chalicelib.runtime import mail
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import now
from chalicelib.runtime.settings import settings
from tests.builders import a_company
from tests.door import call
from tests.integration.people import (
    PASSWORD,
    Keys,
    ask,
    mails_to,
    sign_in,
    sign_up,
    token_in,
    token_of,
)


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    monkeypatch.setattr(authorizer, "_keys", Keys)


def invite(who, **facts):
    return call("POST", "/v1/invitations", facts, who)


def link_to(who, email, **facts):
    """The token of the link that is mailed to somebody."""
    assert invite(who, email=email, **facts).status == 201
    return token_in(mails_to(email.lower())[-1])


def accept(token, **facts):
    body = {"name": "Bo Lind", "password": PASSWORD} | facts
    return call("POST", f"/v1/auth/invitations/{token}", body)


@pytest.mark.feature("AUTH-12", "AUTH-09")
def test_who_opens_the_mailed_link_sets_name_and_password_and_is_a_member_of_the_team(company):
    team = company.team(name="Support")
    token = link_to(company.admin, "Bo@Join.example", name="Bo", team_ids=[team])

    seen = call("GET", f"/v1/auth/invitations/{token}").json
    joined = accept(token)

    assert seen == {
        "company": "Fjord Gear",
        "inviter": "Ada Admin",
        "email": "bo@join.example",
        "name": "Bo",
        "known": False,
    }
    assert joined.status == 201
    assert (joined.json["user"]["name"], joined.json["user"]["role"]) == ("Bo Lind", "agent")
    bo = company.caller(joined.json["user"]["id"])
    assert bo.team_ids == {company.team_id, team}
    assert ask(joined.json["access_token"], "GET", "/v1/me").json["email"] == "bo@join.example"
    assert sign_in("bo@join.example").status == 200
    assert call("GET", "/v1/invitations", caller=company.admin).json["items"] == []


@pytest.mark.feature("AUTH-12")
def test_a_link_works_once_also_when_it_is_opened_twice_at_once(company, at_once):
    token = link_to(company.admin, "twice@join.example")

    answers = at_once([lambda n=n: accept(token, name=f"Bo {n}") for n in range(3)])

    assert sorted(answer.status for answer in answers)[0] == 201
    assert [answer.status for answer in answers].count(201) == 1
    assert accept(token).status == 404
    users = call("GET", "/v1/users", caller=company.admin).json["items"]
    assert [user["email"] for user in users].count("twice@join.example") == 1
    pool = boto3.client("cognito-idp").list_users(UserPoolId=settings().user_pool_id)["Users"]
    emails = [value["Value"] for user in pool for value in user["Attributes"]]
    assert emails.count("twice@join.example") == 1


@pytest.mark.feature("AUTH-12")
def test_of_the_token_only_a_hash_is_stored(company, aws):
    token = link_to(company.admin, "hash@join.example")

    assert token not in str(aws.items("accounts"))


@pytest.mark.feature("AUTH-12")
def test_a_link_opens_nothing_once_it_expired_was_revoked_or_sent_anew(company):
    admin = company.admin
    old = link_to(admin, "late@join.example")
    [one] = call("GET", "/v1/invitations", caller=admin).json["items"]
    path = f"/v1/invitations/{one['id']}"
    with pytest.raises(NotFound):
        service.look(old, now() + timedelta(days=7, seconds=1))

    assert call("POST", f"{path}/resend", {}, admin).status == 200
    fresh = token_in(mails_to("late@join.example")[-1])

    assert fresh != old
    assert call("GET", f"/v1/auth/invitations/{old}").status == 404
    assert call("GET", f"/v1/auth/invitations/{fresh}").status == 200
    assert call("DELETE", path, caller=admin).status == 204
    assert accept(fresh).status == 404
    assert call("DELETE", path, caller=admin).status == 404
    assert call("POST", f"{path}/resend", {}, admin).status == 404


@pytest.mark.parametrize("token", ["x", "x" * 128, "../me", "%00"])
def test_a_token_that_nobody_made_opens_nothing(company, token):
    assert call("GET", f"/v1/auth/invitations/{token.replace('/', '_')}").status == 404
    assert accept(token.replace("/", "_")).status == 404


@pytest.mark.feature("AUTH-12")
def test_a_text_invites_whose_mail_address_nobody_knows_and_they_say_which_it_is(company, line):
    made = invite(company.admin, phone="+47 900 00 001")
    [text] = line.texts()
    token = token_in(text)

    assert (made.json["phone"], made.json["email"]) == ("+4790000001", None)
    nameless = accept(token)
    assert (nameless.status, nameless.json["errors"][0]["field"]) == (400, "email")
    joined = accept(token, email="texted@join.example")
    assert (joined.status, joined.json["user"]["email"]) == (201, "texted@join.example")


@pytest.mark.feature("AUTH-12")
def test_an_account_without_an_sms_channel_says_so_and_keeps_no_invitation(company):
    from chalicelib.channels import service as channels

    channels.disconnect(company.admin, company.sms.id)

    answer = invite(company.admin, phone="+4790000002")

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert "connect an SMS channel" in answer.json["detail"]
    assert call("GET", "/v1/invitations", caller=company.admin).json["items"] == []


def test_what_the_provider_refuses_leaves_no_invitation_behind(company, line):
    line.answers = [(400, {"code": 21211, "message": "Invalid 'To' Phone Number"})]

    answer = invite(company.admin, phone="+4790000003")

    assert answer.status == 422
    assert call("GET", "/v1/invitations", caller=company.admin).json["items"] == []


def test_a_mail_that_cannot_be_sent_leaves_no_invitation_behind(company, monkeypatch):
    def fail(*_):
        raise RuntimeError("SES is down")

    monkeypatch.setattr(mail, "send", fail)

    assert invite(company.admin, email="down@join.example").status == 500
    assert call("GET", "/v1/invitations", caller=company.admin).json["items"] == []


@pytest.mark.feature("AUTH-12")
def test_a_contact_is_invited_by_the_address_that_is_stored(company):
    known = {"name": "Cy Contact", "email": "cy@join.example"}
    contact, _ = contacts.create(company.admin, known, now())

    made = invite(company.admin, contact_id=contact.id)

    assert (made.json["email"], made.json["name"]) == ("cy@join.example", "Cy Contact")
    assert "Cy Contact" in mails_to("cy@join.example")[-1]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"email": "a@b.no", "phone": "+4790000001"},
        {"email": "nobody"},
        {"phone": "12"},
        {"email": "a@b.no", "role": ""},
    ],
)
def test_an_invitation_names_one_way_that_can_be(company, facts):
    assert invite(company.admin, **facts).status == 400


@pytest.mark.parametrize(
    "facts", [{"contact_id": "ctc_none"}, {"email": "x@y.no", "team_ids": ["tm_none"]}]
)
def test_an_invitation_names_only_what_there_is(company, facts):
    assert invite(company.admin, **facts).status == 404


def test_who_belongs_here_or_is_invited_already_is_not_invited_again(company):
    assert invite(company.admin, email="once@join.example").status == 201

    again = invite(company.admin, email="ONCE@join.example")

    assert (again.status, again.json["code"]) == (409, "conflict")
    accept(token_in(mails_to("once@join.example")[-1]))
    assert invite(company.admin, email="once@join.example").status == 409


@pytest.mark.feature("AUTH-10", "AUTH-12")
def test_an_agent_invites_nobody_and_reads_and_revokes_no_invitation(company):
    anna = company.agent()
    made = invite(company.admin, email="agent@join.example").json

    assert invite(anna, email="x@join.example").status == 403
    assert call("GET", "/v1/invitations", caller=anna).status == 403
    assert call("DELETE", f"/v1/invitations/{made['id']}", caller=anna).status == 403


def test_another_companys_invitations_are_not_there(company):
    other = a_company()
    made = invite(other.admin, email="other@join.example").json

    assert call("DELETE", f"/v1/invitations/{made['id']}", caller=company.admin).status == 404
    assert call("POST", f"/v1/invitations/{made['id']}/resend", {}, company.admin).status == 404


def test_the_link_of_an_admin_who_was_dismissed_opens_nothing(company):
    leaver = company.agent("Lea", role="admin")
    token = link_to(leaver, "backdoor@join.example", role="admin")
    assert call("GET", f"/v1/auth/invitations/{token}").status == 200

    call("POST", f"/v1/users/{leaver.user_id}/deactivate", {}, company.admin)

    assert accept(token).status == 404


def test_the_invited_address_alone_joins_by_a_mailed_link(company):
    token = link_to(company.admin, "mine@join.example")

    answer = accept(token, email="yours@join.example")

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "email")
    assert accept(token, email="MINE@join.example").status == 201


@pytest.mark.feature("AUTH-12")
@pytest.mark.parametrize("facts", [{"password": "short"}, {"name": None}])
def test_who_joins_says_a_name_and_a_password_that_can_be(company, facts):
    token = link_to(company.admin, f"field{len(facts)}{next(iter(facts))}@join.example")

    answer = accept(token, **facts)

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, next(iter(facts)))
    assert accept(token).status == 201


@pytest.mark.feature("AUTH-12", "AUTH-20")
def test_who_has_a_user_already_joins_with_its_password_and_keeps_one_user_in_the_pool(company):
    own = sign_up("both@join.example", company="Own Shop", name="Bo Both")
    token = link_to(company.admin, "both@join.example")
    assert call("GET", f"/v1/auth/invitations/{token}").json["known"] is True

    wrong = accept(token, password="wrong horse 8", name=None)
    joined = accept(token, name=None)

    assert wrong.status == 401
    assert joined.status == 201
    assert (joined.json["user"]["id"], joined.json["user"]["name"]) == (own, "Bo Both")
    assert company.caller(own).role == "agent"


@pytest.mark.feature("AUTH-20")
def test_who_is_signed_in_joins_by_the_link_as_who_they_are(company):
    sign_up("signed@join.example", company="Own Shop")
    token = link_to(company.admin, "signed@join.example")
    mine = token_of("signed@join.example")

    joined = ask(mine, "POST", "/v1/me/accounts", {"token": token})

    assert (joined.status, joined.json["id"]) == (201, company.account_id)
    names = [one["name"] for one in ask(mine, "GET", "/v1/me/accounts").json["items"]]
    assert names == ["Own Shop", "Fjord Gear"]
    assert ask(mine, "POST", "/v1/me/accounts", {"token": token}).status == 404
