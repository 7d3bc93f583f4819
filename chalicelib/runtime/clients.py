"""AWS clients, built on first use and kept for the life of the process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from boto3.session import Session
    from botocore.config import Config
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from mypy_boto3_bedrock_runtime import BedrockRuntimeClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_translate import TranslateClient


@cache
def _session() -> Session:
    import boto3.session

    return boto3.session.Session(region_name=settings().aws_region)


@cache
def _config() -> Config:
    """Calls give up well inside any function's timeout and are tried three times."""
    from botocore.config import Config

    return Config(
        connect_timeout=2,
        read_timeout=8,
        retries={"mode": "standard", "max_attempts": 3},
        max_pool_connections=50,
        parameter_validation=False,  # costs time at every call and tells what the service tells too
    )


@cache
def sqs() -> SQSClient:
    """Queues."""
    return _session().client("sqs", config=_config())


@cache
def events() -> EventBridgeClient:
    """The bus."""
    return _session().client("events", config=_config())


@cache
def scheduler() -> EventBridgeSchedulerClient:
    """One-time schedules, for timers."""
    return _session().client("scheduler", config=_config())


@cache
def s3() -> S3Client:
    """Objects: models and attachments."""
    return _session().client("s3", config=_config())


@cache
def storage() -> S3Client:
    """Signs addresses that browsers use: the region's own host, or the one of the settings. The
    global host, boto3's default here, redirects elsewhere, which a signed form does not survive."""
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path" if settings().storage_url else "virtual"},
    )
    return _session().client("s3", config=config, endpoint_url=settings().storage_url or None)


@cache
def cognito() -> CognitoIdentityProviderClient:
    """Users' passwords and tokens."""
    return _session().client("cognito-idp", config=_config())


@cache
def secrets() -> SecretsManagerClient:
    """Writing secrets; reading goes through `secrets.py` and its cache."""
    return _session().client("secretsmanager", config=_config())


@cache
def ses() -> SESV2Client:
    """Outgoing system mail."""
    return _session().client("sesv2", config=_config())


@cache
def functions() -> LambdaClient:
    """Our own functions that are asked, and asked once: somebody waits for who asks, too."""
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=22, retries={"total_max_attempts": 1})
    return _session().client("lambda", config=config)


@cache
def bedrock() -> BedrockRuntimeClient:
    """Text models, here or where the settings say."""
    from botocore.config import Config

    config = Config(connect_timeout=2, read_timeout=12, retries={"total_max_attempts": 1})
    return _session().client("bedrock-runtime", config=config, endpoint_url=_instead("bedrock"))


@cache
def translate() -> TranslateClient:
    """Translations, here or where the settings say."""
    return _session().client("translate", config=_config(), endpoint_url=_instead("translate"))


def _instead(provider: str) -> str | None:
    return settings().provider_base_urls.get(provider)


@cache
def sockets() -> ApiGatewayManagementApiClient:
    """Posts to open sockets."""
    return _session().client(
        "apigatewaymanagementapi", config=_config(), endpoint_url=settings().websocket_endpoint
    )
