"""Asking one of our own functions and waiting for its answer.

The API carries no layer; what needs one (ranking, topics) is a function of its own.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.runtime.clients import functions
from chalicelib.runtime.errors import Unavailable
from chalicelib.runtime.settings import settings


def invoke(name: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What the function called `name` ("ask", "analyze" or "observe") answers to a payload.

    Raises Unavailable when it fails, is late or is throttled: nothing was changed, and it may be
    asked again.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    targets = {
        "ask": settings().ask_function,
        "analyze": settings().analyze_function,
        "observe": settings().observe_function,
    }
    target = targets[name]
    try:
        answer = functions().invoke(FunctionName=target, Payload=json.dumps(payload).encode())
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("this does not answer right now; try again in a moment") from error
    body = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise Unavailable("this did not work right now; try again in a moment")
    if not isinstance(body, dict):
        raise Unavailable("this answered with something else; try again in a moment")
    return body
