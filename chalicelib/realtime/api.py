"""Tickets: how a client that cannot set headers on a socket proves who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Model

if TYPE_CHECKING:
    from chalicelib.realtime import service
else:
    service = lazy("chalicelib.realtime.service")

bp = Blueprint(__name__)


class Ticket(Model):
    """Good for one socket, for a minute."""

    ticket: str
    url: str = Field(description="Where to connect, with the ticket.")
    expires_in: int = Field(description="Seconds.")


@bp.route("/v1/realtime/tickets", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_ticket() -> Ticket:
    """A ticket for the caller's socket."""
    return Ticket.model_validate(service.ticket_for_agent(caller(bp), now()))
