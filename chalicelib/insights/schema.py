"""Insights: what goes out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chalicelib.runtime.model import Model


class TopicView(Model):
    """Something that was talked about, in the customer's words."""

    name: str
    terms: list[str]
    share: float = Field(description="Of the messages that are about anything, 0 to 1.")
    message_ids: list[str] = Field(description="At most a hundred.")


class MoodPoint(Model):
    """How one message sounds."""

    message_id: str
    at: str
    score: float


class MoodView(Model):
    """How the customer feels; recent messages weigh more."""

    score: float | None = Field(description="-1 to 1; null where the model knows no message.")
    label: Literal["positive", "neutral", "negative", "mixed"] | None
    trend: list[MoodPoint] = Field(description="By time, at most two hundred.")
    covered: float = Field(description="The share of messages whose language the model knows.")


class LanguageShare(Model):
    """A language that the customer writes in."""

    language: str
    share: float


class Insights(Model):
    """A conversation from afar (INS-04)."""

    topics: list[TopicView]
    sentiment: MoodView
    languages: list[LanguageShare]
    messages: int
    computed_at: str


class ConversationInsight(Model):
    """One of a customer's conversations."""

    id: str
    number: int
    channel: str
    at: str
    topic: str | None
    score: float | None


class ContactInsights(Insights):
    """All that a customer wrote, as far as the caller may see it (INS-05)."""

    conversations: list[ConversationInsight]


class LabelProposal(Model):
    """A label that would fit."""

    label_id: str
    name: str
    color: str
    confidence: float


class LabelProposals(Model):
    """The surest first."""

    items: list[LabelProposal]
