"""Files that came with a message: fetched from the provider, never by the webhook's door."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from chalicelib.attachments import service as attachments
from chalicelib.attachments.domain import BeingScanned, Stored
from chalicelib.channels.domain import Channel, Credentials, Provider, SendError
from chalicelib.channels.facts import Attachment
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid, Refused
from chalicelib.runtime.logging import logger

PLACES = frozenset({"location", "contact"})
NOT_SCANNED = "It could not be checked for malware in time."
PAGES = frozenset({"fallback", "template", "ig_reel", "ig_post", "reel", "share", "link", "post"})
"""Attachments whose address may be a page instead of a file."""
MOST_IN_A_MESSAGE = 20
VOICE_TYPES = frozenset({"voice", "ptt"})


@dataclass(frozen=True, slots=True)
class Media:
    """Files of one message: what the message says of them, and what is to be kept with it."""

    shown: Sequence[dict[str, Any]]
    stored: Sequence[Stored]


def collect(
    provider: Provider,
    channel: Channel,
    credentials: Credentials,
    found: Sequence[Attachment],
    key: str,
    last_try: bool,
) -> Media:
    """Fetch a message's files. What cannot be had is said in the message instead of lost; what may
    be had later raises, until the `last_try`."""
    shown: list[dict[str, Any]] = []
    stored: list[Stored] = []
    for position, one in enumerate(found[:MOST_IN_A_MESSAGE]):
        if one.type in PLACES:
            shown.append(_place(one))
            continue
        try:
            file = _fetched(provider, channel, credentials, one, f"{key}#{position}")
        except (outgoing.Unreachable, SendError) as error:
            if error.retryable and not last_try:
                raise
            shown.append(_instead(one, "The provider did not hand it out."))
        except BeingScanned:
            if not last_try:
                raise
            shown.append(_missing(one, NOT_SCANNED))
        except outgoing.TooLarge:
            shown.append(_missing(one, "It is larger than we take."))
        except (Invalid, Refused) as error:
            logger().warning("file not taken", extra={"channel_id": channel.id, "why": str(error)})
            shown.append(_instead(one, "It could not be taken."))
        else:
            stored.append(file)
            shown.append(_shown(one, file))
    return Media(shown, stored)


def again(channel: Channel, shown: Sequence[dict[str, Any]]) -> Media:
    """The same for a message that is stored: its files as they were fetched then, for a run may
    have ended between the message and the keeping of its files."""
    ids = [file["id"] for file in shown if "id" in file]
    return Media(shown, attachments.waiting(channel.account_id, channel.id, ids))


def given(
    channel: Channel, found: Sequence[tuple[Attachment, bytes]], key: str, last_try: bool
) -> Media:
    """The same for files that came with the message itself, as in mail."""
    shown: list[dict[str, Any]] = []
    stored: list[Stored] = []
    for position, (one, data) in enumerate(found):
        try:
            file = _put(channel, one, one.mime_type or "", data, f"{key}#{position}")
        except BeingScanned:
            if not last_try:
                raise
            shown.append(_missing(one, NOT_SCANNED))
        except Refused as error:
            shown.append(_missing(one, str(error)))
        else:
            stored.append(file)
            shown.append(_shown(one, file))
    return Media(shown, stored)


def _fetched(
    provider: Provider, channel: Channel, credentials: Credentials, one: Attachment, key: str
) -> Stored:
    where = one.url if one.details.get("external") else one.id or one.url
    if where is None:
        raise Invalid("it has neither id nor address")
    url = where
    headers: Mapping[str, str] = {}
    if provider.fetch and not one.details.get("external"):
        url, headers = provider.fetch(where, channel, credentials)
    elif one.url:
        url = one.url
    got = outgoing.fetch(url, headers, attachments.limit())
    return _put(channel, one, one.mime_type or got.mime_type, got.data, key, got.url)


def _put(
    channel: Channel, one: Attachment, mime_type: str, data: bytes, key: str, url: str = ""
) -> Stored:
    name = one.filename or _name(one, url, mime_type)
    return attachments.put(channel.account_id, channel.id, key, name, mime_type, data)


def _name(one: Attachment, url: str, mime_type: str) -> str:
    """A name for what came without: the address's last part if it is one, else what it is."""
    last = unquote(urlsplit(url).path.rpartition("/")[2])
    if "." in last and len(last) <= 80:
        return last
    ending = mimetypes.guess_extension(mime_type.partition(";")[0].strip()) or ""
    return f"{one.type}{ending}"


def _shown(one: Attachment, file: Stored) -> dict[str, Any]:
    data = file.attachment.as_data()
    voice = one.voice or one.type in VOICE_TYPES
    return data | ({"voice": True} if voice else {})


def _place(one: Attachment) -> dict[str, Any]:
    said: dict[str, Any]
    if one.type == "location":
        said = {
            "latitude": one.latitude,
            "longitude": one.longitude,
            "name": one.name,
            "address": one.address,
        }
    else:
        said = {"name": one.name, "phones": one.phones or []}
    return {"kind": one.type, **said}


def _instead(one: Attachment, reason: str) -> dict[str, Any]:
    """What is shown of a file that cannot be had: where it is to be seen, if that is a page."""
    if one.type in PAGES and (one.url or "").startswith("https://"):
        return {"kind": "link", "url": one.url, "name": one.title or one.name}
    return _missing(one, reason)


def _missing(one: Attachment, reason: str) -> dict[str, Any]:
    return {"kind": "missing", "name": one.filename or one.title or one.type, "reason": reason}
