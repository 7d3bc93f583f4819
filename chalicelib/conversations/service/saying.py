"""What a machine says to a customer who waits: automatic answers, and that it takes longer."""

from __future__ import annotations

from datetime import datetime

from chalicelib.conversations import domain, store
from chalicelib.conversations.domain import Actor, ActorKind, Change, Conversation, Entry
from chalicelib.conversations.service.changing import attempt, next_id
from chalicelib.conversations.service.composing import Written, automatic, refuse_unsendable
from chalicelib.runtime.errors import Duplicate, NotFound, Unsendable

AUTO_RESPONDER = Actor(ActorKind.AUTO_RESPONDER)


def say(
    account_id: str, conversation_id: str, text: str, mark: str, at: datetime, to_seq: int
) -> Entry | None:
    """Say something as the auto-responder, once per `mark`; it takes nothing, answers nothing and
    leaves the customer unreplied. `to_seq` is the newest entry that whoever asks for it knew of.

    None, and nothing said, where it was said before, a person answered since, nobody waits any
    more, the AI agent has the conversation, or its channel takes nothing from a machine now.
    """
    head = store.load(account_id, conversation_id)
    if head is None or not _may_speak(head, to_seq):
        return None
    route = head.own_route
    try:
        refuse_unsendable(route, Written(text, human=False), at)
    except Unsendable:
        return None
    content = automatic(head, route, text)

    def decide(c: Conversation) -> Change | None:
        if not _may_speak(c, to_seq):
            return None
        return domain.reply(c, AUTO_RESPONDER, content, route, next_id(c, at, "msg"), at)

    try:
        made = attempt(account_id, conversation_id, decide, mark, head)
    except (Duplicate, NotFound):
        return None
    return made.told if made else None


def _may_speak(c: Conversation, to_seq: int) -> bool:
    shown = c.preview
    answered = shown is not None and shown.author is ActorKind.AGENT and shown.seq > to_seq
    waits = c.unreplied_since is not None and not c.is_with_ai
    return c.is_open and c.merged_into is None and waits and not answered
