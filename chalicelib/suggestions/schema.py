"""Suggestions: what comes in and goes out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.suggestions.domain import State

Kind = Literal["article", "template", "page", "file", "snippet", "answer"]


class OfferedSource(Model):
    """Where a suggestion comes from."""

    kind: Kind
    id: str = Field(description="Of the article, template, source or conversation.")
    title: str
    url: str | None = Field(description="Where it stands on the web, of pages.")


class SuggestionView(Model):
    """An answer offered for a customer's message."""

    id: str
    message_id: str
    text: str
    source: OfferedSource
    score: float = Field(ge=0, le=1, description="How likely it answers the message, 0 to 1.")
    state: State


class Suggestions(Model):
    """What is offered now."""

    items: list[SuggestionView]


class Sending(Body):
    """How to send it."""

    client_id: ClientId | None = None
