"""Scheduled messages: what comes in and goes out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from chalicelib.conversations.events import AttachmentView, OptionView, PersonView
from chalicelib.conversations.schema import NewMessage, Text
from chalicelib.runtime.model import Body, Model
from chalicelib.scheduled.domain import LONGEST_UNDO, ScheduledStatus


class NewScheduled(NewMessage):
    """A message, and either when it is sent or for how long sending can be undone."""

    send_at: AwareDatetime | None = None
    delay_seconds: int | None = Field(
        None, ge=1, le=LONGEST_UNDO, description="Undo send: nothing holds such a message back."
    )
    hold: bool = Field(True, description="Whether a customer's message before the time holds it.")

    @model_validator(mode="after")
    def _has_one_time(self) -> NewScheduled:
        if (self.send_at is None) == (self.delay_seconds is None):
            raise ValueError("give either send_at or delay_seconds")
        return self

    def due(self, at: datetime) -> datetime:
        """When it is sent, if it came in `at`."""
        return self.send_at or at + timedelta(seconds=self.delay_seconds or 0)

    @property
    def holds(self) -> bool:
        """Whether a customer's message holds it back."""
        return self.hold and self.delay_seconds is None


class ScheduledChange(Body):
    """What changes; what is absent stays. A new time lets a message that is held wait again."""

    text: Text | None = None
    send_at: AwareDatetime | None = None
    hold: bool | None = None


class ScheduledView(Model):
    """A message that is sent later."""

    id: str
    conversation_id: str
    status: ScheduledStatus
    reason: str | None = Field(None, description="Why it is held, for people.")
    text: str
    format: Literal["plain", "markdown"]
    attachments: list[AttachmentView]
    channel_id: str | None
    reply_to: str | None
    options: list[OptionView] = []
    subject: str | None = None
    suggestion_id: str | None = None
    translate_to: str | None = None
    cc: list[str] | None = None
    send_at: str
    hold: bool
    author: PersonView
    created_at: str


class ScheduledList(Model):
    """What waits or is held, the next one first."""

    items: list[ScheduledView]
