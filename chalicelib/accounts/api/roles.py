"""Roles and what they allow (AUTH-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.api.blueprint import bp
from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.accounts.domain import MEANS
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts import schema
    from chalicelib.accounts.service import roles as service
    from chalicelib.realtime import service as realtime
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.accounts.service.roles")
    schema = lazy("chalicelib.accounts.schema")
    realtime = lazy("chalicelib.realtime.service")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/permissions", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE)
def list_permissions() -> schema.Permissions:
    """All that a role may allow, in words."""
    return schema.Permissions(
        items=[schema.PermissionView(id=one, means=means) for one, means in MEANS.items()]
    )


@bp.route("/v1/roles", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE)
def list_roles(query: paging.PageQuery) -> paging.Page[schema.RoleView]:
    """Every role of the account: the built-in ones, then its own by name."""
    return paging.Page(items=[_view(one) for one in service.roles(caller(bp))])


@bp.route("/v1/roles", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.PEOPLE, audit="role.created")
def create_role(body: schema.NewRole) -> schema.RoleView:
    """Define a role; nobody hands on what their own does not allow."""
    return _view(service.create_role(caller(bp), body.name, body.permissions))


@bp.route("/v1/roles/{role_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE)
def get_role(role_id: str) -> schema.RoleView:
    """A role."""
    return _view(service.role(caller(bp), role_id))


@bp.route("/v1/roles/{role_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.PEOPLE, audit="role.updated")
def change_role(role_id: str, body: schema.RoleChange) -> schema.RoleView:
    """Change a role of the account's own; it counts at once."""
    who = caller(bp)
    changed, holders = service.change_role(who, role_id, body.name, body.permissions)
    realtime.renew(who.account_id, holders)
    return _view(changed)


@bp.route("/v1/roles/{role_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.PEOPLE, audit="role.deleted")
def delete_role(role_id: str) -> None:
    """Remove a role that nobody has."""
    service.delete_role(caller(bp), role_id)


def _view(role: service.RoleInUse) -> schema.RoleView:
    return schema.RoleView(
        id=role.id,
        name=role.name,
        permissions=sorted(role.permissions),
        built_in=role.built_in,
        users=role.users,
    )
