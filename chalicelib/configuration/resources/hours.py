"""Office hours: a calendar that teams and service levels name."""

from __future__ import annotations

from chalicelib.configuration.resources.base import Act, Resource
from chalicelib.hours import service as hours
from chalicelib.hours.schema import NewOfficeHours, settled
from chalicelib.runtime.errors import SwitchboardError


class HoursResource(Resource[NewOfficeHours]):
    """`Custom::SwitchboardOfficeHours`."""

    kind = "Custom::SwitchboardOfficeHours"
    prefix = "hrs"
    noun = "hours"
    model = NewOfficeHours

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        return hours.get(act.account_id, act.id).managed_by

    def settle(self, act: Act, declared: NewOfficeHours) -> dict[str, str]:
        """Make it, or change it; where it is the default no longer, another is."""
        if not self.exists(act):
            hours.create(act.caller, declared.office_hours(), act.at, act.id, act.stack)
            return {}
        handed = not declared.default and _hand_over(act)
        fields = settled(declared.model_dump())
        try:
            hours.change(act.caller, act.id, fields, act.at, act.stack)
        except SwitchboardError:
            _take_back(act, handed)
            raise
        return {}

    def delete(self, act: Act) -> None:
        """Remove it; where it was the default, another is. Refused while a team or a service level
        names it."""
        handed = _hand_over(act)
        try:
            hours.delete(act.caller, act.id, act.stack)
        except SwitchboardError:
            _take_back(act, handed)
            raise


def _hand_over(act: Act) -> bool:
    """Make another calendar the default, one made by hand if there is any; whether that was to be
    done. An account always has a default, and a stack that goes must not keep it."""
    known = hours.list_of(act.caller)
    if not any(one.default for one in known if one.id == act.id):
        return False
    others = sorted(
        (one for one in known if one.id != act.id), key=lambda one: bool(one.managed_by)
    )
    if not others:
        return False
    heir = others[0]
    hours.change(act.caller, heir.id, {"default": True}, act.at, heir.managed_by)
    return True


def _take_back(act: Act, handed: bool) -> None:
    if handed:
        hours.change(act.caller, act.id, {"default": True}, act.at, act.stack)
