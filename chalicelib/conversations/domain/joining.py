"""Handing a conversation on (ASG-31), and having a second agent in it whom the customer does not
notice (ASG-33 to ASG-37)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.conversations.domain.access import TEAM
from chalicelib.conversations.domain.assigning import (
    ASSIGNED_AT_MOST,
    assigned,
    from_ai,
    lost,
    refuse_crossing,
    refuse_unnamed,
    withdrawn,
)
from chalicelib.conversations.domain.lifecycle import awake
from chalicelib.conversations.domain.model import (
    Actor,
    ActorKind,
    Change,
    Conversation,
    Invitation,
    Person,
    advance,
    entry_of,
    people,
    step,
)
from chalicelib.conversations.domain.offers import pass_over
from chalicelib.runtime.errors import Conflict, Forbidden, Refused

INVITED_AT_MOST = 5
"""Invitations that wait at once: each has a place in the transactions."""

DECLINED, CANCELLED = "declined", "cancelled"


class InvitationGone(Conflict):
    """The invitation does not stand any more."""

    code = "invitation_gone"


def transfer_to_user(
    conversation: Conversation,
    by: Actor,
    to: Person,
    note: str | None,
    entry_id: str,
    at: datetime,
) -> Change:
    """The part of whoever transfers goes to another person; of one that is not theirs, all of it.
    The team stays, also where the person is of another (ASG-31, ASG-32)."""
    _refuse_closed(conversation)
    refuse_crossing(conversation, by, at)
    refuse_unnamed(conversation, [to.id])
    stay: tuple[Person, ...] = ()
    if conversation.is_assigned_to(by.id):
        stay = tuple(one for one in conversation.colleagues if one.id not in (by.id, to.id))
    alone = len(conversation.colleagues) == 1
    if conversation.is_assigned_to(to.id) and (alone or to.id == by.id):
        raise Refused(f"{to.name} has the conversation already")
    data: dict[str, Any] = {"to_user": {"id": to.id, "name": to.name}}
    if note:
        data["note"] = note
    after = _handed(conversation, (*stay, to), by, at)
    return _transferred(conversation, after, by, data, entry_id, at)


def transfer_to_team(
    conversation: Conversation,
    by: Actor,
    team_id: str,
    entry_id: str,
    at: datetime,
    note: str | None = None,
    reason: str = "",
    decision: Mapping[str, Any] | None = None,
    passed: tuple[str, ...] = (),
    team_name: str | None = None,
) -> Change:
    """Nobody has it any more and it waits in the queue of a team; of those who `passed` it there
    (they had it and were silent: ASG-45) it goes to another."""
    _refuse_closed(conversation)
    if by.kind is ActorKind.AGENT:
        refuse_crossing(conversation, by, at)
    same = team_id == conversation.team_id
    if same and conversation.is_waiting:
        raise Refused("the conversation waits there already")
    data: dict[str, Any] = {"to_team_id": team_id}
    if not same:
        data["from_team_id"] = conversation.team_id
    data |= {"to_team_name": team_name} if team_name else {}
    data |= {"note": note} if note else {}
    data |= {"reason": reason} if reason else {}
    data |= {"decision": dict(decision)} if decision else {}
    after = _handed(conversation, (), by, at)
    after = replace(after, team_id=team_id, passed=pass_over((), *passed) if passed else ())
    return _transferred(conversation, after, by, data, entry_id, at)


def _handed(
    conversation: Conversation, to: tuple[Person, ...], by: Actor, at: datetime
) -> Conversation:
    """With other people, and back in the inbox if it was snoozed."""
    after = advance(conversation, at)
    if after.snooze:
        after = awake(after, at)
    return from_ai(conversation, assigned(after, to, by, at), at)


def _transferred(
    before: Conversation,
    after: Conversation,
    by: Actor,
    data: dict[str, Any],
    entry_id: str,
    at: datetime,
) -> Change:
    changes: dict[str, Any] = {"assignees": people(after.assignees)} | withdrawn(before)
    if before.snooze:
        changes["snooze"] = None
    if after.team_id != before.team_id:
        changes["team_id"] = after.team_id
    told = data | lost(before, after)
    entry = entry_of(after, entry_id, "conversation.transferred", by, at, told, changes)
    return Change(before, after, entry)


def invite(
    conversation: Conversation,
    by: Actor,
    to: Person,
    invitation_id: str,
    entry_id: str,
    at: datetime,
) -> Change:
    """Ask a colleague, or whoever of a team takes it, to join (ASG-33). Whoever has the
    conversation may, and an admin."""
    _refuse_closed(conversation)
    if not conversation.colleagues:
        raise Refused("nobody has this conversation: assign it instead")
    if not (by.is_admin or conversation.is_assigned_to(by.id)):
        raise Forbidden("only who has the conversation may invite others")
    if conversation.is_assigned_to(to.id):
        raise Refused(f"{to.name} has the conversation already")
    if any(one.to.id == to.id for one in conversation.invitations):
        raise Refused(f"{to.name} is invited already")
    if to.id.startswith(TEAM) and conversation.visible_to is not None:
        raise Refused("this conversation is restricted: invite one of those who may see it")
    refuse_unnamed(conversation, [to.id])
    if len(conversation.invitations) >= INVITED_AT_MOST:
        raise Refused(f"{INVITED_AT_MOST} are invited; wait for one of them")
    host = Person(by.id or "", by.name or "")
    asked = Invitation(invitation_id, to, host, at)
    after = replace(step(conversation, at), invitations=(*conversation.invitations, asked))
    data = {"invitation_id": invitation_id, "to": _person(to), "by": _person(host)}
    entry = entry_of(after, entry_id, "conversation.invited", by, at, data)
    return Change(conversation, after, entry)


def join(
    conversation: Conversation,
    by: Actor,
    team_ids: Collection[str],
    invitation_id: str,
    entry_id: str,
    at: datetime,
) -> Change:
    """Accept an invitation: from now on both write to the customer (ASG-34), who sees the name they
    know on what either says (ASG-35)."""
    asked = asked_of(conversation, by, team_ids, invitation_id)
    if conversation.is_assigned_to(by.id):
        raise Refused("you have the conversation already")
    if len(conversation.colleagues) >= ASSIGNED_AT_MOST:
        raise Refused(f"{ASSIGNED_AT_MOST} people have the conversation; no more fit")
    guest = Person(by.id or "", by.name or "")
    host = asked.by if conversation.is_assigned_to(asked.by.id) else conversation.colleagues[0]
    face = conversation.faces.get(host.id, host)
    after = replace(
        advance(conversation, at),
        assignees=(*conversation.assignees, guest),
        invitations=tuple(
            one for one in conversation.invitations if one.id != asked.id and one.to.id != guest.id
        ),
        faces={**conversation.faces, guest.id: face},
    )
    data = {"user": _person(guest), "invitation_id": asked.id}
    changes = {"assignees": people(after.assignees)}
    entry = entry_of(after, entry_id, "conversation.joined", by, at, data, changes)
    return Change(conversation, after, entry)


def asked_of(
    conversation: Conversation, by: Actor, team_ids: Collection[str], invitation_id: str
) -> Invitation:
    """The invitation of a user or of a team of theirs; InvitationGone when it stands no more."""
    for one in conversation.invitations:
        if one.id == invitation_id and one.to.id in {by.id, *team_ids}:
            return one
    raise InvitationGone("this invitation has ended")


def end_invitation(
    conversation: Conversation,
    by: Actor,
    invitation_id: str,
    how: str,
    entry_id: str,
    at: datetime,
) -> Change:
    """Decline an invitation, or take it back: who asked may, who has the conversation, and an
    admin. InvitationGone when it stands no more."""
    asked = next((one for one in conversation.invitations if one.id == invitation_id), None)
    if asked is None:
        raise InvitationGone("this invitation has ended")
    own = by.is_admin or by.id == asked.by.id or conversation.is_assigned_to(by.id)
    if how == CANCELLED and not own:
        raise Forbidden("only who has the conversation may take an invitation back")
    rest = tuple(one for one in conversation.invitations if one.id != invitation_id)
    after = replace(step(conversation, at), invitations=rest)
    data = {"invitation_id": invitation_id, "how": how, "to": _person(asked.to)}
    entry = entry_of(after, entry_id, "invitation.ended", by, at, data)
    return Change(conversation, after, entry)


def leave(
    conversation: Conversation,
    who: Person,
    by: Actor,
    entry_id: str,
    at: datetime,
    reason: str = "",
) -> Change:
    """One of several has it no more; the customer goes on with the others and sees nothing
    (ASG-36). The last one closes it or puts it back (ASG-37)."""
    _refuse_closed(conversation)
    if not conversation.is_assigned_to(who.id):
        raise Forbidden("only who has a conversation can leave it")
    others = tuple(one for one in conversation.assignees if one.id != who.id)
    if not others:
        raise Refused("nobody else has the conversation: close it, transfer it or unassign it")
    faces = {user: face for user, face in conversation.faces.items() if user != who.id}
    after = replace(advance(conversation, at), assignees=others, faces=faces)
    data: dict[str, Any] = {"user": _person(who)}
    if reason:
        data["reason"] = reason
    changes = {"assignees": people(others)}
    entry = entry_of(after, entry_id, "conversation.left", by, at, data, changes)
    return Change(conversation, after, entry)


def _refuse_closed(conversation: Conversation) -> None:
    if not conversation.is_open:
        raise Refused("reopen the conversation first")


def _person(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name}
