"""Macros over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint, given
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.macros import running, schema, service
    from chalicelib.macros.domain import Macro
    from chalicelib.templates import domain as templates
else:
    service = lazy("chalicelib.macros.service")
    running = lazy("chalicelib.macros.running")
    schema = lazy("chalicelib.macros.schema")
    templates = lazy("chalicelib.templates.domain")

bp = Blueprint(__name__)

MACRO = "/v1/macros/{macro_id}"


@bp.route("/v1/macros", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_macros() -> schema.Macros:
    """The macros that the caller may run, by name."""
    return schema.Macros(items=[_view(macro) for macro in service.usable(caller(bp))])


@bp.route("/v1/macros", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=SIGNED_IN)
def create_macro(body: schema.NewMacro) -> schema.MacroView:
    """Keep steps under a name. 400 names the step that could never be done."""
    sharing = templates.shared(body.visibility, body.team_id)
    actions = [action.model_dump() for action in body.actions]
    return _view(service.create(caller(bp), body.name, sharing, actions, now()))


@bp.route(MACRO, methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_macro(macro_id: str) -> schema.MacroView:
    """A macro that the caller may run."""
    return _view(service.get(caller(bp), macro_id))


@bp.route(MACRO, methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def change_macro(macro_id: str, body: schema.MacroChange) -> schema.MacroView:
    """Change a macro. Its author or an admin."""
    fields = {
        name: value for name, value in given(body).items() if value is not None or name == "team_id"
    }
    if body.actions is not None:
        fields["actions"] = [action.model_dump() for action in body.actions]
    return _view(service.change(caller(bp), macro_id, fields, now()))


@bp.route(MACRO, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=SIGNED_IN)
def delete_macro(macro_id: str) -> None:
    """Remove a macro. Its author or an admin."""
    service.delete(caller(bp), macro_id)


@bp.route(
    "/v1/conversations/{conversation_id}/macros/{macro_id}", methods=["POST"], authorizer=authorize
)
@endpoint(bp, needs=SIGNED_IN)
def run_macro(conversation_id: str, macro_id: str, body: schema.Running) -> schema.OutcomeView:
    """Run a macro on a conversation (KB-12). 422, and nothing done, when its answer could not be
    sent; else each step's own result."""
    outcome = running.run(caller(bp), conversation_id, macro_id, body.client_id, arrived(bp))
    return schema.OutcomeView.model_validate(
        {
            "done": outcome.done,
            "failed": [
                {"action": one.action, "code": one.code, "detail": one.detail}
                for one in outcome.failed
            ],
        }
    )


def _view(macro: Macro) -> schema.MacroView:
    return schema.MacroView.model_validate(
        {
            "id": macro.id,
            "name": macro.name,
            "visibility": macro.sharing.visibility,
            "team_id": macro.sharing.team_id,
            "actions": macro.actions,
            "creator": {"id": macro.creator_id, "name": macro.creator_name},
            "updated_at": iso(macro.updated_at),
        }
    )
