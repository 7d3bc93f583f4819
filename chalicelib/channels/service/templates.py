"""Templates that a provider has approved: kept here, so that the composer offers them (CH-20)."""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.channels import store
from chalicelib.channels.domain import Channel, SendError, Template
from chalicelib.channels.registry import provider_of
from chalicelib.channels.service.reading import get
from chalicelib.runtime.errors import Refused, Unsendable
from chalicelib.runtime.secrets import read_credentials

APPROVED = "approved"
GAP = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def templates(caller: Caller, channel_id: str) -> tuple[list[Template], datetime | None]:
    """A channel's templates as of the last synchronisation, and when that was."""
    return store.templates(caller.account_id, get(caller.account_id, channel_id).id)


def sync(caller: Caller, channel_id: str, at: datetime) -> tuple[list[Template], datetime | None]:
    """Fetch a channel's templates from its provider now; for admins."""
    accounts.require(caller, Permission.CHANNELS)
    channel = get(caller.account_id, channel_id)
    try:
        return refresh(channel, at), at
    except SendError as error:
        raise Refused(str(error)) from error


def refresh(channel: Channel, at: datetime) -> list[Template]:
    """Fetch and keep a channel's templates; none where its kind has none."""
    provider = provider_of(channel.kind)
    if provider.templates is None:
        return []
    credentials = read_credentials(channel.account_id, channel.id)
    found = provider.templates(channel, credentials)
    store.save_templates(channel.account_id, channel.id, found, at)
    return found


def chosen(account_id: str, channel_id: str, template_id: str) -> Template:
    """An approved template; Unsendable when it is unknown or not approved."""
    known, _ = store.templates(account_id, channel_id)
    template = next((one for one in known if one.id == template_id), None)
    if template is None:
        raise Unsendable("not_supported", "There is no such template; synchronise them again.")
    if template.status != APPROVED:
        raise Unsendable(
            "not_supported", f"The template {template.name} is {template.status}, not approved."
        )
    return template


def filled(
    template: Template,
    header: tuple[str, ...],
    body: tuple[str, ...],
    buttons: tuple[str, ...],
    has_file: bool,
) -> str:
    """What the customer reads; Unsendable names what is missing (CH-20)."""
    _check("the header", gaps(template.header), header)
    _check("the text", gaps(template.body), body)
    open_buttons = [one for one in template.buttons if gaps(one.get("value", ""))]
    _check("the buttons", [one["text"] for one in open_buttons], buttons)
    wants_file = template.header_format not in ("none", "text")
    if wants_file and not has_file:
        raise Unsendable(
            "not_supported", f"This template begins with a {template.header_format}: attach one."
        )
    said = [
        _fill(template.header, header) if template.header_format == "text" else "",
        _fill(template.body, body),
        template.footer,
    ]
    return "\n\n".join(part for part in said if part)


def gaps(text: str) -> list[str]:
    """The names of a text's gaps, each once, in order."""
    return list(dict.fromkeys(GAP.findall(text)))


def _check(where: str, wanted: list[str], given: tuple[str, ...]) -> None:
    if len(wanted) != len(given) or not all(value.strip() for value in given):
        raise Unsendable(
            "not_supported",
            f"{where.capitalize()} of this template has {len(wanted)} gaps to fill; "
            f"{sum(bool(value.strip()) for value in given)} are.",
        )


def _fill(text: str, values: tuple[str, ...]) -> str:
    by_name = dict(zip(gaps(text), values, strict=True))
    return GAP.sub(lambda match: by_name[match[1]], text)
