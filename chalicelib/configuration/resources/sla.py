"""A service level: what is promised to customers."""

from __future__ import annotations

from chalicelib.configuration.resources.base import Act, Resource, refuse, users_by_address
from chalicelib.sla import service as sla
from chalicelib.sla.schema import NewSlaPolicy, SlaPolicyChange


class SlaResource(Resource[NewSlaPolicy]):
    """`Custom::SwitchboardSlaPolicy`."""

    kind = "Custom::SwitchboardSlaPolicy"
    prefix = "sla"
    noun = "sla"
    model = NewSlaPolicy

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        return sla.get(act.account_id, act.id).managed_by

    def settle(self, act: Act, declared: NewSlaPolicy) -> dict[str, str]:
        """Make it, or change it. People who shall be told are named by their addresses."""
        notify = _told(act, declared.notify)
        named = declared.model_copy(update={"notify": notify})
        if self.exists(act):
            fields = SlaPolicyChange.model_validate(named.model_dump()).fields()
            sla.change(act.caller, act.id, fields, act.stack)
        else:
            sla.create(act.caller, named.policy(), act.id, act.stack)
        return {}

    def delete(self, act: Act) -> None:
        """Remove it; Refused while a team names it."""
        sla.delete(act.caller, act.id, act.stack)


def _told(act: Act, notify: list[str]) -> list[str]:
    """Who is told, with users' ids for their addresses."""
    ids, problems = users_by_address(act.account_id, "Notify", notify)
    refuse(problems)
    return [ids.get(who, who) for who in notify]
