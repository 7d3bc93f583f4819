"""The template's resources, made in moto: what the tests run on is what is deployed."""

import os
from collections import Counter
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.session

from chalicelib.channels import service as channels
from chalicelib.runtime import clients, once, settings, tokens
from infra.build import template

TABLES = ("Accounts", "Contacts", "Conversations", "Connections", "Knowledge", "Notifications")


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
        """What waits in a queue; taking it hides it."""
        answer = self.sqs.receive_message(
            QueueUrl=self.queues[queue],
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            AttributeNames=["All"],
        )
        found: list[dict[str, Any]] = answer.get("Messages", [])
        return found


def build() -> Aws:
    """Make everything, and forget what an earlier test's process had cached."""
    resources = template()["Resources"]
    dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
    for name in (*TABLES, "Idempotency"):
        properties = resources[f"{name}Table"]["Properties"]
        made = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
        dynamodb.create_table(
            TableName=name.lower(), **{key: properties[key] for key in made if key in properties}
        )
    queues = {}
    for name in ("inbound", "outbound", "training"):
        fifo = name != "training"
        queues[name] = sqs.create_queue(
            QueueName=f"{name}.fifo" if fifo else name,
            Attributes={"FifoQueue": "true"} if fifo else {},
        )["QueueUrl"]
        os.environ[f"{name.upper()}_QUEUE_URL"] = queues[name]
    boto3.client("events").create_event_bus(Name="switchboard")
    boto3.client("s3").create_bucket(
        Bucket="data", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"}
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


def _identity() -> None:
    boto3.client("sesv2").create_email_identity(EmailIdentity=os.environ["MAIL_FROM"])


def forget() -> None:
    """Drop what processes keep between invocations: clients, settings, channels, secrets."""
    from aws_lambda_powertools.utilities.parameters.base import clear_caches

    for cached in (*vars(clients).values(), *vars(once).values(), settings.settings):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    channels._known.clear()
    clear_caches()
    assert tokens.LIFETIME


class Calls(Counter[str]):
    """Counts AWS calls by operation, by a hook on botocore, while it is entered.

    Capacity is counted from what DynamoDB answers when asked for consumed capacity, which PynamoDB
    always does.
    """

    def __enter__(self) -> "Calls":
        self._patched = botocore.client.BaseClient._make_api_call
        calls = self

        def counted(client: Any, operation: str, parameters: Any) -> Any:
            calls[operation] += 1
            return calls._patched(client, operation, parameters)

        botocore.client.BaseClient._make_api_call = counted  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        botocore.client.BaseClient._make_api_call = self._patched  # type: ignore[method-assign]
