"""The template that admins copy says what the function takes, and the function may do little."""

import json
import re

import yaml

from chalicelib.channels.registry import provider_of
from chalicelib.configuration import domain
from chalicelib.configuration.schema import Declaration
from tests.contract.conftest import ROOT

FOLDER = ROOT / "infra" / "account-config"
VALUES = {"AccountId": "acc_01HZX3J5M0000000000000000A", "CredentialsVersion": "1"}


def example():
    return yaml.safe_load((FOLDER / "account.yaml").read_text())


def filled(value):
    """A property as CloudFormation sends it: parameters filled in, all else a text."""
    if isinstance(value, dict) and set(value) == {"Ref"}:
        return VALUES.get(value["Ref"], "given")
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items()}
    return [filled(one) for one in value] if isinstance(value, list) else str(value)


def test_every_channel_of_the_example_is_one_that_the_function_takes():
    resources = example()["Resources"]

    kinds = set()
    for name, resource in resources.items():
        given = domain.declared(filled(resource["Properties"]))
        declaration = Declaration.model_validate(given)
        assert resource["Type"] == "Custom::SwitchboardChannel", name
        assert domain.missing(domain.needed(provider_of(declaration.kind)), given) == [], name
        known = {one.name for one in provider_of(declaration.kind).fields}
        if declaration.kind != "webchat":
            assert set(declaration.settings) <= known, name
        kinds.add(declaration.kind)
    assert {"whatsapp", "twilio_sms", "email"} <= kinds


def test_no_secret_can_be_written_into_the_example():
    parameters = example()["Parameters"]

    assert parameters["ConfigurationKey"]["NoEcho"] is True
    secrets = [name for name in parameters if re.search(r"(?i)secret|token|password", name)]
    assert secrets
    assert all(name.endswith("SecretArn") for name in secrets)


def test_every_property_is_in_the_documentation():
    written = (ROOT / "docs" / "configuration.md").read_text()

    names = {one.alias for one in Declaration.model_fields.values()} - {"Credentials"}
    assert None not in names
    assert {name for name in names if f"`{name}`" not in written} == set()


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
    assert "conversations" not in json.dumps(policy).lower()
