"""An account's settings: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from chalicelib.accounts.domain import (
    GLOSSARY_AT_MOST,
    LONGEST_EDITING,
    LONGEST_FAREWELL,
    LONGEST_REOPENING,
    LONGEST_SILENCE,
    SHORTEST_SILENCE,
)
from chalicelib.accounts.schema.fields import (
    AfterClose,
    Bcp47,
    Words,
)
from chalicelib.runtime.model import Body, Model


class Term(Body):
    """A word of the glossary."""

    term: Words
    keep: bool = Field(True, description="Whether it stays as it is in every language.")
    translations: dict[Bcp47, Words] = Field(
        {}, max_length=80, description="Otherwise: what it is called, by language."
    )


class TranslationProvider(Model):
    """Who translates."""

    name: str
    available: bool = Field(description="Whether it is to be had where this deployment runs.")


class TranslationSettings(Model):
    """How messages are translated."""

    automatic: bool
    language: str = Field(description="What the agents read and write (BCP 47).")
    two_way: bool
    formality: Literal["formal", "informal"] | None
    glossary: list[Term]
    provider: TranslationProvider


class TranslationChange(Body):
    """What changes of how messages are translated."""

    automatic: bool = Field(
        False, description="Translate what customers write in another language as it comes."
    )
    language: Bcp47 = "en"
    two_way: bool = Field(
        False, description="Answer in the customer's language unless the agent says otherwise."
    )
    formality: Literal["formal", "informal"] | None = None
    glossary: list[Term] = Field([], max_length=GLOSSARY_AT_MOST)

    @model_validator(mode="after")
    def _each_once(self) -> TranslationChange:
        terms = [term.term.casefold() for term in self.glossary]
        if len(set(terms)) != len(terms):
            raise ValueError("each term of the glossary once")
        if any(not term.keep and not term.translations for term in self.glossary):
            raise ValueError("a term is kept, or has a translation")
        return self


class WorkloadSettings(Model):
    """How much work a rule gives to one agent at once."""

    limit: int | None
    weights: dict[str, int]
    idle_minutes: int | None
    away_minutes: int | None
    managed_by: str | None = Field(
        description="The stack that declares all this, which then is changed there alone."
    )


class WorkloadChange(Body):
    """What changes of how much work a rule gives to one agent; null: no limit, never."""

    limit: int | None = Field(
        None, ge=1, le=1000, description="What an agent's conversations may weigh together."
    )
    weights: dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")],
        Annotated[int, Field(ge=1, le=100)],
    ] = Field({}, max_length=40, description="What one counts, by the kind of its channel; else 1.")
    idle_minutes: int | None = Field(
        None, ge=1, le=60 * 24 * 30, description="After how much silence it counts no more."
    )
    away_minutes: int | None = Field(
        None, ge=1, le=60 * 24, description="After how long without a hand an agent is set away."
    )


class SignUpSettings(Model):
    """Who may create an account."""

    mode: Literal["open", "closed", "list"]
    emails: list[str]


class SignUpChange(Body):
    """What changes of who may create an account."""

    mode: Literal["open", "closed", "list"] | None = Field(
        None, description="Anybody, nobody, or those in the list. Invited people may always join."
    )
    emails: (
        list[
            Annotated[
                str, StringConstraints(max_length=254, pattern=r"^[^@\s,]*@[^@\s,]+\.[^@\s,.]+$")
            ]
        ]
        | None
    ) = Field(
        None,
        max_length=1000,
        description="Addresses, and domains as @example.com.",
        examples=[["anna@example.com", "@example.org"]],
    )


class Settings(Model):
    """How the account's conversations end, come back and are corrected."""

    after_close: AfterClose
    reopen_hours: int | None
    auto_close_minutes: int | None
    auto_close_message: str | None
    edit_minutes: int
    needs_disposition: bool
    translation: TranslationSettings
    workload: WorkloadSettings
    sign_up: SignUpSettings | None = Field(
        description="Who may create an account; null for accounts that do not settle it."
    )


class SettingsChange(Body):
    """What an admin settles; all else stays. Null settles that there is none."""

    after_close: AfterClose = Field(
        "reopen", description="Whether a message after the end reopens, or starts a new one."
    )
    reopen_hours: int | None = Field(
        None, ge=1, le=LONGEST_REOPENING, description="For how long it reopens; null: for ever."
    )
    auto_close_minutes: int | None = Field(
        None,
        ge=SHORTEST_SILENCE,
        le=LONGEST_SILENCE,
        description="After how much silence a conversation is closed; null: never.",
    )
    auto_close_message: (
        Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_FAREWELL, pattern=r"\S")]
        | None
    ) = Field(None, description="What the customer is told then; null: nothing.")
    edit_minutes: int = Field(
        15, ge=0, le=LONGEST_EDITING, description="For how long a sent message can be changed."
    )
    needs_disposition: bool = Field(
        False, description="Whether an agent must say how a conversation ended to close it."
    )
    translation: TranslationChange = TranslationChange()
    workload: WorkloadChange = WorkloadChange()
    sign_up: SignUpChange = Field(
        SignUpChange(), description="For the account alone that was made first."
    )


class TranslationRules(Model):
    """What whoever writes must know of translations."""

    automatic: bool
    language: str = Field(description="What the agents read and write (BCP 47).")
    two_way: bool
    provider: TranslationProvider


class Rules(Model):
    """What whoever works with conversations must know of how the account settled them."""

    after_close: AfterClose
    edit_minutes: int
    needs_disposition: bool
    translation: TranslationRules
    workload: WorkloadSettings
