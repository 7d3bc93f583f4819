"""Pages of a list: a limit, an opaque cursor, and the answer's shape."""

import base64
import binascii
import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import Field

from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.model import Body, Model

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes (NIST SP 800-38D: "an IV of 96 bits")."""

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


def seal_cursor(position: str) -> str:
    """A text for a position that the reader must not read. Where rows are looked at before they are
    shown, a page may end at one that is hidden: its id and time are nobody's business (ASG-49)."""
    nonce = secrets.token_bytes(NONCE)
    sealed = _cipher().encrypt(nonce, position.encode(), None)
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unseal_cursor(cursor: str | None) -> str | None:
    """The position; Invalid for a text that we did not seal."""
    if cursor is None:
        return None
    from cryptography.exceptions import InvalidTag

    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise Invalid("this cursor is not one of ours") from error


def _cipher() -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from chalicelib.runtime.secrets import read_secret
    from chalicelib.runtime.settings import settings

    secret = read_secret(settings().token_secret)
    return AESGCM(hashlib.sha256(f"cursor:{secret}".encode()).digest())
