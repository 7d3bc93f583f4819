"""Service levels in DynamoDB: one shelf of an account."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.runtime.shelf import Shelf
from chalicelib.sla.domain.policy import MOST, Policy, data, of


def _beside(other: Policy, changed: Policy) -> Policy:
    """One policy at most is the default."""
    return replace(other, default=False) if changed.default else other


shelf = Shelf("sla", "service level", of, data, MOST, beside=_beside)
