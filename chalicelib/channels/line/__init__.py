"""LINE, by an Official Account of the company."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.line.capabilities import CAPABILITIES
from chalicelib.channels.line.inbound import parse
from chalicelib.channels.line.outbound import fetch, profile, register, send
from chalicelib.channels.line.signature import verify

provider = Provider(
    kind="line",
    label="LINE",
    capabilities=CAPABILITIES,
    fields=(
        Field("address", "Account", "address", "For your colleagues.", "@nordlys", required=False),
        Field("channel_secret", "Channel secret", "credentials", "Under Basic settings."),
        Field(
            "channel_access_token",
            "Channel access token",
            "credentials",
            "The long-lived one, issued under Messaging API.",
        ),
    ),
    steps=(
        "Sign in at developers.line.biz and open the Messaging API channel of your account.",
        "Copy the channel secret under Basic settings and issue a channel access token under "
        "Messaging API, and paste both here.",
        "Connecting sets {webhook_url} there. Switch on Use webhook below it, and Webhook "
        "redelivery, so that nothing is lost.",
        "In the Official Account Manager, under Response settings, switch off automatic responses.",
        "Write to the account from a phone: the first message turns the check green.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    fetch=fetch,
    register=register,
    profile=profile,
)
