"""Drafts: what comes in and goes out."""

from __future__ import annotations

from pydantic import Field

from chalicelib.conversations.schema import Id
from chalicelib.runtime.model import Body, Model

LONGEST = 20_000
"""Characters: what is being written may yet be too long to send."""


class DraftBody(Body):
    """What was written so far; without text and files there is no draft."""

    text: str = Field("", max_length=LONGEST)
    mentions: list[Id] = Field([], max_length=20)
    attachments: list[Id] = Field([], max_length=10)
    reply_to: Id | None = None


class DraftView(Model):
    """A draft."""

    text: str
    mentions: list[str]
    attachments: list[str]
    reply_to: str | None
    updated_at: str


class Drafts(Model):
    """The caller's drafts in one conversation."""

    reply: DraftView | None = None
    note: DraftView | None = None
