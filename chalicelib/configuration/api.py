"""The key by which a stack acts for an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import ADMINS, endpoint
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.configuration import schema, service
else:
    service = lazy("chalicelib.configuration.service")
    schema = lazy("chalicelib.configuration.schema")

bp = Blueprint(__name__)


@bp.route("/v1/account/configuration-key", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, keep=False, needs=ADMINS, audit="settings.key_renewed")
def renew_configuration_key() -> schema.ConfigurationKey:
    """Make a new configuration key for stacks that declare parts of the account; it is shown this
    once. The key before it stays good until the next renewal."""
    return schema.ConfigurationKey(key=service.renew_key(caller(bp), now()))
