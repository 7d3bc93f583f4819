"""Instagram direct messages, through Meta's Instagram API."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.instagram.capabilities import CAPABILITIES
from chalicelib.channels.instagram.inbound import parse
from chalicelib.channels.instagram.outbound import act, profile, register, send
from chalicelib.channels.meta.signature import challenge, verify

provider = Provider(
    kind="instagram",
    label="Instagram",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Account ID",
            "address",
            help="Meta for Developers → your app → Instagram → API setup, below the account.",
            example="17841452691600098",
        ),
        Field(
            "access_token",
            "Access token",
            "credentials",
            help="Made on the same page, of the account that customers write to. It ends after 60 "
            "days: put a new one here before.",
        ),
        Field(
            "app_secret",
            "Instagram app secret",
            "credentials",
            help="At the top of the same page; it is not the app's own secret.",
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
        "At Meta for Developers, open your app and add the product Instagram.",
        "In API setup with Instagram login, add the account and make its access token.",
        "Configure webhooks there: callback URL {webhook_url}, verify token {verify_token}, and "
        "subscribe to messages, message_reactions, messaging_postbacks and messaging_seen.",
        "On the phone, in Instagram's settings, allow connected tools access to messages.",
        "Ask for Human Agent, so that people may answer for 7 days instead of 24 hours.",
        "Write to the account from Instagram: this page turns green when it arrives.",
    ),
    verify=verify,
    challenge=challenge,
    parse=parse,
    send=send,
    act=act,
    register=register,
    profile=profile,
)
