"""A website chat: a channel of one kind, whose settings are properties of the template."""

from __future__ import annotations

from chalicelib.accounts import service as accounts
from chalicelib.channels import service as channels
from chalicelib.configuration.resources.base import Act, Resource, refuse
from chalicelib.configuration.resources.channels import unknown_team
from chalicelib.configuration.schema import Widget

KIND = "webchat"
SETTINGS = frozenset(Widget.model_fields) - {"name", "team_id"}


class WidgetResource(Resource[Widget]):
    """`Custom::SwitchboardWidget`."""

    kind = "Custom::SwitchboardWidget"
    prefix = "chn"
    noun = "channel"
    model = Widget

    def deed(self, request_type: str) -> str:
        """A new channel is connected."""
        return "channel.connected" if request_type == "Create" else super().deed(request_type)

    def managed_by(self, act: Act) -> str | None:
        """The stack that made it."""
        return channels.get(act.account_id, act.id).managed_by

    def settle(self, act: Act, declared: Widget) -> dict[str, str]:
        """Make it; or change it, and take off what is declared no longer."""
        refuse(unknown_team(act, declared.team_id))
        team_id = declared.team_id or accounts.everyone_team_id(act.account_id)
        wanted = declared.settings()
        if self.exists(act):
            fields = {"name": declared.name, "team_id": team_id, "settings": wanted}
            channels.change(
                act.caller,
                act.id,
                fields,
                None,
                act.at,
                stack=act.stack,
                without=SETTINGS - wanted.keys(),
            )
        else:
            channels.connect(
                act.caller,
                KIND,
                declared.name,
                team_id,
                None,
                wanted,
                {},
                act.at,
                channel_id=act.id,
                stack=act.stack,
            )
        return {}

    def delete(self, act: Act) -> None:
        """Take it off the website: its script finds no widget any more."""
        channels.disconnect(act.caller, act.id, stack=act.stack)
