"""Amazon Translate's TranslateText (docs: API reference), as far as we call it.

Not a translator: sentences of its small dictionary come out right, everything else comes back as it
was with a mark such as "[de→en]" in front, so that nobody takes it for a translation.
"""

from typing import Any

import httpx2

from local.simulator.channels import Channel
from local.simulator.message import BadRequest
from local.simulator.translate.api import NAME, routes
from local.simulator.world import World

KINDS = ()


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Nobody writes over it."""
    raise BadRequest("A translation service has no customers.")


__all__ = ["KINDS", "NAME", "inbound", "routes"]
