"""Which doors keep what is done through them."""

import pytest

import app
from chalicelib.runtime.endpoint import OPERATIONS

KEPT = {
    "channel.connected", "channel.deleted", "channel.updated",
    "conversation.deleted", "conversation.exported",
    "disposition.created", "disposition.deleted", "disposition.updated",
    "hours.created", "hours.deleted", "hours.updated",
    "identity.connected", "identity.removed",
    "invitation.created", "invitation.resent", "invitation.revoked",
    "role.created", "role.deleted", "role.updated",
    "session.ended", "settings.key_renewed", "settings.updated",
    "sla.created", "sla.deleted", "sla.updated",
    "team.created", "team.deleted", "team.updated",
    "user.created", "user.deactivated", "user.password_changed", "user.reactivated", "user.updated",
}  # fmt: skip


@pytest.mark.feature("AUTH-21")
def test_roles_people_settings_and_deletions_are_kept():
    views = [view for methods in app.app.routes.values() for view in methods.values()]
    kept = {
        operation.audit
        for route in views
        if (operation := OPERATIONS.get(route.view_function)) and operation.audit
    }

    assert kept >= KEPT


@pytest.mark.feature("AUTH-21")
def test_what_is_kept_needs_somebody_who_is_known():
    for route in (one for methods in app.app.routes.values() for one in methods.values()):
        operation = OPERATIONS.get(route.view_function)
        if operation and operation.audit:
            assert route.authorizer is not None, operation.view.__qualname__
