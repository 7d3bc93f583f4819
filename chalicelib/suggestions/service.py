"""Offering answers, and what agents do with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry
from chalicelib.knowledge import service as knowledge
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import new_id, time_of
from chalicelib.suggestions import store
from chalicelib.suggestions.domain import Passage, State, Suggestion, answer_text, offer, settle

if TYPE_CHECKING:
    from chalicelib.suggestions.model import Model

_models: dict[str, tuple[str, Model]] = {}
"""Models by account, with their tag, for the life of a warm function."""

MODELS_KEPT = 20
TITLE_LENGTH = 80


def train(account_id: str) -> int:
    """Train an account's model from all it knows; answers the number of passages."""
    from chalicelib.suggestions import model as models

    articles, answers = knowledge.passages(account_id)
    passages = [Passage("article", a.id, a.title, a.text) for a in articles]
    passages += [Passage("answer", a.id, a.question, a.text) for a in answers]
    model = models.train(passages)
    if model is not None:
        store.save_model(account_id, models.dump(model))
    return len(passages)


def suggest(account_id: str, conversation_id: str, message_id: str, text: str, at: datetime) -> int:
    """Offer answers to a customer's message; answers how many."""
    model = _model(account_id)
    if model is None:
        return 0
    offered = [
        Suggestion(new_id("sug"), message_id, _short(passage), round(score, 3))
        for passage, score in offer(model.rank(text))
    ]
    if offered:
        data = {"message_id": message_id, "suggestions": [view(one) for one in offered]}
        frame = {
            "type": "suggestion.ready",
            "id": f"{message_id}:suggestion.ready",
            "conversation_id": conversation_id,
            "data": data,
            "version": 1,
        }
        store.save(account_id, conversation_id, message_id, frame, at)
    return len(offered)


def _short(passage: Passage) -> Passage:
    """What is offered of a passage: an answer that fits, under a title of one line."""
    title = passage.title.partition("\n")[0][:TITLE_LENGTH]
    return replace(passage, title=title, text=answer_text(passage.text))


def _model(account_id: str) -> Model | None:
    """The account's newest model: one S3 call that brings nothing when ours is the newest."""
    from chalicelib.suggestions import model as models

    etag, known = _models.get(account_id, (None, None))
    fresh = store.load_model(account_id, etag)
    if fresh is None:
        return known
    loaded = models.load(fresh[1])
    if loaded is None:
        return None
    if len(_models) >= MODELS_KEPT:
        _models.pop(next(iter(_models)))
    _models[account_id] = (fresh[0], loaded)
    return loaded


def offered(caller: Caller, conversation_id: str) -> list[Suggestion]:
    """What is offered for the question that is open now (AI-01); nothing of one answered before."""
    head = conversations.visible(caller, conversation_id)
    since = head.unreplied_since
    if since is None:
        return []
    return [
        one
        for one in store.latest(caller.account_id, conversation_id)
        if one.state in (State.OFFERED, State.EDITED) and time_of(one.message_id) >= since
    ]


def send(
    caller: Caller, conversation_id: str, suggestion_id: str, client_id: str | None, at: datetime
) -> Entry:
    """Send a suggestion as the agent's answer (AI-03); that takes the conversation (ASG-02)."""
    suggestion = _find(caller, conversation_id, suggestion_id)
    sent = settle(suggestion, State.SENT)
    written = conversations.Written(
        suggestion.source.text, client_id=client_id or suggestion_id, suggestion_id=suggestion_id
    )
    entry = conversations.reply(caller, conversation_id, written, at)
    store.settle(caller.account_id, conversation_id, sent)
    return entry


def mark(caller: Caller, conversation_id: str, suggestion_id: str, state: State) -> Suggestion:
    """Note that an agent took a suggestion to edit it (AI-04), or rejected it (AI-05)."""
    suggestion = settle(_find(caller, conversation_id, suggestion_id), state)
    store.settle(caller.account_id, conversation_id, suggestion)
    return suggestion


def _find(caller: Caller, conversation_id: str, suggestion_id: str) -> Suggestion:
    conversations.visible(caller, conversation_id)
    for one in store.latest(caller.account_id, conversation_id):
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
        "source": {"kind": source.kind, "id": source.id, "title": source.title},
        "score": one.score,
        "state": one.state,
    }
