"""One endpoint that speaks AWS JSON 1.1 and refuses what the service refuses."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from local.simulator.failures import Failure
from local.simulator.outbox import Sent
from local.simulator.translate.dictionary import translated
from local.simulator.world import World

NAME = "translate"
TARGET = "AWSShineFrontendService_20170701.TranslateText"
MOST_BYTES = 10_000
CODES = """
    af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el gu
    ht ha he hi hu is id ga it ja kn kk ko lv lt mk ms ml mt mr mn no ps pl pt pt-PT pa ro ru sr si
    sk sl so es es-MX sw sv ta te th tr uk ur uz vi cy
"""
LANGUAGES = frozenset(CODES.split())
FORMALITIES = {"FORMAL", "INFORMAL"}


class Refusal(Exception):
    """An error of the service, by the name that its model gives it."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind = status, kind


FAILURES = {
    Failure.SERVER_ERROR: Refusal(500, "InternalServerException", "An internal error occurred."),
    Failure.RATE_LIMIT: Refusal(429, "TooManyRequestsException", "Rate exceeded"),
    Failure.UNAUTHORIZED: Refusal(
        400, "AccessDeniedException", "User is not authorized to perform: translate:TranslateText"
    ),
}


def routes(world: World) -> list[BaseRoute]:
    """The service below /translate."""

    async def translate_text(request: Request) -> Response:
        body = _json(await request.body())
        failure = world.failures.take(NAME)
        if failure is Failure.TIMEOUT:
            _record(world, request, body, 504)
            await asyncio.sleep(world.timeout_seconds)
            return _answer(504, {})
        try:
            if failure in FAILURES:
                raise FAILURES[failure]
            said = _translated(request, body)
        except Refusal as refusal:
            _record(world, request, body, refusal.status)
            return _answer(refusal.status, {"__type": refusal.kind, "Message": str(refusal)})
        _record(world, request, body, 200)
        return _answer(200, said)

    return [Route(path, translate_text, methods=["POST"]) for path in ("/translate", "/translate/")]


def _translated(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    if not request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 "):
        raise Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    if request.headers.get("x-amz-target") != TARGET:
        raise Refusal(400, "UnknownOperationException", "")
    text, source = str(body.get("Text", "")), str(body.get("SourceLanguageCode", ""))
    target = str(body.get("TargetLanguageCode", ""))
    settings = body.get("Settings") or {}
    if not text or settings.get("Formality", "FORMAL") not in FORMALITIES:
        raise Refusal(400, "InvalidRequestException", "1 validation error detected")
    if len(text.encode()) > MOST_BYTES:
        raise Refusal(
            400, "TextSizeLimitExceededException", f"Input text size exceeds limit: {MOST_BYTES}"
        )
    if source not in LANGUAGES or target not in LANGUAGES:
        raise Refusal(
            400,
            "UnsupportedLanguagePairException",
            f"Unsupported language pair: {source} to {target}.",
        )
    return {
        "TranslatedText": translated(text, source, target),
        "SourceLanguageCode": source,
        "TargetLanguageCode": target,
        "AppliedSettings": settings,
    }


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _answer(status: int, body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), status, media_type="application/x-amz-json-1.1")


def _record(world: World, request: Request, body: dict[str, Any], status: int) -> None:
    target = {"x-amz-target": request.headers.get("x-amz-target", "")}
    world.outbox.record(Sent(NAME, request.method, request.url.path, target, body, status))
