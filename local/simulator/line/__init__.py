"""LINE's Messaging API: https://developers.line.biz/en/reference/messaging-api/"""

from local.simulator.line.api import NAME, routes
from local.simulator.line.inbound import inbound

KINDS = ("line",)

__all__ = ["KINDS", "NAME", "inbound", "routes"]
