"""What a template can declare: one module for each kind of resource."""

from __future__ import annotations

from typing import Any

from chalicelib.configuration.resources.base import Act, Resource
from chalicelib.configuration.resources.channels import ChannelResource
from chalicelib.configuration.resources.dispositions import DispositionResource
from chalicelib.configuration.resources.hours import HoursResource
from chalicelib.configuration.resources.pauses import PauseReasonResource
from chalicelib.configuration.resources.routing import RoutingResource
from chalicelib.configuration.resources.sla import SlaResource
from chalicelib.configuration.resources.teams import TeamResource
from chalicelib.configuration.resources.widgets import WidgetResource

ALL: tuple[Resource[Any], ...] = (
    ChannelResource(),
    WidgetResource(),
    TeamResource(),
    HoursResource(),
    SlaResource(),
    RoutingResource(),
    DispositionResource(),
    PauseReasonResource(),
)
RESOURCES = {one.kind: one for one in ALL}
"""By the type that a template names."""

__all__ = ["ALL", "RESOURCES", "Act", "Resource"]
