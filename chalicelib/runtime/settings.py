"""What the deployment tells the code, read from the environment once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.runtime.environment import Settings


@cache
def settings() -> Settings:
    """The settings of this process."""
    from chalicelib.runtime.environment import read

    return read()
