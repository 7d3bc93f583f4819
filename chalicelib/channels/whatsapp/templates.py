"""Approved templates: reading them from the account, and sending one with its gaps filled.

Meta docs: WhatsApp, "Message templates", "Template components", "Send a template message". Gaps are
`{{1}}`, `{{2}}` … or, in templates of the format NAMED, `{{order_number}}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from chalicelib.channels.domain import (
    Channel,
    Credentials,
    Link,
    SendError,
    Template,
    TemplateUse,
)
from chalicelib.channels.meta import graph
from chalicelib.channels.meta.reading import Json, records
from chalicelib.channels.payload import ident, mapping, text

FIELDS = "id,name,language,status,category,parameter_format,components"
PAGE, MOST_PAGES = "100", 100
STATUSES = {
    "APPROVED": "approved",
    "PENDING": "pending",
    "IN_APPEAL": "pending",
    "REJECTED": "rejected",
}
"""Any other status keeps a template from being sent, for a while or for good."""
HEADERS: Mapping[str, Literal["none", "text", "image", "video", "document"]] = {
    "TEXT": "text",
    "IMAGE": "image",
    "VIDEO": "video",
    "DOCUMENT": "document",
}
KNOWN = {"HEADER", "BODY", "FOOTER", "BUTTONS"}
BUTTONS = {
    "QUICK_REPLY": "quick_reply",
    "URL": "url",
    "PHONE_NUMBER": "phone",
    "COPY_CODE": "copy_code",
    "OTP": "copy_code",
}
GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def templates(channel: Channel, credentials: Credentials) -> list[Template]:
    """All templates of the account that we can send: carousels, catalogues, flows, offers and
    headers that are a place need more than a form of texts, and are left out."""
    path = f"{channel.settings['waba_id']}/message_templates"
    found: list[Template] = []
    query = {"fields": FIELDS, "limit": PAGE}
    for _ in range(MOST_PAGES):
        page = graph.get(path, credentials, query)
        found += [made for one in records(page.get("data")) if (made := read(one))]
        paging = mapping(page.get("paging"))
        after = ident(mapping(paging.get("cursors")).get("after"))
        if not after or not paging.get("next"):
            break
        query["after"] = after
    return found


def read(given: Json) -> Template | None:
    """A template as Meta describes it; None when we could not send it."""
    parts = {text(one.get("type")).upper(): one for one in records(given.get("components"))}
    buttons = records(mapping(parts.get("BUTTONS")).get("buttons"))
    kinds = [text(button.get("type")).upper() for button in buttons]
    header = mapping(parts.get("HEADER"))
    form = text(header.get("format")).upper()
    id_, called = ident(given.get("id")), text(given.get("name"))
    if not (id_ and called) or set(parts) - KNOWN or set(kinds) - set(BUTTONS):
        return None
    if header and form not in HEADERS:
        return None
    return Template(
        id=id_,
        name=called,
        language=text(given.get("language")),
        status=STATUSES.get(text(given.get("status")).upper(), "paused"),
        category=text(given.get("category")).lower(),
        header=text(header.get("text")),
        header_format=HEADERS.get(form, "none"),
        body=text(mapping(parts.get("BODY")).get("text")),
        footer=text(mapping(parts.get("FOOTER")).get("text")),
        buttons=tuple(_button(button) for button in buttons),
    )


def _button(button: Json) -> dict[str, str]:
    kind = BUTTONS[text(button.get("type")).upper()]
    value = text(button.get("url")) or text(button.get("phone_number"))
    return {
        "kind": kind,
        "text": text(button.get("text")),
        "value": "{{1}}" if kind == "copy_code" else value,
    }


def outgoing(use: TemplateUse, credentials: Credentials) -> Json:
    """The fields of a message that send a template.

    Which buttons take a value, and what gaps are called, only the template itself says: it is
    looked up when there are values for either.
    """
    filled = use.header or use.body or use.buttons
    given = graph.get(use.id, credentials, {"fields": FIELDS}) if filled else {}
    parts = {text(one.get("type")).upper(): one for one in records(given.get("components"))}
    named = text(given.get("parameter_format")).upper() == "NAMED"
    components: list[Json] = []
    if use.header_file:
        components.append(_part("header", [_media(use.header_file)]))
    elif use.header:
        components.append(_part("header", _texts(use.header, parts.get("HEADER"), named)))
    if use.body:
        components.append(_part("body", _texts(use.body, parts.get("BODY"), named)))
    if use.buttons:
        components += _pressed(use.buttons, mapping(parts.get("BUTTONS")))
    template: Json = {"name": use.name, "language": {"code": use.language}}
    if components:
        template["components"] = components
    return {"type": "template", "template": template}


def _part(kind: str, parameters: list[Json]) -> Json:
    return {"type": kind, "parameters": parameters}


def _texts(values: Sequence[str], component: object, named: bool) -> list[Json]:
    gaps = list(dict.fromkeys(GAP.findall(text(mapping(component).get("text")))))
    if len(gaps) != len(values):
        raise SendError(f"The template needs {len(gaps)} values there, not {len(values)}.")
    if not named:
        return [{"type": "text", "text": value} for value in values]
    return [
        {"type": "text", "parameter_name": gap, "text": value}
        for gap, value in zip(gaps, values, strict=True)
    ]


def _media(file: Link) -> Json:
    kind = "document" if file.kind == "file" else file.kind
    media = {"link": file.url} | ({"filename": file.name} if kind == "document" else {})
    return {"type": kind, kind: media}


def _pressed(values: Sequence[str], component: Json) -> list[Json]:
    """The values of buttons that take one, each at its button's place."""
    taking = [
        (place, text(button.get("type")).upper())
        for place, button in enumerate(records(component.get("buttons")))
        if _takes_value(button)
    ]
    if len(taking) != len(values):
        raise SendError(f"The template's buttons need {len(taking)} values, not {len(values)}.")
    return [
        {
            "type": "button",
            "sub_type": "copy_code" if kind == "COPY_CODE" else "url",
            "index": str(place),
            "parameters": [_value(kind, value)],
        }
        for (place, kind), value in zip(taking, values, strict=True)
    ]


def _takes_value(button: Json) -> bool:
    kind = text(button.get("type")).upper()
    open_url = kind == "URL" and GAP.search(text(button.get("url")))
    return kind in {"COPY_CODE", "OTP"} or bool(open_url)


def _value(kind: str, value: str) -> Json:
    if kind == "COPY_CODE":
        return {"type": "coupon_code", "coupon_code": value}
    return {"type": "text", "text": value}
