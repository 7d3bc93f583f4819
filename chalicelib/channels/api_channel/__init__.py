"""A channel to any other system (CH-32), both ways by signed calls: docs/api-channel.md."""

from chalicelib.channels.api_channel.capabilities import CAPABILITIES
from chalicelib.channels.api_channel.inbound import parse
from chalicelib.channels.api_channel.outbound import act, register, send
from chalicelib.channels.api_channel.signature import new_secret, verify
from chalicelib.channels.domain import Field, HookAnswer, Provider

provider = Provider(
    kind="api",
    label="API",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Name",
            "address",
            help="What the other system is called.",
            example="Web shop",
        ),
        Field(
            "callback_url",
            "Callback URL",
            "settings",
            help="Where our messages are posted. It begins with https:// and leads to a public "
            "address.",
            example="https://shop.example/switchboard",
        ),
        Field(
            "signing_secret",
            "Signing secret",
            "credentials",
            help="Signs the calls of both directions (Standard Webhooks): whsec_ and 32 random "
            "bytes in base64.",
            example="whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            generated=True,
            make=new_secret,
        ),
    ),
    steps=(
        "Give the other system the signing secret: your own, or the one that was shown once when "
        "the channel was connected.",
        "Let it post what customers say to {webhook_url}, signed as Standard Webhooks describes.",
        "Let it take our messages at {callback_url}, check their signatures, and answer 2xx.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    act=act,
    register=register,
    answer=HookAnswer("{}", "application/json"),
)
