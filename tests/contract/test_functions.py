"""Every function, as Lambda would start it: alone, lean, with rights of its own."""

import json
import os
import subprocess
import sys

import pytest

from tests.contract.conftest import ROOT

HEAVY = ("boto3", "botocore", "pynamodb", "twilio", "numpy", "sklearn", "scipy", "joblib", "jwt")
CRYPTO = ("cryptography", "phonenumbers", "urllib3")
LIGHT_MODULES = [
    "app",
    *sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for name in ("api.py", "worker.py", "authorizer.py")
        for path in (ROOT / "chalicelib").glob(f"*/{name}")
    ),
]


def python(code, **variables):
    """Run code in a fresh interpreter and answer what it printed."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "PYTEST", "COV"))
    }
    region = {"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "eu-north-1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean | region | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_function_has_a_handler_of_its_own(functions):
    handlers = {function["Handler"] for function in functions.values()}

    assert len(handlers) == len(functions)


def test_every_handler_is_there_alone_in_a_fresh_interpreter(functions):
    """Each with its own variables, so workers import all that they name, as they do on Lambda."""
    for function in functions.values():
        module, _, name = function["Handler"].rpartition(".")
        own = function.get("Environment", {}).get("Variables", {})
        plain = {key: value for key, value in own.items() if isinstance(value, str)}
        called = f"import {module}; print(callable({module}.{name}))"
        assert python(called, **plain).strip() == "True", function["Handler"]


def test_no_worker_loads_the_application(functions):
    workers = [one["Handler"] for one in functions.values() if one["Handler"][:4] != "app."]
    modules = sorted({handler.rpartition(".")[0] for handler in workers})
    imports = "; ".join(f"import {module}" for module in modules)

    assert python(f"import sys; {imports}; print('app' in sys.modules)").strip() == "False"


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_importing_a_door_brings_nothing_heavy(module):
    banned = (*HEAVY, *CRYPTO)
    code = f"import sys, {module}; print([one for one in {banned!r} if one in sys.modules])"

    assert python(code).strip() == "[]"


def test_every_function_has_a_role_of_its_own(functions):
    roles = [json.dumps(function["Role"]) for function in functions.values()]

    assert len(set(roles)) == len(roles)


def statements(resources):
    """Every statement of every function's role."""
    for name, one in resources.items():
        if one["Type"] == "AWS::IAM::Role":
            for policy in one["Properties"]["Policies"]:
                for statement in policy["PolicyDocument"]["Statement"]:
                    yield name, statement


def many(value):
    return value if isinstance(value, list) else [value]


def test_no_policy_allows_whatever_there_is(resources):
    for role, statement in statements(resources):
        for action in many(statement["Action"]):
            service, _, name = action.partition(":")
            assert service != "*", role
            assert name not in ("", "*"), (role, action)


def test_a_policy_is_for_everything_only_where_it_cannot_be_for_less(resources):
    wide = [
        (role, statement)
        for role, statement in statements(resources)
        if "*" in many(statement["Resource"])
    ]

    for role, statement in wide:
        # X-Ray knows no resources (AWS docs: "Actions, resources, and condition keys")
        if many(statement["Action"]) == ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]:
            continue
        # Translate knows no resource but custom terminologies (the same document)
        if many(statement["Action"]) == ["translate:TranslateText"]:
            continue
        # SES names an identity by the sender, which the condition does
        assert many(statement["Action"]) == ["ses:SendEmail"], role
        assert "ses:FromAddress" in json.dumps(statement["Condition"]), role


def test_every_function_may_write_its_logs(resources, functions):
    roles = {function["Role"]["Fn::GetAtt"][0] for function in functions.values()}
    logging = {
        role
        for role, statement in statements(resources)
        if "logs:PutLogEvents" in many(statement["Action"])
    }

    assert logging == roles


def test_only_what_answers_providers_or_visitors_reads_secrets(resources):
    reading = {
        role: json.dumps(statement["Resource"])
        for role, statement in statements(resources)
        if any("GetSecretValue" in action for action in many(statement["Action"]))
    }

    roles = {"AnswerRole", "ApiHandlerRole", "ConfigureRole", "InboundRole", "OutboundRole"}
    assert reading.keys() == roles
    # The key of the codes that prove who customers are is made of it (AI-20).
    assert reading["AnswerRole"].endswith('secret:switchboard/${Stage}/visitor-tokens*"}]')


def test_those_that_rank_understand_or_read_have_a_layer_and_no_other(functions):
    layered = {name for name, function in functions.items() if function.get("Layers")}

    ranking = {"Train", "Suggest", "Ask", "Answer"}
    assert layered == {*ranking, "Analyze", "Understand", "Gather", "Mail", "Observe"}
