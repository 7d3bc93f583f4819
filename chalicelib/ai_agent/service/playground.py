"""Test questions to the AI agent, by the very rules of live ones, touching nothing (AI-21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.ai_agent.domain.reply import Reply, Room, compose
from chalicelib.ai_agent.domain.rules import (
    ANSWERABLE,
    Action,
    Decision,
    Question,
    Turn,
    decide,
    wanted,
)
from chalicelib.ai_agent.domain.summary import Spoken, summarize
from chalicelib.ai_agent.service import people, phrasing, settled
from chalicelib.channels import service as channels
from chalicelib.suggestions.domain import Found
from chalicelib.suggestions.service import asking

FOUND_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Played:
    """What it would do, what it would say, which passages were at hand, and the note of a
    hand-over."""

    decision: Decision
    reply: Reply | None
    found: Sequence[Found]
    note: str | None


def play(caller: Caller, text: str, turns: Sequence[Turn], channel_id: str | None) -> Played:
    """What the AI agent would make of a customer's message. Admins only: a generator costs."""
    accounts.require(caller, Permission.KNOWLEDGE)
    account_id = caller.account_id
    config, question = settled.fresh(account_id), Question(text)
    team_id = accounts.everyone_team_id(account_id)
    room = Room(buttons=3)
    if channel_id:
        channel = channels.get(account_id, channel_id)
        able = channels.capabilities(channel.kind)
        team_id, room = channel.team_id, Room(able.buttons, able.button_length)
    told = wanted(config, question, turns)
    found: Sequence[Found] = ()
    if isinstance(told, str):
        found = asking.ask(account_id, told, FOUND_AT_MOST, ANSWERABLE)
        told = decide(config, question, turns, found)
    over = told.action is Action.HAND_OVER
    there = over and people.someone_there(config, account_id, team_id)
    reply = compose(config, text, told, there, room)
    if reply is not None and told.action is Action.ANSWER and told.found:
        reply = phrasing.phrased(account_id, config, question, turns, told, reply)
    note = _note(turns, text, told) if over else None
    return Played(told, reply, told.found or found, note)


def _note(turns: Sequence[Turn], text: str, decision: Decision) -> str:
    talk = [Spoken(turn.by, "", turn.text, action=turn.action) for turn in turns]
    return summarize([*talk, Spoken("customer", "", text)], "The customer", decision.detail)
