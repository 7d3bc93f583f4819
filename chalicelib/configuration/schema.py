"""Configuration: what a template declares, and the key that proves for whom.

A resource's properties are the fields of the API's own model under CloudFormation's names
(`spelling.py`); here is what differs, and what all have in common.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from chalicelib.accounts.domain import (
    LONGEST_EDITING,
    LONGEST_FAREWELL,
    LONGEST_REOPENING,
    LONGEST_SILENCE,
    SHORTEST_SILENCE,
)
from chalicelib.accounts.schema.fields import AfterClose
from chalicelib.accounts.schema.teams import NewTeam
from chalicelib.channels.schema import NewChannel
from chalicelib.configuration.domain import ACCOUNT
from chalicelib.runtime.model import Body, Model, Name

Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern="@")]
Origin = Annotated[str, StringConstraints(max_length=300, pattern=r"^(\*|https?://[^\s/?#]+)$")]


def _by_reference(_: object) -> dict[str, str]:
    raise ValueError("secrets are given by reference: name a secret in CredentialsSecretArn")


def _by_address(_: object) -> list[str]:
    raise ValueError("name people by their addresses, in Members")


class Common(Body):
    """What every resource has: who does it, and for whom."""

    service_token: str
    service_timeout: str | None = None
    account_id: Annotated[str, StringConstraints(pattern=ACCOUNT)]
    configuration_key: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Channel(NewChannel):
    """`Custom::SwitchboardChannel`: a new channel, with its credentials by reference."""

    credentials: Annotated[dict[str, str], BeforeValidator(_by_reference)] = {}
    credentials_secret_arn: Annotated[str, StringConstraints(max_length=2048)] | None = None
    credentials_version: str | None = None


class Team(NewTeam):
    """`Custom::SwitchboardTeam`: a new team, with its members by their addresses."""

    member_ids: Annotated[list[str], BeforeValidator(_by_address)] = []
    members: list[Email] = Field([], max_length=90)


class Widget(Body):
    """`Custom::SwitchboardWidget`: a website chat, with its settings as properties."""

    name: Name
    team_id: str | None = None
    allowed_origins: list[Origin] = Field(min_length=1, max_length=50)
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = None
    greeting: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    after_close: AfterClose | None = None
    reopen_hours: int | None = Field(None, ge=1, le=LONGEST_REOPENING)
    auto_close_minutes: int | None = Field(None, ge=SHORTEST_SILENCE, le=LONGEST_SILENCE)
    auto_close_message: (
        Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_FAREWELL, pattern=r"\S")]
        | None
    ) = None
    edit_minutes: int | None = Field(None, ge=0, le=LONGEST_EDITING)
    needs_disposition: bool | None = None

    def settings(self) -> dict[str, Any]:
        """As channels keep them: only what is declared."""
        return self.model_dump(exclude={"name", "team_id"}, exclude_none=True)


class ConfigurationKey(Model):
    """What a stack shows to act for the account."""

    key: str = Field(description="Shown this once; only its hash is kept.")
