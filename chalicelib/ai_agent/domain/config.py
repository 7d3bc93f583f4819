"""How an account settles its AI agent (AI-18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chalicelib.generation.money import Price

DEFAULT_NAME = "AI assistant"
VERIFIED_HOURS = 24


class Mode(StrEnum):
    """What the AI agent does with new conversations: nothing, propose to agents, answer first."""

    OFF = "off"
    SUGGEST = "suggest"
    ANSWER = "answer"


class Tone(StrEnum):
    """How it speaks."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FORMAL = "formal"


class Length(StrEnum):
    """How much it says at once."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's minor units."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class GeneratorChoice:
    """Which text generator phrases answers; `none` is the local engine alone (AI-27)."""

    provider: str = "none"
    model_id: str | None = None
    monthly_limit: Money | None = None
    guardrail_id: str | None = None
    guardrail_version: str | None = None
    price: Price | None = None
    """What the model costs this account, where that is not what we know of it."""


@dataclass(frozen=True, slots=True)
class Config:
    """An account's AI agent."""

    name: str = DEFAULT_NAME
    avatar_url: str | None = None
    tone: Tone = Tone.NEUTRAL
    length: Length = Length.MEDIUM
    languages: tuple[str, ...] = ()
    """BCP 47; none: any."""
    instructions: str = ""
    forbidden_topics: tuple[str, ...] = ()
    threshold: float = 0.9
    """The least confidence of a source that it answers from."""
    clarify: bool = True
    """Whether it asks back when two answers are near."""
    turn_limit: int = 8
    """How often it speaks until a person takes over."""
    fallback_team_id: str | None = None
    hours_text: str | None = None
    """What customers are told of when people are there."""
    default_mode: Mode = Mode.OFF
    channels: Mapping[str, Mode] = field(default_factory=dict)
    teams: Mapping[str, Mode] = field(default_factory=dict)
    summarize_transfers: bool = True
    """Whether a colleague who is given a conversation finds a summary in it (AI-23)."""
    verified_hours: int = VERIFIED_HOURS
    """How long a customer who has proven who they are need not do so again (AI-20)."""
    generator: GeneratorChoice = GeneratorChoice()

    def mode(self, channel_id: str, team_id: str) -> Mode:
        """What it does on a channel whose conversations go to a team: the channel's word counts
        before the team's, and both before the account's (D13)."""
        return self.channels.get(channel_id) or self.teams.get(team_id) or self.default_mode
