"""Private messages to a Facebook page, through Meta's Messenger Platform."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.messenger.capabilities import CAPABILITIES
from chalicelib.channels.messenger.inbound import parse
from chalicelib.channels.messenger.outbound import act, profile, register, send
from chalicelib.channels.meta.signature import challenge, verify

provider = Provider(
    kind="messenger",
    label="Messenger",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Page ID",
            "address",
            help="Your page → About → Page transparency.",
            example="111899832631525",
        ),
        Field(
            "access_token",
            "Page access token",
            "credentials",
            help="Meta for Developers → your app → Messenger → API settings → Generate.",
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
        "At Meta for Developers, open your app and add the product Messenger.",
        "In Messenger → API settings, connect the page and make its access token.",
        "Configure webhooks there: callback URL {webhook_url}, verify token {verify_token}.",
        "Ask for the permission pages_messaging, and for Human Agent, so that people may answer "
        "for 7 days instead of 24 hours.",
        "Write to the page from Facebook: this page turns green when it arrives.",
    ),
    verify=verify,
    challenge=challenge,
    parse=parse,
    send=send,
    act=act,
    register=register,
    profile=profile,
)
