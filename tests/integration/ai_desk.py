"""An account with an AI agent, a customer who writes, and what the AI agent makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain.config import Config, Mode
from chalicelib.ai_agent.service import answering, settled
from chalicelib.channels.domain import Channel
from chalicelib.conversations import service
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.suggestions.domain import Found, Passage
from tests.builders import NOON, Company, later

SHIPPING = Passage(
    "article",
    "art_ship",
    "Shipping to Norway",
    "We ship to Norway within 4 days. Shipping costs 79 NOK. Orders over 800 NOK ship free.",
    "https://shop.example/shipping",
    "en",
)
RETURNS = Passage(
    "page", "pag_1#2", "Returns", "You can return an unused item within 30 days.", None, "en"
)


def settle(company: Company, **facts: Any) -> Config:
    """An AI agent that answers first, unless said otherwise."""
    known = Config(name="Nova", default_mode=Mode.ANSWER, turn_limit=4)
    config = replace(known, **facts)
    store.save(company.account_id, config)
    return settled.fresh(company.account_id)


def finding(*found: Found) -> Callable[[str, str, int], Sequence[Found]]:
    """Stands for the engine: the same passages whatever is asked."""
    return lambda account_id, text, at_most: found[:at_most]


SURE = finding(Found(SHIPPING, 0.96), Found(RETURNS, 0.2))
UNSURE = finding(Found(SHIPPING, 0.4), Found(RETURNS, 0.1))
TORN = finding(Found(SHIPPING, 0.5), Found(RETURNS, 0.45))
NOTHING = finding()


class Chat:
    """One customer's conversation with the AI agent."""

    def __init__(self, company: Company, channel: Channel | None = None) -> None:
        self.company = company
        self.channel = channel or company.webchat
        self.sender: str | None = None
        self.seconds = 0
        self.id = ""

    def now(self) -> datetime:
        """Half a minute later than before."""
        self.seconds += 30
        return later(self.seconds, NOON)

    def write(self, text: str, **sort: Any) -> Entry:
        """The customer writes; nobody has looked at it yet."""
        from tests.builders import a_sender

        self.sender = self.sender or a_sender(self.channel)
        received = service.Received(
            self.channel,
            self.sender,
            text,
            dedup=f"{self.sender}{self.seconds}",
            contact_id=self.sender if self.channel.kind == "webchat" else None,
            sort=sort,
        )
        entry = service.receive(received, self.now())
        self.id = entry.conversation_id
        return entry

    def ask(self, text: str, find: Any = SURE, **sort: Any) -> Entry:
        """The customer writes, and the AI agent does what it does."""
        entry = self.write(text, **sort)
        self.respond(entry, find)
        return entry

    def respond(self, entry: Entry, find: Any = SURE, again: str = "") -> Any:
        """The AI agent looks at a message."""
        return answering.respond(
            self.company.account_id, self.id, entry.id, find, self.now(), again
        )

    @property
    def head(self) -> Conversation:
        return self.company.head(self.id)

    @property
    def said(self) -> list[Entry]:
        """What the AI agent said, oldest first."""
        return [e for e in self.company.thread(self.id) if e.type == "message.sent"]

    def types(self) -> list[str]:
        """The thread's types of entries."""
        return [entry.type for entry in self.company.thread(self.id)]
