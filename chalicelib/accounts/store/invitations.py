"""Invitations, each used once. Of a link's token only a hash is stored, by which it is found."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError, TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import User
from chalicelib.accounts.domain.invitations import Invitation
from chalicelib.accounts.items import EmailItem, Item, MembershipItem, UserItem, user_item
from chalicelib.accounts.store.base import FAILED, Write, connection
from chalicelib.runtime.errors import Conflict, NotFound
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.tables import Json


class ByToken(GlobalSecondaryIndex["InvitationItem"]):
    """An invitation by the hash of its link's token, which does not name the account."""

    class Meta:
        index_name = "by_ref"
        projection = AllProjection()

    ref = UnicodeAttribute(hash_key=True)


class InvitationItem(Item, discriminator="invitation"):
    ref = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    role = UnicodeAttribute()
    team_ids = Json()
    inviter_id = UnicodeAttribute()
    inviter = UnicodeAttribute()
    created_at = UnicodeAttribute()
    expires_at = UnicodeAttribute()
    by_token = ByToken()


def save_invitation(invitation: Invitation, token_hash: str, is_new: bool) -> None:
    """Store a new invitation, or one that exists under a fresh token: the last link opens nothing
    any more. NotFound when it was used or revoked meanwhile."""
    pk = InvitationItem.pk
    try:
        _item(invitation, token_hash).save(condition=pk.does_not_exist() if is_new else pk.exists())
    except PutError as error:
        if error.cause_response_code == FAILED:
            raise _gone() from error
        raise


def load_invitation(account_id: str, invitation_id: str) -> Invitation:
    """An invitation that is out."""
    try:
        item = InvitationItem.get(account_id, _key(invitation_id), consistent_read=True)
    except InvitationItem.DoesNotExist as error:
        raise _gone() from error
    return _invitation(item)


def find_invitation(token_hash: str) -> Invitation | None:
    """The invitation that a link opens, as the index knows it."""
    found = InvitationItem.by_token.query(token_hash, limit=1)
    return next((_invitation(item) for item in found), None)


def list_invitations(account_id: str) -> list[Invitation]:
    """All that are out, the oldest first."""
    items = InvitationItem.query(account_id, InvitationItem.sk.startswith("invitation#"))
    return [_invitation(item) for item in items]


def delete_invitation(account_id: str, invitation_id: str) -> None:
    """Take an invitation back."""
    try:
        InvitationItem(account_id, _key(invitation_id)).delete(condition=InvitationItem.pk.exists())
    except DeleteError as error:
        if error.cause_response_code == FAILED:
            raise _gone() from error
        raise


def use_invitation(
    invitation: Invitation, token_hash: str, user: User, is_known: bool, others: list[Write]
) -> None:
    """Make whoever opened the link a user of the account, in its teams, and the invitation
    nothing: all of it or none. `is_known`: their address is that of a user of another account.
    Conflict when the link was used, replaced or revoked, or the person belongs here already."""
    unused = InvitationItem.ref == token_hash
    key = InvitationItem(invitation.account_id, _key(invitation.id))
    try:
        with TransactWrite(connection=connection()) as tx:
            tx.delete(key, condition=unused)
            tx.save(user_item(user), condition=UserItem.pk.does_not_exist())
            if not is_known:
                pk = f"email#{user.email}"
                email = EmailItem(pk, "email", account_id=user.account_id, user_id=user.id)
                tx.save(email, condition=EmailItem.pk.does_not_exist())
            for team_id in invitation.team_ids:
                tx.save(MembershipItem(user.account_id, f"user#{user.id}#team#{team_id}"))
            for write in others:
                write(tx)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & {"ConditionalCheckFailed", "TransactionConflict"}:
            raise Conflict("this invitation was used, or you belong to the account") from error
        raise


def _item(one: Invitation, token_hash: str) -> InvitationItem:
    return InvitationItem(
        one.account_id,
        _key(one.id),
        ref=token_hash,
        email=one.email,
        phone=one.phone,
        name=one.name,
        role=one.role,
        team_ids=list(one.team_ids),
        inviter_id=one.inviter_id,
        inviter=one.inviter,
        created_at=iso(one.created_at),
        expires_at=iso(one.expires_at),
    )


def _invitation(item: InvitationItem) -> Invitation:
    return Invitation(
        item.pk,
        item.sk.removeprefix("invitation#"),
        item.email,
        item.phone,
        item.name,
        item.role,
        tuple(item.team_ids),
        item.inviter_id,
        item.inviter,
        parse_iso(item.created_at),
        parse_iso(item.expires_at),
    )


def _key(invitation_id: str) -> str:
    return f"invitation#{invitation_id}"


def _gone() -> NotFound:
    return NotFound("there is no such invitation; it was used or revoked")
