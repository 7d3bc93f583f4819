"""What a customer does on the phone, checked before a provider's module turns it into a webhook.

    {"from": "+4791234567", "name": "Kari", "text": "Hei!"}

One of CONTENT at least; the module of a provider refuses what its provider knows nothing of.
"""

from collections.abc import Callable
from typing import Any

from local.simulator.media import MediaStore

Message = dict[str, Any]


class BadRequest(ValueError):
    """The request cannot be understood; the message says what it should hold."""


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def is_words(value: object) -> bool:
    """Any text, the empty one too."""
    return isinstance(value, str)


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_emoji(value: object) -> bool:
    """What a reaction holds: an emoji, or null, which takes it back."""
    return value is None or is_text(value)


SHAPES: dict[str, dict[str, Callable[[object], bool]]] = {
    "location": {"latitude": is_number, "longitude": is_number},
    "pressed": {"to": is_text, "id": is_words, "title": is_text},
    "reaction": {"to": is_text, "emoji": is_emoji},
    "edit": {"to": is_text, "text": is_text},
    "delete": {"to": is_text},
}
"""What is more than a text: the fields that each must have."""
CONTENT = ("text", "media", *SHAPES)
WORDS = ("from", "name", "text", "subject", "reply_to", "id")


def checked(body: Message, media: MediaStore) -> Message:
    """The message with its files described. Raises BadRequest that says what is wrong.

    `media` may name files by id alone: [{"id": …}].
    """
    if not is_text(body.get("from")):
        raise BadRequest("Missing: from.")
    for name in WORDS:
        if body.get(name) is not None and not is_words(body[name]):
            raise BadRequest(f"{name} is a text.")
    if not any(body.get(name) for name in CONTENT):
        raise BadRequest(f"A message holds one of {', '.join(CONTENT)}.")
    for name, shape in SHAPES.items():
        if body.get(name) is not None:
            _check(name, shape, body[name])
    if not body.get("media"):
        return body
    return {**body, "media": _files(body["media"], media)}


def _check(name: str, shape: dict[str, Callable[[object], bool]], value: object) -> None:
    """A part of a message has every field of its shape."""
    for field, fits in shape.items():
        if not isinstance(value, dict) or field not in value or not fits(value[field]):
            raise BadRequest(f"{name} is an object with {', '.join(shape)}; {field} does not fit.")


def _files(given: object, media: MediaStore) -> list[dict[str, str]]:
    """The files of a message as {id, kind, mime_type, name}."""
    if not isinstance(given, list):
        raise BadRequest("media is a list of files, each with its id.")
    files = []
    for item in given:
        media_id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(media_id, str) or media.get(media_id) is None:
            raise BadRequest(f"There is no file {media_id!r}: upload it with POST /media first.")
        files.append({**media.described(media_id), **item})
    return files
