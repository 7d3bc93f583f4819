"""Connected accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts.schema import identities as schema
    from chalicelib.accounts.service import identities as service
else:
    service = lazy("chalicelib.accounts.service.identities")
    schema = lazy("chalicelib.accounts.schema.identities")


@bp.route("/v1/me/identities", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_identities() -> schema.Identities:
    """The caller's ways to sign in, and what else can be connected."""
    found = [
        schema.IdentityView(id=one.id, provider=one.provider)
        for one in service.identities(caller(bp))
    ]
    return schema.Identities(items=found, available=service.available())


@bp.route("/v1/me/identities", methods=["POST"], authorizer=authorize)
@endpoint(bp, keep=False, needs=SIGNED_IN)
def connect_identity(body: schema.Connecting) -> schema.ConnectingAt:
    """Begin to connect: answers where to sign in."""
    return schema.ConnectingAt(url=service.connect(caller(bp), body.provider, now()))


@bp.route("/v1/me/identities/complete", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, keep=False, needs=SIGNED_IN, audit="identity.connected")
def complete_identity(body: schema.Connected) -> schema.IdentityView:
    """Connect, by what the way back brought along."""
    made = service.complete(caller(bp), body.code, body.state)
    return schema.IdentityView.model_validate({"id": made.id, "provider": made.provider})


@bp.route("/v1/me/identities/{identity_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN, audit="identity.removed")
def remove_identity(identity_id: str) -> None:
    """Sign in no more as who one is there; one way must remain."""
    service.disconnect(caller(bp), identity_id)
