"""What events are made of: people, references, and what every event carries."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from chalicelib.conversations.domain import ActorKind, Status
from chalicelib.runtime.model import Model


class PersonView(Model):
    """Someone by id and the name shown."""

    id: str
    name: str


class ActorView(Model):
    """Who did it."""

    kind: ActorKind
    id: str | None = None
    name: str | None = None


class ConversationRef(Model):
    """Another conversation, by id and number."""

    id: str
    number: int


class LabelRef(Model):
    """A label as it was called when it was set."""

    id: str
    name: str
    color: str


class SnoozeView(Model):
    """Until when a conversation is out of the inbox; null: until the customer writes."""

    until: str | None = None


class WithdrawnView(Model):
    """An offer that ended because the conversation waits no more (ASG-30)."""

    offer_id: str
    user: PersonView


class PassedOverView(Model):
    """People whom a rule left out, and why."""

    reason: str = Field(
        description="away, offline, full, paused, wrap_up, off, skills, passed, ringing, not_named"
    )
    user_ids: list[str]


class DecisionView(Model):
    """Why a rule chose as it did; only the sentence is always there."""

    strategy: str = ""
    reason: str = Field("", description="One sentence for people.")
    considered: int = Field(0, description="How many people it looked at.")
    passed_over: list[PassedOverView] = []
    at: str | None = None


def optional(schema: dict[str, Any]) -> None:
    """Says that nothing is required: pydantic asks the setting of the model around instead."""
    schema.pop("required", None)


@with_config(ConfigDict(json_schema_extra=optional))
class Changes(TypedDict, total=False):
    """What else the change did that made this entry; only what it did is there."""

    created: bool
    status: Status
    assignees: list[PersonView]
    snooze: SnoozeView | None
    visible_to: list[PersonView] | None
    labels: list[str]
    mentioned: list[PersonView]
    opted_out: bool
    team_id: str
    withdrawn: WithdrawnView
    decision: DecisionView


class EventBase(Model):
    """What every event carries. `version` is that of the event's schema."""

    id: str
    account_id: str
    conversation_id: str
    seq: int = Field(description="Dense within the conversation, from 1: a gap is a missed event.")
    occurred_at: str
    actor: ActorView
    changes: Changes = {}
    version: Literal[1] = 1


class Nothing(Model):
    """No data."""
