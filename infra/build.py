"""Joins the parts of the infrastructure into the one template that `chalice package` merges.

python -m infra.build .build/infra.json
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from infra import alarms, queues

PARTS = ("parameters", "tables", "identity", "storage", "mail", "functions")


def template() -> dict[str, Any]:
    """The joined template."""
    joined: dict[str, Any] = {}
    folder = Path(__file__).parent
    for part in PARTS:
        _merge(joined, yaml.safe_load((folder / f"{part}.yaml").read_text()))
    _merge(joined, {"Resources": queues.resources()})
    _merge(joined, {"Resources": alarms.resources()})
    for function in alarms.FUNCTIONS:
        traced = {"Properties": {"Tracing": {"Ref": "Tracing"}}}
        _merge(joined, {"Resources": {function: traced}})
    return joined


def _merge(into: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(template(), indent=1))
