"""Connecting channels; what is secret about them stays so."""

import json
import logging

import boto3
import pytest

from chalicelib.runtime.logging import logger
from chalicelib.runtime.secrets import credentials_name
from tests.builders import TWILIO_SID
from tests.door import call, encoded, form

SECRET = "hunter2-auth-token"
SMS = {
    "kind": "twilio_sms",
    "name": "SMS",
    "address": "+4759440777",
    "settings": {"account_sid": TWILIO_SID},
    "credentials": {"auth_token": SECRET},
}


@pytest.fixture(autouse=True)
def answering(line):
    """Twilio takes whatever it is asked."""


def connect(company, **facts):
    return call("POST", "/v1/channels", SMS | facts, company.admin)


@pytest.mark.feature("ASG-11", "ASG-13", "CH-30")
def test_a_connected_channel_goes_to_entire_team_and_says_where_to_call(company):
    channel = connect(company).json

    assert channel["team_id"] == company.team_id
    assert channel["webhook_url"] == f"https://api.example.com/api/hooks/{channel['id']}"
    assert channel["capabilities"]["max_length"] == 1600
    listed = call("GET", "/v1/channels", caller=company.admin).json["items"]
    assert channel["id"] in {one["id"] for one in listed}


@pytest.mark.feature("ASG-13")
def test_a_channels_messages_go_to_the_team_it_is_routed_to(company):
    anna = company.agent()
    team = company.team(anna)
    made = connect(company, team_id=team, kind="webchat", credentials={}, settings={}).json

    moved = call("PATCH", f"/v1/channels/{made['id']}", {"team_id": company.team_id}, company.admin)

    assert made["team_id"] == team
    assert moved.json["team_id"] == company.team_id


@pytest.fixture
def logged():
    """Every line that is logged, at any level, with all that it carries."""
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(f"{record.getMessage()} {vars(record)}")

    log, handler = logging.getLogger("switchboard"), Lines()
    logger()  # made before it is listened to
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield lines
    log.removeHandler(handler)
    log.setLevel(level)


def test_a_secret_is_in_no_answer_no_log_and_no_table(company, aws, logged):
    made = connect(company)
    path = f"/v1/channels/{made.json['id']}"
    answers = [
        made,
        call("GET", path, caller=company.admin),
        call("GET", "/v1/channels", caller=company.admin),
        call("PATCH", path, {"credentials": {"auth_token": SECRET + "2"}}, company.admin),
        form(f"/hooks/{made.json['id']}", encoded({"Body": "x"}), {"X-Twilio-Signature": "x"}),
        call("POST", "/v1/channels", SMS | {"kind": "pigeon"}, company.admin),
    ]

    stored = json.dumps([aws.items(table) for table in ("accounts", "conversations")])
    assert SECRET not in "".join(answer.body for answer in answers)
    assert SECRET not in stored
    assert any("webhook refused" in line for line in logged)
    assert SECRET not in "".join(logged)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({"settings": {}}, ["settings.account_sid"]),
        ({"credentials": {}}, ["credentials.auth_token"]),
        ({"credentials": {"auth_token": ""}}, ["credentials.auth_token"]),
        ({"address": None}, ["address"]),
        ({"name": " "}, ["name"]),
    ],
)
def test_what_a_channel_needs_is_asked_for_by_name(company, facts, fields):
    answer = connect(company, **facts)

    assert answer.status == 400
    assert [error["field"] for error in answer.json["errors"]] == fields


def test_an_unknown_kind_is_refused_with_those_that_are_known(company):
    answer = connect(company, kind="pigeon")

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert "twilio_sms" in answer.json["detail"]


def test_a_changed_secret_counts_and_a_disconnected_channel_is_gone_with_it(company):
    id_ = connect(company).json["id"]
    secrets = boto3.client("secretsmanager")
    name = credentials_name(company.account_id, id_)
    call("PATCH", f"/v1/channels/{id_}", {"credentials": {"auth_token": "new"}}, company.admin)
    assert json.loads(secrets.get_secret_value(SecretId=name)["SecretString"]) == {
        "auth_token": "new"
    }

    assert call("DELETE", f"/v1/channels/{id_}", caller=company.admin).status == 204

    assert call("GET", f"/v1/channels/{id_}", caller=company.admin).status == 404
    assert form(f"/hooks/{id_}", b"", {}).status == 404
    assert "DeletedDate" in secrets.describe_secret(SecretId=name)
