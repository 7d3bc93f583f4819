"""Asking people to join, and joining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.api.signing import signed_in
from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import PUBLIC, endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.accounts import schema
    from chalicelib.accounts.domain.invitations import Invitation
    from chalicelib.accounts.service import invitations as service
    from chalicelib.audit import recording
    from chalicelib.runtime import paging
else:
    recording = lazy("chalicelib.audit.recording")
    service = lazy("chalicelib.accounts.service.invitations")
    schema = lazy("chalicelib.accounts.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/invitations", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE)
def list_invitations(query: paging.PageQuery) -> paging.Page[schema.InvitationView]:
    """Who was asked to join and has not yet, the newest first."""
    at = now()
    return paging.Page(items=[_view(one, at) for one in service.invitations(caller(bp))])


@bp.route("/v1/invitations", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.PEOPLE, audit="invitation.created")
def create_invitation(body: schema.NewInvitation) -> schema.InvitationView:
    """Ask somebody to join, by mail or by text. The link works once, for seven days."""
    at = now()
    made = service.invite(caller(bp), at, **body.model_dump())
    return _view(made, at)


@bp.route("/v1/invitations/{invitation_id}/resend", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="invitation.resent")
def resend_invitation(invitation_id: str) -> schema.InvitationView:
    """Send a fresh link; the last opens nothing any more."""
    at = now()
    return _view(service.resend(caller(bp), invitation_id, at), at)


@bp.route("/v1/invitations/{invitation_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.PEOPLE, audit="invitation.revoked")
def revoke_invitation(invitation_id: str) -> None:
    """Take an invitation back."""
    service.revoke(caller(bp), invitation_id)


@bp.route("/v1/auth/invitations/{token}", methods=["GET"])
@endpoint(bp, needs=PUBLIC)
def look_at_invitation(token: str) -> schema.OpenInvitation:
    """What the link of an invitation opens."""
    invitation, company, known = service.look(token, now())
    return schema.OpenInvitation(
        company=company,
        inviter=invitation.inviter,
        email=invitation.email,
        name=invitation.name,
        known=known,
    )


@bp.route("/v1/auth/invitations/{token}", methods=["POST"])
@endpoint(bp, status=201, needs=PUBLIC)
def join_by_invitation(token: str, body: schema.Acceptance) -> schema.SignedIn:
    """Join by the link of an invitation, and be signed in."""
    tokens, user = service.accept(token, body.name, body.password, body.email, now())
    recording.keep(bp, user, "user.joined")
    return signed_in(tokens, user)


def _view(one: Invitation, at: datetime) -> schema.InvitationView:
    return schema.InvitationView(
        id=one.id,
        email=one.email,
        phone=one.phone,
        name=one.name,
        role=one.role,
        team_ids=list(one.team_ids),
        inviter=one.inviter,
        created_at=iso(one.created_at),
        expires_at=iso(one.expires_at),
        expired=not one.is_open(at),
    )
