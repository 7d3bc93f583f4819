"""How much work a rule gives to one agent, in all teams: a setting that an account has once."""

from __future__ import annotations

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schema.settings import WorkloadChange
from chalicelib.configuration.resources.base import Act, Resource


class RoutingResource(Resource[WorkloadChange]):
    """`Custom::SwitchboardRouting`."""

    kind = "Custom::SwitchboardRouting"
    prefix = "rtg"
    noun = "settings"
    model = WorkloadChange

    def deed(self, request_type: str) -> str:
        """A setting is changed, also when it is declared no longer."""
        return "settings.updated"

    def owner(self, act: Act) -> str:
        """Down to the resource: of two in one stack, the second would undo the first, and one that
        is renamed would take back what its new name declares."""
        return f"{act.stack}#{act.logical_id}"

    def managed_by(self, act: Act) -> str | None:
        """The resource that settles it; None: the console does."""
        return accounts.settled(act.account_id).workload.managed_by

    def settle(self, act: Act, declared: WorkloadChange) -> dict[str, str]:
        """Settle it, also what was settled by hand before."""
        fields = {"workload": declared.model_dump()}
        accounts.update_policy(act.caller, fields, self.owner(act))
        return {}

    def delete(self, act: Act) -> None:
        """Settle nothing any more: there is no limit, until somebody settles one."""
        accounts.update_policy(act.caller, {"workload": None}, self.owner(act))
