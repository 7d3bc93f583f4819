"""Files in direct messages on X, in (X docs: "DM Media Retrieval") and out ("Media upload")."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from chalicelib.channels.domain import Channel, Credentials, Link, SendError
from chalicelib.channels.facts import Attachment
from chalicelib.channels.http import Reply, base_url
from chalicelib.channels.payload import ident, listing, mapping, number, text
from chalicelib.channels.x.errors import refused
from chalicelib.channels.x.oauth import authorization, signed

TYPES = {"photo": "image", "video": "video", "animated_gif": "video"}
PRIVATE_HOSTS = {"ton.twitter.com", "ton.x.com"}
CHUNK = 4 * 1024 * 1024
"""Bytes; X takes at most 5 MB in one piece."""
LOOKS, LONGEST_LOOK = 4, 3.0
"""How often and how long, in seconds, a video is waited for before the queue does."""


def attachments(attachment: dict[str, Any]) -> list[Attachment]:
    """The one thing that can be attached to a message: a file or a place."""
    if attachment.get("type") == "location":
        return _place(mapping(attachment.get("location")))
    media = mapping(attachment.get("media"))
    kind = text(media.get("type"))
    if not media:
        return []
    film = _best(mapping(media.get("video_info")))
    still = text(media.get("media_url_https")) or text(media.get("media_url"))
    return [
        Attachment(
            type=TYPES.get(kind, kind or "file"),
            url=text(film.get("url")) or still or None,
            mime_type=text(film.get("content_type")) or None,
            animated=True if kind == "animated_gif" else None,
        )
    ]


def _best(video: dict[str, Any]) -> dict[str, Any]:
    """The variant of most bits a second; a playlist for streaming has no such figure."""
    films = [mapping(one) for one in listing(video.get("variants"))]
    films = [one for one in films if text(one.get("content_type")) == "video/mp4"]
    return max(films, key=lambda one: number(one.get("bitrate")) or 0, default={})


def _place(location: dict[str, Any]) -> list[Attachment]:
    shared = mapping(location.get("shared_coordinate"))
    spot = listing(mapping(shared.get("coordinates")).get("coordinates"))
    place = mapping(mapping(location.get("shared_place")).get("place"))
    longitude, latitude = (number(one) for one in spot) if len(spot) == 2 else (None, None)
    name = text(place.get("full_name")) or text(place.get("name")) or None
    return [Attachment(type="location", latitude=latitude, longitude=longitude, name=name)]


def fetch(
    reference: str, channel: Channel, credentials: Credentials
) -> tuple[str, Mapping[str, str]]:
    """Photos of messages lie on a host that wants the request signed; videos are open to whoever
    knows the address, and nobody else is given our signature."""
    api = base_url("x", "https://api.x.com")
    parts = urlsplit(reference)
    if parts.scheme == "https" and parts.netloc in PRIVATE_HOSTS:
        return reference, {"Authorization": authorization("GET", reference, credentials)}
    if reference.startswith(f"{api}/"):
        return reference, {"Authorization": authorization("GET", reference, credentials)}
    return reference, {}


def upload(file: Link, credentials: Credentials) -> str:
    """Hand a file to X in pieces and answer its media id, once X has understood it."""
    data = file.load()
    begun = _ok(
        signed(
            "POST",
            "/2/media/upload/initialize",
            credentials,
            json_body={
                "media_type": file.mime_type,
                "total_bytes": len(data),
                "media_category": _category(file),
            },
        )
    )
    id_ = ident(mapping(begun.body.get("data")).get("id"))
    if not id_:
        raise SendError("X did not take the file.", retryable=True)
    for index, start in enumerate(range(0, len(data), CHUNK)):
        piece = (file.name, data[start : start + CHUNK], "application/octet-stream")
        fields = {"segment_index": str(index), "media": piece}
        _ok(signed("POST", f"/2/media/upload/{id_}/append", credentials, multipart=fields))
    done = _ok(signed("POST", f"/2/media/upload/{id_}/finalize", credentials))
    _await(id_, done, credentials)
    return id_


def _category(file: Link) -> str:
    if file.kind == "video":
        return "dm_video"
    return "dm_gif" if file.mime_type == "image/gif" else "dm_image"


def _await(id_: str, reply: Reply, credentials: Credentials) -> None:
    """X looks at videos for some seconds before they can be sent."""
    for _ in range(LOOKS):
        progress = mapping(mapping(reply.body.get("data")).get("processing_info"))
        state = text(progress.get("state"))
        if state in ("", "succeeded"):
            return
        if state == "failed":
            raise SendError("X could not read the file.")
        time.sleep(min(number(progress.get("check_after_secs")) or 1.0, LONGEST_LOOK))
        query = {"command": "STATUS", "media_id": id_}
        reply = _ok(signed("GET", "/2/media/upload", credentials, query=query))
    raise SendError("X is still reading the file.", retryable=True)


def _ok(reply: Reply) -> Reply:
    if not reply.ok:
        raise refused(reply)
    return reply
