"""The AI agent: what comes in and goes out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.ai_agent.domain.config import (
    DEFAULT_NAME,
    VERIFIED_HOURS,
    Config,
    GeneratorChoice,
    Length,
    Mode,
    Money,
    Tone,
)
from chalicelib.conversations.events import SourceRef
from chalicelib.generation.money import Price
from chalicelib.runtime.model import Body, Model, Name

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"\S")]


class ChannelMode(Body):
    """What the AI agent does on one channel."""

    channel_id: Id
    mode: Mode


class TeamMode(Body):
    """What it does with one team's conversations."""

    team_id: Id
    mode: Mode


class MoneyView(Body):
    """An amount in the currency's minor units."""

    amount: int = Field(ge=0, le=10_000_000)
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class PriceView(Body):
    """What a million tokens cost, in minor units."""

    input: int = Field(ge=0, le=1_000_000)
    output: int = Field(ge=0, le=1_000_000)


class GeneratorSettings(Body):
    """Which text generator phrases answers; `none`: the local engine alone."""

    provider: Literal["none", "bedrock"] = "none"
    model_id: Annotated[str, StringConstraints(pattern=r"^[\w.:/-]{1,200}$")] | None = Field(
        None, description="A model's or an inference profile's id."
    )
    monthly_limit: MoneyView | None = None
    guardrail_id: Annotated[str, StringConstraints(pattern=r"^[\w:/.-]{1,200}$")] | None = None
    guardrail_version: Annotated[str, StringConstraints(pattern=r"^(\d{1,8}|DRAFT)$")] | None = None
    price: PriceView | None = Field(None, description="Where it is not what we know of the model.")


class GeneratorChange(GeneratorSettings):
    """The same as it was read: what is only told is passed over."""

    spent: int | None = Field(None, description="Ignored.")
    available: bool | None = Field(None, description="Ignored.")


class GeneratorView(GeneratorSettings):
    """The same, with what it has cost this month."""

    spent: int = Field(description="Minor units, this month.")
    available: bool = Field(description="Whether it would be asked now.")


class CommonSettings(Body):
    """How the AI agent is settled, its generator aside."""

    name: Name = DEFAULT_NAME
    avatar_url: Annotated[str, StringConstraints(max_length=2000, pattern=r"^https://")] | None = (
        None
    )
    tone: Tone = Tone.NEUTRAL
    length: Length = Length.MEDIUM
    languages: list[Language] = Field([], max_length=30, description="None: any.")
    instructions: Annotated[str, StringConstraints(max_length=2000)] = ""
    forbidden_topics: list[Topic] = Field([], max_length=100)
    threshold: float = Field(0.9, ge=0.5, le=0.99)
    clarify: bool = True
    turn_limit: int = Field(8, ge=1, le=50)
    fallback_team_id: Id | None = None
    hours_text: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    default_mode: Mode = Mode.OFF
    channels: list[ChannelMode] = Field([], max_length=200)
    teams: list[TeamMode] = Field([], max_length=200)
    summarize_transfers: bool = Field(
        True, description="Whether a colleague who gets a conversation finds a summary."
    )
    verified_hours: int = Field(
        VERIFIED_HOURS,
        ge=1,
        le=168,
        description="How long a customer who has proven who they are need not do so again.",
    )


class AgentSettings(CommonSettings):
    """How the AI agent is settled."""

    generator: GeneratorChange = GeneratorChange()

    def config(self) -> Config:
        """As the rules take it."""
        g = self.generator
        limit, price = g.monthly_limit, g.price
        return Config(
            name=self.name,
            avatar_url=self.avatar_url,
            tone=self.tone,
            length=self.length,
            languages=tuple(self.languages),
            instructions=self.instructions,
            forbidden_topics=tuple(self.forbidden_topics),
            threshold=self.threshold,
            clarify=self.clarify,
            turn_limit=self.turn_limit,
            fallback_team_id=self.fallback_team_id,
            hours_text=self.hours_text,
            default_mode=self.default_mode,
            channels={one.channel_id: one.mode for one in self.channels},
            teams={one.team_id: one.mode for one in self.teams},
            summarize_transfers=self.summarize_transfers,
            verified_hours=self.verified_hours,
            generator=GeneratorChoice(
                g.provider,
                g.model_id,
                Money(limit.amount, limit.currency) if limit else None,
                g.guardrail_id,
                g.guardrail_version,
                Price(price.input, price.output) if price else None,
            ),
        )


class AgentSettingsView(CommonSettings):
    """How the AI agent is settled, and what its generator costs."""

    generator: GeneratorView


class PlayedTurn(Body):
    """What was said before in the playground."""

    by: Literal["customer", "ai"] = Field(alias="from")
    text: Annotated[str, StringConstraints(max_length=4000)]
    action: Literal["answer", "clarify", "dont_know", "hand_over"] | None = None
    sources: list[SourceRef] = Field([], max_length=5)


class Play(Body):
    """A test question; nothing live is touched."""

    text: Text
    history: list[PlayedTurn] = Field([], max_length=50)
    channel_id: Id | None = None


class PlayedSource(SourceRef):
    """A passage, and how likely it answers."""

    text: str
    confidence: float


class Played(Model):
    """What the AI agent would do."""

    action: Literal["answer", "clarify", "dont_know", "hand_over"]
    reply: str | None
    reason: str
    confidence: float
    sources: list[PlayedSource]
    note: str | None = Field(description="What colleagues would find after a hand-over.")
    by: Literal["local", "bedrock"]


class ReportQuery(Body):
    """From one day to another, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class HandedOver(Model):
    """How many were handed over, and why."""

    total: int
    by_reason: dict[str, int]


class Csat(Model):
    """How customers judged."""

    count: int
    average: float


class Unanswered(Model):
    """A question that had no answer, as it was asked last."""

    question: str
    count: int
    conversation_id: str


class ReportDay(Model):
    """One day."""

    date: str
    conversations: int
    answered: int
    resolved: int
    handed_over: int


class Report(Model):
    """What the AI agent achieved (AI-26)."""

    conversations: int = Field(description="In which it said something.")
    answered: int = Field(description="Of these, where it answered from a source.")
    resolved: int = Field(description="Answered, closed, and nobody else had to do anything.")
    handed_over: HandedOver
    csat: Csat | None = Field(description="Null until customers are asked for their judgement.")
    top_unanswered: list[Unanswered]
    days: list[ReportDay]


class Verified(Model):
    """The mail address that a contact has shown to read, and how long that counts."""

    email: str
    at: str
    until: str


class VerificationView(Model):
    """Whether a conversation's contact has proven who they are (AI-20)."""

    verified: Verified | None


class CopilotTurn(Body):
    """What was said before in the copilot."""

    by: Literal["agent", "copilot"] = Field(alias="from")
    text: Annotated[str, StringConstraints(max_length=4000)]


class CopilotQuestion(Body):
    """A colleague's question about knowledge or a conversation."""

    question: Text
    conversation_id: Id | None = None
    history: list[CopilotTurn] = Field([], max_length=50)


class CopilotAnswer(Model):
    """An answer and what it was made from; a source of kind `message` is of the conversation."""

    answer: str
    sources: list[SourceRef]
    by: Literal["local", "bedrock"]


class Rewriting(Body):
    """A draft, and how it shall read."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"\S")]
    style: Literal["shorter", "friendlier", "formal", "grammar", "translate"]
    language: Language | None = None


class Rewritten(Model):
    """The draft, as it reads now; `changed` says whether there was anything to do."""

    text: str
    changed: bool
    by: Literal["local", "bedrock", "translate"]
