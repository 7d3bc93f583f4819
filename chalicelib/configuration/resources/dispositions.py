"""A disposition: a way in which conversations end."""

from __future__ import annotations

from chalicelib.configuration.resources.base import Act, Resource
from chalicelib.dispositions import service as dispositions
from chalicelib.dispositions.schema import DispositionChange, NewDisposition
from chalicelib.runtime.errors import NotFound


class DispositionResource(Resource[NewDisposition]):
    """`Custom::SwitchboardDisposition`."""

    kind = "Custom::SwitchboardDisposition"
    prefix = "dsp"
    noun = "disposition"
    model = NewDisposition

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        known = dispositions.list_of(act.caller)
        found = next((one for one in known if one.id == act.id), None)
        if found is None:
            raise NotFound("there is no such disposition")
        return found.managed_by

    def settle(self, act: Act, declared: NewDisposition) -> dict[str, str]:
        """Make it, or change it."""
        if self.exists(act):
            fields = DispositionChange.model_validate(declared.model_dump()).fields()
            dispositions.change(act.caller, act.id, fields, act.stack)
        else:
            dispositions.create(act.caller, declared.name, declared.teams(), act.id, act.stack)
        return {}

    def delete(self, act: Act) -> None:
        """Remove it; what ended with it keeps its name."""
        dispositions.delete(act.caller, act.id, act.stack)
