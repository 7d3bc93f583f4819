"""How the AI agent is settled and what it may call, all of an account under one key of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.ai_agent.domain.config import (
    VERIFIED_HOURS,
    Config,
    GeneratorChoice,
    Length,
    Mode,
    Money,
    Tone,
)
from chalicelib.ai_agent.domain.tools import Parameter, Tool
from chalicelib.generation.money import Price
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta

SETTINGS = "settings"


class AiItem(Model):
    """`settings`: how it is settled; `tool#{id}`: what it may call."""

    class Meta:
        locals().update(meta(settings().accounts_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    state = JSONAttribute()


def partition(account_id: str) -> str:
    """The key under which all of an account's AI agent lies."""
    return f"{account_id}#ai"


def load(account_id: str) -> Config:
    """How the account settled it; else as it comes."""
    try:
        return _config(AiItem.get(partition(account_id), SETTINGS).state)
    except AiItem.DoesNotExist:
        return Config()


def save(account_id: str, config: Config) -> None:
    """Settle it."""
    AiItem(partition(account_id), SETTINGS, state=_state(config)).save()


def _state(c: Config) -> dict[str, Any]:
    g = c.generator
    limit = g.monthly_limit
    return {
        "name": c.name,
        "avatar_url": c.avatar_url,
        "tone": c.tone,
        "length": c.length,
        "languages": list(c.languages),
        "instructions": c.instructions,
        "forbidden_topics": list(c.forbidden_topics),
        "threshold": c.threshold,
        "clarify": c.clarify,
        "turn_limit": c.turn_limit,
        "fallback_team_id": c.fallback_team_id,
        "hours_text": c.hours_text,
        "default_mode": c.default_mode,
        "channels": dict(c.channels),
        "teams": dict(c.teams),
        "summarize_transfers": c.summarize_transfers,
        "verified_hours": c.verified_hours,
        "generator": {
            "provider": g.provider,
            "model_id": g.model_id,
            "monthly_limit": [limit.amount, limit.currency] if limit else None,
            "guardrail_id": g.guardrail_id,
            "guardrail_version": g.guardrail_version,
            "price": [g.price.input, g.price.output] if g.price else None,
        },
    }


def _config(s: dict[str, Any]) -> Config:
    g = s["generator"]
    limit = g["monthly_limit"]
    return Config(
        name=s["name"],
        avatar_url=s["avatar_url"],
        tone=Tone(s["tone"]),
        length=Length(s["length"]),
        languages=tuple(s["languages"]),
        instructions=s["instructions"],
        forbidden_topics=tuple(s["forbidden_topics"]),
        threshold=s["threshold"],
        clarify=s["clarify"],
        turn_limit=int(s["turn_limit"]),
        fallback_team_id=s["fallback_team_id"],
        hours_text=s["hours_text"],
        default_mode=Mode(s["default_mode"]),
        channels={id_: Mode(mode) for id_, mode in s["channels"].items()},
        teams={id_: Mode(mode) for id_, mode in s["teams"].items()},
        summarize_transfers=s["summarize_transfers"],
        verified_hours=int(s.get("verified_hours", VERIFIED_HOURS)),
        generator=GeneratorChoice(
            g["provider"],
            g["model_id"],
            Money(*limit) if limit else None,
            g["guardrail_id"],
            g["guardrail_version"],
            Price(*map(int, g["price"])) if g["price"] else None,
        ),
    )


def tools(account_id: str) -> list[Tool]:
    """Every tool of an account, oldest first."""
    items = AiItem.query(partition(account_id), AiItem.sk.startswith("tool#"), consistent_read=True)
    return [_tool(item) for item in items]


def save_tool(account_id: str, tool: Tool) -> None:
    """Store a tool, new or changed."""
    state = asdict(tool) | {"triggers": list(tool.triggers)}
    AiItem(partition(account_id), f"tool#{tool.id}", state=state).save()


def delete_tool(account_id: str, tool_id: str) -> None:
    """Remove a tool."""
    AiItem(partition(account_id), f"tool#{tool_id}").delete()


def _tool(item: AiItem) -> Tool:
    s = dict(item.state)
    parameters = tuple(Parameter(**one) for one in s.pop("parameters"))
    return Tool(**(s | {"parameters": parameters, "triggers": tuple(s["triggers"])}))
