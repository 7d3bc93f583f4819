"""CORS preflights as the template declares them.

Chalice answers OPTIONS by a MOCK integration whose responses stand in the template's OpenAPI body.
The emulator imports the methods of that body but not their responses, so they are put here by the
calls that API Gateway has for it.
"""

from collections.abc import Iterator
from typing import Any

from local.aws import Account
from local.template import Template


def restore(account: Account, api_id: str, template: Template) -> None:
    """Give each OPTIONS method of the REST API the response that the template declares."""
    gateway = account.apigateway
    ids = {
        resource["path"]: resource["id"]
        for page in gateway.get_paginator("get_resources").paginate(restApiId=api_id)
        for resource in page["items"]
    }
    for path, status, parameters in declared(template):
        gateway.put_integration_response(
            restApiId=api_id,
            resourceId=ids[path],
            httpMethod="OPTIONS",
            statusCode=status,
            responseParameters=parameters,
        )


def declared(template: Template) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(path, status, headers) of each OPTIONS method with a MOCK integration."""
    for resource in template["Resources"].values():
        if resource["Type"] != "AWS::Serverless::Api":
            continue
        for path, methods in resource["Properties"]["DefinitionBody"]["paths"].items():
            integration: dict[str, Any] = methods.get("options", {}).get(
                "x-amazon-apigateway-integration", {}
            )
            for response in integration.get("responses", {}).values():
                yield path, str(response["statusCode"]), response.get("responseParameters", {})
