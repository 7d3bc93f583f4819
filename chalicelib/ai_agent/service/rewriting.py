"""Drafts that read otherwise (AI-24): in a generator's words where the account has one and it keeps
every number and address, else by our own rules."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.accounts.domain import Caller
from chalicelib.ai_agent.domain.rewrite import rewrite as by_rules
from chalicelib.ai_agent.service import settled
from chalicelib.generation import domain as generating
from chalicelib.generation import service as generation
from chalicelib.runtime.errors import Refused

TASKS = {
    "shorter": "Say the same in fewer words.",
    "friendlier": "Say the same in a warmer, friendlier tone.",
    "formal": "Say the same in a more formal tone.",
    "grammar": "Correct spelling, grammar and punctuation, and change nothing else.",
}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A draft as it reads now, whether that is another, and what made it."""

    text: str
    changed: bool
    by: str = "local"


def rewrite(caller: Caller, text: str, style: str, language: str | None) -> Rewritten:
    """The draft in a style, or in another language."""
    if style == "translate":
        if not language:
            raise Refused("say into which language")
        return _translated(caller, text, language)
    written = _generated(caller.account_id, text, style)
    if written:
        return Rewritten(written, written != text, "bedrock")
    made = by_rules(text, style)
    return Rewritten(made, made != text)


def _generated(account_id: str, text: str, style: str) -> str | None:
    if settled.settings(account_id).generator.provider == "none":
        return None
    longest = len(text) // 2 + 100
    made = generation.write(account_id, generating.writing(TASKS[style], text, longest))
    return made.strip() if made and generating.keeps_all(text, made) else None


def _translated(caller: Caller, text: str, language: str) -> Rewritten:
    from chalicelib.translation.service import translating

    told = translating.detected(text)
    source = told.bcp47 if told.is_known else translating.policy(caller.account_id).language
    made = translating.translate(caller.account_id, text, source, language)
    return Rewritten(made, made != text, "translate")
