"""The template's resources, made in moto: what the tests run on is what is deployed."""

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import boto3
import botocore.session
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends

from chalicelib.accounts.service import policies
from chalicelib.ai_agent.service import settled
from chalicelib.channels.service import health, reading
from chalicelib.generation import service as generation
from chalicelib.runtime import clients, invoke, once, secrets, settings
from infra import build as infra

TABLES = (
    "Accounts",
    "Contacts",
    "Conversations",
    "Connections",
    "Knowledge",
    "Notifications",
    "Search",
)


@dataclass
class Aws:
    """Handles on what was made."""

    dynamodb: Any
    sqs: Any
    queues: dict[str, str]

    def items(self, table: str) -> list[dict[str, Any]]:
        """Every item of a table (a scan, in tests only)."""
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=table)
        return [item for page in pages for item in page["Items"]]

    def messages(self, queue: str) -> list[dict[str, Any]]:
        """What waits in a queue, taken out of it."""
        url, taken = self.queues[queue], []
        while found := self.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            AttributeNames=["All"],
        ).get("Messages"):
            for message in found:
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            taken += found
        return taken

    def empty(self) -> None:
        """Take out of every queue what waits there; most are empty, which needs no call."""
        made = sqs_backends[DEFAULT_ACCOUNT_ID][self.sqs.meta.region_name].queues
        for name, url in self.queues.items():
            if made[url.rpartition("/")[2]].messages:
                self.messages(name)


def build() -> Aws:
    """Make everything, and forget what an earlier test's process had cached."""
    boto3.DEFAULT_SESSION = clients._session()
    resources = _template()["Resources"]
    dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
    for name in (*TABLES, "Idempotency"):
        properties = resources[f"{name}Table"]["Properties"]
        made = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
        dynamodb.create_table(
            TableName=name.lower(), **{key: properties[key] for key in made if key in properties}
        )
    queues = {}
    for name in ("inbound", "outbound", "routing", "training", "gathering", "search", "timers"):
        fifo = name in ("inbound", "outbound", "routing")
        queues[name] = sqs.create_queue(
            QueueName=f"{name}.fifo" if fifo else name,
            Attributes={"FifoQueue": "true"} if fifo else {},
        )["QueueUrl"]
        os.environ[f"{name.upper()}_QUEUE_URL"] = queues[name]
    os.environ |= {f"{name.upper()}_FUNCTION": name for name in ("ask", "analyze", "observe")}
    boto3.client("events").create_event_bus(Name="switchboard")
    boto3.client("scheduler").create_schedule_group(Name=os.environ["TIMERS_GROUP"])
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    s3.put_bucket_versioning(
        Bucket="data",
        VersioningConfiguration=resources["DataBucket"]["Properties"]["VersioningConfiguration"],
    )
    boto3.client("secretsmanager").create_secret(
        Name="switchboard/dev/visitor-tokens", SecretString="a" * 64
    )
    pool = resources["UserPool"]["Properties"]
    cognito = boto3.client("cognito-idp")
    made_pool = cognito.create_user_pool(
        PoolName="switchboard", Policies=pool["Policies"], AutoVerifiedAttributes=["email"]
    )
    os.environ["USER_POOL_ID"] = made_pool["UserPool"]["Id"]
    os.environ["USER_POOL_CLIENT_ID"] = cognito.create_user_pool_client(
        UserPoolId=made_pool["UserPool"]["Id"],
        ClientName="switchboard",
        ExplicitAuthFlows=resources["UserPoolClient"]["Properties"]["ExplicitAuthFlows"],
    )["UserPoolClient"]["ClientId"]
    _identity()
    forget()
    return Aws(dynamodb, sqs, queues)


_template = cache(infra.template)


class Functions:
    """Stands for Lambda where one of our functions asks another: calls it here."""

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        from chalicelib.hours import worker as hours
        from chalicelib.insights import worker as insights
        from chalicelib.suggestions import worker as suggestions

        handlers = {"ask": suggestions.ask, "analyze": insights.analyze, "observe": hours.observe}
        answer = handlers[FunctionName](json.loads(Payload), None)
        return {"Payload": BytesIO(json.dumps(answer).encode())}


def _identity() -> None:
    boto3.client("sesv2").create_email_identity(EmailIdentity=os.environ["MAIL_FROM"])


def forget() -> None:
    """Drop what processes keep between invocations: clients, settings, channels, secrets. Their
    session stays: it has read botocore's long descriptions of the services."""
    from aws_lambda_powertools.utilities.parameters import base

    clear: Callable[[], None] = base.clear_caches
    for cached in (*vars(clients).values(), *vars(once).values(), settings.settings):
        if hasattr(cached, "cache_clear") and cached is not clients._session:
            cached.cache_clear()
    reading._known.clear()
    health._noted.clear()
    secrets._renewed.clear()
    policies._policies.clear()
    settled._known.clear()
    generation._failed.clear()
    vars(invoke)["functions"] = Functions
    clear()


CLIENT: Any = botocore.client.BaseClient
"""Every call of every client goes through its `_make_api_call`."""


class Calls(Counter[str]):
    """Counts AWS calls by operation, by a hook on botocore, while it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, dict[str, Any]]] = []
        """Operations with their parameters, in order."""
        self.answers: list[dict[str, Any]] = []

    def transactions(self) -> list[list[dict[str, Any]]]:
        """The items of each transaction."""
        return [given["TransactItems"] for name, given in self.sent if name == "TransactWriteItems"]

    def read_units(self) -> float:
        """What DynamoDB would charge for the queries and reads: half a unit for each begun 4 kB
        that a call looked at, the whole if consistent (moto answers a constant instead)."""
        units = 0.0
        for (_, given), answer in zip(self.sent, self.answers, strict=True):
            items = answer.get("Items") or [answer[key] for key in ("Item",) if key in answer]
            size = sum(len(json.dumps(item)) for item in items)
            whole = 1.0 if given.get("ConsistentRead") else 0.5
            units += whole * max(1, -(-size // 4096)) if "TableName" in given else 0
        return units

    def __enter__(self) -> "Calls":
        self._patched = CLIENT._make_api_call
        calls = self

        def counted(client: Any, operation: str, parameters: Any) -> Any:
            calls[operation] += 1
            calls.sent.append((operation, parameters))
            answer: dict[str, Any] = {}
            try:
                answer = calls._patched(client, operation, parameters)
            finally:
                calls.answers.append(answer)
            return answer

        CLIENT._make_api_call = counted
        return self

    def __exit__(self, *_: object) -> None:
        CLIENT._make_api_call = self._patched
