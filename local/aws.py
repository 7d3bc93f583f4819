"""Clients of the emulated AWS account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from boto3.session import Session
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_apigateway import APIGatewayClient
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client

REGION: Final = "eu-west-1"
# The emulator is started with these keys as its administrator, which tools for it expect.
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
CONFIG = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2}, read_timeout=300)


@dataclass(frozen=True)
class Account:
    """The account behind the emulator's address, whatever AWS profile the shell has."""

    endpoint: str

    @property
    def session(self) -> Session:
        return Session(
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=REGION,
        )

    @property
    def apigateway(self) -> APIGatewayClient:
        return self.session.client("apigateway", endpoint_url=self.endpoint, config=CONFIG)

    @property
    def functions(self) -> LambdaClient:
        return self.session.client("lambda", endpoint_url=self.endpoint, config=CONFIG)

    @property
    def s3(self) -> S3Client:
        return self.session.client("s3", endpoint_url=self.endpoint, config=CONFIG)

    @property
    def mail(self) -> SESV2Client:
        return self.session.client("sesv2", endpoint_url=self.endpoint, config=CONFIG)

    @property
    def cloudformation(self) -> CloudFormationClient:
        return self.session.client("cloudformation", endpoint_url=self.endpoint, config=CONFIG)
