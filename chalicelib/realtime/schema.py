"""Tickets as clients see them."""

from __future__ import annotations

from pydantic import Field

from chalicelib.runtime.model import Model


class Ticket(Model):
    """Good for one socket, for a minute."""

    ticket: str
    url: str = Field(description="Where to connect, with the ticket.")
    expires_in: int = Field(description="Seconds.")
