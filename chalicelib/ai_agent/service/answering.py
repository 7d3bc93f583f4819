"""The AI agent answers a customer's message, or hands the conversation over.

Repeated deliveries are harmless: what it says has a client id made of the message's, handing over
is done by whoever has the conversation, and the note has a client id, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib.accounts import service as accounts
from chalicelib.ai_agent.domain.config import Config, Mode
from chalicelib.ai_agent.domain.reply import Reply, Room, compose
from chalicelib.ai_agent.domain.rules import Action, Decision, Question, Turn, decide, wanted
from chalicelib.ai_agent.domain.rules import tongue as tongue_of
from chalicelib.ai_agent.domain.summary import summarize
from chalicelib.ai_agent.service import counting, people, phrasing, settled, tools
from chalicelib.ai_agent.service.history import question_of, stretch, talk_of
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Option
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.service.ai import Said, actor
from chalicelib.runtime.errors import Unsendable
from chalicelib.suggestions.domain import Found
from chalicelib.templates import values

FOUND_AT_MOST = 8
READ_BACK = 60
"""Entries of the thread that it knows of."""

Find = Callable[[str, str, int], Sequence[Found]]
"""Passages for a text of an account, so many at most, the best first."""


def respond(
    account_id: str,
    conversation_id: str,
    message_id: str,
    find: Find,
    at: datetime,
    again: str = "",
) -> Action | None:
    """Do what the rules say about a message; None when it is not the AI agent's turn (any more).
    `again` names the occasion when it is asked a second time about the same message."""
    head = conversations.load(account_id, conversation_id)
    message = conversations.load_entry_by_id(account_id, conversation_id, message_id)
    if head is None or message is None or not _its_turn(head, message):
        return None
    config = settled.settings(account_id)
    client_id = f"ai:{message_id}{again}"
    known = conversations.ai_said(account_id, conversation_id, client_id)
    if known is not None:  # said before a crash: what is left is to hand over
        about = known.data.get("ai") or {}
        if about.get("action") == Action.HAND_OVER:
            hand_over(head, config, about["reason"], about["detail"], at)
        return None
    entries = conversations.timeline(account_id, conversation_id, None, None, READ_BACK)
    turns = stretch(entries, message)
    question = question_of(message)
    decision = _decision(head, config, message, question, turns, find, at)
    return _carry_out(head, config, message, question, turns, decision, client_id, at)


def give_up(account_id: str, conversation_id: str, message_id: str, at: datetime) -> None:
    """Something of ours is broken: no customer waits for that, a person takes over (AI-15)."""
    head = conversations.load(account_id, conversation_id)
    message = conversations.load_entry_by_id(account_id, conversation_id, message_id)
    if head is None or message is None or not head.is_open or not head.is_with_ai:
        return
    config = settled.settings(account_id)
    decision = Decision(
        Action.HAND_OVER,
        "error",
        "The AI agent had a technical problem.",
        tongue_of(config, question_of(message), ()),
    )
    client_id = f"ai:{message_id}:error"
    if _its_turn(head, message):
        there = people.someone_there(config, account_id, head.team_id)
        reply = compose(config, "", decision, there, Room())
        assert reply is not None
        _say(head, config, message, decision, reply, client_id, at)
    hand_over(head, config, decision.reason, decision.detail, at)


def _its_turn(head: Conversation, message: Entry) -> bool:
    return (
        head.is_open
        and head.is_with_ai
        and head.merged_into is None
        and head.received_seq == message.seq
    )


def _decision(
    head: Conversation,
    config: Config,
    message: Entry,
    question: Question,
    turns: Sequence[Turn],
    find: Find,
    at: datetime,
) -> Decision:
    by_rule = head.assigned_by is None
    if by_rule and config.mode(head.channel.id, head.team_id) is not Mode.ANSWER:
        return Decision(
            Action.HAND_OVER,
            "switched_off",
            "The AI agent was switched off.",
            tongue_of(config, question, turns),
        )
    told = wanted(config, question, turns)
    if isinstance(told, Decision):
        return told
    called = tools.use(head, config.name, message.id, told, at)
    if called is not None:
        return _told_by_tool(called, tongue_of(config, question, turns))
    ready = map(partial(_filled, head), find(head.account_id, told, FOUND_AT_MOST))
    return decide(config, question, turns, [one for one in ready if one])


def _filled(head: Conversation, found: Found) -> Found | None:
    """A template with what is known of the customer; None with gaps that a person has to fill."""
    passage = found.passage
    if passage.kind != "template":
        return found
    filled = values.fill_in(None, head, passage.text)
    return None if filled.unresolved else replace(found, passage=replace(passage, text=filled.text))


def _told_by_tool(called: tools.Called, language: str) -> Decision:
    if called.found is None:
        return Decision(Action.HAND_OVER, "verification", called.refused or "", language)
    why = "A tool answered this."
    return Decision(Action.ANSWER, "tool", why, language, (called.found,), 1.0)


def _carry_out(
    head: Conversation,
    config: Config,
    message: Entry,
    question: Question,
    turns: Sequence[Turn],
    decision: Decision,
    client_id: str,
    at: datetime,
) -> Action | None:
    over = decision.action is Action.HAND_OVER
    there = over and people.someone_there(config, head.account_id, head.team_id)
    reply = compose(config, question.text, decision, there, _room(head))
    if reply is None:
        return decision.action
    if decision.action is Action.ANSWER and decision.found:
        reply = phrasing.phrased(head.account_id, config, question, turns, decision, reply)
    try:
        said = _say(head, config, message, decision, reply, client_id, at)
    except Unsendable as refusal:
        hand_over(head, config, "unsendable", str(refusal), at)
        return Action.HAND_OVER
    if said is None:
        return None  # a human or a newer message was faster
    counting.spoke(head, decision, message, at)
    if over:
        hand_over(head, config, decision.reason, decision.detail, at)
    return decision.action


def _say(
    head: Conversation,
    config: Config,
    message: Entry,
    decision: Decision,
    reply: Reply,
    client_id: str,
    at: datetime,
) -> Entry | None:
    about = {
        "action": str(decision.action),
        "reason": decision.reason,
        "detail": decision.detail,
        "confidence": round(decision.confidence, 3) if decision.confidence else None,
        "by": reply.by,
    }
    said = Said(
        message,
        reply.text,
        client_id,
        reply.format,
        tuple(Option(id_, title) for id_, title in reply.options),
        [source(one) for one in reply.sources],
        about,
        settles=lambda c: _settles(c, decision, message),
    )
    return conversations.ai_reply(head, config.name, said, at)


def _settles(head: Conversation, decision: Decision, message: Entry) -> bool:
    """An answer from a source settles all that was asked; a friendly word only itself."""
    if decision.action is not Action.ANSWER:
        return False
    alone = head.unreplied_since is None or head.unreplied_since >= message.occurred_at
    return bool(decision.found) or alone


def hand_over(
    head: Conversation, config: Config, reason: str, detail: str, at: datetime
) -> Conversation | None:
    """Give a conversation to people, with a note that says what it is about; None when somebody has
    it already. A crash in between leaves it without the note, which the next delivery adds."""
    team = people.fallback(config, accounts.roster(head.account_id), head.team_id)
    after = conversations.ai_hand_over(head, config.name, reason, detail, team, at)
    if after is None:
        return None
    entries = conversations.timeline(head.account_id, head.id, None, None, READ_BACK)
    text = summarize(talk_of(entries), head.contact.name, detail)
    conversations.ai_note(after, actor(config.name), text, f"ai:note:{after.version}", at)
    counting.handed_over(after, reason, at)
    return after


def source(one: Found) -> dict[str, str | None]:
    """A passage as colleagues see what was answered from."""
    passage = one.passage
    return {
        "kind": passage.kind,
        "id": passage.id,
        "title": passage.title,
        "url": passage.url,
    }


def _room(head: Conversation) -> Room:
    able = channels.capabilities(head.channel.kind)
    return Room(able.buttons, able.button_length, min(1500, able.max_length))
