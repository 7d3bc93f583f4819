"""The methods of the Bot API that Switchboard calls, and their refusals."""

import json
import re
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.customers import described, has_blocked, put, wrote
from local.simulator.failures import Failure
from local.simulator.phones import Text
from local.simulator.serving import Call, Desk, Refused, Upload
from local.simulator.telegram.webhooks import chat, number
from local.simulator.world import World

NAME = "telegram"
TEXT, CAPTION, CALLBACK = 4096, 1024, 64
FILES = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVideo": "video",
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendAnimation": "animation",
}
TAG = re.compile(r"</?(?:b|i|code|pre|a)(?: href=\"[^\"<>]*\")?>")
SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")


def refusal(status: int, description: str, **parameters: Any) -> Refused:
    """An answer with `ok` false."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return Refused(status, body | ({"parameters": parameters} if parameters else {}))


UNAUTHORIZED = refusal(401, "Unauthorized")
REFUSALS = {
    Failure.SERVER_ERROR: refusal(500, "Internal Server Error"),
    Failure.RATE_LIMIT: refusal(429, "Too Many Requests: retry after 1", retry_after=1),
    Failure.UNAUTHORIZED: UNAUTHORIZED,
    Failure.UNDELIVERABLE: refusal(403, "Forbidden: user is deactivated"),
}


def hidden(path: str) -> str:
    """A path without the bot's token."""
    return re.sub(r"/bot[^/]+/", "/bot…/", path)


def routes(world: World) -> list[BaseRoute]:
    """The Bot API below /telegram."""
    desk = Desk(world, NAME, REFUSALS, hidden)

    async def method(call: Call) -> dict[str, Any]:
        bot = authenticated(world, call.request)
        name = call.request.path_params["method"]
        body = {key: _loaded(value) for key, value in call.body.items()}
        if name in FILES or name == "sendMessage":
            return _ok(send(world, bot, name, body))
        if name not in METHODS:
            raise refusal(404, "Not Found")
        return _ok(METHODS[name](world, bot, body))

    async def file(request: Request) -> Response:
        try:
            authenticated(world, request)
        except Refused as refused:
            return Response(status_code=refused.status)
        media = world.media.get(request.path_params["media_id"])
        return Response(media.data if media else b"", 200 if media else 404)

    return [
        desk.route("POST", "/telegram/bot{token}/{method}", method),
        Route("/telegram/file/bot{token}/files/{media_id}/{name}", file),
    ]


def authenticated(world: World, request: Request) -> Channel:
    """The bot whose token stands in the path."""
    for bot in world.channels.of_kind("telegram"):
        if bot.credentials.get("bot_token") == request.path_params["token"]:
            return bot
    raise UNAUTHORIZED


def send(world: World, bot: Channel, method: str, body: dict[str, Any]) -> dict[str, Any]:
    """Put a message on the phone, where Telegram takes it."""
    customer, said = str(body.get("chat_id", "")), _said(method, body)
    reachable(world, bot, customer)
    keyboard = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = [button for row in keyboard for button in row]
    if any(len(one.get("callback_data", "").encode()) > CALLBACK for one in buttons):
        raise refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    file = body.get(FILES.get(method, ""))
    if method in FILES and not isinstance(file, Upload):
        raise refusal(400, f"Bad Request: there is no {FILES[method]} in the request")
    media = [described(world, file.data, file.mime_type, file.name)] if file else []
    answered = str((body.get("reply_parameters") or {}).get("message_id", ""))
    id_ = number()
    put(
        world,
        bot,
        "out",
        str(id_),
        customer,
        text=said,
        status="delivered",
        media=media,
        options=[{"id": one["callback_data"], "title": one["text"]} for one in buttons],
        reply_to=answered or None,
    )
    return {"message_id": id_, "chat": chat(customer, None), "date": id_, "text": said}


def reachable(world: World, bot: Channel, customer: str) -> None:
    """Raises Refused unless the customer has started the bot and not blocked it."""
    if not customer.isdecimal() or not wrote(world.phones, customer, bot.address):
        raise refusal(400, "Bad Request: chat not found")
    if has_blocked(world.phones, customer, bot.address):
        raise refusal(403, "Forbidden: bot was blocked by the user")


def _said(method: str, body: dict[str, Any]) -> str:
    """The text or caption without its tags."""
    name, most = ("caption", CAPTION) if method in FILES else ("text", TEXT)
    said = str(body.get(name) or "")
    if body.get("parse_mode") == "HTML":
        said = TAG.sub("", said)
        if re.search("[<>]", said):
            raise refusal(400, "Bad Request: can't parse entities: unsupported start tag")
        for mark, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            said = said.replace(mark, meant)
    if name == "text" and not said:
        raise refusal(400, "Bad Request: message text is empty")
    if len(said.encode("utf-16-le")) // 2 > most:
        long = "message caption is too long" if name == "caption" else "message is too long"
        raise refusal(400, f"Bad Request: {long}")
    return said


def me(world: World, bot: Channel, body: dict[str, Any]) -> dict[str, Any]:
    id_ = bot.credentials["bot_token"].partition(":")[0]
    name = bot.name or bot.address
    return {"id": id_, "is_bot": True, "first_name": name, "username": bot.address.lstrip("@")}


def set_webhook(world: World, bot: Channel, body: dict[str, Any]) -> bool:
    url, secret = str(body.get("url", "")), str(body.get("secret_token", ""))
    if not url.startswith(("http://", "https://")):
        raise refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.match(secret):
        raise refusal(400, "Bad Request: secret token contains unallowed characters")
    credentials = bot.credentials | {"secret_token": secret}
    world.channels.connect(replace(bot, webhook_url=url, credentials=credentials))
    return True


def get_file(world: World, bot: Channel, body: dict[str, Any]) -> dict[str, Any]:
    media_id = str(body.get("file_id", ""))
    media = world.media.get(media_id)
    if media is None:
        raise refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    path = f"files/{media_id}/{media.name or 'file'}"
    return {"file_id": media_id, "file_size": len(media.data), "file_path": path}


def react(world: World, bot: Channel, body: dict[str, Any]) -> bool:
    text = known(world, bot, body, "to react")
    emojis = [one["emoji"] for one in body.get("reaction") or [] if one.get("type") == "emoji"]
    world.phones.react(text.id, "out", emojis[0] if emojis else None)
    return True


def edit(world: World, bot: Channel, body: dict[str, Any]) -> dict[str, Any]:
    text = known(world, bot, body, "to edit")
    if text.media and "text" in body:
        raise refusal(400, "Bad Request: there is no text in the message to edit")
    said = _said("sendMessage" if "text" in body else "sendPhoto", body)
    if said == text.text:
        raise refusal(400, "Bad Request: message is not modified")
    world.phones.edit(text.id, said)
    return {"message_id": int(text.id), "text": said}


def delete(world: World, bot: Channel, body: dict[str, Any]) -> bool:
    text = known(world, bot, body, "to delete")
    if text.direction == "out":
        world.phones.delete(text.id)
    return True


def known(world: World, bot: Channel, body: dict[str, Any], what: str) -> Text:
    """The message that the call is about."""
    text = world.phones.find(str(body.get("message_id", "")))
    place = (str(body.get("chat_id", "")), bot.address)
    if text is None or text.deleted or (text.customer, text.company) != place:
        raise refusal(400, f"Bad Request: message {what} not found")
    return text


METHODS: dict[str, Any] = {
    "getMe": me,
    "setWebhook": set_webhook,
    "getFile": get_file,
    "setMessageReaction": react,
    "editMessageText": edit,
    "editMessageCaption": edit,
    "deleteMessage": delete,
}


def _loaded(value: Any) -> Any:
    """Forms carry objects as JSON."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _ok(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}
