"""Settling auto-replies, and saying them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission, Roster
from chalicelib.ai_agent.domain.languages import guess
from chalicelib.channels import service as channels
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Conversation, Entry
from chalicelib.conversations.service.saying import say
from chalicelib.hours import service as hours
from chalicelib.hours.domain import Calendar
from chalicelib.realtime import service as realtime
from chalicelib.responder import store
from chalicelib.responder.domain import replies as rules
from chalicelib.responder.domain import words
from chalicelib.responder.domain.replies import CLOSED, AutoReply
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.ids import new_id
from chalicelib.templates import values

LOOKED_BACK = 10
"""Entries of the thread in which a person may have answered."""


def respond(account_id: str, conversation_id: str, message_id: str, at: datetime) -> str | None:
    """Answer a customer's message by the account's settings (AUTO-01, AUTO-10); the id of the
    auto-reply that was said, None where none was. Asked again it says nothing twice.

    No read where the account has none and this process knows it; else the head, the message, its
    neighbours and the roster.
    """
    settled = [one for one in store.shelf.known(account_id) if one.enabled]
    if not settled:
        return None
    head = conversations.load(account_id, conversation_id)
    message = conversations.load_entry_by_id(account_id, conversation_id, message_id)
    if head is None or message is None or not rules.may_answer(head, message, at):
        return None
    roster = accounts.roster(account_id)
    calendar = _calendar(head, roster)
    chosen = rules.choose(
        settled,
        head,
        lambda: not calendar.is_open(message.occurred_at),
        lambda: not head.assignees and _nobody_is_free(head, roster, at),
        rules.begins(message),
    )
    if chosen is None:
        return None
    entries = conversations.timeline(account_id, conversation_id, None, None, LOOKED_BACK)
    if rules.spoke_lately(entries, message.occurred_at):
        return None
    return _said(head, message, chosen, calendar, at)


def _said(
    head: Conversation, message: Entry, chosen: AutoReply, calendar: Calendar, at: datetime
) -> str | None:
    opens = calendar.opens(message.occurred_at) if chosen.when == CLOSED else None
    text = _text(head, message, chosen, calendar, opens)
    if text is None:
        return None
    spell = rules.spell(chosen.when, head, message, opens)
    pause = timedelta(hours=chosen.pause_hours)
    if not store.claim(head.account_id, head.id, message.id, spell, pause, at):
        return None
    mark = f"{head.id}#auto#{spell}"
    said = say(head.account_id, head.id, text, mark, at, message.seq)
    return chosen.id if said else None


def _text(
    head: Conversation,
    message: Entry,
    chosen: AutoReply,
    calendar: Calendar,
    opens: datetime | None,
) -> str | None:
    """What is said; None where it would name a time that there is not."""
    text, language = words.text_for(chosen.text, chosen.texts, guess(message.data["text"]))
    if words.OPENS_AT in text:
        if opens is None:
            return None
        when = words.moment(opens, message.occurred_at, calendar.time_zone, language)
        text = text.replace(words.OPENS_AT, when)
    return values.fill_in(None, head, text).text


def _calendar(head: Conversation, roster: Roster) -> Calendar:
    team = roster.team(head.team_id)
    return hours.calendar(head.account_id, team.routing.hours_id if team else None)


def _nobody_is_free(head: Conversation, roster: Roster, at: datetime) -> bool:
    online = realtime.online(head.account_id)
    workload = accounts.policy(head.account_id).workload
    return not any(
        rules.is_free(user, head.team_id, user.id in online, workload.limit_of(user.limit), at)
        for user in roster.members(head.team_id)
    )


def list_of(caller: Caller) -> tuple[AutoReply, ...]:
    """The account's auto-replies, for whoever settles them."""
    accounts.require(caller, Permission.SETTINGS)
    return store.shelf.fresh(caller.account_id)


def create(
    caller: Caller, given: AutoReply, reply_id: str | None = None, stack: str | None = None
) -> AutoReply:
    """A further auto-reply; the id that `given` has does not count."""
    accounts.require(caller, Permission.SETTINGS)
    made = replace(given, id=reply_id or new_id("atr"), managed_by=stack)
    _refuse_wrong(caller.account_id, made)
    return store.shelf.add(caller.account_id, made)


def change(
    caller: Caller, reply_id: str, fields: Mapping[str, Any], stack: str | None = None
) -> AutoReply:
    """Set some fields of an auto-reply; Managed where a stack declares it."""
    accounts.require(caller, Permission.SETTINGS)

    def decide(known: AutoReply) -> AutoReply:
        changed = replace(known, **fields)
        _refuse_wrong(caller.account_id, changed)
        return changed

    return store.shelf.replace(caller.account_id, reply_id, decide, stack)


def delete(caller: Caller, reply_id: str, stack: str | None = None) -> None:
    """Remove an auto-reply."""
    accounts.require(caller, Permission.SETTINGS)
    store.shelf.remove(caller.account_id, reply_id, stack)


def _refuse_wrong(account_id: str, one: AutoReply) -> None:
    """Invalid with every field that names what there is not, or that no machine can fill in."""
    written = {"text": one.text, **{f"texts.{tag}": text for tag, text in one.texts.items()}}
    found = [
        (field, why)
        for field, text in written.items()
        if (why := words.problem(text, one.when == CLOSED))
    ]
    found += _unknown("team_ids", one.team_ids, account_id)
    found += _unknown("channel_ids", one.channel_ids, account_id)
    if found:
        raise Invalid(
            found[0][1], errors=[{"field": field, "message": why} for field, why in found]
        )


def _unknown(field: str, ids: tuple[str, ...], account_id: str) -> list[tuple[str, str]]:
    if not ids:
        return []
    if field == "team_ids":
        known, what = {team.id for team in accounts.roster(account_id).teams}, "team"
    else:
        known, what = {one.id for one in channels.of_account(account_id)}, "channel"
    return [
        (f"{field}.{place}", f"there is no such {what}")
        for place, id_ in enumerate(ids)
        if id_ not in known
    ]
