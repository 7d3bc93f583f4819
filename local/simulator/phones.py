"""Customers' phones and mailboxes: the messages that each of them has sent and received."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from local.simulator.outbox import now

Direction = Literal["in", "out"]


class UnknownText(LookupError):
    """No message has the id; the sentence names it."""


@dataclass
class Text:
    """One message on a phone. A failed one the company sent never reached the phone."""

    id: str
    direction: Direction  # as the company sees it: "in" is what the customer wrote
    customer: str
    company: str
    text: str
    status: str
    media: list[dict[str, str]] = field(default_factory=list)  # {id, kind, mime_type, name}
    options: list[dict[str, str]] = field(default_factory=list)  # quick replies: {id, title}
    reply_to: str | None = None  # the id of the message that it answers
    reactions: dict[str, str] = field(default_factory=dict)  # "in" or "out" → emoji
    subject: str = ""  # of mails
    location: dict[str, Any] | None = None  # {latitude, longitude, name?}
    edited: bool = False
    deleted: bool = False
    time: str = field(default_factory=now)


class Phones:
    """Every message by its id, in order, kept in a file so that phones outlive a restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        known: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
        self._texts = {item["id"]: Text(**item) for item in known}

    def add(self, text: Text) -> None:
        """Put a message on the phone; the same message again changes nothing."""
        self._texts.setdefault(text.id, text)
        self._keep()

    def find(self, text_id: str) -> Text | None:
        """The message, None when no phone has it."""
        return self._texts.get(text_id)

    def set_status(self, text_id: str, status: str) -> None:
        self._known(text_id).status = status
        self._keep()

    def react(self, text_id: str, direction: Direction, emoji: str | None) -> None:
        """Put one side's reaction on a message; None takes it back."""
        reactions = self._known(text_id).reactions
        if emoji:
            reactions[direction] = emoji
        else:
            reactions.pop(direction, None)
        self._keep()

    def edit(self, text_id: str, text: str) -> None:
        """Give a message another text."""
        message = self._known(text_id)
        message.text, message.edited = text, True
        self._keep()

    def delete(self, text_id: str) -> None:
        """Take a message back: that there was one stays, what it said goes."""
        message = self._known(text_id)
        message.text, message.deleted = "", True
        message.media, message.options, message.location = [], [], None
        self._keep()

    def thread(self, customer: str, company: str) -> list[dict[str, Any]]:
        """What the two have written to each other, oldest first."""
        return [
            asdict(text)
            for text in self._texts.values()
            if (text.customer, text.company) == (customer, company)
        ]

    def customers(self, company: str) -> list[str]:
        """Who has a thread with the company, the latest first."""
        talked = [text.customer for text in self._texts.values() if text.company == company]
        return list(dict.fromkeys(reversed(talked)))

    def _known(self, text_id: str) -> Text:
        text = self._texts.get(text_id)
        if text is None:
            raise UnknownText(f"No message has the id {text_id}.")
        return text

    def _keep(self) -> None:
        self._file.write_text(json.dumps([asdict(text) for text in self._texts.values()]))
