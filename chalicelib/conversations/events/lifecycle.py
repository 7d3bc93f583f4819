"""What becomes of a conversation as a whole."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from chalicelib.conversations.domain import Priority
from chalicelib.conversations.events.parts import (
    ConversationRef,
    DecisionView,
    EventBase,
    LabelRef,
    Nothing,
    PersonView,
    SnoozeView,
    optional,
)
from chalicelib.runtime.model import Model


class AssignedData(Model):
    """Who has the conversation now; empty when it went back to Unassigned."""

    assignees: list[PersonView]
    decision: DecisionView | None = Field(None, description="Of a rule: why these.")
    offer_id: str | None = Field(None, description="The offer that was accepted.")
    taken_from: list[PersonView] = Field([], description="Who had it, and has it no more.")


class HandedOverData(Model):
    """Why the AI agent gave the conversation to people."""

    reason: str = Field(description="asked, turn_limit, low_confidence, forbidden, error, …")
    detail: str = Field(description="The same as a sentence.")
    team_id: str = Field(description="Whose conversation it is from now on.")
    from_team_id: str | None = Field(None, description="Whose it was, where that is another.")


class ClosedData(Model):
    """How it ended."""

    disposition: str | None = None
    disposition_name: str | None = None


@with_config(ConfigDict(json_schema_extra=optional))
class UpdatedData(TypedDict, total=False):
    """What was set; only what changed is there."""

    topic: str | None
    priority: Priority | None
    important: bool
    skills: list[str]


class RestrictedData(Model):
    """Who alone may see the conversation; null: everyone who may see its team."""

    visible_to: list[PersonView] | None


class LabelledData(Model):
    """Labels that came and went."""

    added: list[LabelRef] = []
    removed: list[LabelRef] = []


class MergedData(Model):
    """Which conversation came in, or into which this one went."""

    merged: ConversationRef | None = None
    into: ConversationRef | None = None


class ConversationAssigned(EventBase):
    """The conversation has other assignees."""

    type: Literal["conversation.assigned"]
    data: AssignedData


class ConversationHandedOver(EventBase):
    """The AI agent gave the conversation to people (AI-15)."""

    type: Literal["conversation.handed_over"]
    data: HandedOverData


class ConversationClosed(EventBase):
    """The conversation ended."""

    type: Literal["conversation.closed"]
    data: ClosedData


class ConversationReopened(EventBase):
    """The conversation is open again."""

    type: Literal["conversation.reopened"]
    data: Nothing


class ConversationDeleted(EventBase):
    """The conversation and all that was in it is gone."""

    type: Literal["conversation.deleted"]
    data: Nothing


class ConversationSnoozed(EventBase):
    """The conversation left the inbox for a while (CONV-47)."""

    type: Literal["conversation.snoozed"]
    data: SnoozeView


class ConversationWoken(EventBase):
    """The conversation came back into the inbox."""

    type: Literal["conversation.woken"]
    data: Nothing


class ConversationUpdated(EventBase):
    """Topic, priority or the important mark changed."""

    type: Literal["conversation.updated"]
    data: UpdatedData


class ConversationRestricted(EventBase):
    """Others may see the conversation than before (CONV-40)."""

    type: Literal["conversation.restricted"]
    data: RestrictedData


class ConversationLabelled(EventBase):
    """The conversation has other labels (NOTE-10)."""

    type: Literal["conversation.labelled"]
    data: LabelledData


class ConversationMerged(EventBase):
    """Two conversations are read as one (CONV-50)."""

    type: Literal["conversation.merged"]
    data: MergedData


class ConversationUnmerged(EventBase):
    """A merge was undone."""

    type: Literal["conversation.unmerged"]
    data: MergedData
