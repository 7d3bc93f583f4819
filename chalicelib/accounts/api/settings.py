"""The account's settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema, service
    from chalicelib.accounts.domain import Caller, Policy
    from chalicelib.runtime import shelf
    from chalicelib.translation.service import translating
else:
    service = lazy("chalicelib.accounts.service")
    schema = lazy("chalicelib.accounts.schema")
    shelf = lazy("chalicelib.runtime.shelf")
    translating = lazy("chalicelib.translation.service.translating")


@bp.route("/v1/settings", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.SETTINGS)
def get_settings() -> schema.Settings:
    """How the account's conversations end, come back and are corrected."""
    return _settings(caller(bp))


@bp.route("/v1/settings", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.SETTINGS, audit="settings.updated")
def change_settings(body: schema.SettingsChange) -> schema.Settings:
    """Settle how conversations end, come back and are corrected."""
    who = caller(bp)
    fields = body.model_dump(exclude_unset=True)
    if fields.pop("sign_up", None):
        service.settle_admission(who, body.sign_up.mode, body.sign_up.emails)
    service.update_policy(who, fields)
    return _settings(who)


@bp.route("/v1/policy", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_policy() -> schema.Rules:
    """What every agent must know of the settings, to work with conversations."""
    return schema.Rules.model_validate(_settled(service.policy(caller(bp).account_id)))


def _settings(who: Caller) -> schema.Settings:
    settled = _settled(service.policy(who.account_id))
    admission = service.admission(who)
    settled["sign_up"] = (
        {"mode": admission.mode, "emails": list(admission.emails)} if admission else None
    )
    return schema.Settings.model_validate(settled)


def _settled(policy: Policy) -> dict[str, Any]:
    settled = asdict(policy)
    settled["translation"]["provider"] = translating.provider()
    settled["workload"]["managed_by"] = shelf.stack_name(policy.workload.managed_by)
    return settled
