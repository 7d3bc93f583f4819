"""The function that CloudFormation calls for what a stack declares (`resources`).

It is called without waiting (AWS docs: "Lambda-backed custom resources"), so when the answer cannot
be handed over it raises, and Lambda calls it again; all it did comes out the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint

from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate

if TYPE_CHECKING:
    from chalicelib.configuration import service
else:
    service = lazy("chalicelib.configuration.service")

bp = Blueprint(__name__)


@bp.lambda_function(name="configure")
def configure(event: dict[str, Any], context: Any) -> None:
    """Make, change or remove what one resource declares, and tell CloudFormation."""
    correlate(str(event.get("RequestId", "")))
    service.carry_out(event, now())
