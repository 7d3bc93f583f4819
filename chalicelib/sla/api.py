"""Service levels over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.runtime import paging, shelf
    from chalicelib.sla import schema
    from chalicelib.sla.domain.policy import Policy
    from chalicelib.sla.service import settling
else:
    settling = lazy("chalicelib.sla.service.settling")
    schema = lazy("chalicelib.sla.schema")
    paging = lazy("chalicelib.runtime.paging")
    shelf = lazy("chalicelib.runtime.shelf")

bp = Blueprint(__name__)


@bp.route("/v1/sla-policies", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_sla_policies(query: paging.PageQuery) -> paging.Page[schema.SlaPolicyView]:
    """Every service level of the account."""
    return paging.Page(items=[_view(one) for one in settling.list_of(caller(bp))])


@bp.route("/v1/sla-policies", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.TEAMS, audit="sla.created")
def create_sla_policy(body: schema.NewSlaPolicy) -> schema.SlaPolicyView:
    """Define a service level."""
    return _view(settling.create(caller(bp), body.policy()))


@bp.route("/v1/sla-policies/{policy_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_sla_policy(policy_id: str) -> schema.SlaPolicyView:
    """One service level."""
    return _view(settling.get(caller(bp).account_id, policy_id))


@bp.route("/v1/sla-policies/{policy_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.TEAMS, audit="sla.updated")
def change_sla_policy(policy_id: str, body: schema.SlaPolicyChange) -> schema.SlaPolicyView:
    """Change a service level; what was promised before keeps its time."""
    return _view(settling.change(caller(bp), policy_id, body.fields()))


@bp.route("/v1/sla-policies/{policy_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.TEAMS, audit="sla.deleted")
def delete_sla_policy(policy_id: str) -> None:
    """Remove a service level that no team uses."""
    settling.delete(caller(bp), policy_id)


@bp.route("/v1/contacts/{contact_id}/sla", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_sla_of_contact(contact_id: str, query: schema.OfCustomerQuery) -> schema.CustomersSla:
    """What is promised to a customer, and where that is settled (CRM-21)."""
    applied = settling.of_customer(caller(bp), contact_id, query.team_id)
    policy = _view(applied.policy) if applied.policy else None
    return schema.CustomersSla(policy=policy, set_by=applied.by)


def _view(one: Policy) -> schema.SlaPolicyView:
    return schema.SlaPolicyView(
        id=one.id,
        name=one.name,
        first_minutes=one.first_minutes,
        next_minutes=one.next_minutes,
        resolve_minutes=one.resolve_minutes,
        business_hours=one.business_hours,
        hours_id=one.hours_id,
        warn_percent=one.warn_percent,
        notify=list(one.notify),
        ai_counts=one.ai_counts,
        default=one.default,
        managed_by=shelf.stack_name(one.managed_by),
    )
