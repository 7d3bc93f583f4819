"""Another company's system at the far end of an API channel (docs/api-channel.md): its customers
write to us through it, and it takes our messages at POST /partner/{channel_id}."""

from local.simulator.partner.callbacks import NAME, routes
from local.simulator.partner.inbound import inbound

KINDS = ("api",)

__all__ = ["KINDS", "NAME", "inbound", "routes"]
