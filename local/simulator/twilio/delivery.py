"""What happens to an accepted message: status callbacks, one after the other.

https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
"""

import asyncio
import logging
from dataclasses import dataclass

import httpx2

from local.simulator.channels import Channel
from local.simulator.twilio.accounts import VERSION, WHATSAPP, account_of
from local.simulator.twilio.webhooks import post
from local.simulator.world import World

DELIVERED = ("queued", "sent", "delivered")
READ = (*DELIVERED, "read")
UNDELIVERED = ("queued", "sent", "undelivered")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """A message under way; `why` is the error code that it ends with, None when it arrives."""

    sid: str
    channel: Channel
    form: dict[str, str]
    why: str | None

    @property
    def states(self) -> tuple[str, ...]:
        if self.why:
            return UNDELIVERED
        return READ if self.channel.kind == WHATSAPP else DELIVERED


async def deliver(world: World, delivery: Delivery) -> None:
    """Move the message through its states and tell each to its StatusCallback, if it has one."""
    for status in delivery.states:
        await asyncio.sleep(world.pace_seconds)
        world.phones.set_status(delivery.sid, status)
        url = delivery.form.get("StatusCallback")
        if not url:
            continue
        try:
            answer = await post(
                world.http,
                url,
                delivery.channel.credentials["auth_token"],
                callback(delivery, status),
                idempotency_token=f"{delivery.sid}-{status}",
            )
        except httpx2.HTTPError as error:  # Twilio does not repeat a callback nobody answered
            logger.warning("status callback %s to %s failed: %r", status, url, error)
        else:
            logger.info("status callback %s to %s: %s", status, url, answer.status_code)


def callback(delivery: Delivery, status: str) -> dict[str, str]:
    """The form that Twilio posts."""
    params = {
        "AccountSid": account_of(delivery.channel),
        "ApiVersion": VERSION,
        "MessageSid": delivery.sid,
        "MessageStatus": status,
        "SmsSid": delivery.sid,
        "SmsStatus": status,
        "To": delivery.form["To"],
    }
    params |= {
        name: delivery.form[name]
        for name in ("From", "MessagingServiceSid")
        if delivery.form.get(name)
    }
    if delivery.channel.kind == WHATSAPP:
        params |= {"ChannelPrefix": "whatsapp", "EventType": status.upper()}
    if status == "undelivered" and delivery.why:
        params["ErrorCode"] = delivery.why
    return params
