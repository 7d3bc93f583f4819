"""Accounts, users, teams and memberships in DynamoDB. Keys and costs: docs/data-model.md."""

from chalicelib.accounts.store.admission import (
    claim_operation,
    load_admission,
    save_admission,
)
from chalicelib.accounts.store.base import Write, connection, everyone_team_id
from chalicelib.accounts.store.callers import load_caller, load_roster
from chalicelib.accounts.store.codes import delete_code, save_code, try_code
from chalicelib.accounts.store.desk import correct_load, desk_write
from chalicelib.accounts.store.invitations import (
    delete_invitation,
    find_invitation,
    list_invitations,
    load_invitation,
    save_invitation,
    use_invitation,
)
from chalicelib.accounts.store.people import (
    create_account,
    create_user,
    find_email,
    load_account,
    load_user,
    replace,
    update_user,
)
from chalicelib.accounts.store.policies import load_policy, next_number, save_policy
from chalicelib.accounts.store.presence import end_wrap_up, save_off, state_write
from chalicelib.accounts.store.roles import (
    change_role,
    create_role,
    delete_role,
    give_write,
    load_role,
)
from chalicelib.accounts.store.staff import (
    load_accounts_of,
    load_departures,
    save_sessions,
    save_standing,
)
from chalicelib.accounts.store.teams import delete_team, load_team, save_team

__all__ = [
    "Write",
    "change_role",
    "claim_operation",
    "connection",
    "correct_load",
    "create_account",
    "create_role",
    "create_user",
    "delete_code",
    "delete_invitation",
    "delete_role",
    "delete_team",
    "desk_write",
    "end_wrap_up",
    "everyone_team_id",
    "find_email",
    "find_invitation",
    "give_write",
    "list_invitations",
    "load_account",
    "load_accounts_of",
    "load_admission",
    "load_caller",
    "load_departures",
    "load_invitation",
    "load_policy",
    "load_role",
    "load_roster",
    "load_team",
    "load_user",
    "next_number",
    "replace",
    "save_admission",
    "save_code",
    "save_invitation",
    "save_off",
    "save_policy",
    "save_sessions",
    "save_standing",
    "save_team",
    "state_write",
    "try_code",
    "update_user",
    "use_invitation",
]
