"""The template that admins copy says what the function takes, and the function may do little."""

import json
import re

import pytest
import yaml

from chalicelib.channels.registry import provider_of
from chalicelib.configuration import service, spelling
from chalicelib.configuration.resources import RESOURCES
from chalicelib.configuration.resources.channels import ChannelResource
from tests.contract.conftest import ROOT

FOLDER = ROOT / "infra" / "account-config"
VALUES = {"AccountId": "acc_01HZX3J5M0000000000000000A", "CredentialsVersion": "1"}


def example():
    return yaml.safe_load((FOLDER / "account.yaml").read_text())


def filled(value):
    """A property as CloudFormation sends it: parameters filled in, all else a text."""
    if isinstance(value, dict) and set(value) == {"Ref"}:
        return VALUES.get(value["Ref"], "given")
    if isinstance(value, dict) and set(value) == {"Fn::If"}:
        return ["anna@nordlys.example"]
    if isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items()}
    return [filled(one) for one in value] if isinstance(value, list) else str(value)


def properties_of(resource):
    """What the function gets to see of a resource, without what all have in common."""
    given = filled(resource["Properties"])
    return {name: value for name, value in given.items() if name not in service.COMMON}


EXAMPLES = example()["Resources"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_resource_of_the_example_is_one_that_the_function_takes(name):
    known = RESOURCES[EXAMPLES[name]["Type"]]
    given = properties_of(EXAMPLES[name])

    declared, problems = spelling.read(known.model, known.given(given))

    assert problems + known.lacking(given) == []
    assert declared is not None
    assert set(EXAMPLES[name]["Properties"]) >= {"AccountId", "ConfigurationKey", "ServiceToken"}


def test_the_example_shows_every_kind_of_resource_and_the_settings_of_channels():
    channels = [
        properties_of(one) for one in EXAMPLES.values() if one["Type"] == ChannelResource.kind
    ]

    assert {one["Type"] for one in EXAMPLES.values()} == set(RESOURCES)
    assert {one["Kind"] for one in channels} == {"whatsapp", "twilio_sms", "email"}
    for one in channels:
        assert set(one["Settings"]) <= {field.name for field in provider_of(one["Kind"]).fields}


def test_no_secret_can_be_written_into_the_example():
    parameters = example()["Parameters"]

    assert parameters["ConfigurationKey"]["NoEcho"] is True
    secrets = [name for name in parameters if re.search(r"(?i)secret|token|password", name)]
    assert secrets
    assert all(name.endswith("SecretArn") for name in secrets)


@pytest.mark.parametrize("kind", RESOURCES)
def test_every_property_is_in_the_documentation(kind):
    written = (ROOT / "docs" / "configuration.md").read_text()

    refused = {"Credentials", "MemberIds"}
    names = spelling.names(RESOURCES[kind].model) | service.COMMON
    assert f"`{kind}`" in written
    assert {name for name in names - refused if f"`{name}`" not in written} == set()


def test_the_stack_tells_where_its_function_is(template):
    assert template["Outputs"]["ConfigureFunctionArn"]["Value"] == {
        "Fn::GetAtt": ["Configure", "Arn"]
    }


def test_the_function_reads_and_writes_no_secret_but_channels_and_what_is_meant_for_it(resources):
    [policy] = resources["ConfigureRole"]["Properties"]["Policies"]
    allowed = {
        (action, arn["Fn::Sub"].rpartition(":secret:")[2])
        for statement in policy["PolicyDocument"]["Statement"]
        for action in statement["Action"]
        for arn in statement["Resource"]
        if action.startswith("secretsmanager:")
    }

    channels = "switchboard/${Stage}/*/channels/*"
    assert allowed == {
        ("secretsmanager:GetSecretValue", "switchboard/${Stage}/configuration/*"),
        *(
            (f"secretsmanager:{action}", channels)
            for action in (
                "GetSecretValue", "CreateSecret", "PutSecretValue", "DeleteSecret", "RestoreSecret"
            )
        ),
    }  # fmt: skip


def test_of_conversations_the_function_sees_whether_a_team_has_open_ones_and_no_more(resources):
    [policy] = resources["ConfigureRole"]["Properties"]["Policies"]
    told = [
        (statement["Action"], statement["Resource"])
        for statement in policy["PolicyDocument"]["Statement"]
        if "conversations" in json.dumps(statement["Resource"]).lower()
    ]

    lists = [{"Fn::Sub": "${ConversationsTable.Arn}/index/lists"}]
    assert told == [(["dynamodb:Query"], lists)]
