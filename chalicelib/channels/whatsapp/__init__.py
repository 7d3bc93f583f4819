"""WhatsApp through Meta's Cloud API."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.meta.signature import challenge, verify
from chalicelib.channels.whatsapp.addresses import normal
from chalicelib.channels.whatsapp.capabilities import CAPABILITIES
from chalicelib.channels.whatsapp.connecting import fetch, register
from chalicelib.channels.whatsapp.inbound import parse
from chalicelib.channels.whatsapp.outbound import act, send
from chalicelib.channels.whatsapp.templates import templates

provider = Provider(
    kind="whatsapp",
    label="WhatsApp",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Phone number",
            "address",
            help="The company's number on WhatsApp.",
            example="+4759440123",
        ),
        Field(
            "phone_number_id",
            "Phone number ID",
            "settings",
            help="Meta for Developers → your app → WhatsApp → API Setup.",
            example="106540352242922",
        ),
        Field(
            "waba_id",
            "WhatsApp Business account ID",
            "settings",
            help="On the same page, below the phone number ID.",
            example="102290129340398",
        ),
        Field(
            "access_token",
            "Access token",
            "credentials",
            help="Of a system user, with whatsapp_business_messaging and "
            "whatsapp_business_management. A temporary one ends after a day.",
        ),
        Field(
            "app_secret",
            "App secret",
            "credentials",
            help="Meta for Developers → your app → App settings → Basic.",
        ),
        Field(
            "verify_token",
            "Verify token",
            "settings",
            help="Any word; Meta shows it to prove that it calls.",
            generated=True,
        ),
    ),
    steps=(
        "At Meta for Developers, open your app and add the product WhatsApp.",
        "In Business settings, give a system user the app and the WhatsApp account, and make an "
        "access token for it that does not end.",
        "In WhatsApp → Configuration, set the callback URL {webhook_url} with the verify token "
        "{verify_token}.",
        "Below, subscribe to the field messages; message_template_status_update, "
        "user_preferences and smb_message_echoes are worth having too.",
        "Write a message to the number: this page turns green when it arrives.",
    ),
    verify=verify,
    challenge=challenge,
    parse=parse,
    send=send,
    act=act,
    fetch=fetch,
    register=register,
    templates=templates,
    normal=normal,
)
