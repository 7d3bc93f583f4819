"""What to do with a customer's message, and about what: for most the message itself, after a code
that proves who they are what has waited for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from chalicelib.ai_agent.domain import codes
from chalicelib.ai_agent.domain.config import Config, Mode
from chalicelib.ai_agent.domain.rules import (
    Action,
    Decision,
    Question,
    Turn,
    asked_for_code,
    decide,
    tongue,
    wanted,
)
from chalicelib.ai_agent.service import tools, verifying
from chalicelib.ai_agent.service.history import question_of, stretch, unanswered
from chalicelib.ai_agent.service.verifying import Case, Proven
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.suggestions.domain import Found
from chalicelib.templates import values

FOUND_AT_MOST = 8

Find = Callable[[str, str, int], Sequence[Found]]
"""Passages for a text of an account, so many at most, the best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be answered: a message of the customer, and what was said before it."""

    message: Entry
    question: Question
    turns: Sequence[Turn]
    waited: bool = False
    """Whether it waited until the customer had proven who they are."""

    @property
    def readable(self) -> Question:
        """The question as a generator may read it, without codes."""
        text = self.question.text
        if not asked_for_code(self.turns) and not codes.is_bare(text):
            return self.question
        return replace(self.question, text=codes.hidden(text))


def decided(
    head: Conversation,
    config: Config,
    message: Entry,
    entries: Sequence[Entry],
    find: Find,
    client_id: str,
    at: datetime,
) -> tuple[Asked, Decision]:
    """What to do, and about what: mostly the message, else what waited for its code."""
    asked = Asked(message, question_of(message), stretch(entries, message))
    told = _by_words(head, config, asked)
    if isinstance(told, Decision) and told.action is not Action.ANSWER:
        return asked, told
    case = Case(
        head,
        config,
        message,
        unanswered(entries, message),
        asked.question.pressed,
        asked_for_code(asked.turns),
        tongue(config, asked.question, asked.turns),
        client_id,
        at,
    )
    step = verifying.step(case)
    if isinstance(step, Proven):
        return _resumed(case, asked, step, entries, find)
    if step is not None:
        return asked, step
    if isinstance(told, Decision):
        return asked, told
    return asked, _answer(case, asked, told, find)


def _resumed(
    case: Case, now: Asked, step: Proven, entries: Sequence[Entry], find: Find
) -> tuple[Asked, Decision]:
    """The customer has proven who they are: what waited for that is answered."""
    head = case.head
    message = conversations.load_entry_by_id(head.account_id, head.id, step.asked)
    if message is None or message.data.get("deleted_at"):
        why = "The customer has proven who they are."
        return now, Decision(Action.ANSWER, "small_talk", why, case.language, talk="verified")
    asked = Asked(message, question_of(message), stretch(entries, message), waited=True)
    told = wanted(case.config, asked.question, asked.turns)
    text = asked.question.text if isinstance(told, Decision) else told
    return asked, _answer(case, asked, text, find)


def _by_words(head: Conversation, config: Config, asked: Asked) -> Decision | str:
    question, turns = asked.question, asked.turns
    by_rule = head.assigned_by is None
    if by_rule and config.mode(head.channel.id, head.team_id) is not Mode.ANSWER:
        return Decision(
            Action.HAND_OVER,
            "switched_off",
            "The AI agent was switched off.",
            tongue(config, question, turns),
        )
    return wanted(config, question, turns)


def _answer(case: Case, asked: Asked, text: str, find: Find) -> Decision:
    """From a tool where one fits, else from knowledge."""
    head, config, at = case.head, case.config, case.at
    called = tools.use(
        head,
        config.name,
        asked.message.id,
        text,
        at,
        lambda: verifying.proven(head, asked.message, at),
    )
    if isinstance(called, tools.ForVerified):
        return verifying.begin(case)
    if called is not None:
        why = "A tool answered this."
        return Decision(Action.ANSWER, "tool", why, case.language, (called.found,), 1.0)
    ready = map(partial(_filled, head), find(head.account_id, text, FOUND_AT_MOST))
    return decide(config, asked.question, asked.turns, [one for one in ready if one])


def _filled(head: Conversation, found: Found) -> Found | None:
    """A template with what is known of the customer; None with gaps that a person has to fill."""
    passage = found.passage
    if passage.kind != "template":
        return found
    filled = values.fill_in(None, head, passage.text)
    return None if filled.unresolved else replace(found, passage=replace(passage, text=filled.text))
