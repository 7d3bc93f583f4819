"""For whom a stack may act, and what stays hidden."""

import json

import boto3
import pytest

from chalicelib.runtime.ids import new_id
from chalicelib.runtime.secrets import credentials_name
from tests.builders import a_company
from tests.door import call
from tests.integration.configuration.stack import TOKEN, WEBCHAT, Stack, key_of


@pytest.mark.feature("AUTH-10")
def test_an_agent_gets_no_configuration_key(company):
    answer = call("POST", "/v1/account/configuration-key", caller=company.agent())

    assert answer.status == 403


def test_a_key_is_kept_as_a_hash_and_stays_good_until_the_next_renewal(stack, aws):
    first = stack.key
    assert first not in json.dumps(aws.items("accounts"))
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]
    second = key_of(stack.company)

    assert stack.update(id_, WEBCHAT, WEBCHAT)["Status"] == "SUCCESS"
    third = key_of(stack.company)

    assert stack.update(id_, WEBCHAT, WEBCHAT)["Status"] == "FAILED"
    for key in (second, third):
        fresh = WEBCHAT | {"ConfigurationKey": key}
        assert stack.update(id_, WEBCHAT, fresh)["Status"] == "SUCCESS"


@pytest.mark.parametrize("key", ["swk_guessed", "", "***"])
def test_without_the_accounts_key_nothing_is_done(stack, key):
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]
    stack.key = key

    created = stack.ask("Create", WEBCHAT, resource="Shop")
    changed = stack.update(id_, WEBCHAT, WEBCHAT | {"Name": "Mine"})
    deleted = stack.delete(id_, WEBCHAT)

    assert [one["Status"] for one in (created, changed, deleted)] == ["FAILED"] * 3
    assert all("ConfigurationKey" in one["Reason"] for one in (created, changed, deleted))
    assert stack.channel(id_).json["name"] == "Website"
    assert stack.channel(created["PhysicalResourceId"]).status == 404
    taken_back = stack.delete(created["PhysicalResourceId"], WEBCHAT, resource="Shop")
    assert taken_back["Status"] == "SUCCESS"


def test_the_key_of_another_account_opens_nothing(stack, answers):
    intruder = Stack(a_company("Other"), answers)
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]
    theirs = WEBCHAT | {"AccountId": stack.company.account_id}

    assert intruder.ask("Create", theirs)["Status"] == "FAILED"
    assert intruder.delete(id_, theirs)["Status"] == "SUCCESS"  # it made no such channel

    assert stack.channel(id_).status == 200


def test_an_account_without_a_key_cannot_be_acted_for(stack):
    other = a_company("Other")

    answer = stack.ask("Create", WEBCHAT | {"AccountId": other.account_id})

    assert answer["Status"] == "FAILED"
    assert "POST /v1/account/configuration-key" in answer["Reason"]


def test_two_stacks_do_not_touch_each_others_channels(stack, answers):
    other = Stack(stack.company, answers)
    other.key = stack.key = key_of(stack.company)
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]

    made = other.ask("Create", WEBCHAT)["PhysicalResourceId"]
    other.delete(id_, WEBCHAT)

    assert made != id_
    assert stack.channel(id_).status == 200


def test_a_secret_of_another_account_or_place_is_not_read(stack):
    other = a_company("Other")
    theirs = stack.secret({"auth_token": "their-token"}, other.account_id)
    own_channels = boto3.client("secretsmanager").describe_secret(
        SecretId=credentials_name(other.account_id, other.sms.id)
    )["ARN"]

    for arn in (theirs, own_channels, "switchboard/dev/visitor-tokens", "arn:aws:s3:::x"):
        answer = stack.ask("Create", stack.sms(CredentialsSecretArn=arn))
        assert answer["Status"] == "FAILED", arn
        assert stack.company.account_id in answer["Reason"]
        assert "their-token" not in answer["Reason"]


def test_no_log_tells_a_key_a_secret_or_where_the_answer_goes(stack, twilio, caplog):
    with caplog.at_level("DEBUG", logger="switchboard"):
        stack.ask("Create", stack.sms())
        twilio.status = 401
        stack.ask("Create", stack.sms(Address="+4759440178"), resource="Second")
        stack.ask("Create", {"Kind": new_id("x"), "Credentials": {"auth_token": TOKEN}})

    logged = "".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records)
    assert "resource configured" in logged
    assert "resource refused" in logged
    for hidden in (TOKEN, stack.key, "sig=1"):
        assert hidden not in logged
