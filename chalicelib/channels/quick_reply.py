"""A quick reply's way through providers that hand back one text of ours when it is pressed: the
choice's name and what the customer read, in one string.
"""

import json

from chalicelib.channels.domain import Option
from chalicelib.channels.payload import text


def encode(option: Option) -> str:
    """What to give the provider along with the button."""
    return json.dumps({"id": option.id, "title": option.title}, ensure_ascii=False)


def decode(said: str) -> Option | None:
    """The option that was pressed; None for a text that is no button of ours."""
    if not said.startswith('{"id": '):
        return None
    try:
        known = json.loads(said)
    except (ValueError, RecursionError):
        return None
    id_, title = text(known.get("id")), text(known.get("title"))
    return Option(id_, title) if id_ and title else None
