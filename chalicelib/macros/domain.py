"""What a macro is, and which actions go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.runtime.errors import Invalid
from chalicelib.templates.domain import Sharing, refuse_unknown

MOST = 100
"""Macros that an account shares, and macros that a user keeps for themselves."""

ME = "me"
"""Among those who get a conversation: whoever runs the macro."""

Action = Mapping[str, Any]
"""One step: `type` says which, the rest is as the type has it (`schema.py`)."""


@dataclass(frozen=True, slots=True)
class Macro:
    """Steps that are run one after the other on one conversation."""

    account_id: str
    id: str
    name: str
    sharing: Sharing
    creator_id: str
    creator_name: str
    updated_at: datetime
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that was not done, and why."""

    action: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each step, by its type."""

    done: tuple[str, ...]
    failed: tuple[Failure, ...]


def refuse_senseless(actions: Sequence[Action]) -> None:
    """Invalid for steps that cannot follow each other: one twice, an answer after the end, both an
    end and a snooze. The field names the step."""
    types = [action["type"] for action in actions]
    twice = next((type_ for type_, times in Counter(types).items() if times > 1), None)
    if twice:
        raise wrong(_last(types, twice), "type", f"a macro can {_TOLD[twice]} only once")
    end = next((at for at, action in enumerate(actions) if ends(action)), None)
    if end is None:
        return
    if "snooze" in types and types[end] != "snooze":
        raise wrong(end, "status", "a closed conversation cannot be snoozed; choose one of them")
    late = next((at for at in range(end, len(types)) if types[at] in _BEFORE_THE_END), None)
    if late is not None:
        raise wrong(late, "type", f"{_TOLD[types[late]]} before you close or snooze")


def refuse_unknown_variables(actions: Sequence[Action]) -> None:
    """Invalid for a text with a variable that there is none of."""
    for at, action in enumerate(actions):
        refuse_unknown(action.get("text", ""), f"actions.{at}.text")


def ends(action: Action) -> bool:
    """Whether a step takes the conversation out of the inbox. Nobody would see there that the
    answer before it did not go out, so it waits for that."""
    return action["type"] == "snooze" or action.get("status") == "closed"


def reply_of(actions: Sequence[Action]) -> Action | None:
    """The answer to the customer, if there is one."""
    return next((action for action in actions if action["type"] == "reply"), None)


def wrong(at: int, field: str, message: str) -> Invalid:
    """The refusal of one step."""
    return Invalid(message, errors=[{"field": f"actions.{at}.{field}", "message": message}])


_TOLD = {
    "reply": "reply",
    "note": "leave a note",
    "label": "set labels",
    "unlabel": "take labels",
    "assign": "assign",
    "status": "close or reopen",
    "snooze": "snooze",
    "priority": "set the priority",
}
_BEFORE_THE_END = {"reply", "assign"}


def _last(types: Sequence[str], type_: str) -> int:
    return len(types) - 1 - list(reversed(types)).index(type_)
