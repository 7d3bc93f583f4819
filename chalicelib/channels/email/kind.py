"""Mail as a kind of channel: what an admin fills in, and what sends."""

from chalicelib.channels.domain import Channel, Credentials, Field, HookRequest, Provider
from chalicelib.channels.email.capabilities import CAPABILITIES
from chalicelib.channels.email.outbound import register, send
from chalicelib.channels.facts import Fact, ignored


def _verify(request: HookRequest, channel: Channel, credentials: Credentials) -> bool:
    """Mail comes by a queue of ours: nobody may post it."""
    return False


def _parse(request: HookRequest) -> list[Fact]:
    return [ignored("mail comes by its queue")]


def normal(address: str) -> str:
    """A mail address as we keep it: nobody tells mailboxes apart by case."""
    return address.strip().strip("<>").lower()


provider = Provider(
    kind="email",
    label="Email",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Address",
            "address",
            "Customers write to it, and your answers come from it.",
            "support@nordlys.example",
        ),
        Field(
            "from_name",
            "Name of the sender",
            "settings",
            "{agent} stands for the name of the colleague who answers.",
            "{agent} from Nordlys",
            required=False,
        ),
        Field(
            "signature",
            "Signature",
            "settings",
            "Stands below every answer. **Bold**, *italic* and [links](https://…) can be used.",
            "Nordlys · nordlys.example",
            required=False,
        ),
        Field(
            "smtp_host",
            "SMTP server",
            "settings",
            "Your mailbox's own server sends your answers; empty: Amazon SES does.",
            "smtp.office365.com",
            required=False,
        ),
        Field(
            "smtp_port",
            "SMTP port",
            "settings",
            "587 with STARTTLS, or 465. Nothing is sent without TLS.",
            "587",
            required=False,
        ),
        Field(
            "smtp_username",
            "SMTP user name",
            "settings",
            "The address unless said.",
            "support@nordlys.example",
            required=False,
        ),
        Field(
            "smtp_password",
            "SMTP password",
            "credentials",
            "An app password, where your provider makes them.",
            required=False,
        ),
        Field(
            "oauth_client_id",
            "OAuth client id",
            "credentials",
            "Instead of a password, for Microsoft 365 and Google Workspace.",
            required=False,
        ),
        Field("oauth_client_secret", "OAuth client secret", "credentials", required=False),
        Field("oauth_refresh_token", "OAuth refresh token", "credentials", required=False),
    ),
    steps=(
        "In your mailbox's settings, forward all mail for {address} to {forward_to}.",
        "Your mailbox may send a confirmation there: it comes in as the first message, with a "
        "code or a link that you follow.",
        "Without an SMTP server of your own, {address} or its domain has to be verified in Amazon "
        "SES first.",
        "Send a mail to {address} from another account: it turns the check green.",
    ),
    verify=_verify,
    parse=_parse,
    send=send,
    register=register,
    normal=normal,
)
