"""The mail bucket and the mail queue of the deployed stack, and what is put into them."""

import asyncio
import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from local.aws import CONFIG, Account
from local.deploy import outputs

FOLDER = "in/"
"""Where SES's rule puts mails, as infra/mail.yaml says."""


@dataclass
class MailAccount:
    """The emulated account, as far as mail goes. What it is asked for is known after the first
    time; boto3 waits for its answers, so each call has a thread of its own."""

    aws: str
    _known: dict[str, str] = field(default_factory=dict)

    async def receive(self, mail: bytes, notification: dict[str, Any], message_id: str) -> None:
        """Put a mail where SES puts it, and tell the queue."""
        await asyncio.to_thread(self._store, mail, f"{FOLDER}{message_id}")
        await self.tell(notification)

    async def tell(self, notification: dict[str, Any]) -> None:
        """A notification in the mail queue, as SNS delivers it raw."""
        await asyncio.to_thread(self._send, json.dumps(notification))

    async def bucket(self) -> str:
        return (await asyncio.to_thread(self._outputs))["MailBucketName"]

    def _store(self, mail: bytes, key: str) -> None:
        bucket = self._outputs()["MailBucketName"]
        Account(self.aws).s3.put_object(Bucket=bucket, Key=key, Body=mail)

    def _send(self, body: str) -> None:
        sqs = Account(self.aws).session.client("sqs", endpoint_url=self.aws, config=CONFIG)
        sqs.send_message(QueueUrl=self._outputs()["MailQueueUrl"], MessageBody=body)

    def _outputs(self) -> dict[str, str]:
        if "MailQueueUrl" not in self._known:
            self._known.update(outputs(Account(self.aws)))
        return self._known


@cache
def account_of(aws: str) -> MailAccount:
    """The emulated account at an address."""
    return MailAccount(aws)
