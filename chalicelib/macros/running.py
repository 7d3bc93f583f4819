"""Running a macro: each step by the service that an agent's own press would reach, with that
agent's rights, so that the timeline shows what it always shows.

A run with a `client_id` happens once: a repetition gets the first answer. Should a run stop in
between, its repetition goes through the steps again: the answer and the note are known by ids made
of the `client_id` and are not sent twice, and the other steps set what is set already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation
from chalicelib.conversations.service import Written
from chalicelib.macros import service
from chalicelib.macros.domain import ME, Action, Failure, Outcome, ends, reply_of
from chalicelib.runtime.errors import SwitchboardError
from chalicelib.runtime.once import once
from chalicelib.templates.values import fill_in


def run(
    caller: Caller, conversation_id: str, macro_id: str, client_id: str | None, at: datetime
) -> Outcome:
    """Do what a macro says, in its order. An answer that could not be sent, for a gap in its text
    or because of its channel, refuses all of it before anything is done. After that a step that
    fails stops nothing but the end of a conversation whose customer was not answered."""
    if client_id is None:
        return _run(caller, conversation_id, macro_id, None, at)
    who = (caller.account_id, caller.user_id, conversation_id, macro_id, client_id)
    answer = once(
        "macro",
        "#".join(who),
        lambda: json.dumps(asdict(_run(caller, conversation_id, macro_id, client_id, at))),
    )
    told = json.loads(answer)
    return Outcome(tuple(told["done"]), tuple(Failure(**one) for one in told["failed"]))


def _run(
    caller: Caller, conversation_id: str, macro_id: str, client_id: str | None, at: datetime
) -> Outcome:
    macro = service.get(caller, macro_id)
    head = conversations.visible(caller, conversation_id)
    actions = [_filled(caller, head, action) for action in macro.actions]
    _refuse_unsendable(head, actions, at)
    done: list[str] = []
    failed: list[Failure] = []
    current = head.id
    for action in actions:
        type_ = action["type"]
        if ends(action) and any(one.action == "reply" for one in failed):
            failed.append(Failure(type_, "refused", "not done, because the reply was not sent"))
            continue
        try:
            accounts.require(caller, NEEDS[type_])
            current = _ACTS[type_](caller, current, action, client_id, at)
        except SwitchboardError as error:
            failed.append(Failure(type_, error.code, str(error)))
        else:
            done.append(type_)
    return Outcome(tuple(done), tuple(failed))


def _filled(caller: Caller, head: Conversation, action: Action) -> Action:
    if "text" not in action:
        return action
    markdown = action.get("format") == "markdown"
    return {**action, "text": fill_in(caller, head, action["text"], markdown).text}


def _refuse_unsendable(head: Conversation, actions: Sequence[Action], at: datetime) -> None:
    reply = reply_of(actions)
    if reply:
        conversations.refuse_unsendable(head.own_route, _written(reply, None), at)


def _written(action: Action, client_id: str | None) -> Written:
    return Written(action["text"], action["format"], client_id=_part(client_id, "reply"))


def _part(client_id: str | None, step: str) -> str | None:
    """One step's own id."""
    return f"{client_id}:{step}" if client_id else None


Act = Callable[[Caller, str, Action, str | None, datetime], str]
"""Does one step; answers the conversation in which the next ones go on."""


def _reply(caller: Caller, id_: str, action: Action, client_id: str | None, at: datetime) -> str:
    # an answer may begin a conversation of its own (CONV-22, CONV-44)
    return conversations.reply(caller, id_, _written(action, client_id), at).conversation_id


def _note(caller: Caller, id_: str, action: Action, client_id: str | None, at: datetime) -> str:
    conversations.add_note(caller, id_, action["text"], at, _part(client_id, "note"))
    return id_


def _label(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    return conversations.label(caller, id_, action["label_ids"], (), at).id


def _unlabel(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    return conversations.label(caller, id_, (), action["label_ids"], at).id


def _assign(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    users = [caller.user_id if user == ME else user for user in action["user_ids"]]
    return conversations.assign(caller, id_, users, at).id


def _status(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    if action["status"] == "closed":
        return conversations.close(caller, id_, action.get("disposition"), at).id
    return conversations.reopen(caller, id_, at).id


def _snooze(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    minutes = action["minutes"]
    until = None if minutes is None else at + timedelta(minutes=minutes)
    return conversations.snooze(caller, id_, until, at).id


def _priority(caller: Caller, id_: str, action: Action, _: str | None, at: datetime) -> str:
    return conversations.change_fields(caller, id_, {"priority": action["priority"]}, at).id


NEEDS = {
    "reply": Permission.REPLY,
    "note": Permission.NOTE,
    "label": Permission.NOTE,
    "unlabel": Permission.NOTE,
    "assign": Permission.ASSIGN,
    "status": Permission.CLOSE,
    "snooze": Permission.CLOSE,
    "priority": Permission.NOTE,
}
"""What each step asks of the role of whoever runs it: what doing it by hand does."""

_ACTS: dict[str, Act] = {
    "reply": _reply,
    "note": _note,
    "label": _label,
    "unlabel": _unlabel,
    "assign": _assign,
    "status": _status,
    "snooze": _snooze,
    "priority": _priority,
}
