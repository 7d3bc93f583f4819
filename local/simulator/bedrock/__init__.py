"""Amazon Bedrock's Converse (docs: API reference, Converse), as far as we call it.

Not a model: it picks the sentence of the given passages that has most of the question's words, the
same for the same request, and says in `additionalModelResponseFields` that it is a simulator.
"""

from typing import Any

import httpx2

from local.simulator.bedrock.api import NAME, routes
from local.simulator.channels import Channel
from local.simulator.message import BadRequest
from local.simulator.world import World

KINDS = ()


async def inbound(world: World, channel: Channel, message: dict[str, Any]) -> httpx2.Response:
    """Nobody writes over it."""
    raise BadRequest("A text model has no customers.")


__all__ = ["KINDS", "NAME", "inbound", "routes"]
