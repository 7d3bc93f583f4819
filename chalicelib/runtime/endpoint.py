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

from chalicelib.runtime.errors import Invalid, NotFound, SwitchboardError, Unauthorized
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, logger
from chalicelib.runtime.problems import from_error, from_validation, problem

if TYPE_CHECKING:
    import pydantic
else:
    pydantic = lazy("pydantic")

View = Callable[..., Any]

PUBLIC = "public"
"""What a view needs whom anybody may ask."""
VISITOR = "visitor"
"""What a view needs that is for a visitor: it reads their token itself."""
SIGNED_IN = "signed in"
"""What a view needs that every user may ask; it shows and changes what is theirs."""
ADMINS = "admins"
"""What a view needs that no role can be allowed."""

Guard = Callable[[Blueprint, str], None]
"""Lets whoever calls pass, or raises; told what the view needs."""

_guards: list[Guard] = []


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did through a view that is to be remembered (AUTH-21)."""

    action: str
    request: Request
    path: dict[str, str]
    body: pydantic.BaseModel | None
    answer: Any


Recorder = Callable[[Deed], None]
"""Remembers what was done; it raises nothing, for what was done is done."""

_recorders: list[Recorder] = []

JSON: dict[str, str | list[str]] = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Operation:
    """A view and what it takes and answers, read from its annotations when first needed."""

    view: View
    status: int
    keep: bool
    needs: str
    """One of the words above, or a permission."""
    audit: str | None = None
    """What the audit log calls it, such as `team.updated`; None: it is not kept there."""

    def let_in(self, bp: Blueprint) -> None:
        """Turn away whoever may not ask this."""
        if self.needs in (PUBLIC, VISITOR):
            return
        if not _guards:
            raise Unauthorized("nobody is at the door")
        for guard in _guards:
            guard(bp, self.needs)

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


def guarded_by(guard: Guard) -> Guard:
    """Have every request pass a guard before its view runs. Runtime knows no users: the noun that
    does brings the guard."""
    _guards.append(guard)
    return guard


def recorded_by(recorder: Recorder) -> Recorder:
    """Have a recorder told of what is done through the views that say `audit`."""
    _recorders.append(recorder)
    return recorder


def endpoint(
    bp: Blueprint,
    status: int = 200,
    keep: bool = True,
    *,
    needs: str,
    audit: str | None = None,
) -> Callable[[View], View]:
    """Wrap a view, and let in only who may ask it: `needs` is a permission or a word above. A
    parameter called `body` or `query` is validated by its annotated model; the returned model is
    written as JSON with `status`; None means no content.

    An `Idempotency-Key` header makes a write happen once: a repeat gets the first answer. Not so
    where the answer holds a secret that must not be kept: under /v1/auth/, and without `keep`.
    """

    def decorate(view: View) -> View:
        operation = Operation(view, status, keep, needs, audit)

        @wraps(view)
        def handle(**path: str) -> Response:
            request: Request = bp.current_request
            correlate(request.context.get("requestId"))
            try:
                operation.let_in(bp)
                if any(len(id_) > LONGEST_ID for id_ in path.values()):
                    raise NotFound("there is nothing under this id")
                arguments = path | _validated(operation, request)
                return _answer(
                    operation, request, lambda: _done(operation, request, path, arguments)
                )
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


def _done(
    operation: Operation, request: Request, path: dict[str, str], arguments: dict[str, Any]
) -> Any:
    """What the view answers, after whoever keeps the audit log was told."""
    answer = operation.view(**arguments)
    if operation.audit:
        for tell in _recorders:
            tell(Deed(operation.audit, request, path, arguments.get("body"), answer))
    return answer


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
    proven = request.context.get("authorizer") or {}
    user = proven.get("user_id")
    # not all that is proven: the session's token is renewed between a request and its repeat
    who = [proven.get("account_id"), user] if user else request.headers.get("authorization", "")
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
    return arrived_at(bp.current_request)


def arrived_at(request: Request) -> datetime:
    """The same of a request."""
    epoch = request.context.get("requestTimeEpoch")
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
