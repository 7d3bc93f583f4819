"""Connecting a channel: what is asked for, what is proven to the provider, what is kept."""

import json

import boto3
import pytest

from chalicelib.channels import registry
from chalicelib.channels.domain import SendError
from chalicelib.channels.service import hook_url
from chalicelib.runtime.secrets import credentials_name, read_credentials
from chalicelib.runtime.settings import settings
from tests.builders import TWILIO_SID
from tests.door import call
from tests.integration.gateway import connect

SMS = {
    "kind": "twilio_sms",
    "name": "SMS",
    "address": "+4759440777",
    "settings": {"account_sid": TWILIO_SID},
    "credentials": {"auth_token": "right"},
}


def stored(company, aws):
    """Channels and what hangs on them."""
    return [
        item["sk"]["S"]
        for item in aws.items("accounts")
        if item["pk"]["S"] == company.account_id
        and item["sk"]["S"].startswith(("channel#", "health#", "held#", "templates#"))
    ]


@pytest.mark.feature("CH-30")
def test_every_kind_says_what_it_needs_and_what_to_do_at_the_provider(company):
    items = call("GET", "/v1/channels/kinds", caller=company.admin).json["items"]

    assert [one["kind"] for one in items] == list(registry.KINDS)
    for one in items:
        names = [(field["part"], field["name"]) for field in one["fields"]]
        assert len(names) == len(set(names))
        assert all(field["label"] for field in one["fields"])
        assert one["label"]
        assert bool(one["steps"]) == bool(one["fields"])
        assert one["capabilities"]["max_length"] > 0


@pytest.mark.feature("AUTH-10")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/channels/kinds"),
        ("POST", "/v1/channels/{}/check"),
        ("POST", "/v1/channels/{}/templates/sync"),
    ],
)
def test_agents_settle_no_channels(company, gateway, method, path):
    id_ = connect(company).json["id"]

    answer = call(method, path.format(id_), caller=company.agent())

    assert (answer.status, answer.json["code"]) == (403, "forbidden")
    assert len(gateway.registered) == 1


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"settings": {}}, ["settings.account"]),
        ({"credentials": {}}, ["credentials.token"]),
        ({"settings": {"account": ""}, "credentials": {"token": ""}},
         ["settings.account", "credentials.token"]),
    ],
)  # fmt: skip
def test_all_that_is_missing_is_named_at_once_and_nobody_is_asked(company, gateway, facts, fields):
    answer = connect(company, **facts)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert [one["field"] for one in answer.json["errors"]] == fields
    assert gateway.registered == []


@pytest.mark.feature("CH-34")
def test_a_connected_channel_is_registered_and_keeps_what_the_provider_told(company, gateway):
    made = connect(company)

    assert made.status == 201
    id_ = made.json["id"]
    assert gateway.registered[0][0] == hook_url(id_) == made.json["webhook_url"]
    assert made.json["settings"]["account_name"] == "Fjord Gear"
    assert made.json["health"]["state"] == "new"
    assert (
        call("GET", f"/v1/channels/{id_}", caller=company.admin).json["settings"]
        == (made.json["settings"])
    )


def test_a_provider_that_asks_back_before_it_answers_finds_the_channel_there(company, gateway):
    connect(company)

    assert gateway.challenged == [(200, "42 t1")]


def test_tokens_that_are_ours_to_make_are_made_and_shown_where_they_are_pasted(company, gateway):
    one, other = connect(company).json, connect(company, address="gw-2").json

    tokens = [channel["settings"]["verify_token"] for channel in (one, other)]
    assert len(set(tokens)) == 2
    assert all(len(token) >= 32 for token in tokens)
    assert one["steps"] == [f"Paste {one['webhook_url']} and {tokens[0]}."]
    secret = read_credentials(company.account_id, one["id"])["secret"]
    assert len(secret) >= 32
    assert secret not in json.dumps(one["settings"])


def test_a_token_of_ones_own_is_taken_and_stays(company, gateway):
    given = {"account": "A1", "verify_token": "mine"}
    made = connect(company, settings=given).json

    path = f"/v1/channels/{made['id']}"
    changed = call("PATCH", path, {"settings": {"account": "A2"}}, company.admin).json

    assert made["settings"]["verify_token"] == changed["settings"]["verify_token"] == "mine"
    assert changed["settings"]["account"] == "A2"
    assert changed["settings"]["account_name"] == "Fjord Gear"


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("error", [SendError("No such token.", unauthorized=True), ValueError()])
def test_what_the_provider_refuses_is_not_connected(company, aws, gateway, error):
    before = stored(company, aws)
    gateway.refusal = error

    answer = connect(company)

    assert answer.status == (422 if isinstance(error, SendError) else 500)
    assert stored(company, aws) == before
    names = [one["Name"] for one in boto3.client("secretsmanager").list_secrets()["SecretList"]]
    mine = [name for name in names if company.account_id in name]
    assert mine == [credentials_name(company.account_id, company.sms.id)]


@pytest.mark.feature("CH-34")
def test_a_refusal_is_a_sentence_for_the_admin(company, gateway):
    gateway.refusal = SendError("No such token.", unauthorized=True)

    answer = connect(company)

    assert (answer.json["code"], answer.json["detail"]) == ("refused", "No such token.")


@pytest.mark.feature("CH-34")
def test_new_credentials_that_are_refused_leave_the_old_in_place(company, gateway):
    id_ = connect(company).json["id"]
    gateway.refusal = SendError("No such token.", unauthorized=True)

    path = f"/v1/channels/{id_}"
    answer = call("PATCH", path, {"credentials": {"token": "bad"}, "name": "New"}, company.admin)

    assert answer.status == 422
    assert read_credentials(company.account_id, id_, fresh=True)["token"] == "t1"
    assert call("GET", path, caller=company.admin).json["name"] == "Gateway"


@pytest.mark.feature("CH-34")
def test_new_credentials_are_those_that_the_challenge_is_answered_with(company, gateway):
    id_ = connect(company).json["id"]

    path = f"/v1/channels/{id_}"
    assert call("PATCH", path, {"credentials": {"token": "t2"}}, company.admin).status == 200

    kept = read_credentials(company.account_id, id_, fresh=True)
    assert kept["token"] == "t2"
    assert kept["secret"] == gateway.registered[0][1]["secret"]  # the other one stays
    assert gateway.registered[-1][1] == kept


@pytest.mark.feature("ASG-13")
def test_one_address_is_one_channel(company, gateway):
    first = connect(company).json

    again = connect(company, name="Twice")
    other = connect(company, address="gw-2").json["id"]
    moved = call("PATCH", f"/v1/channels/{other}", {"address": "gw-1"}, company.admin)
    same = call("PATCH", f"/v1/channels/{first['id']}", {"address": "gw-1"}, company.admin)

    assert (again.status, again.json["code"]) == (409, "conflict")
    assert "Gateway" in again.json["detail"]
    assert (moved.status, same.status) == (409, 200)
    assert len(gateway.registered) == 2


@pytest.mark.feature("CH-12", "CH-34")
def test_a_number_is_proven_and_its_webhook_set_before_it_is_connected(company, line):
    made = call("POST", "/v1/channels", SMS, company.admin)

    assert made.status == 201
    told = [url.partition("?")[0].rpartition("/")[2] for _, url, _ in line.requests]
    assert told == [f"{TWILIO_SID}.json", "IncomingPhoneNumbers.json", "PN1.json"]
    assert dict(line.requests[-1][2]["fields"])["SmsUrl"] == made.json["webhook_url"]


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("status", [401, 503, 429])
def test_a_number_is_not_connected_while_twilio_does_not_say_yes(company, aws, line, status):
    before = stored(company, aws)
    line.answers = [(status, {})]

    assert call("POST", "/v1/channels", SMS, company.admin).status == 422
    assert stored(company, aws) == before


@pytest.mark.feature("CH-09")
def test_a_mail_channel_without_a_server_of_its_own_can_be_changed_and_sent_from(
    company, monkeypatch
):
    monkeypatch.setenv("MAIL_DOMAIN", "nordlys.example")
    settings.cache_clear()
    made = call(
        "POST",
        "/v1/channels",
        {"kind": "email", "name": "Support", "address": "help@nordlys.example"},
        company.admin,
    )
    assert made.status == 201, made.body

    path = f"/v1/channels/{made.json['id']}"
    assert call("PATCH", path, {"name": "Help"}, company.admin).json["name"] == "Help"
    assert read_credentials(company.account_id, made.json["id"]) == {}
    settings.cache_clear()
