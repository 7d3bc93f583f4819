"""Meta's Graph API and webhooks: WhatsApp, Messenger and Instagram.

https://developers.facebook.com/documentation/business-messaging
"""

from local.simulator.meta.api import routes
from local.simulator.meta.inbound import inbound
from local.simulator.meta.refusals import NAME

KINDS = ("whatsapp", "messenger", "instagram")

__all__ = ["KINDS", "NAME", "inbound", "routes"]
