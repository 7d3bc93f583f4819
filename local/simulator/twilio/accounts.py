"""Who asks: accounts with their tokens, their numbers and the files that they received.

Twilio docs: "Account resource", "IncomingPhoneNumber resource", "Media resource".
"""

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.outbox import Sent
from local.simulator.twilio import errors
from local.simulator.twilio.errors import Refusal, Refused
from local.simulator.world import World

NAME = "twilio"
VERSION = "2010-04-01"
SMS, WHATSAPP = "twilio_sms", "twilio_whatsapp"
NUMBERS = {"IncomingPhoneNumbers": "PhoneNumber", "SMS/ShortCodes": "ShortCode"}
"""Where numbers are found, and by which parameter."""

Form = dict[str, str]


def account_of(channel: Channel) -> str:
    """The SID of the account that a channel belongs to."""
    given = channel.settings.get("account_sid") or channel.credentials.get("account_sid")
    return str(given or "")


def authenticated(world: World, request: Request) -> list[Channel]:
    """The channels of the account whose id and token the Authorization header carries."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused(errors.UNAUTHENTICATED) from None
    owned = [
        channel
        for channel in (*world.channels.of_kind(SMS), *world.channels.of_kind(WHATSAPP))
        if (account_of(channel), channel.credentials.get("auth_token")) == (user, password)
    ]
    asked = request.path_params.get("account_sid", user)
    if scheme.lower() != "basic" or user != asked or not owned:
        raise Refused(errors.UNAUTHENTICATED)
    return owned


def unless_failing(failure: Failure | None) -> None:
    """Raises Refused for the failures that a person has asked for."""
    refusal = (
        {
            Failure.UNAUTHORIZED: errors.UNAUTHENTICATED,
            Failure.SERVER_ERROR: errors.INTERNAL,
            Failure.RATE_LIMIT: errors.RATE_LIMITED,
        }.get(failure)
        if failure
        else None
    )
    if refusal:
        raise Refused(refusal)


def record(world: World, request: Request, form: Form, status: int) -> None:
    """Keep what was asked, without who asked."""
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}
    world.outbox.record(Sent(NAME, request.method, request.url.path, headers, form, status))


def error(refusal: Refusal) -> JSONResponse:
    """A refusal as Twilio answers it."""
    headers = {401: {"WWW-Authenticate": 'Basic realm="Twilio API"'}, 429: {"Retry-After": "1"}}
    return JSONResponse(
        refusal.body(), status_code=refusal.status, headers=headers.get(refusal.status)
    )


async def form_of(request: Request) -> Form:
    """The fields of a form; of a repeated one, the last value."""
    return {key: str(value) for key, value in (await request.form()).items()}


Answer = Callable[[Request, list[Channel], Form], Awaitable[Response]]


def guarded(world: World, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for an account: it is recorded, and refused to everybody else."""

    async def endpoint(request: Request) -> Response:
        form = await form_of(request) if request.method == "POST" else {}
        try:
            response = await answer(request, authenticated(world, request), form)
        except Refused as refused:
            response = error(refused.refusal)
        record(world, request, form, response.status_code)
        return response

    return endpoint


def routes(world: World) -> list[BaseRoute]:
    """The account, its numbers, and the files that were sent to them."""

    async def account(request: Request, owned: list[Channel], form: Form) -> Response:
        sid = account_of(owned[0])
        return JSONResponse({"sid": sid, "friendly_name": "Demo account", "status": "active"})

    def listing(resource: str) -> Answer:
        async def numbers(request: Request, owned: list[Channel], form: Form) -> Response:
            wanted = request.query_params.get(NUMBERS[resource])
            found = [
                {"sid": number_sid(channel), "sms_url": channel.webhook_url}
                for channel in owned
                if channel.kind == SMS and wanted in (None, channel.address)
            ]
            name = "short_codes" if "Short" in resource else "incoming_phone_numbers"
            return JSONResponse({name: found})

        return numbers

    async def update(request: Request, owned: list[Channel], form: Form) -> Response:
        wanted = request.path_params["number_sid"]
        for channel in owned:
            if channel.kind == SMS and number_sid(channel) == wanted:
                url = form.get("SmsUrl", channel.webhook_url)
                world.channels.connect(replace(channel, webhook_url=url))
                return JSONResponse({"sid": wanted, "sms_url": url})
        raise Refused(errors.NOT_FOUND)

    async def media(request: Request, owned: list[Channel], form: Form) -> Response:
        media_id = request.path_params["media_id"]
        if world.media.get(media_id) is None:
            raise Refused(errors.NOT_FOUND)
        return RedirectResponse(world.media.url(media_id), 307)  # to another host, really

    base = f"/{VERSION}/Accounts/{{account_sid}}"
    found: list[BaseRoute] = [
        Route(f"{base}.json", guarded(world, account)),
        Route(f"{base}/Messages/{{sid}}/Media/{{media_id}}", guarded(world, media)),
    ]
    for resource in NUMBERS:
        path = f"{base}/{resource}"
        found += [
            Route(f"{path}.json", guarded(world, listing(resource))),
            Route(f"{path}/{{number_sid}}.json", guarded(world, update), methods=["POST"]),
        ]
    return found


def number_sid(channel: Channel) -> str:
    """The id that a number has at Twilio."""
    return f"PN{sha256(channel.address.encode()).hexdigest()[:32]}"
