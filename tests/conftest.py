"""Fixtures for every suite: an AWS in memory (moto), made from our template once per module.

Tests of a module share it and keep apart by accounts of their own (builders.a_company).
"""

import os
from collections.abc import Iterator

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_SESSION_TOKEN": "test",
        "AWS_DEFAULT_REGION": "eu-north-1",
        "AWS_REGION": "eu-north-1",
        "POWERTOOLS_DEV": "0",
        "POWERTOOLS_LOG_LEVEL": "CRITICAL",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "PUBLIC_URL": "https://api.example.com/api",
        "WEBSOCKET_URL": "wss://live.example.com/api",
        "WEBSOCKET_ENDPOINT": "https://live.example.com/api",
        "CONSOLE_URL": "https://console.example.com/",
        "MAIL_FROM": "hello@switchboard.example",
        "TOKEN_SECRET": "switchboard/dev/visitor-tokens",
        "BUCKET": "data",
        "EVENT_BUS": "switchboard",
        "TIMERS_GROUP": "switchboard-dev",
        "TIMERS_QUEUE_ARN": "arn:aws:sqs:eu-north-1:123456789012:timers",
        "TIMERS_DEAD_LETTERS_ARN": "arn:aws:sqs:eu-north-1:123456789012:timers-dead",
        "TIMERS_ROLE_ARN": "arn:aws:iam::123456789012:role/timers",
        "PROVIDER_BASE_URLS": '{"twilio": "https://twilio.example.com"}',
        # the workers of pytest share the cores: threads that wait for one another burn them
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
)
os.environ.pop("AWS_ENDPOINT_URL", None)

import pytest
from moto import mock_aws

from tests import quick_moto
from tests.aws import Aws, build
from tests.builders import Company, a_company

quick_moto.install()


@pytest.fixture(scope="module")
def aws() -> Iterator[Aws]:
    """Tables, queues, pool, bucket and secrets as the template declares them, all empty."""
    with mock_aws():
        yield build()


@pytest.fixture
def company(aws: Aws) -> Company:
    """An account that no other test knows, and empty queues."""
    aws.empty()
    return a_company()
