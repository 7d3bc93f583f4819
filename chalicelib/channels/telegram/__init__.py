"""Telegram, by a bot of the company."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.telegram.acts import act, fetch, register
from chalicelib.channels.telegram.capabilities import CAPABILITIES
from chalicelib.channels.telegram.inbound import parse
from chalicelib.channels.telegram.outbound import send
from chalicelib.channels.telegram.signature import verify

provider = Provider(
    kind="telegram",
    label="Telegram",
    capabilities=CAPABILITIES,
    fields=(
        Field("address", "Bot", "address", "For your colleagues.", "@nordlys_bot", required=False),
        Field(
            "business_connection_id",
            "Business connection",
            "settings",
            "Only where the bot answers in the chats of a business account.",
            required=False,
        ),
        Field(
            "bot_token",
            "Token",
            "credentials",
            "BotFather shows it.",
            "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        ),
        Field(
            "secret_token",
            "Secret",
            "credentials",
            "Comes back with every call: letters, digits, _ and -.",
            generated=True,
        ),
    ),
    steps=(
        "In Telegram, write /newbot to @BotFather, or /token for a bot that you have.",
        "Paste the token here. Connecting tells Telegram to call {webhook_url}; nothing is left to "
        "do there.",
        "For groups: write /setprivacy to @BotFather and disable privacy, else the bot sees only "
        "what is meant for it. For reactions there, make it an administrator.",
        "Write to the bot from a phone: the first message turns the check green.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    act=act,
    fetch=fetch,
    register=register,
    ids_per_chat=True,
)
