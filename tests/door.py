"""The HTTP door without a network: requests as API Gateway hands them to the function."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import app
from chalicelib.accounts.domain import Caller


@dataclass
class Answer:
    """What the function answered."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class Context:
    """The Lambda context, as far as Chalice and Powertools look at it."""

    function_name = memory_limit_in_mb = "api"
    invoked_function_arn = "arn:aws:lambda:eu-north-1:123456789012:function:api"
    aws_request_id = "request-1"

    def get_remaining_time_in_millis(self) -> int:
        """Plenty."""
        return 20_000


def call(
    method: str,
    path: str,
    body: Any = None,
    caller: Caller | None = None,
    headers: dict[str, str] | None = None,
    query: dict[str, Any] | None = None,
    proven: dict[str, str] | None = None,
) -> Answer:
    """Call the API as a user whom the authorizer proved, or as nobody; `proven` is all that an
    authorizer said."""
    resource, parameters = _match(method, path)
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    if caller:
        proven = {"account_id": caller.account_id, "user_id": caller.user_id}
    event = {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": {"Content-Type": "application/json"} | (headers or {}),
        "multiValueHeaders": {},
        "multiValueQueryStringParameters": {
            name: value if isinstance(value, list) else [str(value)]
            for name, value in (query or {}).items()
        }
        or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "body": base64.b64encode(raw).decode(),
        "isBase64Encoded": True,
        "requestContext": {
            "resourcePath": resource,
            "httpMethod": method,
            "requestId": "request-1",
            "identity": {"sourceIp": "127.0.0.1"},
            "authorizer": proven or {},
        },
    }
    answer = app.app(event, Context())
    merged = {name.lower(): value for name, value in answer["headers"].items()}
    return Answer(answer["statusCode"], merged, answer["body"])


def form(path: str, body: bytes, headers: dict[str, str], query: Any = None) -> Answer:
    """Call a webhook as a provider does."""
    content = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    return call("POST", path, body, headers=content | headers, query=query)


def encoded(fields: dict[str, Any]) -> bytes:
    """Form fields as bytes; a list repeats its name."""
    return urlencode(fields, doseq=True).encode()


def routes() -> Iterator[tuple[str, str]]:
    """Every route of the API as method and path."""
    for path, methods in sorted(app.app.routes.items()):
        for method in sorted(methods):
            yield method, path


def needs_a_user(method: str, path: str) -> bool:
    """Whether the route has the authorizer in front."""
    return app.app.routes[path][method].authorizer is not None


def _match(method: str, path: str) -> tuple[str, dict[str, str]]:
    for resource, methods in app.app.routes.items():
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", resource)
        found = re.fullmatch(pattern, path)
        if found and method in methods and not ("{" in resource and path in app.app.routes):
            return resource, found.groupdict()
    raise LookupError(f"no route for {method} {path}")
