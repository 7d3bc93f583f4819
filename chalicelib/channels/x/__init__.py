"""Direct messages on X."""

from chalicelib.channels.domain import Field, Provider
from chalicelib.channels.x.capabilities import CAPABILITIES
from chalicelib.channels.x.inbound import parse
from chalicelib.channels.x.media import fetch
from chalicelib.channels.x.outbound import send
from chalicelib.channels.x.registering import register
from chalicelib.channels.x.signature import challenge, verify

provider = Provider(
    kind="x",
    label="X",
    capabilities=CAPABILITIES,
    fields=(
        Field("address", "Account", "address", "For your colleagues.", "@nordlys", required=False),
        Field("consumer_key", "API key", "credentials", "Under Keys and tokens of the app."),
        Field("consumer_secret", "API key secret", "credentials", "Signs X's calls too."),
        Field(
            "access_token",
            "Access token",
            "credentials",
            "Made with the permission to read and write direct messages.",
        ),
        Field("access_token_secret", "Access token secret", "credentials"),
    ),
    steps=(
        "Sign in at developer.x.com as the account that shall answer, and open your project's app.",
        "Under User authentication settings, choose the permission Read, write and direct message.",
        "Under Keys and tokens, make an API key with secret and an access token with secret, "
        "in this order, and paste all four here.",
        "Connecting registers {webhook_url} at X, which calls it at once to see that it is yours.",
        "Write to the account from another one: the first message turns the check green.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    challenge=challenge,
    fetch=fetch,
    register=register,
)
