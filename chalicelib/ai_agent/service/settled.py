"""How the AI agent is settled, and where it answers first."""

from __future__ import annotations

import time

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain.config import Config, Mode
from chalicelib.runtime.errors import NotFound

CACHE_SECONDS = 10
"""How long a warm process trusts what it knows of an account's AI agent. Who switches it on writes
to it at once, so it is short; a busy process reads 0.5 units each time."""

_known: dict[str, tuple[float, Config]] = {}


def settings(account_id: str) -> Config:
    """How the account settled it; cached for some seconds."""
    until, known = _known.get(account_id, (0.0, None))
    if known is None or until < time.monotonic():
        known = store.load(account_id)
        _known[account_id] = (time.monotonic() + CACHE_SECONDS, known)
    return known


def fresh(account_id: str) -> Config:
    """The same as it is now."""
    _known.pop(account_id, None)
    return settings(account_id)


def change(caller: Caller, config: Config) -> Config:
    """Settle it."""
    accounts.require(caller, Permission.KNOWLEDGE)
    people = accounts.roster(caller.account_id)
    named = {*config.teams, *([config.fallback_team_id] if config.fallback_team_id else [])}
    unknown = sorted(team for team in named if people.team(team) is None)
    if unknown:
        raise NotFound("there is no such team", team_ids=unknown)
    store.save(caller.account_id, config)
    return fresh(caller.account_id)


def answers_first(account_id: str, channel_id: str, team_id: str) -> str | None:
    """The AI agent's name where it answers new conversations first (AI-10), else None."""
    config = settings(account_id)
    return config.name if config.mode(channel_id, team_id) is Mode.ANSWER else None
