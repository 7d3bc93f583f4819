"""Dispositions in DynamoDB: one shelf of an account."""

from __future__ import annotations

from chalicelib.dispositions.domain import MOST, Disposition, data, of
from chalicelib.runtime.shelf import Shelf

shelf: Shelf[Disposition] = Shelf("dispositions", "disposition", of, data, MOST)
