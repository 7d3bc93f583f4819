"""Approved templates, which Twilio calls content (Twilio docs: "Content API public endpoints",
"Content types overview", "Using variables with Content API"): pure.

A content's gaps are numbered through header, body and buttons, and the same gap may stand twice, so
a template's id here is the content's SID with the keys of its gaps in the order of the form:
`HX…:1,2,2` for a body with {{1}} and {{2}} and a button's URL with {{2}} again.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.channels.domain import Template, TemplateUse

GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")
STATUSES = {"approved", "pending", "rejected", "paused"}
BUTTONS = {
    "QUICK_REPLY": ("quick_reply", "id"),
    "URL": ("url", "url"),
    "PHONE_NUMBER": ("phone", "phone"),
    "COPY_CODE": ("copy_code", "code"),
}
"""Twilio's kinds of actions → ours, and where an action keeps its value."""

Json = Mapping[str, Any]


def template(content: object) -> Template | None:
    """A content of the account; None for one without a text of its own, or no content at all."""
    if not isinstance(content, dict) or not _text(content, "sid"):
        return None
    shape = _shape(content.get("types"))
    body = _text(shape, "body") or _text(shape, "title")
    if not body:
        return None
    approval = _approval(content.get("approval_requests"))
    header, buttons = _text(shape, "header_text"), tuple(_buttons(shape.get("actions")))
    status = _text(approval, "status").lower()
    return Template(
        id=identified(_text(content, "sid"), [header, body, *(one["value"] for one in buttons)]),
        name=_text(approval, "name") or _text(content, "friendly_name"),
        language=_text(content, "language"),
        status=status if status in STATUSES else "pending",
        category=_text(approval, "category").lower(),
        header=header,
        header_format="text" if header else "none",
        body=body,
        footer=_text(shape, "footer") or _text(shape, "subtitle"),
        buttons=buttons,
    )


def identified(sid: str, texts: Iterable[str]) -> str:
    """The id of a template, from its texts in the order of the form."""
    keys = [key for text in texts for key in gaps(text)]
    return f"{sid}:{','.join(keys)}" if keys else sid


def gaps(text: str) -> list[str]:
    """The keys of a text's gaps, each once: numbers in their order, then names as they come."""
    keys = list(dict.fromkeys(GAP.findall(text)))
    return sorted(keys, key=lambda key: (not key.isdecimal(), int(key) if key.isdecimal() else 0))


def filled(use: TemplateUse) -> list[tuple[str, str]]:
    """The parameters that send a template. A SID without keys has them counted from 1; a gap that
    nobody filled gets the content's own default."""
    sid, _, named = use.id.partition(":")
    values = [*use.header, *use.body, *use.buttons]
    keys = named.split(",") if named else [str(i + 1) for i in range(len(values))]
    variables = dict(zip(keys, values, strict=False))
    given = [("ContentVariables", json.dumps(variables, ensure_ascii=False))] if variables else []
    return [("ContentSid", sid), *given]


def _shape(types: object) -> Json:
    """The richest of a content's types that has a text: WhatsApp's own, then Twilio's with
    buttons, then plain text."""
    known = types if isinstance(types, dict) else {}
    shapes = [(name, one) for name, one in known.items() if isinstance(one, dict)]
    ranked = sorted(shapes, key=lambda item: (item[0] == "twilio/text", item[0][:1] != "w"))
    return next((one for _, one in ranked if _text(one, "body") or _text(one, "title")), {})


def _approval(given: object) -> Json:
    """The verdict on a content, which lies in a member of its own in some answers."""
    approval = given if isinstance(given, dict) else {}
    inner = approval.get("whatsapp")
    return inner if isinstance(inner, dict) else approval


def _buttons(actions: object) -> Iterable[Mapping[str, str]]:
    for action in actions if isinstance(actions, list) else []:
        kind, place = BUTTONS.get(_text(action, "type").upper(), ("quick_reply", "id"))
        value = _text(action, place)
        yield {"kind": kind, "text": _text(action, "title"), "value": value}


def _text(given: object, name: str) -> str:
    value = given.get(name) if isinstance(given, dict) else None
    return value if isinstance(value, str) else ""
