"""The function that knows the public holidays of the world. It is asked, keeps nothing and changes
nothing: asked again it answers the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint

from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.hours import observing
else:
    observing = lazy("chalicelib.hours.observing")

bp = Blueprint(__name__)


@bp.lambda_function(name="observe")
def observe(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Public holidays of `country`, or of its `subdivision`, in `years`."""
    return observing.answer(event["country"], event.get("subdivision"), event["years"])
