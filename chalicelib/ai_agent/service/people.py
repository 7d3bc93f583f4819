"""Whether a customer who is handed over finds somebody there (AI-17)."""

from __future__ import annotations

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Roster
from chalicelib.ai_agent.domain.config import Config
from chalicelib.realtime import service as realtime


def fallback(config: Config, people: Roster, team_id: str) -> str:
    """The team that gets what the AI agent hands over: the settled one while there is one, else the
    conversation's own."""
    settled = config.fallback_team_id
    return settled if settled and people.team(settled) else team_id


def someone_there(config: Config, account_id: str, team_id: str) -> bool:
    """Whether a member of that team is online, available and takes its chats at this moment."""
    people = accounts.roster(account_id)
    team = fallback(config, people, team_id)
    online = realtime.online(account_id)
    return any(
        user.availability is Availability.AVAILABLE and user.id in online and user.takes(team)
        for user in people.members(team)
    )
