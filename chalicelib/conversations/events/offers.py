"""How work finds people: offers, transfers, invitations, and what was promised."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from chalicelib.conversations.events.parts import DecisionView, EventBase, Nothing, PersonView
from chalicelib.runtime.model import Model


class OfferMadeData(Model):
    """Who is asked until when whether they take the conversation."""

    offer_id: str
    user: PersonView
    until: str
    decision: DecisionView | None = None


class OfferEndedData(Model):
    """An offer that was not accepted."""

    offer_id: str
    user: PersonView
    reason: str = ""


class TransferredData(Model):
    """To whom the conversation went: a person, or the queue of a team."""

    to_user: PersonView | None = None
    to_team_id: str | None = None
    to_team_name: str | None = Field(None, description="As it was called then, where a user did.")
    from_team_id: str | None = Field(None, description="Whose it was, where the team changed.")
    reason: str = Field("", description="Of a rule: silent, overflow, …")
    decision: DecisionView | None = None
    note: str | None = Field(None, description="What the colleague says about it.")
    taken_from: list[PersonView] = Field([], description="Who had it, and has it no more.")


class InvitedData(Model):
    """Who is asked to join; a team asks all of its members."""

    invitation_id: str
    to: PersonView
    by: PersonView


class JoinedData(Model):
    """Who joined."""

    user: PersonView
    invitation_id: str


class InvitationEndedData(Model):
    """An invitation that nobody followed."""

    invitation_id: str
    how: Literal["declined", "cancelled"]
    to: PersonView


class LeftData(Model):
    """Who has it no more, while others still do."""

    user: PersonView
    reason: str = Field("", description="Of a rule: deactivated, …")


class PromiseData(Model):
    """A target of the service level."""

    target: Literal["first", "next", "resolve"]
    due_at: str
    policy_id: str


class OfferMade(EventBase):
    """A conversation that waits is offered to somebody (ASG-21)."""

    type: Literal["offer.made"]
    data: OfferMadeData


class OfferRejected(EventBase):
    """Somebody does not take it (ASG-25)."""

    type: Literal["offer.rejected"]
    data: OfferEndedData


class OfferExpired(EventBase):
    """Nobody answered an offer in time (ASG-26)."""

    type: Literal["offer.expired"]
    data: OfferEndedData


class OfferWithdrawn(EventBase):
    """An offer ended by itself: somebody else took the conversation, it ended, … (ASG-30)."""

    type: Literal["offer.withdrawn"]
    data: OfferEndedData


class ConversationTransferred(EventBase):
    """The conversation went to another person or queue (ASG-31)."""

    type: Literal["conversation.transferred"]
    data: TransferredData


class ConversationInvited(EventBase):
    """A colleague is asked to join (ASG-33)."""

    type: Literal["conversation.invited"]
    data: InvitedData


class ConversationJoined(EventBase):
    """A further agent has the conversation, too (ASG-34)."""

    type: Literal["conversation.joined"]
    data: JoinedData


class InvitationEnded(EventBase):
    """An invitation was declined or taken back."""

    type: Literal["invitation.ended"]
    data: InvitationEndedData


class ConversationLeft(EventBase):
    """One of several agents has the conversation no more (ASG-36)."""

    type: Literal["conversation.left"]
    data: LeftData


class ConversationRested(EventBase):
    """The customer was silent for so long that it counts no more (ASG-44)."""

    type: Literal["conversation.rested"]
    data: Nothing


class SlaWarned(EventBase):
    """A promise is about to be broken (ASG-48)."""

    type: Literal["sla.warned"]
    data: PromiseData


class SlaBreached(EventBase):
    """A promise was broken."""

    type: Literal["sla.breached"]
    data: PromiseData
