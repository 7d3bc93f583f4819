"""What is settled of a conversation beside who has it: its marks, and who alone may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.assigning import withdrawn
from chalicelib.conversations.domain.model import (
    Actor,
    Change,
    Conversation,
    Person,
    Priority,
    entry_of,
    people,
    step,
)
from chalicelib.runtime.errors import Refused

NAMED_AT_MOST = 15
"""Users whom a restricted conversation may name: each costs two places in the transaction."""


def update(
    conversation: Conversation,
    by: Actor,
    entry_id: str,
    at: datetime,
    *,
    topic: str | None = None,
    priority: Priority | None = None,
    important: bool = False,
    skills: tuple[str, ...] = (),
) -> Change | None:
    """Set topic, priority, the important mark (CONV-30, 39, 48) and what its agents must know
    (ASG-39); None when all are so already.
    It is no update of the conversation's place: lists go by what was said and who has it."""
    wanted: dict[str, Any] = {
        "topic": topic,
        "priority": priority,
        "important": important,
        "skills": skills,
    }
    changed = {name: new for name, new in wanted.items() if new != getattr(conversation, name)}
    if not changed:
        return None
    after = replace(step(conversation, at), **changed)
    told = changed | ({"skills": list(skills)} if "skills" in changed else {})
    return Change(
        conversation, after, entry_of(after, entry_id, "conversation.updated", by, at, told)
    )


def restrict(
    conversation: Conversation,
    by: Actor,
    named: tuple[Person, ...] | None,
    entry_id: str,
    at: datetime,
) -> Change:
    """Let only these users see it, or (None) everyone who may see its team (CONV-40). Who is not
    among them is not asked any more whether they take it."""
    if conversation.merged:
        raise Refused("undo the merge first: the conversations in it are seen by the same people")
    if named is not None:
        ids = {person.id for person in named}
        if not ids or len(ids) > NAMED_AT_MOST:
            raise Refused(f"name 1 to {NAMED_AT_MOST} users")
        if by.id not in ids and not by.is_admin:
            raise Refused("name yourself, too, or you will not see it any more")
        left_out = [person for person in conversation.colleagues if person.id not in ids]
        if left_out:
            names = " and ".join(person.name for person in left_out)
            raise Refused(
                f"{names} has the conversation: name them, or assign it to someone else first",
                user_ids=[person.id for person in left_out],
            )
    after = replace(step(conversation, at), visible_to=named)
    data: dict[str, Any] = {"visible_to": None if named is None else people(named)}
    changes = data
    if named is not None:
        asked = tuple(one for one in conversation.invitations if one.to.id in ids)
        after = replace(after, invitations=asked)
        if conversation.offer and conversation.offer.to.id not in ids:
            after = replace(after, offer=None)
            changes = data | withdrawn(conversation)
    entry = entry_of(after, entry_id, "conversation.restricted", by, at, data, changes)
    return Change(conversation, after, entry)
