"""The templates of the simulated WhatsApp account, and what they become on a phone."""

import re
from typing import Any

from local.simulator.meta.refusals import NO_TEMPLATE, invalid, wrong_values
from local.simulator.serving import Json

GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def _template(id_: str, name: str, language: str, *components: Json, **more: str) -> Json:
    known = {"status": "APPROVED", "category": "UTILITY", "parameter_format": "POSITIONAL"}
    return {"id": id_, "name": name, "language": language, "components": [*components]} | (
        known | more
    )


def _body(text: str) -> Json:
    return {"type": "BODY", "text": text}


def _buttons(*buttons: Json) -> Json:
    return {"type": "BUTTONS", "buttons": [*buttons]}


TEMPLATES = [
    _template(
        "1689556908129831",
        "order_shipped",
        "en",
        {"type": "HEADER", "format": "IMAGE"},
        _body("Hi {{1}}, your order {{2}} is on its way and should arrive on {{3}}."),
        {"type": "FOOTER", "text": "Nordlys Outdoor"},
        _buttons(
            {"type": "URL", "text": "Track it", "url": "https://nordlys.example/track/{{1}}"},
            {"type": "QUICK_REPLY", "text": "I have a question"},
        ),
    ),
    _template(
        "1689556908129832",
        "continue_conversation",
        "en",
        _body("Hi {{first_name}}, this is {{agent}} of Nordlys Outdoor. May we go on?"),
        _buttons(
            {"type": "QUICK_REPLY", "text": "Yes, please"},
            {"type": "QUICK_REPLY", "text": "Not now"},
        ),
        parameter_format="NAMED",
    ),
    _template(
        "1689556908129833",
        "winter_sale",
        "nb",
        {"type": "HEADER", "format": "TEXT", "text": "Vintersalg for {{1}}"},
        _body("Alle telt til halv pris til og med {{1}}."),
        _buttons({"type": "COPY_CODE", "example": "VINTER50"}),
        category="MARKETING",
    ),
    _template(
        "1689556908129834",
        "return_received",
        "en",
        _body("Hi {{1}}, we have received what you sent back."),
        status="PENDING",
    ),
]


def find(id_: str) -> Json | None:
    """The template with the id."""
    return next((one for one in TEMPLATES if one["id"] == id_), None)


def page(after: str, limit: int) -> Json:
    """A page of the list: the templates that come after the one with the id."""
    ids = [one["id"] for one in TEMPLATES]
    start = ids.index(after) + 1 if after in ids else 0
    shown = TEMPLATES[start : start + limit]
    paging: Json = {"cursors": {"after": shown[-1]["id"]}} if shown else {}
    if start + limit < len(TEMPLATES):
        paging["next"] = "https://graph.facebook.com/next"
    return {"data": shown, "paging": paging}


def shown(use: Json) -> Json:
    """A template on the phone as {text, options}, where its values fit. Raises Refused."""
    language = (use.get("language") or {}).get("code")
    template = next(
        (
            one
            for one in TEMPLATES
            if (one["name"], one["language"], one["status"])
            == (use.get("name"), language, "APPROVED")
        ),
        None,
    )
    if template is None:
        raise NO_TEMPLATE
    parts = {part["type"]: part for part in template["components"]}
    given = {part.get("type", ""): part for part in use.get("components") or []}
    named = template["parameter_format"] == "NAMED"
    header = _header(parts.get("HEADER"), _parameters(given.get("header")), named)
    body = _filled(parts["BODY"]["text"], _parameters(given.get("body")), named)
    buttons = parts.get("BUTTONS", {}).get("buttons", [])
    _check_buttons(buttons, [one for one in use.get("components") or [] if one["type"] == "button"])
    footer = parts.get("FOOTER", {}).get("text", "")
    options = [
        {"id": one["text"], "title": one["text"]} for one in buttons if one["type"] == "QUICK_REPLY"
    ]
    return {"text": "\n".join(part for part in (header, body, footer) if part), "options": options}


def header_link(use: Json) -> str | None:
    """Where the file in a template's header is."""
    for part in use.get("components") or []:
        for one in _parameters(part) if part.get("type") == "header" else []:
            media = one.get(one.get("type", ""))
            if isinstance(media, dict) and media.get("link"):
                return str(media["link"])
    return None


def _parameters(part: Json | None) -> list[Any]:
    return list((part or {}).get("parameters") or [])


def _header(part: Json | None, parameters: list[Any], named: bool) -> str:
    if part is None or part["format"] == "TEXT":
        return _filled((part or {}).get("text", ""), parameters, named)
    kind = part["format"].lower()
    if [one.get("type") for one in parameters] != [kind]:
        raise invalid(f"header: Format mismatch, expected {part['format']}")
    return ""


def _filled(text: str, parameters: list[Any], named: bool) -> str:
    gaps = list(dict.fromkeys(GAP.findall(text)))
    if len(gaps) != len(parameters):
        raise wrong_values(len(gaps), len(parameters))
    values = {}
    for gap, parameter in zip(gaps, parameters, strict=True):
        if named and parameter.get("parameter_name") != gap:
            raise invalid(f"Parameter name is missing or wrong: {gap}")
        values[gap] = str(parameter.get("text") or "")
    if not all(values.values()):
        raise invalid("Parameter of type text is missing text value")
    return GAP.sub(lambda match: values[match[1]], text)


def _check_buttons(buttons: list[Any], given: list[Any]) -> None:
    """Every button that takes a value has one, under its place and kind."""
    taking = {
        str(place): "url" if one["type"] == "URL" else "copy_code"
        for place, one in enumerate(buttons)
        if one["type"] == "COPY_CODE" or GAP.search(one.get("url", ""))
    }
    found = {str(one.get("index")): one.get("sub_type") for one in given}
    if found != taking:
        raise invalid("buttons: Button parameters do not match the template")
