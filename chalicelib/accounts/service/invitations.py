"""Asking people to join an account, and letting in who opens the link (AUTH-12, AUTH-20)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import cognito, store
from chalicelib.accounts.domain import Availability, Caller, Permission, Roster, User, normal_email
from chalicelib.accounts.domain.invitations import AT_MOST, LIFETIME, Invitation
from chalicelib.accounts.service.callers import require
from chalicelib.accounts.service.people import giving, new_user, stored_or_removed
from chalicelib.accounts.service.roles import refuse_giving
from chalicelib.accounts.service.signing import begin
from chalicelib.accounts.service.texting import send_text, sms_channel
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import normal_phone
from chalicelib.runtime import mail
from chalicelib.runtime.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.settings import settings


def invite(
    caller: Caller,
    at: datetime,
    *,
    email: str | None = None,
    phone: str | None = None,
    contact_id: str | None = None,
    name: str | None = None,
    role: str,
    team_ids: Sequence[str] = (),
) -> Invitation:
    """Send somebody a link by mail or, where only a phone is known, by text."""
    refuse_giving(caller, role)
    if contact_id:
        contact = contacts.get(caller.account_id, contact_id)
        email, phone, name = contact.email, contact.phone, name or contact.name
    if not (email or phone):
        raise Refused("this contact has neither a mail address nor a phone")
    people = store.load_roster(caller.account_id)
    invitation = Invitation(
        caller.account_id,
        new_id("inv", at),
        normal_email(email) if email else None,
        None if email else normal_phone(phone or ""),
        name,
        role,
        _teams(people, team_ids),
        caller.user_id,
        caller.name,
        at,
        at + LIFETIME,
    )
    _refuse_again(invitation, people, at)
    _send(invitation, is_new=True)
    return invitation


def _teams(people: Roster, team_ids: Sequence[str]) -> tuple[str, ...]:
    """The teams to join; nobody needs to join that of everyone."""
    found = [people.team(id_) for id_ in dict.fromkeys(team_ids)]
    if None in found:
        raise NotFound("there is no such team")
    return tuple(team.id for team in found if team and not team.everyone)


def _refuse_again(invitation: Invitation, people: Roster, at: datetime) -> None:
    address = invitation.email
    if address and any(one.email == address for one in people.users):
        raise Conflict("a colleague has this address already")
    if address and any(one.email == address for one in people.former):
        raise Conflict("this colleague was deactivated: reactivate them")
    out = [one for one in store.list_invitations(invitation.account_id) if one.is_open(at)]
    if any((one.email, one.phone) == (address, invitation.phone) for one in out):
        raise Conflict("they are invited already: send that invitation again")
    if len(out) >= AT_MOST:
        raise Refused(f"at most {AT_MOST} people can be invited at once")


def invitations(caller: Caller) -> list[Invitation]:
    """All that are out, the newest first, those whose link has expired among them."""
    require(caller, Permission.PEOPLE)
    return store.list_invitations(caller.account_id)[::-1]


def resend(caller: Caller, invitation_id: str, at: datetime) -> Invitation:
    """Send a fresh link; the last opens nothing any more."""
    known = store.load_invitation(caller.account_id, invitation_id)
    refuse_giving(caller, known.role)
    again = replace(known, inviter_id=caller.user_id, inviter=caller.name, expires_at=at + LIFETIME)
    _send(again, is_new=False)
    return again


def revoke(caller: Caller, invitation_id: str) -> None:
    """Take an invitation back."""
    require(caller, Permission.PEOPLE)
    store.delete_invitation(caller.account_id, invitation_id)


def _send(invitation: Invitation, is_new: bool) -> None:
    """Store the invitation under a fresh token and send its link."""
    if not invitation.email:
        sms_channel(invitation.account_id)
    token = secrets.token_urlsafe(32)
    store.save_invitation(invitation, _hash(token), is_new)
    company = store.load_account(invitation.account_id).name
    link = f"{settings().console_url}#/invitation/{token}"
    asks = f"{invitation.inviter} invites you to answer customers together: {company}"
    try:
        if invitation.email:
            hello = f"Hi {invitation.name}," if invitation.name else "Hi,"
            body = f"{hello}\n\n{asks}.\n\nJoin: {link}\n\nThe link works once, for seven days.\n"
            mail.send(invitation.email, f"{invitation.inviter} invites you to {company}", body)
        else:
            send_text(invitation.account_id, invitation.phone or "", f"{asks}. Join: {link}")
    except Exception:
        if is_new:
            store.delete_invitation(invitation.account_id, invitation.id)
        raise


def look(token: str, at: datetime) -> tuple[Invitation, str, bool]:
    """What a link opens: the invitation, the company's name, and whether the invited address is
    that of somebody who has a password already."""
    invitation = _opened(token, at)
    known = bool(invitation.email and store.find_email(invitation.email))
    return invitation, store.load_account(invitation.account_id).name, known


def accept(
    token: str, name: str | None, password: str, email: str | None, at: datetime
) -> tuple[dict[str, Any], User]:
    """Join by a link, and be signed in. Whoever has a user already joins with its password, and
    belongs to one account more (AUTH-20)."""
    invitation = _opened(token, at)
    address = _address(invitation, email)
    found = store.find_email(address)
    if found:
        cognito.sign_in(found[1], password)
        person = store.load_user(*found)
        _join(invitation, token, replace(person, name=name or person.name), at)
        return begin(person.id, password, invitation.account_id)
    if not name:
        raise _field("name", "is missing")
    user = new_user(invitation.account_id, address, name, invitation.role, at)
    cognito.create(user.id, address, password, proven=invitation.email is not None)
    stored_or_removed(user, lambda: _use(invitation, token, user, is_known=False))
    return begin(user.id, password, invitation.account_id)


def join(caller: Caller, token: str, at: datetime) -> str:
    """Join by a link as who one is signed in as; answers the account's id."""
    invitation = _opened(token, at)
    _join(invitation, token, store.load_user(caller.account_id, caller.user_id), at)
    return invitation.account_id


def _join(invitation: Invitation, token: str, person: User, at: datetime) -> None:
    user = User(
        invitation.account_id,
        person.id,
        person.email,
        person.name,
        invitation.role,
        Availability.AVAILABLE,
        at,
    )
    _use(invitation, token, user, is_known=True)


def _use(invitation: Invitation, token: str, user: User, is_known: bool) -> None:
    people = store.load_roster(invitation.account_id)
    still = tuple(id_ for id_ in invitation.team_ids if people.team(id_))
    fresh = replace(invitation, team_ids=still)
    store.use_invitation(fresh, _hash(token), user, is_known, list(giving(user)))


def _opened(token: str, at: datetime) -> Invitation:
    """The invitation behind a link. One whose sender was deactivated, or may no longer give its
    role, opens nothing: else a dismissed admin could come back by a link of their own."""
    gone = NotFound("this invitation was used, revoked or has expired; ask for another")
    found = store.find_invitation(_hash(token))
    if found is None or not found.is_open(at):
        raise gone
    inviter = store.load_caller(found.account_id, found.inviter_id)
    if inviter is None:
        raise gone
    try:
        refuse_giving(inviter, found.role)
    except (Forbidden, NotFound) as error:
        raise gone from error
    return found


def _address(invitation: Invitation, email: str | None) -> str:
    """The address of who joins. Who was asked by mail has proven theirs by the link."""
    given = normal_email(email) if email else None
    if invitation.email and given not in (None, invitation.email):
        raise _field("email", "must be the address that was invited")
    address = invitation.email or given
    if not address:
        raise _field("email", "is missing")
    return address


def _field(name: str, message: str) -> Invalid:
    return Invalid("Some fields are missing or wrong", errors=[{"field": name, "message": message}])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
