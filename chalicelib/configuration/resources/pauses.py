"""A pause reason: why an agent can be away."""

from __future__ import annotations

from chalicelib.availability import service as availability
from chalicelib.availability.schema import NewReason
from chalicelib.configuration.resources.base import Act, Resource
from chalicelib.runtime.errors import NotFound


class PauseReasonResource(Resource[NewReason]):
    """`Custom::SwitchboardPauseReason`."""

    kind = "Custom::SwitchboardPauseReason"
    prefix = "psr"
    noun = "pause_reason"
    model = NewReason

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        known = availability.reasons(act.account_id)
        found = next((one for one in known if one.id == act.id), None)
        if found is None:
            raise NotFound("there is no such reason")
        return found.managed_by

    def settle(self, act: Act, declared: NewReason) -> dict[str, str]:
        """Make it, or change it; pauses that were made stay as they were."""
        name, paid = declared.name, declared.paid
        if self.exists(act):
            availability.change_reason(act.caller, act.id, name, paid, act.stack)
        else:
            availability.create_reason(act.caller, name, paid, act.stack, act.id)
        return {}

    def delete(self, act: Act) -> None:
        """Remove it; who is away for it stays so."""
        availability.delete_reason(act.caller, act.id, act.stack)
