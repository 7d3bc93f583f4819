"""What clients send and get about offers, transfers and invitations."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from chalicelib.conversations.events import ActorView, DecisionView, PersonView
from chalicelib.conversations.schema import Id
from chalicelib.conversations.views import ConversationView
from chalicelib.runtime.model import Body, Model

Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class OfferRef(Body):
    """The offer that is answered."""

    offer_id: Id


class Target(Body):
    """A person or a team: one of them."""

    user_id: Id | None = None
    team_id: Annotated[Id, StringConstraints(pattern="^tm_")] | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Target:
        if (self.user_id is None) == (self.team_id is None):
            raise ValueError("name a user or a team")
        if self.user_id and self.user_id.startswith("tm_"):
            raise ValueError("user_id is the id of a user")
        return self

    @property
    def to(self) -> str:
        """The id of either."""
        return self.user_id or self.team_id or ""


class Transfer(Target):
    """Whose it shall be."""

    note: Why | None = Field(None, description="For whoever gets it; the customer sees nothing.")


class Invite(Target):
    """Who is asked to join."""


class Offers(Model):
    """What the caller is asked now."""

    items: list[ConversationView]


class Waiting(Model):
    """A page of what waits."""

    items: list[ConversationView]
    next_cursor: str | None = None
    total: int = Field(description="100 stands for 100 or more.")


class WaitView(Model):
    """Where it stands in its team's queue."""

    position: int | None = Field(description="By wait, from 1; null beyond 100.")
    since: str
    why: str = Field(description="Why it is nobody's yet, as a sentence.")
    team_id: str


class DecidedView(Model):
    """Something that decided who has it."""

    at: str
    kind: str = Field(description="The type of the event.")
    user: PersonView | None = Field(description="Whom it is about.")
    by: ActorView
    decision: DecisionView | None = Field(description="Of a rule: why.")


class RoutingView(Model):
    """Why it waits, and how it found its agents."""

    waiting: WaitView | None
    decisions: list[DecidedView] = Field(description="Newest first.")
