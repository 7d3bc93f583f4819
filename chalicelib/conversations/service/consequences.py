"""What a change of a conversation brings with it: its weight and clocks, and what moves of its
users, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.contacts.domain import Contact
from chalicelib.conversations import store
from chalicelib.conversations.domain import Change, Status
from chalicelib.sla import service as sla


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule gives or offers a conversation to somebody, if they have room for it."""

    at: datetime
    limit: int | None
    """What they may carry with it; None: as much as comes."""


def finished(made: Change, contact: Contact | None = None) -> Change:
    """A change as it is stored: with what was promised to the customer (ASG-38), and what the
    conversation weighs for whoever has it or is offered it from now on (ASG-44)."""
    if made.entry is None or made.after.status is Status.DELETED:
        return made
    made = sla.follow(made, made.entry.occurred_at, contact)
    before, after = made.before, made.after
    known = (before.colleagues, before.offer) if before else ((), None)
    if (after.colleagues, after.offer) == known or not (after.colleagues or after.offer):
        return made
    weight = accounts.policy(after.account_id).workload.weight(after.channel.kind)
    return replace(made, after=replace(after, weight=weight))


def consequences(made: Change, claim: Claim | None = None) -> list[store.Write]:
    """What a change of a conversation changes of its users: how much they carry, what rings on
    their screen, and that there are restricted conversations for them to look for."""
    before, after = made.before, made.after
    known = {person.id for person in (before and before.visible_to) or ()}
    named = {person.id for person in after.visible_to or ()} - known
    deltas = made.load_deltas()
    stood = before.offer if before else None
    rung = after.offer if after.offer != stood else None
    ended = stood if after.offer != stood else None
    asked = {offer.to.id for offer in (rung, ended) if offer}
    at = made.entry.occurred_at if made.entry else None
    resting = _resting(made)

    def desk(user: str) -> store.Write:
        delta = deltas.get(user, 0)
        rings = rung is not None and rung.to.id == user
        claimed = claim if rings or delta > 0 else None
        return accounts.desk_write(
            after.account_id,
            user,
            delta,
            user in named,
            at=claimed.at if claimed else at,
            limit=claimed.limit if claimed else None,
            weight=after.weight if claimed else None,
            ring=(after.id, rung.until) if rung and rings else None,
            unring=after.id if ended and ended.to.id == user else None,
            given=claimed is not None,
            wrap_up_until=resting.get(user),
        )

    return [desk(user) for user in sorted(named | deltas.keys() | asked | resting.keys())]


def _resting(made: Change) -> dict[str, datetime]:
    """Until when nothing new comes to who ended a conversation, or their part of it (ASG-43)."""
    before, entry = made.before, made.entry
    if before is None or entry is None:
        return {}
    if entry.type == "conversation.closed":
        who = entry.actor.id
    elif entry.type == "conversation.left":
        who = entry.data["user"]["id"]
    else:
        return {}
    if who not in {person.id for person in before.colleagues}:
        return {}
    until = accounts.wrap_up(before.account_id, who, before.team_id, entry.occurred_at)
    return {who: until} if until else {}
