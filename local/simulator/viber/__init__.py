"""Viber's REST API for bots: https://developers.viber.com/docs/api/rest-bot-api/"""

from local.simulator.viber.api import NAME, routes
from local.simulator.viber.inbound import inbound

KINDS = ("viber",)

__all__ = ["KINDS", "NAME", "inbound", "routes"]
