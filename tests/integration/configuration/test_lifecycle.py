"""Channels that a CloudFormation stack declares: made, changed, replaced, deleted."""

import json

import boto3

from chalicelib.channels import store as channels_store
from chalicelib.runtime.secrets import credentials_name
from tests.builders import a_company
from tests.door import call
from tests.integration.configuration.stack import TOKEN, WEBCHAT, key_of

MAIL = {"Kind": "email", "Name": "Support", "Address": "support@nordlys.example"}


def test_a_declared_channel_is_connected_and_says_who_manages_it(stack):
    answer = stack.ask("Create", WEBCHAT)

    channel = stack.channel(answer["PhysicalResourceId"]).json
    assert answer["Status"] == "SUCCESS"
    assert answer["Data"] == {"WebhookUrl": channel["webhook_url"]}
    assert (channel["name"], channel["settings"]["greeting"]) == ("Website", "Hi!")
    assert channel["team_id"] == stack.company.team_id
    assert channel["managed_by"] == stack.id.split("/")[1]
    own = call("GET", f"/v1/channels/{stack.company.webchat.id}", caller=stack.company.admin).json
    assert own["managed_by"] is None


def test_its_credentials_come_from_the_secret_and_prove_themselves_to_the_provider(stack, twilio):
    answer = stack.ask("Create", stack.sms())

    id_ = answer["PhysicalResourceId"]
    kept = boto3.client("secretsmanager").get_secret_value(
        SecretId=credentials_name(stack.company.account_id, id_)
    )
    assert json.loads(kept["SecretString"]) == {"auth_token": TOKEN}
    assert twilio.calls
    assert TOKEN not in json.dumps(answer)
    assert stack.channel(id_).json["settings"]["account_name"] == "Nordlys"


def test_settings_keep_their_types_through_cloudformation(stack):
    settings = {"edit_minutes": "0", "needs_disposition": "true", "color": "123456"}

    id_ = stack.ask("Create", WEBCHAT | {"Settings": settings})["PhysicalResourceId"]

    assert stack.channel(id_).json["settings"] == {
        "edit_minutes": 0,
        "needs_disposition": True,
        "color": "123456",
    }


def test_a_creation_that_comes_twice_makes_one_channel(stack):
    first = stack.ask("Create", stack.sms())
    again = stack.again()

    assert first == again
    assert first["Status"] == "SUCCESS"
    listed = channels_store.list_of(stack.company.account_id)
    assert [one.managed_by for one in listed].count(stack.id) == 1


def test_an_update_changes_the_channel_in_place_and_forgets_what_is_no_longer_declared(stack):
    team = stack.company.team()
    before = WEBCHAT | {"TeamId": team, "Settings": {"greeting": "Hi!", "edit_minutes": "5"}}
    after = WEBCHAT | {"Name": "Shop", "Settings": {"greeting": "Hello!"}}
    made = stack.ask("Create", before)
    id_ = made["PhysicalResourceId"]
    born = stack.channel(id_).json
    assert born["team_id"] == team

    answer = stack.update(id_, before, after)

    channel = stack.channel(id_).json
    assert (answer["Status"], answer["PhysicalResourceId"]) == ("SUCCESS", id_)
    assert (channel["name"], channel["team_id"]) == ("Shop", stack.company.team_id)
    assert channel["settings"] == {"greeting": "Hello!"}
    assert channel["created_at"] == born["created_at"]


def test_an_update_keeps_what_the_provider_told_and_reads_the_secret_again(stack):
    declared = stack.sms()
    id_ = stack.ask("Create", declared)["PhysicalResourceId"]
    boto3.client("secretsmanager").put_secret_value(
        SecretId=declared["CredentialsSecretArn"], SecretString='{"auth_token": "renewed-token"}'
    )

    stack.update(id_, declared, declared | {"CredentialsVersion": "2"})

    name = credentials_name(stack.company.account_id, id_)
    kept = boto3.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]
    assert json.loads(kept) == {"auth_token": "renewed-token"}
    assert stack.channel(id_).json["settings"]["account_name"] == "Nordlys"


def test_mail_over_ses_needs_no_secret_and_can_be_changed(stack, verified):
    made = stack.ask("Create", MAIL)

    changed = stack.update(made["PhysicalResourceId"], MAIL, MAIL | {"Name": "Help"})

    assert (made["Status"], changed["Status"]) == ("SUCCESS", "SUCCESS")
    assert stack.channel(changed["PhysicalResourceId"]).json["name"] == "Help"


def test_what_is_taken_out_of_the_secret_is_taken_off_the_channel(stack, verified):
    before = MAIL | {"CredentialsSecretArn": stack.secret({"smtp_password": "app-password"})}
    made = stack.ask("Create", before)

    stack.update(made["PhysicalResourceId"], before, MAIL)

    name = credentials_name(stack.company.account_id, made["PhysicalResourceId"])
    kept = boto3.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]
    assert set(json.loads(kept).values()) == {""}


def test_another_kind_is_another_channel_and_the_old_one_goes_when_it_is_told_to(stack):
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]
    after = stack.sms()

    replaced = stack.update(id_, WEBCHAT, after)["PhysicalResourceId"]

    assert replaced != id_
    assert stack.channel(id_).status == stack.channel(replaced).status == 200
    assert stack.delete(id_, WEBCHAT)["Status"] == "SUCCESS"
    assert stack.channel(id_).status == 404
    assert stack.channel(replaced).json["kind"] == "twilio_sms"


def test_a_replacement_that_is_rolled_back_finds_the_old_channel(stack):
    declared = stack.sms()
    id_ = stack.ask("Create", declared)["PhysicalResourceId"]
    replaced = stack.update(id_, declared, WEBCHAT)["PhysicalResourceId"]

    back = stack.update(replaced, WEBCHAT, declared)
    stack.delete(replaced, WEBCHAT)

    assert (back["Status"], back["PhysicalResourceId"]) == ("SUCCESS", id_)
    assert stack.channel(id_).json["kind"] == "twilio_sms"
    assert stack.channel(replaced).status == 404


def test_another_account_is_another_channel_and_needs_its_own_key(stack):
    other = a_company("Other")
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]

    moved = WEBCHAT | {"AccountId": other.account_id}
    refused = stack.update(id_, WEBCHAT, moved)
    allowed = stack.update(id_, WEBCHAT, moved | {"ConfigurationKey": key_of(other)})

    assert (refused["Status"], refused["PhysicalResourceId"]) == ("FAILED", id_)
    assert allowed["PhysicalResourceId"] != id_
    path = f"/v1/channels/{allowed['PhysicalResourceId']}"
    assert call("GET", path, caller=other.admin).json["name"] == "Website"
    assert call("GET", path, caller=stack.company.admin).status == 404


def test_deleting_disconnects_and_keeps_the_conversations(stack):
    id_ = stack.ask("Create", WEBCHAT)["PhysicalResourceId"]
    channel = channels_store.find(id_)
    entry = stack.company.message(channel=channel)

    answer = stack.delete(id_, WEBCHAT)
    again = stack.again()

    assert answer["Status"] == again["Status"] == "SUCCESS"
    assert stack.channel(id_).status == 404
    assert stack.company.head(entry.conversation_id).channel.id == id_


def test_a_channel_that_is_declared_again_has_its_id_and_its_webhook_again(stack):
    declared = stack.sms()
    first = stack.ask("Create", declared)
    stack.delete(first["PhysicalResourceId"], declared)

    again = stack.ask("Create", declared)

    assert again["Status"] == "SUCCESS"
    assert again["Data"] == first["Data"]
    name = credentials_name(stack.company.account_id, again["PhysicalResourceId"])
    assert "DeletedDate" not in boto3.client("secretsmanager").describe_secret(SecretId=name)


def test_a_declared_channel_is_changed_by_its_stack_alone(stack):
    id_ = stack.ask("Create", stack.sms())["PhysicalResourceId"]
    path, name = f"/v1/channels/{id_}", stack.id.split("/")[1]

    answers = [
        call("PATCH", path, {"name": "Mine"}, stack.company.admin),
        call("PATCH", path, {"credentials": {"auth_token": "x"}}, stack.company.admin),
        call("DELETE", path, caller=stack.company.admin),
    ]

    for answer in answers:
        assert (answer.status, answer.json["code"]) == (422, "managed")
        assert answer.json["detail"] == f"SMS is declared by the stack {name}; change it there"
    assert stack.channel(id_).json["name"] == "SMS"


def test_a_declared_channel_can_still_be_checked(stack):
    id_ = stack.ask("Create", stack.sms())["PhysicalResourceId"]

    checked = call("POST", f"/v1/channels/{id_}/check", caller=stack.company.admin)

    assert checked.status == 200
    assert checked.json["managed_by"] == stack.id.split("/")[1]
