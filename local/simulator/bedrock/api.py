"""One operation that refuses what the service refuses."""

from typing import Any

from starlette.routing import BaseRoute

from local.simulator.bedrock.model import said
from local.simulator.failures import Failure
from local.simulator.serving import Call, Desk, Refused
from local.simulator.world import World

NAME = "bedrock"
TEXTS = ("text", "guardContent")


def refusal(status: int, kind: str, message: str) -> Refused:
    """An error of the service; its name stands in a header."""
    return Refused(status, {"message": message}, {"x-amzn-errortype": kind})


REFUSALS = {
    Failure.SERVER_ERROR: refusal(500, "InternalServerException", "An internal error occurred."),
    Failure.RATE_LIMIT: refusal(429, "ThrottlingException", "Too many requests."),
    Failure.UNAUTHORIZED: refusal(
        403, "AccessDeniedException", "You don't have access to the model with the specified ID."
    ),
}


def routes(world: World) -> list[BaseRoute]:
    """The service below /bedrock."""
    desk = Desk(world, NAME, REFUSALS)
    return [desk.route("POST", "/bedrock/model/{model_id:path}/converse", converse)]


async def converse(call: Call) -> dict[str, Any]:
    """The answer of a model that can only quote."""
    if not call.request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 "):
        raise refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    rules = "\n".join(str(one.get("text", "")) for one in _list(call.body.get("system")))
    asked = "\n".join(_texts(call.body.get("messages")))
    if not asked.strip():
        raise refusal(400, "ValidationException", "The messages must have text content.")
    most = int((call.body.get("inferenceConfig") or {}).get("maxTokens") or 512)
    text, whole = said(asked, most)
    tokens = (len(rules) + len(asked)) // 4, max(1, len(text) // 4)
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": "end_turn" if whole else "max_tokens",
        "usage": {
            "inputTokens": tokens[0],
            "outputTokens": tokens[1],
            "totalTokens": sum(tokens),
        },
        "metrics": {"latencyMs": 1},
        "additionalModelResponseFields": {"simulator": "This is no model: it quotes."},
    }


def _texts(messages: Any) -> list[str]:
    """What the messages say, plain or inside what a guardrail looks at."""
    found = []
    for message in _list(messages):
        for block in _list(message.get("content")):
            inside = (block.get("guardContent") or {}).get("text") or {}
            found.append(str(block.get("text") or inside.get("text") or ""))
    return found


def _list(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [one for one in value if isinstance(one, dict)]
