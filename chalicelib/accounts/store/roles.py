"""The roles of an account's own."""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.exceptions import DeleteError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.accounts.domain import CustomRole
from chalicelib.accounts.items import RoleItem, role_of
from chalicelib.runtime.errors import Conflict, NotFound

FAILED = "ConditionalCheckFailedException"


def create_role(role: CustomRole) -> None:
    """Store a new role."""
    RoleItem(
        role.account_id, _key(role.id), name=role.name, permissions=sorted(role.permissions)
    ).save(condition=RoleItem.pk.does_not_exist())


def load_role(account_id: str, role_id: str) -> tuple[CustomRole, int]:
    """A role as it is now, and how often it was given to somebody."""
    try:
        item = RoleItem.get(account_id, _key(role_id), consistent_read=True)
    except RoleItem.DoesNotExist as error:
        raise NotFound("there is no such role") from error
    return role_of(item), int(item.given)


def change_role(role: CustomRole) -> None:
    """Store a role's name and permissions; NotFound once it was removed."""
    try:
        RoleItem(role.account_id, _key(role.id)).update(
            actions=[
                RoleItem.name.set(role.name),
                RoleItem.permissions.set(sorted(role.permissions)),
            ],
            condition=RoleItem.pk.exists(),
        )
    except UpdateError as error:
        if error.cause_response_code == FAILED:
            raise NotFound("there is no such role") from error
        raise


def delete_role(role: CustomRole, given: int) -> None:
    """Remove a role; Conflict when it was given to somebody since `given` was read."""
    item = RoleItem(role.account_id, _key(role.id))
    unchanged = RoleItem.given == given
    try:
        item.delete(condition=unchanged)
    except DeleteError as error:
        if error.cause_response_code == FAILED:
            raise Conflict("the role was given to somebody at this moment") from error
        raise


def give_write(account_id: str, role_id: str) -> Callable[[TransactWrite], None]:
    """The write that goes with giving a role to a user, in the transaction that does: refused when
    the role is gone, and seen by whoever is about to remove it."""
    item = RoleItem(account_id, _key(role_id))
    return lambda tx: tx.update(
        item, actions=[RoleItem.given.add(1)], condition=RoleItem.pk.exists()
    )


def _key(role_id: str) -> str:
    return f"role#{role_id}"
