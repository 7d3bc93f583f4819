"""Viber, by a bot of the company."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.viber.capabilities import CAPABILITIES
from chalicelib.channels.viber.inbound import parse
from chalicelib.channels.viber.outbound import register, send
from chalicelib.channels.viber.signature import verify

provider = Provider(
    kind="viber",
    label="Viber",
    capabilities=CAPABILITIES,
    fields=(
        Field("address", "Bot", "address", "For your colleagues.", "nordlysbot", required=False),
        Field(
            "sender_name",
            "Name above messages",
            "settings",
            "At most 28 characters; else the channel's name.",
            "Nordlys",
            required=False,
        ),
        Field("auth_token", "Token", "credentials", "Under Info of your bot."),
    ),
    steps=(
        "Sign in at partners.viber.com, choose your bot and copy its token, or create a bot first.",
        "Paste the token here. Connecting tells Viber to call {webhook_url}; nothing is left to do "
        "there.",
        "Write to the bot from a phone: the first message turns the check green.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    register=register,
)
