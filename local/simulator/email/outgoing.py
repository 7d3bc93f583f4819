"""What the company sent: read from the emulator's capture of SES, put into the customers'
mailboxes, and reported on as SES does (SES docs: "Contents of event data that Amazon SES publishes
to Amazon SNS")."""

import logging
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

import httpx2
from starlette.routing import BaseRoute

from local.simulator.channels import Channel
from local.simulator.customers import put
from local.simulator.email import account
from local.simulator.failures import Failure
from local.simulator.mail import CAPTURED
from local.simulator.outbox import Sent
from local.simulator.world import World

NAME = "email"
logger = logging.getLogger(__name__)


def routes(world: World) -> list[BaseRoute]:
    """None: SES is a service of the emulator's."""
    return []


async def refresh(world: World, channel: Channel) -> None:
    """Bring what the channel has sent since to the customers' mailboxes."""
    try:
        captured = (await world.http.get(f"{world.aws}{CAPTURED}")).json()
    except (httpx2.HTTPError, ValueError) as error:
        logger.warning("the emulator's mails cannot be read: %r", error)
        return
    mails = [mail for owner in captured.get("messages", {}).values() for mail in owner]
    for mail in sorted(mails, key=lambda one: float(one["Timestamp"])):
        sender = parseaddr(mail["Source"])[1].lower()
        if sender == channel.address.lower() and world.phones.find(mail["MessageId"]) is None:
            await _deliver(world, channel, mail)


async def _deliver(world: World, channel: Channel, mail: dict[str, Any]) -> None:
    """One mail into the mailbox of its first recipient, with the report on it."""
    id_ = str(mail["MessageId"])
    customer = next(iter(mail["To"]), "")
    bounces = world.failures.take(NAME) is Failure.UNDELIVERABLE
    put(
        world,
        channel,
        "out",
        id_,
        customer,
        text=mail["BodyText"] or "",
        subject=mail["Subject"] or "",
        status="failed" if bounces else "delivered",
    )
    body = {
        "to": mail["To"],
        "cc": mail["CC"],
        "subject": mail["Subject"],
        "text": mail["BodyText"],
    }
    world.outbox.record(Sent(NAME, "POST", "/v2/email/outbound-emails", {}, body, 200))
    await account.account_of(world.aws).tell(report(id_, customer, channel, bounces=bounces))


def report(id_: str, customer: str, channel: Channel, *, bounces: bool) -> dict[str, Any]:
    """A delivery, or a bounce for good."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    told: dict[str, Any] = {
        "eventType": "Bounce" if bounces else "Delivery",
        "mail": {
            "timestamp": at,
            "source": channel.address,
            "messageId": id_.partition("@")[0],
            "destination": [customer],
            "tags": {"channel": [channel.id]},
        },
    }
    if bounces:
        failed = {
            "emailAddress": customer,
            "action": "failed",
            "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 user unknown",
        }
        told["bounce"] = {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [failed],
            "timestamp": at,
            "feedbackId": id_,
        }
    else:
        told["delivery"] = {"timestamp": at, "recipients": [customer], "smtpResponse": "250 ok"}
    return told
