"""What a stack is told when something is wrong, and that nothing is left behind."""

import json

import boto3
import pytest

from chalicelib.channels import store as channels_store
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.secrets import credentials_name
from tests.integration.configuration.stack import TOKEN, WEBCHAT


def test_a_template_is_told_all_that_is_wrong_with_it_and_nothing_is_made(stack):
    answer = stack.ask(
        "Create",
        {
            "Kind": "twilio_sms",
            "Name": " ",
            "Colour": "red",
            "Credentials": {"auth_token": TOKEN},
            "AccountId": "me",
        },
    )

    assert answer["Status"] == "FAILED"
    named = {one.partition(":")[0] for one in answer["Reason"].split("; ")}
    assert named == {
        "Name",
        "Colour",
        "Credentials",
        "AccountId",
        "Address",
        "Settings.account_sid",
        "CredentialsSecretArn",
    }
    assert "by reference" in answer["Reason"]
    assert TOKEN not in json.dumps(answer)
    assert stack.delete(answer["PhysicalResourceId"], {"AccountId": "me"})["Status"] == "SUCCESS"


def test_all_that_a_template_refers_to_is_looked_at_too(stack):
    wrong = stack.sms(TeamId="tm_0", CredentialsSecretArn=stack.secret({"sid": "x-secret-x"}))

    answer = stack.ask("Create", wrong)

    assert answer["Reason"] == (
        "TeamId: there is no such team; CredentialsSecretArn: the secret has no auth_token"
    )


@pytest.mark.parametrize("properties", [{}, {"Kind": 7}, {"Kind": "pigeon"}, {"Settings": "x"}])
def test_what_makes_no_sense_is_refused_and_taken_back(stack, properties):
    answer = stack.ask("Create", properties)

    assert answer["Status"] == "FAILED"
    assert "Kind" in answer["Reason"]
    assert stack.delete(answer["PhysicalResourceId"], properties)["Status"] == "SUCCESS"


@pytest.mark.parametrize("value", ["not json", "[1]", '{"auth_token": 7}'])
def test_a_secret_that_holds_no_texts_is_refused(stack, value):
    answer = stack.ask("Create", stack.sms(CredentialsSecretArn=stack.secret(value)))

    assert answer["Reason"] == "CredentialsSecretArn: the secret must be a JSON object of texts"


def test_a_secret_that_is_gone_is_said_to_be(stack):
    arn = stack.secret()
    boto3.client("secretsmanager").delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)

    answer = stack.ask("Create", stack.sms(CredentialsSecretArn=arn))

    assert "ResourceNotFoundException" in answer["Reason"]


def test_what_the_provider_says_is_told_without_the_secret_and_nothing_stays(stack, twilio):
    twilio.status, twilio.refusal = 403, {"message": f"no account with {TOKEN}"}

    answer = stack.ask("Create", stack.sms())

    id_ = answer["PhysicalResourceId"]
    assert answer["Status"] == "FAILED"
    assert TOKEN not in answer["Reason"]
    assert stack.channel(id_).status == 404
    kept = boto3.client("secretsmanager").describe_secret(
        SecretId=credentials_name(stack.company.account_id, id_)
    )
    assert "DeletedDate" in kept
    assert stack.delete(id_, stack.sms())["Status"] == "SUCCESS"


def test_an_address_that_another_channel_has_is_refused(stack):
    taken = stack.company.sms

    answer = stack.ask("Create", stack.sms(Address=taken.address))

    assert answer["Reason"] == f"{taken.address} is connected already, as {taken.name}"


def test_a_failure_of_ours_is_answered_and_leaves_no_credentials(stack, monkeypatch):
    def broken(channel):
        raise RuntimeError(f"the table is away, {TOKEN}")

    monkeypatch.setattr(channels_store, "save", broken)

    answer = stack.ask("Create", stack.sms())

    name = credentials_name(stack.company.account_id, answer["PhysicalResourceId"])
    assert answer["Status"] == "FAILED"
    assert "our side" in answer["Reason"]
    assert "DeletedDate" in boto3.client("secretsmanager").describe_secret(SecretId=name)


@pytest.mark.parametrize(
    "facts", [{"ResponseURL": "https://evil.example/"}, {"ResponseURL": None}, {"StackId": "x"}]
)
def test_a_request_that_cannot_be_answered_does_nothing(stack, facts):
    with pytest.raises(Invalid):
        stack.ask("Create", WEBCHAT, **facts)

    assert stack.answers == []
    assert all(not one.managed_by for one in channels_store.list_of(stack.company.account_id))
