"""Connected accounts: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.runtime.model import Body, Model

Provider = Literal["google", "facebook", "linkedin"]


class IdentityView(Model):
    """A way to sign in."""

    id: str
    provider: Literal["password", "google", "facebook", "linkedin"]


class Identities(Model):
    """All of one's ways to sign in."""

    items: list[IdentityView]
    available: list[Provider] = Field(description="What can be connected here.")


class Connecting(Body):
    """What to connect."""

    provider: Provider


class ConnectingAt(Model):
    """Where to sign in. The way back leads to the console with `code` and `state` in the query."""

    url: str


class Connected(Body):
    """What the way back brought along."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=2048)]
    state: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
