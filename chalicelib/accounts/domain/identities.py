"""The ways in which somebody can sign in (AUTH-05, AUTH-06)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROVIDERS = {"google": "Google", "facebook": "Facebook", "linkedin": "LinkedIn"}
"""What can be connected, and what the user pool calls it."""

OWN = "password"
"""The way in that needs nobody else."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One way to sign in: a password, or who one is elsewhere."""

    provider: str
    subject: str
    """Who one is there; empty for a password."""

    @property
    def id(self) -> str:
        """By this it is named: nobody connects two of one provider."""
        return self.provider


def identities_of(status: str, attributes: Mapping[str, str]) -> list[Identity]:
    """A pool user's ways to sign in (Amazon Cognito docs: "Linking federated users to an existing
    user profile": the attribute `identities`). Who came through a provider has no password."""
    linked: list[dict[str, Any]] = json.loads(attributes.get("identities", "[]"))
    ours = {name: provider for provider, name in PROVIDERS.items()}
    found = [
        Identity(ours[one["providerName"]], str(one["userId"]))
        for one in linked
        if one.get("providerName") in ours
    ]
    own = [] if status == "EXTERNAL_PROVIDER" else [Identity(OWN, "")]
    return [*own, *found]
