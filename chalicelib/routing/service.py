"""Giving waiting conversations to agents."""

from __future__ import annotations

from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Person
from chalicelib.realtime import service as realtime
from chalicelib.routing.domain import choose


def route(account_id: str, conversation_id: str, at: datetime) -> str | None:
    """Assign a waiting conversation if its team distributes automatically; answers the agent's id.

    The conversation's version is the condition: whoever took it meanwhile keeps it. With nobody
    available it waits in Unassigned.
    """
    head = conversations.load(account_id, conversation_id)
    if head is None or not head.is_open or head.assignees:
        return None
    roster = accounts.roster(account_id)
    team = roster.team(head.team_id)
    if team is None or team.distribution != "automatic":
        return None
    agent = choose(roster.members(team.id), realtime.online(account_id))
    if agent is None:
        return None
    given = conversations.assign_automatically(
        account_id, conversation_id, Person(agent.id, agent.name), at
    )
    return agent.id if given else None
