"""Refusals as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chalice.app import Response

from chalicelib.runtime.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    SwitchboardError,
    Unauthorized,
    Unavailable,
)

if TYPE_CHECKING:
    from pydantic import ValidationError

STATUS: dict[type[SwitchboardError], int] = {
    Invalid: 400,
    Unauthorized: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Refused: 422,
    Unavailable: 503,
}

TITLES = {
    400: "The request is not valid",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    409: "It changed in the meantime",
    422: "Refused",
    500: "Something went wrong on our side",
    503: "Not available right now",
}


def problem(status: int, code: str, detail: str, **facts: object) -> Response:
    """A problem document with our stable `code` and the given extra members."""
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": TITLES[status],
        "status": status,
        "code": code,
        "detail": detail,
        **facts,
    }
    return Response(
        body=json.dumps(body, ensure_ascii=False),
        status_code=status,
        headers={"Content-Type": "application/problem+json"},
    )


def from_error(error: SwitchboardError) -> Response:
    """The problem that tells of a refusal."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return problem(status, error.code, str(error), **error.facts)


def from_validation(error: ValidationError) -> Response:
    """A 400 that names every failing field."""
    errors = [
        {"field": ".".join(str(part) for part in item["loc"]) or "body", "message": item["msg"]}
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return problem(400, "invalid_request", "Some fields are missing or wrong", errors=errors)
