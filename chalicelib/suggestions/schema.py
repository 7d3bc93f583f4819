"""Suggestions: what comes in and goes out."""

from __future__ import annotations

from typing import Literal

from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.suggestions.domain import State


class SourceView(Model):
    """Where a suggestion comes from."""

    kind: Literal["article", "answer"]
    id: str
    title: str


class SuggestionView(Model):
    """An answer offered for a customer's message."""

    id: str
    message_id: str
    text: str
    source: SourceView
    score: float
    state: State


class Suggestions(Model):
    """What is offered now."""

    items: list[SuggestionView]


class Sending(Body):
    """How to send it."""

    client_id: ClientId | None = None
