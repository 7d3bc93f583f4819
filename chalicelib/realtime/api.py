"""Tickets: how a client that cannot set headers on a socket proves who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.realtime import schema, service
else:
    service = lazy("chalicelib.realtime.service")
    schema = lazy("chalicelib.realtime.schema")

bp = Blueprint(__name__)


@bp.route("/v1/realtime/tickets", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_ticket() -> schema.Ticket:
    """A ticket for the caller's socket."""
    return schema.Ticket.model_validate(service.ticket_for_agent(caller(bp), now()))
