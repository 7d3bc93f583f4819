"""Approved WhatsApp templates of every account (Twilio docs: "Content API public endpoints")."""

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.twilio import errors
from local.simulator.twilio.accounts import Form, account_of, guarded
from local.simulator.twilio.errors import Refused
from local.simulator.world import World

PREFIX = "/twilio-content"
GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")

CONTENTS: tuple[dict[str, Any], ...] = (
    {
        "sid": "HX" + "1" * 32,
        "friendly_name": "Parcel on its way",
        "language": "en",
        "variables": {"1": "Kari", "2": "NO1234"},
        "types": {
            "twilio/call-to-action": {
                "body": "Hi {{1}}, your order {{2}} is on its way.",
                "actions": [
                    {
                        "type": "URL",
                        "title": "Track it",
                        "url": "https://nordlys.example/track/{{2}}",
                    }
                ],
            }
        },
        "approval_requests": {
            "name": "parcel_on_its_way",
            "category": "UTILITY",
            "status": "approved",
        },
    },
    {
        "sid": "HX" + "2" * 32,
        "friendly_name": "Still interested",
        "language": "en",
        "variables": {"1": "Kari"},
        "types": {
            "twilio/quick-reply": {
                "body": "Hi {{1}}, we have an answer to your question. Shall we go on?",
                "actions": [
                    {"title": "Yes, please", "id": "yes"},
                    {"title": "Not now", "id": "no"},
                ],
            }
        },
        "approval_requests": {
            "name": "still_interested",
            "category": "MARKETING",
            "status": "approved",
        },
    },
    {
        "sid": "HX" + "3" * 32,
        "friendly_name": "Autumn sale",
        "language": "en",
        "variables": {},
        "types": {"twilio/text": {"body": "Tents are half the price this week."}},
        "approval_requests": {"name": "autumn_sale", "category": "MARKETING", "status": "rejected"},
    },
)


@dataclass(frozen=True)
class Filled:
    """A template as the customer reads it."""

    text: str
    options: list[dict[str, str]]


def filled(form: Form) -> Filled:
    """The template that a form sends. Raises Refused as Twilio would."""
    content = next((one for one in CONTENTS if one["sid"] == form["ContentSid"]), None)
    if content is None:
        raise Refused(errors.NO_CONTENT)
    values = dict(content["variables"])
    try:
        given = json.loads(form.get("ContentVariables") or "{}")
    except ValueError:
        raise Refused(errors.BAD_VARIABLES) from None
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise Refused(errors.BAD_VARIABLES)
    values |= given
    (shape,) = content["types"].values()
    replies = [one for one in shape.get("actions", []) if one.get("type", "QUICK_REPLY")[0] == "Q"]
    return Filled(
        GAP.sub(lambda gap: values.get(gap[1], ""), shape["body"]),
        [{"id": one["id"], "title": one["title"]} for one in replies],
    )


def is_approved(form: Form) -> bool:
    """Whether WhatsApp has approved the template."""
    return any(
        one["sid"] == form["ContentSid"] and one["approval_requests"]["status"] == "approved"
        for one in CONTENTS
    )


def routes(world: World) -> list[BaseRoute]:
    """GET /v1/ContentAndApprovals, two to a page so that paging is played, too."""

    async def listing(request: Request, owned: list[Channel], form: Form) -> Response:
        page = int(request.query_params.get("Page", "0"))
        shown = CONTENTS[page * 2 : page * 2 + 2]
        more = len(CONTENTS) > page * 2 + 2
        url = f"https://content.twilio.com/v1/ContentAndApprovals?PageSize=2&Page={page + 1}"
        account = account_of(owned[0])
        return JSONResponse(
            {
                "contents": [{**one, "account_sid": account} for one in shown],
                "meta": {"key": "contents", "page": page, "next_page_url": url if more else None},
            }
        )

    return [Route(f"{PREFIX}/v1/ContentAndApprovals", guarded(world, listing))]
