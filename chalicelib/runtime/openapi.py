"""The API's description (OpenAPI 3.1), from the routes and the models that validate them."""

from __future__ import annotations

import json
from typing import Any, Literal

from chalice.app import Chalice
from pydantic import BaseModel, TypeAdapter

from chalicelib.runtime.endpoint import (
    ADMINS,
    OPERATIONS,
    PUBLIC,
    SIGNED_IN,
    VISITOR,
    Operation,
    reason,
    summary,
)

Described = tuple[str, Literal["validation", "serialization"], TypeAdapter[Any]]

REF = "#/components/schemas/{model}"


class FieldProblem(BaseModel):
    """One field that failed."""

    field: str
    message: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None


def describe(app: Chalice, extra: dict[str, Any]) -> dict[str, Any]:
    """The document for all `@endpoint` views of the app. `extra` names further types that clients
    need (socket frames), by name."""
    operations = [
        (path, method, route, OPERATIONS[route.view_function])
        for path, methods in sorted(app.routes.items())
        for method, route in sorted(methods.items())
        if route.view_function in OPERATIONS
    ]
    schemas = _schemas([operation for *_, operation in operations], extra)
    paths: dict[str, Any] = {}
    for path, method, route, operation in operations:
        described = _operation(path, route, operation, schemas)
        paths.setdefault(path, {})[method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Switchboard",
            "version": "1",
            "description": "Conversations with customers over every channel.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def _schemas(operations: list[Operation], extra: dict[str, Any]) -> dict[str, Any]:
    bodies = [operation.body for operation in operations if operation.body]
    adapters = {
        **{
            _name(op.returns): op.returns
            for op in operations
            if op.returns not in (None, type(None))
        },
        **extra,
        "Problem": Problem,
    }
    inputs: list[Described] = [
        (f"in:{body.__name__}", "validation", TypeAdapter(body)) for body in bodies
    ]
    outputs: list[Described] = [
        (f"out:{name}", "serialization", TypeAdapter(type_)) for name, type_ in adapters.items()
    ]
    keyed, schema = TypeAdapter.json_schemas([*inputs, *outputs], ref_template=REF)
    definitions: dict[str, Any] = dict(schema.get("$defs", {}))
    renamed: dict[str, str] = {}
    for (key, _), one in keyed.items():
        name = key.partition(":")[2]
        generic = one.get("$ref", "").rpartition("/")[2]
        if not generic:
            definitions[name] = one
        elif generic != name:
            renamed[generic] = name
    return _renamed(definitions, renamed)


def _renamed(definitions: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Generics under readable names: `Page[UserView]` as PageOfUserView."""
    text = json.dumps({names.get(name, name): one for name, one in definitions.items()})
    for old, new in names.items():
        text = text.replace(json.dumps(REF.format(model=old)), json.dumps(REF.format(model=new)))
    loaded: dict[str, Any] = json.loads(text)
    return dict(sorted(loaded.items()))


def _name(returns: Any) -> str:
    """A name for what a view returns: a model's own, `PageOfX` for pages."""
    metadata = getattr(returns, "__pydantic_generic_metadata__", None)
    if metadata and metadata["args"]:
        return f"{metadata['origin'].__name__}Of{_name(metadata['args'][0])}"
    return getattr(returns, "__name__", "AnyEvent") if isinstance(returns, type) else "AnyEvent"


def _operation(
    path: str, route: Any, operation: Operation, schemas: dict[str, Any]
) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.view_args
    ]
    described: dict[str, Any] = {
        "operationId": operation.view.__name__,
        "tags": [path.split("/")[2]],
        "summary": summary(operation.view),
        "parameters": parameters + _query(operation),
        "responses": _responses(operation, bool(route.view_args)),
    }
    if operation.body:
        content = {
            "application/json": {"schema": {"$ref": REF.format(model=operation.body.__name__)}}
        }
        described["requestBody"] = {"required": True, "content": content}
    described["security"] = [] if operation.needs == PUBLIC else [{"bearer": []}]
    if operation.needs not in (None, PUBLIC, VISITOR, SIGNED_IN):
        admins = operation.needs == ADMINS
        described["description"] = (
            "For admins." if admins else f"Needs the permission `{operation.needs}`."
        )
    return described


def _query(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", []),
            "schema": {key: value for key, value in field.items() if key != "title"},
        }
        for name, field in schema["properties"].items()
    ]


def _responses(operation: Operation, has_path: bool) -> dict[str, Any]:
    success: dict[str, Any] = {"description": reason(operation.status)}
    if operation.returns not in (None, type(None)):
        ref = {"$ref": REF.format(model=_name(operation.returns))}
        success["content"] = {"application/json": {"schema": ref}}
    problem = {
        "content": {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    }
    statuses = [400, 401, 403, 409, 422, *([404] if has_path or operation.query else [])]
    return {
        str(operation.status): success,
        **{str(status): {"description": reason(status), **problem} for status in sorted(statuses)},
    }
