"""`@endpoint`: JSON becomes a model, a refusal becomes a problem document, and the API describes
itself (openapi.py) from the very models that validate.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, get_type_hints

from chalice.app import Blueprint, Request, Response

from chalicelib.runtime.errors import Invalid, NotFound, SwitchboardError
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, logger
from chalicelib.runtime.problems import from_error, from_validation, problem

if TYPE_CHECKING:
    import pydantic
else:
    pydantic = lazy("pydantic")

View = Callable[..., Any]

JSON: dict[str, str | list[str]] = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Operation:
    """A view and what it takes and answers, read from its annotations when first needed."""

    view: View
    status: int
    keep: bool = True

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The view's annotations."""
        return get_type_hints(self.view)

    @property
    def body(self) -> type[pydantic.BaseModel] | None:
        """The model of the request's body."""
        return self.hints.get("body")

    @property
    def query(self) -> type[pydantic.BaseModel] | None:
        """The model of the query string."""
        return self.hints.get("query")

    @property
    def returns(self) -> Any:
        """The type of the answer; NoneType for no content."""
        return self.hints.get("return")


OPERATIONS: dict[View, Operation] = {}

LONGEST_ID = 128
"""No id of ours is longer; DynamoDB answers an error, not "not found", to too long a key."""


def endpoint(bp: Blueprint, status: int = 200, keep: bool = True) -> Callable[[View], View]:
    """Wrap a view. A parameter called `body` or `query` is validated by its annotated model;
    the returned model is written as JSON with `status`; None means no content.

    An `Idempotency-Key` header makes a write happen once: a repeat gets the first answer. Not so
    where the answer holds a secret that must not be kept: under /v1/auth/, and without `keep`.
    """

    def decorate(view: View) -> View:
        operation = Operation(view, status, keep)

        @wraps(view)
        def handle(**path: str) -> Response:
            request: Request = bp.current_request
            correlate(request.context.get("requestId"))
            try:
                if any(len(id_) > LONGEST_ID for id_ in path.values()):
                    raise NotFound("there is nothing under this id")
                arguments = path | _validated(operation, request)
                return _answer(operation, request, lambda: view(**arguments))
            except pydantic.ValidationError as error:
                return from_validation(error)
            except SwitchboardError as error:
                return from_error(error)
            except Exception:
                logger().exception("view failed", extra={"view": view.__qualname__})
                return problem(500, "internal", "Try again; if it stays so, tell us.")

        OPERATIONS[handle] = operation
        return handle

    return decorate


def _validated(operation: Operation, request: Request) -> dict[str, pydantic.BaseModel]:
    arguments: dict[str, pydantic.BaseModel] = {}
    if operation.body:
        arguments["body"] = operation.body.model_validate(_json(request))
    if operation.query:
        arguments["query"] = operation.query.model_validate(dict(request.query_params or {}))
    return arguments


def _json(request: Request) -> Any:
    try:
        loaded = json.loads(request.raw_body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Invalid("the body is not JSON") from error
    if not isinstance(loaded, dict):
        raise Invalid("the body must be a JSON object")
    return loaded


def _answer(operation: Operation, request: Request, call: Callable[[], Any]) -> Response:
    key = request.headers.get("idempotency-key")
    keeps_answers = operation.keep and not request.context.get("resourcePath", "").startswith(
        "/v1/auth/"
    )
    if key and keeps_answers and request.method in {"POST", "PATCH", "DELETE"}:
        from chalicelib.runtime.once import once

        text = once("http", _request_key(request, key), lambda: _dump(call()))
    else:
        text = _dump(call())
    if not text:
        return Response(body="", status_code=operation.status, headers=JSON)
    return Response(body=text, status_code=operation.status, headers=JSON)


def _request_key(request: Request, key: str) -> str:
    """One caller's one request: another user's or another body's equal key is another request."""
    who = request.context.get("authorizer") or request.headers.get("authorization", "")
    parts = [key, request.method, request.context.get("resourcePath", ""), request.uri_params, who]
    seen = json.dumps(parts, sort_keys=True, default=str).encode() + raw_body(request)
    return hashlib.sha256(seen).hexdigest()


def _dump(answer: Any) -> str:
    if answer is None:
        return ""
    if isinstance(answer, pydantic.BaseModel):
        return answer.model_dump_json()
    return pydantic.TypeAdapter(type(answer)).dump_json(answer).decode()


def arrived(bp: Blueprint) -> datetime:
    """When API Gateway took the current request in. Of two agents who answer at once the rules must
    see that, however long one of their functions took to start."""
    epoch = bp.current_request.context.get("requestTimeEpoch")
    return datetime.fromtimestamp(epoch / 1000, UTC) if epoch else now()


def given(body: pydantic.BaseModel) -> dict[str, Any]:
    """The fields that a client sent, null ones too: absent means "as it is", null "none"."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def raw_body(request: Request) -> bytes:
    """The body's bytes; Chalice has them as text when API Gateway sent text."""
    body = request.raw_body
    return body.encode() if isinstance(body, str) else body


def summary(view: View) -> str:
    """The first sentence of the view's docstring."""
    return (inspect.getdoc(view) or "").split("\n\n")[0].replace("\n", " ")


def reason(status: int) -> str:
    """The standard phrase of an HTTP status."""
    return HTTPStatus(status).phrase
