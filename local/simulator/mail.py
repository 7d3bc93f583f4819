"""The mailbox: every mail that the application, or its user pool, has sent through the emulator."""

from typing import Any

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

CAPTURED = "/_ministack/ses/messages"


def routes(http: httpx2.AsyncClient, aws: str) -> list[BaseRoute]:
    """GET /mail/messages?to= → newest first."""

    async def messages(request: Request) -> Response:
        captured = (await http.get(f"{aws}{CAPTURED}")).json()
        return JSONResponse({"items": listing(captured, to=request.query_params.get("to"))})

    return [Route("/mail/messages", messages)]


def listing(captured: dict[str, Any], *, to: str | None = None) -> list[dict[str, Any]]:
    """The emulator's capture (lists by account) as one list, newest first."""
    mails = [mail for account in captured["messages"].values() for mail in account]
    mails.sort(key=lambda mail: mail["Timestamp"], reverse=True)
    return [
        {
            "id": mail["MessageId"],
            "from": mail["Source"],
            "to": mail["To"],
            "subject": mail["Subject"],
            "text": mail["BodyText"],
            "html": mail["BodyHtml"],
            "time": mail["Timestamp"],
        }
        for mail in mails
        if to is None or to in mail["To"]
    ]
