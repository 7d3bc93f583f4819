"""A customer's mail on its way into the mail bucket, with SES's word of it in the queue."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx2

from local.simulator.channels import Channel
from local.simulator.customers import put, settle
from local.simulator.email import account
from local.simulator.email.account import FOLDER
from local.simulator.email.mime import mail
from local.simulator.message import BadRequest
from local.simulator.world import World

UNKNOWN = ("pressed", "reaction", "edit", "delete", "location")
TAKEN = httpx2.Response(200, text="")


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Send a mail from a customer's mailbox. Into the thread it goes by `reply_to`, else by the
    last mail of the company's, unless it has a subject of its own."""
    if any(message.get(name) for name in UNKNOWN):
        raise BadRequest("A mail holds a text and files.")
    customer, at = message["from"], datetime.now(UTC)
    host = customer.rpartition("@")[2] or "mail.example"
    message_id = str(message.get("id") or f"{uuid4().hex}@{host}")
    answers = message.get("reply_to") or _last(world, customer, channel.address, message)
    subject = message.get("subject") or _answered_subject(world, answers)
    written = mail(
        {**message, "subject": subject},
        channel.address,
        world.media,
        message_id=message_id,
        answers=answers,
        at=at,
    )
    facts = {"text": message.get("text") or "", "media": message.get("media", [])}
    put(
        world,
        channel,
        "in",
        message_id,
        customer,
        subject=subject,
        reply_to=answers,
        **facts,
    )
    key = uuid4().hex
    held = account.account_of(world.aws)
    told = receipt(key, await held.bucket(), customer, channel, subject, message_id, at)
    await held.receive(written, told, key)
    return await settle(world, message_id, TAKEN)


def receipt(
    key: str,
    bucket: str,
    sender: str,
    channel: Channel,
    subject: str,
    message_id: str,
    at: datetime,
) -> dict[str, Any]:
    """What SES says of a mail that it received (SES docs: "Contents of notifications for Amazon
    SES email receiving")."""
    passed, moment = {"status": "PASS"}, at.isoformat(timespec="milliseconds")
    return {
        "notificationType": "Received",
        "mail": {
            "timestamp": moment,
            "source": sender,
            "messageId": key,
            "destination": [channel.address],
            "headersTruncated": False,
            "commonHeaders": {
                "from": [sender],
                "to": [channel.address],
                "messageId": f"<{message_id}>",
                "subject": subject,
            },
        },
        "receipt": {
            "timestamp": moment,
            "processingTimeMillis": 120,
            "recipients": [channel.settings.get("forward_to") or channel.address],
            **{f"{name}Verdict": passed for name in ("spam", "virus", "spf", "dkim", "dmarc")},
            "action": {
                "type": "S3",
                "bucketName": bucket,
                "objectKeyPrefix": FOLDER,
                "objectKey": f"{FOLDER}{key}",
            },
        },
    }


def _last(world: World, customer: str, company: str, message: dict[str, Any]) -> str | None:
    """The Message-ID of the company's last mail, which a mail without a subject answers."""
    if message.get("subject"):
        return None
    thread = world.phones.thread(customer, company)
    return next((one["id"] for one in reversed(thread) if one["direction"] == "out"), None)


def _answered_subject(world: World, answers: str | None) -> str:
    answered = world.phones.find(answers) if answers else None
    if answered is None or not answered.subject:
        return ""
    subject = answered.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"
