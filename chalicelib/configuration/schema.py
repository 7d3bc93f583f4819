"""Configuration: what a template declares, and the key that proves for whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_pascal

from chalicelib.channels.schema import NewChannel
from chalicelib.configuration.domain import ACCOUNT
from chalicelib.runtime.model import Model


def _never(_: object) -> dict[str, str]:
    raise ValueError("secrets are given by reference: name a secret in CredentialsSecretArn")


class Declaration(NewChannel):
    """The properties of a `Custom::SwitchboardChannel`: what the API takes for a new channel, under
    CloudFormation's names, with the credentials by reference."""

    model_config = ConfigDict(alias_generator=to_pascal)

    service_token: str
    service_timeout: str | None = None
    account_id: Annotated[str, StringConstraints(pattern=ACCOUNT)]
    configuration_key: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    credentials: Annotated[dict[str, str], BeforeValidator(_never)] = {}
    credentials_secret_arn: Annotated[str, StringConstraints(max_length=2048)] | None = None
    credentials_version: str | None = None


class ConfigurationKey(Model):
    """What a stack shows to act for the account."""

    key: str = Field(description="Shown this once; only its hash is kept.")
