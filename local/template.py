"""Production's packaged template made fit for the emulator. Pure: a template in, a new one out.

What differs from AWS, and nothing else: local paths become S3 locations (as `aws cloudformation
package` would make them), the WebSocket deployment that the emulator does not know becomes
AutoDeploy, the two APIs get ids that we choose, so that addresses outlive a deployment, and rights
to schedules are given in every group.
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

Template = dict[str, Any]

# resource type → the property that names a local file
ARTEFACTS = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
}
ID_TAG = "ms-custom-id"  # the emulator takes an API's id from this tag
WEBSOCKET_ID = "switchboard-live"
# The emulator checks the right to a schedule as if it were in the default group.
SCHEDULES, ALL_SCHEDULES = "schedule/${TimersGroup}/*", "schedule/*"
# It names no identity when it checks the right to send mail.
IDENTITIES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"


def local_paths(template: Template) -> set[str]:
    """Every local file that the template names."""
    return {
        properties[key]
        for properties, key in _artefacts(template)
        if not properties[key].startswith("s3://")
    }


def with_locations(template: Template, locations: Mapping[str, str]) -> Template:
    """The same template with each local file replaced by its s3:// address."""
    result = copy.deepcopy(template)
    for properties, key in _artefacts(result):
        properties[key] = locations.get(properties[key], properties[key])
    return result


UNKNOWN = {
    "AWS::ApiGatewayV2::Deployment",
    "AWS::SES::ReceiptRuleSet",
    "AWS::SES::ReceiptRule",
}
"""Resources that the emulator does not know; nothing refers to them."""


def for_emulator(template: Template) -> Template:
    """The template without what the emulator does not know, its APIs under ids that we choose."""
    text = json.dumps(template).replace(SCHEDULES, ALL_SCHEDULES).replace(IDENTITIES, "*")
    result: Template = json.loads(text)
    resources = result["Resources"]
    unknown = {name for name, resource in resources.items() if resource["Type"] in UNKNOWN}
    for name in unknown:
        del resources[name]
    for resource in resources.values():
        _forget(resource, unknown)
        if resource["Type"] == "AWS::ApiGatewayV2::Stage":
            resource["Properties"].pop("DeploymentId", None)
            resource["Properties"]["AutoDeploy"] = True
        elif resource["Type"] == "AWS::ApiGatewayV2::Api":
            _tag(resource, WEBSOCKET_ID)
        elif resource["Type"] == "AWS::Serverless::Api":
            _tag(resource, rest_api_id(template))
            resource["Properties"]["PropagateTags"] = True  # SAM tags only the stage otherwise
    return result


def rest_api_id(template: Template) -> str:
    """An id that changes only with the routes.

    The emulator replaces a REST API whose routes change, and creates the new one before it
    deletes the old: the same id twice would be refused.
    """
    routes = [
        resource["Properties"].get("DefinitionBody")
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Api"
    ]
    digest = hashlib.sha256(json.dumps(routes, sort_keys=True).encode()).hexdigest()
    return f"switchboard-{digest[:6]}"


def declared(template: Template, values: Mapping[str, str]) -> list[dict[str, str]]:
    """Stack parameters for CloudFormation: those of the values that the template declares."""
    return [
        {"ParameterKey": name, "ParameterValue": values[name]}
        for name in template.get("Parameters", {})
        if name in values
    ]


def _artefacts(template: Template) -> Iterator[tuple[dict[str, Any], str]]:
    for resource in template["Resources"].values():
        key = ARTEFACTS.get(resource["Type"])
        properties = resource.get("Properties", {})
        if key and isinstance(properties.get(key), str):
            yield properties, key


def _tag(resource: dict[str, Any], api_id: str) -> None:
    properties = resource.setdefault("Properties", {})
    properties["Tags"] = {**properties.get("Tags", {}), ID_TAG: api_id}


def _forget(resource: dict[str, Any], names: set[str]) -> None:
    """Take names out of a resource's DependsOn."""
    depends = resource.get("DependsOn", [])
    kept = [
        name for name in ([depends] if isinstance(depends, str) else depends) if name not in names
    ]
    if kept:
        resource["DependsOn"] = kept
    else:
        resource.pop("DependsOn", None)
