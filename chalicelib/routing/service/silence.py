"""Conversations that lie still: with an agent who does not answer, or with a customer."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.conversations import service as conversations
from chalicelib.routing import domain
from chalicelib.routing.domain import Decision, Wake
from chalicelib.routing.service.waking import send
from chalicelib.runtime.ids import iso

SILENT = "silent"


def silence_due(account_id: str, conversation_id: str, due: datetime, at: datetime) -> None:
    """Take a conversation from an assignee who has not replied since it was given to them
    (ASG-45). Who replied, or was given it later, keeps it; `due` is the time they had."""
    head = conversations.load(account_id, conversation_id)
    if head is None or not head.is_open or head.snooze or not head.colleagues:
        return
    team = accounts.roster(account_id).team(head.team_id)
    minutes = team.routing.silent_minutes if team else None
    if team is None or minutes is None:
        return
    given = due - timedelta(minutes=minutes)
    if head.assigned_at is None or head.assigned_at > given:
        return
    if head.unreplied_since is None or head.unreplied_since > given:
        return
    names = " and ".join(person.name for person in head.colleagues)
    reason = f"{names} had not replied for {minutes} minutes."
    told = Decision(None, SILENT, reason, len(head.colleagues), at).data()
    taken = conversations.transfer_automatically(account_id, head.id, None, SILENT, at, told)
    if taken is not None and team.routing.silent_to == "next":
        wake = Wake(account_id, head.team_id, head.id, "conversation.transferred", iso(at))
        send(domain.give(wake))


def rest_due(account_id: str, conversation_id: str, at: datetime) -> datetime | None:
    """Let a conversation count nothing whose customer is silent (ASG-44). Answers when to look
    again; None: not before the next answer, which sets a time of its own."""
    minutes = accounts.policy(account_id).workload.idle_minutes
    head = conversations.load(account_id, conversation_id)
    if minutes is None or head is None or not head.is_open or head.idle or head.unreplied_since:
        return None
    quiet = head.last_entry_at + timedelta(minutes=minutes)
    if quiet > at:
        return quiet
    conversations.rest(account_id, conversation_id, at)
    return None
