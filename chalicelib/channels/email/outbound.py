"""Sending mail: through the mailbox's own SMTP server where the channel names one, else by SES.

SES (SES docs: "SendEmail" of API v2, raw content) puts a Message-ID of its own in place of ours and
answers its first half. That answer is what `send` gives back, and what later mails' In-Reply-To and
SES's own reports name (threading.sent_id). A mail by SMTP keeps our Message-ID.

Neither knows an idempotency key: after a timeout a mail may go out twice.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.channels.domain import Channel, OutgoingMessage, SendError
from chalicelib.channels.email import compose, smtp
from chalicelib.channels.email.tags import tag_of
from chalicelib.runtime.clients import ses
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

LATER = frozenset({"TooManyRequestsException", "LimitExceededException", "Throttling"})
NOT_OURS = frozenset({"MailFromDomainNotVerifiedException", "SendingPausedException"})
OWNER = "switchboard-account"
"""A tag by which the owner of an installation keeps a verified identity to one account."""


def send(message: OutgoingMessage, channel: Channel, credentials: Mapping[str, str]) -> str:
    """Send a mail; answers the id by which reports and answers will name it."""
    mail = compose.composed(message, channel, time.time())
    to, copies = compose.recipients(message)
    if channel.settings.get("smtp_host"):
        sender = compose.ascii_address(channel.address or "")
        smtp.send(mail, sender, [to, *copies], channel, credentials)
        return compose.message_id(message, channel)
    return _by_ses(mail, message, channel, to, copies)


def _by_ses(
    mail: bytes, message: OutgoingMessage, channel: Channel, to: str, copies: list[str]
) -> str:
    request: dict[str, Any] = {
        "FromEmailAddress": compose.sender_of(message, channel),
        "Destination": {"ToAddresses": [to], "CcAddresses": copies},
        "Content": {"Raw": {"Data": mail}},
        "EmailTags": [
            {"Name": "channel", "Value": tag_of(channel.id)},
            {"Name": "ref", "Value": tag_of(message.ref)},
        ],
    }
    if settings().mail_domain:  # the stack made a configuration set, which reports deliveries
        request["ConfigurationSetName"] = configuration_set()
    return _called(lambda: str(ses().send_email(**request)["MessageId"])).partition("@")[0]


def configuration_set() -> str:
    """The name that infra/mail.yaml gives to it."""
    return f"switchboard-{settings().stage}"


def register(channel: Channel, credentials: Mapping[str, str], webhook_url: str) -> dict[str, Any]:
    """Prove that mail can be sent from the address: by signing in, or by asking SES. Answers where
    the mailbox has to forward to."""
    address = compose.ascii_address(channel.address or "")
    if channel.settings.get("smtp_host"):
        smtp.check(channel, credentials)
    elif address.rpartition("@")[2] != settings().mail_domain:
        _check_identity(channel, address)
    domain = settings().mail_domain
    return {"forward_to": f"{channel.id.lower()}@{domain}"} if domain else {}


def _check_identity(channel: Channel, address: str) -> None:
    for identity in (address, address.rpartition("@")[2]):
        found = _identity(identity)
        if found is None:
            continue
        owner = next((tag["Value"] for tag in found.get("Tags", []) if tag["Key"] == OWNER), None)
        if owner not in (None, channel.account_id):
            break
        if found.get("VerifiedForSendingStatus"):
            return
    raise SendError(
        "The address is not verified in Amazon SES. Verify it or its domain there, or fill in your "
        "mailbox's SMTP server."
    )


def _identity(name: str) -> Mapping[str, Any] | None:
    from botocore.exceptions import ClientError

    try:
        return ses().get_email_identity(EmailIdentity=name)
    except ClientError as error:
        if _code(error) == "NotFoundException":
            return None
        raise _refusal(error) from error


def _called(request: Any) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return str(request())
    except ClientError as error:
        raise _refusal(error) from error
    except BotoCoreError as error:
        raise SendError("Amazon SES does not answer.", retryable=True) from error


def _refusal(error: ClientError) -> SendError:
    code = _code(error)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    said = str(error.response.get("Error", {}).get("Message", "")).strip()
    if code in LATER or status == 429 or status >= 500:
        return SendError("Amazon SES takes no more mail right now.", retryable=True)
    if code == "AccountSuspendedException":
        return SendError("Amazon SES has suspended sending for this installation.")
    if code in NOT_OURS or "not verified" in said:
        return SendError("The address is not verified in Amazon SES, so nothing is sent from it.")
    return SendError(f"Amazon SES refused it: {said}" if said else "Amazon SES refused it.")


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
