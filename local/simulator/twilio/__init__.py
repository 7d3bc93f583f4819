"""Twilio's messaging APIs, for SMS and WhatsApp (Twilio docs: "Messages resource", "Content API
public endpoints")."""

from starlette.routing import BaseRoute

from local.simulator.twilio import accounts, api, content
from local.simulator.twilio.accounts import NAME
from local.simulator.twilio.inbound import inbound
from local.simulator.world import World

KINDS = ("twilio_sms", "twilio_whatsapp")


def routes(world: World) -> list[BaseRoute]:
    """The messages, the accounts with their numbers and files, and the templates."""
    return [*api.routes(world), *accounts.routes(world), *content.routes(world)]


__all__ = ["KINDS", "NAME", "inbound", "routes"]
