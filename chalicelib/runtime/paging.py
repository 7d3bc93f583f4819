"""Pages of a list: a limit, an opaque cursor, and the answer's shape."""

import base64
import binascii
import json
from typing import Generic, TypeVar

from pydantic import Field

from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.model import Body, Model

Item = TypeVar("Item")


class PageQuery(Body):
    """`?limit=&cursor=` of every list."""

    limit: int = Field(50, ge=1, le=100, description="How many items at most.")
    cursor: str | None = Field(None, max_length=1000, description="`next_cursor` of the last page.")


class Page(Model, Generic[Item]):
    """`items`, and the cursor of the next page or null on the last."""

    items: list[Item]
    next_cursor: str | None = None


def encode_cursor(position: str) -> str:
    """An opaque text for a position in a list."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """The position; Invalid for a text that is no cursor of ours."""
    if cursor is None:
        return None
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Invalid("this cursor is not one of ours") from error
    if not isinstance(position, str) or not position:
        raise Invalid("this cursor is not one of ours")
    return position
