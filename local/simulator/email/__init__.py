"""Amazon SES with the customers' mailboxes around it: what it receives, and what it reports.

SES docs: "Receiving email with Amazon SES" and "Monitor email sending using Amazon SES event
publishing". The emulator takes mail in SES's place; receiving and reporting it does not know.
"""

from local.simulator.email.inbound import inbound
from local.simulator.email.outgoing import NAME, refresh, routes

KINDS = ("email",)

__all__ = ["KINDS", "NAME", "inbound", "refresh", "routes"]
