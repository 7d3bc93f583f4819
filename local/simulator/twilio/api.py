"""POST Messages.json: who may send, what is refused, and what an accepted message looks like."""

import asyncio
import base64
import binascii
import re
from email.utils import formatdate
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.outbox import Sent
from local.simulator.phones import Text
from local.simulator.twilio import errors
from local.simulator.twilio.delivery import Delivery, deliver
from local.simulator.twilio.errors import Refusal, Refused
from local.simulator.twilio.optout import has_opted_out
from local.simulator.world import World

NAME = "twilio"
API_VERSION = "2010-04-01"
BODY_LIMIT = 1600
REQUIRED = (("To", errors.NO_TO), ("From", errors.NO_FROM), ("Body", errors.NO_BODY))
E164 = re.compile(r"\+[1-9]\d{6,14}")


def routes(world: World) -> list[BaseRoute]:
    """Twilio's Messages resource."""
    deliveries: set[asyncio.Task[None]] = set()

    async def create_message(request: Request) -> JSONResponse:
        form = {key: str(value) for key, value in (await request.form()).items()}
        failure = world.failures.take(NAME)
        try:
            channel = sender(world, request, form, failure)
        except Refused as refused:
            record(world, request, form, refused.refusal.status)
            return error(refused.refusal)
        if failure is Failure.TIMEOUT:  # nothing is accepted and nobody hears of it in time
            record(world, request, form, 504)
            await asyncio.sleep(world.timeout_seconds)
            return JSONResponse({}, status_code=504)
        record(world, request, form, 201)
        message = accepted(channel, form)
        world.phones.add(
            Text(
                id=message["sid"],
                direction="out",
                customer=form["To"],
                company=form["From"],
                text=form["Body"],
                status="queued",
            )
        )
        delivery = Delivery(
            message["sid"], channel, form, reaches=failure is not Failure.UNDELIVERABLE
        )
        task = asyncio.create_task(deliver(world, delivery))
        deliveries.add(task)  # asyncio itself keeps only a weak reference to a running task
        task.add_done_callback(deliveries.discard)
        return JSONResponse(message, status_code=201)

    path = f"/{API_VERSION}/Accounts/{{account_sid}}/Messages.json"
    return [Route(path, create_message, methods=["POST"])]


def sender(
    world: World, request: Request, form: dict[str, str], failure: Failure | None
) -> Channel:
    """The channel that may send this message. Raises Refused with what Twilio would answer."""
    owned = authenticated(world, request)
    if failure is Failure.SERVER_ERROR:
        raise Refused(errors.INTERNAL)
    if failure is Failure.RATE_LIMIT:
        raise Refused(errors.RATE_LIMITED)
    for field, refusal in REQUIRED:
        if not form.get(field):
            raise Refused(refusal)
    if not E164.fullmatch(form["To"]):
        raise Refused(errors.invalid_to(form["To"]))
    channel = next((item for item in owned if item.address == form["From"]), None)
    if channel is None:
        raise Refused(errors.invalid_from(form["From"]))
    if len(form["Body"]) > BODY_LIMIT:
        raise Refused(errors.TOO_LONG)
    if has_opted_out(world.phones, customer=form["To"], company=form["From"]):
        raise Refused(errors.OPTED_OUT)
    return channel


def authenticated(world: World, request: Request) -> list[Channel]:
    """The channels of the account whose id and token the Authorization header carries."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused(errors.UNAUTHENTICATED) from None
    owned = [
        channel
        for channel in world.channels.of_kind("twilio_sms")
        if channel.credentials == {"account_sid": user, "auth_token": password}
    ]
    if scheme.lower() != "basic" or user != request.path_params["account_sid"] or not owned:
        raise Refused(errors.UNAUTHENTICATED)
    return owned


def accepted(channel: Channel, form: dict[str, str]) -> dict[str, Any]:
    """The Message resource as Twilio answers it."""
    sid, account = f"SM{uuid4().hex}", channel.credentials["account_sid"]
    resource = f"/{API_VERSION}/Accounts/{account}/Messages/{sid}"
    date = formatdate(usegmt=True).replace("GMT", "+0000")
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": form["Body"],
        "date_created": date,
        "date_sent": None,
        "date_updated": date,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form["From"],
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"{resource}/Media.json"},
        "to": form["To"],
        "uri": f"{resource}.json",
    }


def record(world: World, request: Request, form: dict[str, str], status: int) -> None:
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}
    world.outbox.record(Sent(NAME, request.method, request.url.path, headers, form, status))


def error(refusal: Refusal) -> JSONResponse:
    headers = {401: {"WWW-Authenticate": 'Basic realm="Twilio API"'}, 429: {"Retry-After": "1"}}
    return JSONResponse(
        refusal.body(), status_code=refusal.status, headers=headers.get(refusal.status)
    )
