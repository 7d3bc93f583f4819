"""Signing up and in, users and teams: what comes in and goes out."""

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
    Availability,
    Role,
)
from chalicelib.runtime.model import Body, Model, Name

EMAIL = r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+$"


Email = Annotated[
    str, StringConstraints(max_length=254, pattern=EMAIL), Field(examples=["anna@example.com"])
]


Password = Annotated[
    str, StringConstraints(min_length=10, max_length=256), Field(examples=["correct horse 7"])
]


Code = Annotated[str, StringConstraints(min_length=1, max_length=64), Field(examples=["123456"])]


Distribution = Literal["manual", "automatic"]


Ownership = Literal["shared", "personal"]


Sort = Literal["newest", "oldest", "created", "priority"]


InboxId = Annotated[str, StringConstraints(min_length=1, max_length=64)]


AfterClose = Literal["reopen", "new"]


class SignUp(Body):
    """A new company and its first user."""

    email: Email
    password: Password
    name: Name
    company: Name


class SignedUp(Model):
    """The new user; a code was mailed to confirm the address."""

    user_id: str


class Confirm(Body):
    """The code from the mail."""

    email: Email
    code: Code


class SignIn(Body):
    """Email and password."""

    email: Email
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class Refresh(Body):
    """The token from signing in."""

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=8192)]


class Forgot(Body):
    """Whose password is forgotten."""

    email: Email


class Reset(Body):
    """The mailed code and a new password."""

    email: Email
    code: Code
    password: Password


class UserView(Model):
    """A user, as colleagues see them."""

    id: str
    email: str
    name: str
    role: Role
    availability: Availability
    online: bool
    load: int = Field(description="Open conversations that the user has now.")
    created_at: str


class TeamView(Model):
    """A team and who is in it."""

    id: str
    name: str
    everyone: bool
    distribution: Distribution
    ownership: Ownership
    member_ids: list[str]


class AccountView(Model):
    """A company."""

    id: str
    name: str


class Preferences(Model):
    """How a user likes to work."""

    sorts: dict[str, Sort] = Field(description="The order of each inbox where one was chosen.")
    undo_seconds: int = Field(description="For how long a sent message can be taken back.")
    enter_sends: bool = Field(description="Whether Enter sends, or begins a new line.")


class Me(UserView):
    """The caller, with account, teams and preferences."""

    account: AccountView
    teams: list[TeamView]
    preferences: Preferences


class Tokens(Model):
    """An access token for the Authorization header, as `Bearer …`."""

    access_token: str
    expires_in: int = Field(description="Seconds.")


class SignedIn(Tokens):
    """Tokens and the user they are for."""

    refresh_token: str
    user: UserView


class PreferencesChange(Body):
    """What a user chooses; all else stays."""

    sorts: dict[InboxId, Sort | None] = Field(
        {}, max_length=200, description="Null takes the choice for an inbox back."
    )
    undo_seconds: int = Field(0, ge=0, le=30)
    enter_sends: bool = True


class MeChange(Body):
    """What a user changes about themselves."""

    name: Name | None = None
    availability: Availability | None = None
    preferences: PreferencesChange | None = None


class NewUser(Body):
    """A colleague."""

    email: Email
    name: Name
    password: Password
    role: Role = Role.AGENT


class UserChange(Body):
    """What an admin changes about a user."""

    name: Name | None = None
    role: Role | None = None


class NewTeam(Body):
    """A team."""

    name: Name
    distribution: Distribution = "manual"
    ownership: Ownership = "shared"
    member_ids: list[str] = Field(default=[], max_length=90)


class TeamChange(Body):
    """What an admin changes about a team."""

    name: Name | None = None
    distribution: Distribution | None = None
    ownership: Ownership | None = None
    member_ids: list[str] | None = Field(None, max_length=90)


Bcp47 = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35),
    Field(examples=["en", "pt-BR"]),
]


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"\S")
]


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
