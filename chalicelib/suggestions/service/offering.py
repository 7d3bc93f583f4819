"""Offering answers, and what agents do with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.ai_agent.domain import codes
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import new_id, seq_of, time_of
from chalicelib.suggestions import store
from chalicelib.suggestions.domain import (
    Found,
    Outcome,
    Passage,
    State,
    Suggestion,
    answer_text,
    fact,
    facts,
    offer,
    settle,
)
from chalicelib.templates import values, variables

TITLE_LENGTH = 80
CONSIDERED = 12
"""Passages that are looked at for an offer: several may say the same."""
FEW_WORDS = 4
"""A message shorter than this is understood with what the customer wrote just before."""
TEXT_LENGTH = 2000
JOINED = 3
"""Messages before a short one that it is understood with."""
BEFORE = 10
"""Entries in which the message of ours that it answers is looked for: reports of its delivery may
stand between."""


def find(
    account_id: str, text: str, at_most: int = 5, kinds: Collection[str] | None = None
) -> list[Found]:
    """The passages that answer a text, likeliest first. Only in functions with the layer; others
    ask them (`asking.ask`)."""
    from chalicelib.suggestions.service import ranking

    return ranking.find(account_id, text, at_most, kinds)


def suggest(account_id: str, conversation_id: str, message_id: str, text: str, at: datetime) -> int:
    """Offer answers to a customer's message; answers how many. An empty offer is stored and told
    as well: it withdraws what was offered for an older message."""
    question = _question(account_id, conversation_id, message_id, text)
    found = offer(find(account_id, question, CONSIDERED)) if question else []
    offered = [
        Suggestion(
            new_id("sug"),
            message_id,
            _short(_filled(account_id, conversation_id, one.passage)),
            round(one.confidence, 3),
        )
        for one in found
    ]
    data = {"message_id": message_id, "suggestions": [view(one) for one in offered]}
    frame = {
        "type": "suggestion.ready",
        "id": f"{message_id}:suggestion.ready",
        "conversation_id": conversation_id,
        "data": data,
        "version": 1,
    }
    passages = {one.id: one.source.id for one in offered}
    store.save(account_id, conversation_id, message_id, question, frame, passages, at)
    return len(offered)


def _question(account_id: str, conversation_id: str, message_id: str, text: str) -> str:
    """What the message asks: its text, with the customer's messages just before it where it is too
    short to say it alone ("and to Sweden?"). A code that proves who the customer is asks nothing,
    and is not kept."""
    few = len(text.split()) < FEW_WORDS
    if not text.strip() or not (few or codes.codes(text)):
        return text.strip()[:TEXT_LENGTH]
    before = conversations.timeline(account_id, conversation_id, seq_of(message_id), None, BEFORE)
    asked = [text]
    for entry in reversed(before[-JOINED:]):
        if entry.type != "message.received":
            break
        asked.insert(0, entry.data["text"])
    ours = [entry.data for entry in before if entry.type == "message.sent"]
    for_code = bool(ours) and codes.asked_for(ours[-1])
    said = [codes.hidden(one) if for_code or codes.is_bare(one) else one for one in asked]
    told = [one for one in (said if few else said[-1:]) if codes.is_left(one)]
    return "\n".join(told).strip()[-TEXT_LENGTH:]


def _filled(account_id: str, conversation_id: str, passage: Passage) -> Passage:
    """A template with what is known of the customer in it; who answers fills in the rest."""
    if passage.kind != "template" or not variables.names(passage.text):
        return passage
    head = conversations.load(account_id, conversation_id)
    if head is None:
        return passage
    return replace(passage, text=values.fill_in(None, head, passage.text).text)


def _short(passage: Passage) -> Passage:
    """What is offered of a passage: an answer that fits, under a title of one line."""
    title = passage.title.partition("\n")[0][:TITLE_LENGTH]
    return replace(passage, title=title, text=answer_text(passage.text))


def offered(caller: Caller, conversation_id: str) -> list[Suggestion]:
    """What is offered for the question that is open now (AI-01); nothing of one answered before."""
    head = conversations.visible(caller, conversation_id)
    since = head.unreplied_since
    newest = store.latest(caller.account_id, conversation_id) if since else None
    if newest is None or since is None or time_of(newest.message_id) < since:
        return []
    return [one for one in newest.suggestions if one.state in (State.OFFERED, State.EDITED)]


def send(
    caller: Caller, conversation_id: str, suggestion_id: str, client_id: str | None, at: datetime
) -> Entry:
    """Send a suggestion as the agent's answer (AI-03); that takes the conversation (ASG-02)."""
    suggestion = _find(caller, conversation_id, suggestion_id)
    sent = settle(suggestion, State.SENT)
    source = suggestion.source
    text = source.text
    if source.kind == "template":
        text = values.fill_in(caller, conversations.visible(caller, conversation_id), text).text
    written = conversations.Written(
        text,
        "markdown" if source.kind == "article" else "plain",
        client_id=client_id or suggestion_id,
        suggestion_id=suggestion_id,
    )
    entry = conversations.reply(caller, conversation_id, written, at)
    store.settle(caller.account_id, conversation_id, sent)
    return entry


def mark(
    caller: Caller, conversation_id: str, suggestion_id: str, state: State, at: datetime
) -> Suggestion:
    """Note that an agent took a suggestion to edit it (AI-04), or rejected it (AI-05), which
    lowers it for questions like this one."""
    suggestion = settle(_find(caller, conversation_id, suggestion_id), state)
    store.settle(caller.account_id, conversation_id, suggestion)
    newest = store.latest(caller.account_id, conversation_id)
    if state is State.REJECTED and newest is not None:
        told = fact(newest, suggestion, conversation_id, Outcome.REJECTED, at)
        store.save_facts(caller.account_id, [told])
    return suggestion


def learn(account_id: str, conversation_id: str, sent: dict[str, Any], at: datetime) -> int:
    """Keep what an agent's answer (a message.sent's data) says of what was offered; answers how
    many facts (AI-06). Told again they replace themselves."""
    newest = store.latest(account_id, conversation_id)
    if newest is None or not newest.suggestions or time_of(newest.message_id) > at:
        return 0
    made = facts(newest, conversation_id, sent["text"], sent.get("suggestion_id"), at)
    store.save_facts(account_id, made)
    return len(made)


def _find(caller: Caller, conversation_id: str, suggestion_id: str) -> Suggestion:
    conversations.visible(caller, conversation_id)
    newest = store.latest(caller.account_id, conversation_id)
    for one in newest.suggestions if newest else ():
        if one.id == suggestion_id:
            return one
    raise NotFound("this suggestion is no longer offered")


def view(one: Suggestion) -> dict[str, Any]:
    """A suggestion as JSON."""
    source = one.source
    return {
        "id": one.id,
        "message_id": one.message_id,
        "text": source.text,
        "source": {
            "kind": source.kind,
            "id": source.source_id,
            "title": source.title,
            "url": source.url,
        },
        "score": one.score,
        "state": one.state,
    }
