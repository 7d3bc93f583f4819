"""The AI agent answers a customer's message, or hands the conversation over.

Repeated deliveries are harmless: what it says has a client id made of the message's, handing over
is done by whoever has the conversation, and the note has a client id, too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.reply import Reply, Room, compose
from chalicelib.ai_agent.domain.rules import Action, Decision, tongue
from chalicelib.ai_agent.domain.sentences import say
from chalicelib.ai_agent.domain.summary import summarize
from chalicelib.ai_agent.service import counting, people, phrasing, settled
from chalicelib.ai_agent.service.deciding import Asked, Find, decided
from chalicelib.ai_agent.service.history import question_of, talk_of
from chalicelib.channels import service as channels
from chalicelib.channels.domain import Option
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.service.ai import Said, actor
from chalicelib.runtime.errors import Unsendable
from chalicelib.suggestions.domain import Found

READ_BACK = 60
"""Entries of the thread that it knows of."""


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
    asked, decision = decided(head, config, message, entries, find, client_id, at)
    return _carry_out(head, config, message, asked, decision, client_id, at)


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
        tongue(config, question_of(message), ()),
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


def _carry_out(
    head: Conversation,
    config: Config,
    message: Entry,
    asked: Asked,
    decision: Decision,
    client_id: str,
    at: datetime,
) -> Action | None:
    over = decision.action is Action.HAND_OVER
    there = over and people.someone_there(config, head.account_id, head.team_id)
    reply = compose(config, asked.question.text, decision, there, _room(head))
    if reply is None:
        return decision.action
    if decision.action is Action.ANSWER and decision.found:
        reply = phrasing.phrased(
            head.account_id, config, asked.readable, asked.turns, decision, reply
        )
    if asked.waited:
        thanks = say("verified", decision.language, config.tone)
        reply = replace(reply, text=f"{thanks}\n\n{reply.text}")
    try:
        said = _say(head, config, message, decision, reply, client_id, at)
    except Unsendable as refusal:
        hand_over(head, config, "unsendable", str(refusal), at)
        return Action.HAND_OVER
    if said is None:
        return None  # a human or a newer message was faster
    counting.spoke(head, decision, asked.message, at)
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
