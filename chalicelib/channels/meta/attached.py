"""Attachments of Messenger and Instagram (Meta docs: Messenger Platform, "messages webhook event").

{"type": "image", "payload": {"url": "https://…", "sticker_id": 369239263222822}}
{"type": "location", "title": "…", "payload": {"coordinates": {"lat": 59.9, "long": 10.7}}}
{"type": "fallback", "title": "…", "url": "https://…", "payload": null}
"""

from __future__ import annotations

from chalicelib.channels.facts import Attachment
from chalicelib.channels.meta.reading import Json, known
from chalicelib.channels.payload import ident, mapping, number, text

IDS = ("sticker_id", "reel_video_id", "ig_post_media_id")


def attachment(given: Json) -> Attachment:
    """What was attached. Files have a `url` that soon expires; shared posts, reels and links have
    one too, which need not be a file."""
    payload = mapping(given.get("payload"))
    where = mapping(payload.get("coordinates"))
    kind = text(given.get("type")) or "file"
    url = text(payload.get("url")) or text(given.get("url")) or None
    title = text(payload.get("title")) or text(given.get("title")) or None
    details = known(**{key: ident(payload.get(key)) for key in IDS})
    if not where:
        return Attachment(type=kind, url=url, title=title, details=details)
    return Attachment(
        type=kind,
        latitude=number(where.get("lat")),
        longitude=number(where.get("long")),
        title=title,
        details=details | known(url=url),  # a map's page, nothing to download
    )
