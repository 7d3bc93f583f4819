"""Twilio's Messaging API: https://www.twilio.com/docs/messaging/api/message-resource"""

from local.simulator.twilio.api import routes
from local.simulator.twilio.inbound import inbound

NAME = "twilio"
KIND = "twilio_sms"

__all__ = ["KIND", "NAME", "inbound", "routes"]
