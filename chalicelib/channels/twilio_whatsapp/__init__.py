"""WhatsApp through Twilio."""

from chalicelib.channels.domain import Field, HookAnswer, Provider
from chalicelib.channels.twilio.client import fetch
from chalicelib.channels.twilio.signature import verify
from chalicelib.channels.twilio_whatsapp.capabilities import CAPABILITIES
from chalicelib.channels.twilio_whatsapp.inbound import normal, parse
from chalicelib.channels.twilio_whatsapp.outbound import register, send, templates

provider = Provider(
    kind="twilio_whatsapp",
    label="WhatsApp (Twilio)",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "WhatsApp number",
            "address",
            help="The number that is registered as a WhatsApp sender at Twilio.",
            example="+4759440123",
        ),
        Field(
            "account_sid",
            "Account SID",
            "settings",
            help="On the first page of Twilio's console.",
            example="AC0123456789abcdef0123456789abcdef",
        ),
        Field(
            "auth_token",
            "Auth token",
            "credentials",
            help="Below the account SID. Twilio signs its calls with it.",
        ),
        Field(
            "messaging_service_sid",
            "Messaging service SID",
            "settings",
            help="When the sender belongs to a messaging service of Twilio.",
            example="MG0123456789abcdef0123456789abcdef",
            required=False,
        ),
    ),
    steps=(
        "In Twilio's console open Messaging, Senders, WhatsApp senders, and choose the number.",
        "Paste {webhook_url} as “Webhook URL for incoming messages”, with HTTP POST, and save.",
        "Send a message to the number from WhatsApp on your phone.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    fetch=fetch,
    register=register,
    templates=templates,
    normal=normal,
    answer=HookAnswer("<Response/>", "text/xml"),
)
