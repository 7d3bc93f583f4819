"""A channel: any kind, with its credentials in a secret that the template names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.accounts import service as accounts
from chalicelib.channels import service as channels
from chalicelib.channels.registry import provider_of
from chalicelib.configuration import domain
from chalicelib.configuration.domain import Problem
from chalicelib.configuration.resources.base import Act, Resource, refuse
from chalicelib.configuration.schema import Channel
from chalicelib.runtime import clients
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.secrets import credentials_name
from chalicelib.runtime.settings import settings

SECRET_ARN = re.compile(r"arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:([\w/+=.@-]+)-\w{6}")


class ChannelResource(Resource[Channel]):
    """`Custom::SwitchboardChannel`; another kind replaces it."""

    kind = "Custom::SwitchboardChannel"
    prefix = "chn"
    noun = "channel"
    model = Channel

    def identity(self, properties: Mapping[str, Any]) -> str:
        """Its kind."""
        return str(properties.get("Kind", ""))

    def given(self, properties: Mapping[str, Any]) -> Mapping[str, Any]:
        """With the settings' types."""
        return domain.declared(properties)

    def lacking(self, properties: Mapping[str, Any]) -> list[Problem]:
        """What the kind needs and the template does not give."""
        known = domain.declared(properties)
        kind = known.get("Kind")
        if not isinstance(kind, str):
            return []
        try:
            return domain.missing(domain.needed(provider_of(kind)), known)
        except Invalid as error:
            return [("Kind", str(error))]

    def deed(self, request_type: str) -> str:
        """A new channel is connected."""
        return "channel.connected" if request_type == "Create" else super().deed(request_type)

    def managed_by(self, act: Act) -> str | None:
        """The stack that connected it."""
        return channels.get(act.account_id, act.id).managed_by

    def settle(self, act: Act, declared: Channel) -> dict[str, str]:
        """Connect it, or change it and prove its credentials anew."""
        credentials = self._referred(act, declared)
        team_id = declared.team_id or accounts.everyone_team_id(act.account_id)
        if self.exists(act):
            fields = {
                "name": declared.name,
                "team_id": team_id,
                "address": declared.address,
                "settings": declared.settings,
            }
            without = domain.dropped_settings(act.before, act.properties)
            channels.change(
                act.caller,
                act.id,
                fields,
                credentials,
                act.at,
                stack=act.stack,
                without=without,
            )
        else:
            _recover(act.account_id, act.id)
            channels.connect(
                act.caller,
                declared.kind,
                declared.name,
                team_id,
                declared.address,
                declared.settings,
                credentials,
                act.at,
                channel_id=act.id,
                stack=act.stack,
            )
        return {"WebhookUrl": channels.hook_url(act.id)}

    def delete(self, act: Act) -> None:
        """Disconnect it."""
        channels.disconnect(act.caller, act.id, stack=act.stack)

    def _referred(self, act: Act, declared: Channel) -> dict[str, str]:
        """The credentials from the named secret. Their values are added to those that no answer
        repeats."""
        problems = unknown_team(act, declared.team_id)
        credentials: dict[str, str] = {}
        provider = provider_of(declared.kind)
        if declared.credentials_secret_arn:
            try:
                credentials = _secret(act.account_id, declared.credentials_secret_arn)
                act.shown.extend(credentials.values())
                problems += domain.lacking(domain.needed(provider), credentials)
            except Invalid as error:
                problems.append(("CredentialsSecretArn", str(error)))
        refuse(problems)
        return domain.whole(provider, credentials)


def unknown_team(act: Act, team_id: str | None) -> list[Problem]:
    """A problem where a channel's team is none of the account's."""
    if team_id is None or accounts.roster(act.account_id).team(team_id):
        return []
    return [("TeamId", "there is no such team")]


def _recover(account_id: str, channel_id: str) -> None:
    """A channel that was declared before has its id again, and its credentials are still to be
    deleted: until they are, nothing can be written in their place."""
    client = clients.secrets()
    try:
        client.restore_secret(SecretId=credentials_name(account_id, channel_id))
    except client.exceptions.ResourceNotFoundException:
        return


def _secret(account_id: str, arn: str) -> dict[str, str]:
    """A secret's JSON object. Its name tells whose it is: this function can read those of every
    account, and gives none to another."""
    place = f"{settings().secrets_prefix}/configuration/{account_id}/"
    name = SECRET_ARN.fullmatch(arn)
    if name is None or not name[1].startswith(place):
        raise Invalid(f"it must be the ARN of a secret whose name begins with {place}")
    try:
        text = clients.secrets().get_secret_value(SecretId=arn).get("SecretString", "")
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise Invalid(f"the secret cannot be read ({code})") from error
    try:
        loaded = json.loads(text)
    except ValueError:
        loaded = None
    if not isinstance(loaded, dict) or not all(isinstance(one, str) for one in loaded.values()):
        raise Invalid("the secret must be a JSON object of texts")
    return loaded
