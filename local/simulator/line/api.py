"""Bot info, the webhook's address, push messages and content, as LINE answers them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.customers import download, has_blocked, next_id, put, wrote
from local.simulator.failures import Failure
from local.simulator.line.webhooks import user_id
from local.simulator.serving import Call, Desk, Refused
from local.simulator.world import World

NAME = "line"
TEXT, MESSAGES, QUICK_REPLIES, LABEL, DATA = 5000, 5, 13, 20, 300
SHOWN = {"text": ("text",), "image": ("originalContentUrl", "previewImageUrl")}


def refusal(status: int, message: str, *details: str) -> Refused:
    """An error response of LINE's."""
    more = [{"message": one} for one in details]
    return Refused(status, {"message": message} | ({"details": more} if more else {}))


UNAUTHORIZED = refusal(401, "Authentication failed. Confirm that the access token is valid.")
REFUSALS = {
    Failure.SERVER_ERROR: refusal(500, "Internal Server Error"),
    Failure.RATE_LIMIT: refusal(429, "The API rate limit has been exceeded. Try again later."),
    Failure.UNAUTHORIZED: UNAUTHORIZED,
}


def routes(world: World) -> list[BaseRoute]:
    """LINE's API below /line and its files below /line-data."""
    desk = Desk(world, NAME, REFUSALS)
    accepted: dict[str, str] = {}

    async def info(call: Call) -> dict[str, Any]:
        account = authenticated(world, call.request)
        name = account.name or account.address
        return {"userId": user_id(account), "basicId": account.address, "displayName": name}

    async def set_webhook(call: Call) -> dict[str, Any]:
        account = authenticated(world, call.request)
        url = str(call.body.get("endpoint", ""))
        if not url.startswith(("http://", "https://")) or len(url) > 500:
            raise refusal(400, "Invalid webhook endpoint URL")
        world.channels.connect(replace(account, webhook_url=url))
        return {}

    async def push(call: Call) -> dict[str, Any]:
        account = authenticated(world, call.request)
        key = call.request.headers.get("x-line-retry-key", "")
        if key and not _is_uuid(key):
            raise refusal(400, "The value for the X-Line-Retry-Key header is invalid")
        if key in accepted:
            sent = [{"id": accepted[key]}]
            said = {"message": "The retry key is already accepted", "sentMessages": sent}
            raise Refused(409, said, {"x-line-accepted-request-id": f"req-{accepted[key]}"})
        customer, messages = checked(world, account, call.body)
        ids = [await show(world, account, customer, one, call.unreachable) for one in messages]
        if key:
            accepted[key] = ids[0]
        return {"sentMessages": [{"id": one, "quoteToken": f"q{one}"} for one in ids]}

    async def content(request: Request) -> Response:
        """The file of a customer's message."""
        try:
            authenticated(world, request)
        except Refused as refused:
            return Response(status_code=refused.status)
        text = world.phones.find(request.path_params["message_id"])
        media = world.media.get(text.media[0]["id"]) if text and text.media else None
        if media is None:
            return Response(status_code=404)
        return Response(media.data, media_type=media.mime_type)

    return [
        desk.route("GET", "/line/v2/bot/info", info),
        desk.route("PUT", "/line/v2/bot/channel/webhook/endpoint", set_webhook),
        desk.route("POST", "/line/v2/bot/message/push", push),
        Route("/line-data/v2/bot/message/{message_id}/content", content),
    ]


def authenticated(world: World, request: Request) -> Channel:
    """The account whose token the request carries."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    for account in world.channels.of_kind("line"):
        if scheme == "Bearer" and account.credentials.get("channel_access_token") == token:
            return account
    raise UNAUTHORIZED


def checked(
    world: World, account: Channel, body: dict[str, Any]
) -> tuple[str, list[dict[str, Any]]]:
    """To whom and what, where LINE takes it. Raises Refused for anything else."""
    customer, messages = str(body.get("to", "")), body.get("messages")
    if not isinstance(messages, list) or not 1 <= len(messages) <= MESSAGES:
        raise refusal(400, "The request body has 1 error(s)", "Size must be between 1 and 5")
    for message in messages:
        wrong = _wrong(message)
        if wrong:
            raise refusal(400, "The request body has 1 error(s)", wrong)
    if not wrote(world.phones, customer, account.address):
        raise refusal(400, "Failed to send messages")
    return customer, messages


def _wrong(message: dict[str, Any]) -> str:
    needed = SHOWN.get(message.get("type", ""))
    if needed is None:
        return "Must be one of the following values: [text, image, …]"
    if any(not message.get(name) for name in needed):
        return "May not be empty"
    if len(str(message.get("text", "")).encode("utf-16-le")) // 2 > TEXT:
        return "Length must be between 0 and 5000"
    items = (message.get("quickReply") or {}).get("items", [])
    actions = [item.get("action", {}) for item in items]
    if len(actions) > QUICK_REPLIES or any(len(one.get("label", "")) > LABEL for one in actions):
        return "Size must be between 1 and 13, labels at most 20"
    return "Length must be at most 300" if any(len(one["data"]) > DATA for one in actions) else ""


async def show(
    world: World, account: Channel, customer: str, message: dict[str, Any], unreachable: bool
) -> str:
    """Put a message on the phone, unless its owner blocked the account: LINE does not say so."""
    id_ = str(next_id())
    actions = [item["action"] for item in (message.get("quickReply") or {}).get("items", [])]
    facts: dict[str, Any] = {
        "text": str(message.get("text") or ""),
        "options": [{"id": one["data"], "title": one["label"]} for one in actions],
    }
    if message["type"] == "image":
        facts["media"] = await download(world, message["originalContentUrl"], "image")
    blocked = has_blocked(world.phones, customer, account.address)
    status = "failed" if blocked or unreachable else "delivered"
    put(world, account, "out", id_, customer, status=status, **facts)
    return id_


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
