"""POST Messages.json: who may send, what is refused, and what an accepted message looks like."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from typing import Any
from uuid import uuid4

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.failures import Failure
from local.simulator.phones import Text
from local.simulator.twilio import content, errors
from local.simulator.twilio.accounts import (
    NAME,
    SMS,
    VERSION,
    WHATSAPP,
    Form,
    account_of,
    authenticated,
    error,
    record,
    unless_failing,
)
from local.simulator.twilio.delivery import Delivery, deliver
from local.simulator.twilio.errors import Refused
from local.simulator.twilio.optout import has_opted_out
from local.simulator.world import World

BODY_LIMIT = 1600
MOST_MEDIA = 10
WINDOW = timedelta(hours=24)
UNREACHABLE, CLOSED, REJECTED = "30003", "63016", "63040"
PREFIX = "whatsapp:"
ADDRESSES = {
    SMS: re.compile(r"\+[1-9]\d{6,14}|\d{3,6}"),
    WHATSAPP: re.compile(r"\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]+"),
}


def routes(world: World) -> list[BaseRoute]:
    """Twilio's Messages resource."""
    deliveries: set[asyncio.Task[None]] = set()

    async def create_message(request: Request) -> JSONResponse:
        posted = await request.form()
        form = {key: str(value) for key, value in posted.items()}
        urls = [str(url) for url in posted.getlist("MediaUrl")]
        failure = world.failures.take(NAME)
        try:
            unless_failing(failure)
            channel = sender(world, authenticated(world, request), form, urls)
            media = await fetched(world, urls)
            text = told(channel, form, media)
        except Refused as refused:
            record(world, request, form, refused.refusal.status)
            return error(refused.refusal)
        if failure is Failure.TIMEOUT:  # nothing is accepted and nobody hears of it in time
            record(world, request, form, 504)
            await asyncio.sleep(world.timeout_seconds)
            return JSONResponse({}, status_code=504)
        record(world, request, form, 201)
        why = UNREACHABLE if failure is Failure.UNDELIVERABLE else hindered(world, channel, form)
        world.phones.add(text)
        task = asyncio.create_task(deliver(world, Delivery(text.id, channel, form, why)))
        deliveries.add(task)  # asyncio itself keeps only a weak reference to a running task
        task.add_done_callback(deliveries.discard)
        return JSONResponse(accepted(channel, form, text), status_code=201)

    path = f"/{VERSION}/Accounts/{{account_sid}}/Messages.json"
    return [Route(path, create_message, methods=["POST"])]


def sender(world: World, owned: list[Channel], form: Form, urls: list[str]) -> Channel:
    """The channel that may send this message. Raises Refused with what Twilio would answer."""
    if not form.get("To"):
        raise Refused(errors.NO_TO)
    if not (form.get("From") or form.get("MessagingServiceSid")):
        raise Refused(errors.NO_FROM)
    if not (form.get("Body") or form.get("ContentSid") or urls):
        raise Refused(errors.NO_BODY)
    kind = WHATSAPP if form["To"].startswith(PREFIX) else SMS
    if not ADDRESSES[kind].fullmatch(bare(form["To"])):
        raise Refused(errors.invalid_to(form["To"]))
    if form.get("From") and form["From"].startswith(PREFIX) != (kind == WHATSAPP):
        raise Refused(errors.TWO_CHANNELS)
    channel = next((one for one in owned if one.kind == kind and fits(one, form)), None)
    if channel is None:
        raise Refused(errors.invalid_from(form.get("From") or form["MessagingServiceSid"]))
    if len(form.get("Body", "")) > BODY_LIMIT:
        raise Refused(errors.TOO_LONG)
    if len(urls) > MOST_MEDIA:
        raise Refused(errors.TOO_MANY_FILES)
    if kind == SMS and has_opted_out(world.phones, customer=form["To"], company=channel.address):
        raise Refused(errors.OPTED_OUT)
    return channel


def bare(address: str) -> str:
    """An address without the name of its channel."""
    return address.removeprefix(PREFIX)


def fits(channel: Channel, form: Form) -> bool:
    """Whether the message is from this channel; a messaging service alone chooses its number."""
    service = form.get("MessagingServiceSid")
    known = {channel.settings.get("messaging_service_sid"), channel.address}
    if not form.get("From"):
        return service in known
    return bare(form["From"]) == channel.address and service in (None, *known)


async def fetched(world: World, urls: list[str]) -> list[dict[str, str]]:
    """The files, which Twilio fetches from where they are."""
    files = []
    for url in urls:
        try:
            answer = await world.http.get(url)
        except httpx2.HTTPError:
            raise Refused(errors.BAD_FILE) from None
        if not answer.is_success:
            raise Refused(errors.BAD_FILE)
        mime = answer.headers.get("content-type", "application/octet-stream").partition(";")[0]
        files.append(world.media.described(world.media.put(answer.content, mime)))
    return files


def told(channel: Channel, form: Form, media: list[dict[str, str]]) -> Text:
    """The message as it will be on the phone; WhatsApp carries one file of several."""
    template = content.filled(form) if form.get("ContentSid") else None
    return Text(
        id=f"{'MM' if media or template else 'SM'}{uuid4().hex}",
        direction="out",
        customer=bare(form["To"]),
        company=channel.address,
        text=template.text if template else form.get("Body", ""),
        status="queued",
        media=media[:1] if channel.kind == WHATSAPP else media,
        options=template.options if template else [],
    )


def hindered(world: World, channel: Channel, form: Form) -> str | None:
    """Why WhatsApp will not deliver what Twilio accepts, as an error code; None when it will."""
    if channel.kind != WHATSAPP:
        return None
    if form.get("ContentSid"):
        return None if content.is_approved(form) else REJECTED
    heard = [
        datetime.fromisoformat(text["time"])
        for text in world.phones.thread(bare(form["To"]), channel.address)
        if text["direction"] == "in"
    ]
    is_open = bool(heard) and datetime.now(UTC) - heard[-1] <= WINDOW
    return None if is_open else CLOSED


def accepted(channel: Channel, form: Form, text: Text) -> dict[str, Any]:
    """The Message resource as Twilio answers it."""
    account = account_of(channel)
    resource = f"/{VERSION}/Accounts/{account}/Messages/{text.id}"
    date = formatdate(usegmt=True).replace("GMT", "+0000")
    return {
        "account_sid": account,
        "api_version": VERSION,
        "body": text.text,
        "date_created": date,
        "date_sent": None,
        "date_updated": date,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": str(len(text.media)),
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": text.id,
        "status": "queued",
        "subresource_uris": {"media": f"{resource}/Media.json"},
        "to": form["To"],
        "uri": f"{resource}.json",
    }
