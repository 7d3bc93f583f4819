"""The packaged template: what `make package` made, or made here if there is none."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ROOT / ".build" / "packaged" / "sam.json"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What CloudFormation gets."""
    packaged = PACKAGED
    if not packaged.exists():
        from infra import build, package

        folder = tmp_path_factory.mktemp("build")
        merged = folder / "infra.json"
        merged.write_text(json.dumps(build.template()))
        package._chalice(merged, folder / "packaged")
        packaged = folder / "packaged" / "sam.json"
    loaded: dict[str, Any] = json.loads(packaged.read_text())
    return loaded


@pytest.fixture(scope="session")
def resources(template: dict[str, Any]) -> dict[str, Any]:
    """Its resources by logical id."""
    found: dict[str, Any] = template["Resources"]
    return found


@pytest.fixture(scope="session")
def functions(resources: dict[str, Any]) -> dict[str, Any]:
    """The properties of every function."""
    return {
        name: one["Properties"]
        for name, one in resources.items()
        if one["Type"] == "AWS::Serverless::Function"
    }


@pytest.fixture(scope="session")
def tables(resources: dict[str, Any]) -> dict[str, Any]:
    """Every table with all its attributes, not only its properties."""
    return {name: one for name, one in resources.items() if one["Type"] == "AWS::DynamoDB::Table"}


@pytest.fixture(scope="session")
def queues(resources: dict[str, Any]) -> dict[str, Any]:
    """The properties of every queue."""
    return {
        name: one["Properties"]
        for name, one in resources.items()
        if one["Type"] == "AWS::SQS::Queue"
    }
