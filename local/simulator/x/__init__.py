"""X's API for direct messages and webhooks: https://docs.x.com/x-api/"""

from local.simulator.x.api import NAME, routes
from local.simulator.x.inbound import inbound

KINDS = ("x",)

__all__ = ["KINDS", "NAME", "inbound", "routes"]
