"""Everything that is done with accounts and their people, for this noun's doors and for others."""

from chalicelib.accounts.service.admitting import admission, settle_admission
from chalicelib.accounts.service.callers import (
    account_of,
    accounts_of,
    bound,
    caller,
    require,
    switch,
    unbound,
)
from chalicelib.accounts.service.desks import correct_load, desk_write, wrap_up
from chalicelib.accounts.service.people import (
    account,
    create_user,
    deactivate,
    reactivate,
    roster,
    team,
    update_user,
    user,
)
from chalicelib.accounts.service.policies import (
    next_number,
    policy,
    settled,
    update_policy,
)
from chalicelib.accounts.service.presence import end_wrap_up, save_off, state_write
from chalicelib.accounts.service.profile import update_me
from chalicelib.accounts.service.roles import refuse_giving, role_name
from chalicelib.accounts.service.signing import (
    change_password,
    confirm,
    forgot,
    known_by,
    refresh,
    reset,
    sign_in,
    sign_out,
    sign_up,
)
from chalicelib.accounts.service.teams import (
    create_team,
    delete_team,
    everyone_team_id,
    require_sharing,
    require_team,
    update_team,
)

__all__ = [
    "account",
    "account_of",
    "accounts_of",
    "admission",
    "bound",
    "caller",
    "change_password",
    "confirm",
    "correct_load",
    "create_team",
    "create_user",
    "deactivate",
    "delete_team",
    "desk_write",
    "end_wrap_up",
    "everyone_team_id",
    "forgot",
    "known_by",
    "next_number",
    "policy",
    "reactivate",
    "refresh",
    "refuse_giving",
    "require",
    "require_sharing",
    "require_team",
    "reset",
    "role_name",
    "roster",
    "save_off",
    "settle_admission",
    "settled",
    "sign_in",
    "sign_out",
    "sign_up",
    "state_write",
    "switch",
    "team",
    "unbound",
    "update_me",
    "update_policy",
    "update_team",
    "update_user",
    "user",
    "wrap_up",
]
