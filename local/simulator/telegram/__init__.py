"""Telegram's Bot API: https://core.telegram.org/bots/api"""

from local.simulator.telegram.api import NAME, routes
from local.simulator.telegram.inbound import inbound

KINDS = ("telegram",)

__all__ = ["KINDS", "NAME", "inbound", "routes"]
