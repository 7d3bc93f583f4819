"""The AI agent as its doors show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.ai_agent.domain.config import Config
from chalicelib.ai_agent.domain.rules import Action, Turn
from chalicelib.ai_agent.domain.sentences import recognised
from chalicelib.ai_agent.domain.tools import Tool
from chalicelib.ai_agent.domain.verification import Verification
from chalicelib.ai_agent.schema import (
    AgentSettingsView,
    Played,
    PlayedTurn,
    VerificationView,
    Verified,
)
from chalicelib.ai_agent.tool_schema import ToolView
from chalicelib.generation import service as generation
from chalicelib.runtime.ids import iso

if TYPE_CHECKING:
    from chalicelib.ai_agent.service import playground


def settings(account_id: str, config: Config, at: datetime) -> AgentSettingsView:
    """How it is settled, and what its generator has cost this month."""
    known = asdict(config)
    known["channels"] = [{"channel_id": id_, "mode": m} for id_, m in config.channels.items()]
    known["teams"] = [{"team_id": id_, "mode": mode} for id_, mode in config.teams.items()]
    known["generator"] |= {
        "spent": generation.spent(account_id, at),
        "available": generation.is_available(account_id, config, at),
    }
    return AgentSettingsView.model_validate(known)


def verification(known: Verification | None) -> VerificationView:
    """Whether a contact has proven who they are, as colleagues see it."""
    if known is None or known.verified_at is None or known.until is None:
        return VerificationView(verified=None)
    at, until = iso(known.verified_at), iso(known.until)
    return VerificationView(verified=Verified(email=known.email or "", at=at, until=until))


def tool(one: Tool) -> ToolView:
    """What it may call."""
    return ToolView.model_validate(asdict(one))


def turns(history: Sequence[PlayedTurn]) -> list[Turn]:
    """What was said before in the playground; what the AI did is told, or read from its words."""
    return [_turn(one) for one in history]


def _turn(one: PlayedTurn) -> Turn:
    known = recognised(one.text) if one.by == "ai" and one.action is None else None
    if known:
        return Turn(one.by, one.text, known[0], tuple(("", title) for title in known[1]))
    return Turn(one.by, one.text, one.action, tuple((s.id, s.title) for s in one.sources))


def played(one: playground.Played) -> Played:
    """What the AI agent would do with a test question."""
    decision, reply = one.decision, one.reply
    shown = reply.sources if reply and reply.sources else one.found
    return Played.model_validate(
        {
            "action": Action.DONT_KNOW
            if decision.action is Action.STAY_SILENT
            else decision.action,
            "reply": reply.text if reply else None,
            "reason": decision.detail,
            "confidence": decision.confidence,
            "sources": [
                {
                    "kind": found.passage.kind,
                    "id": found.passage.id,
                    "title": found.passage.title,
                    "url": found.passage.url,
                    "text": found.passage.text[:1000],
                    "confidence": found.confidence,
                }
                for found in shown[:5]
            ],
            "note": one.note,
            "by": reply.by if reply else "local",
        }
    )
