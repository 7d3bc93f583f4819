"""Keeping the audit log, and reading it (AUTH-21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.accounts.domain import Caller
from chalicelib.audit import store
from chalicelib.audit.domain import Happening, Wanted
from chalicelib.runtime.errors import Forbidden
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.logging import count, logger

LOOKS = 500
"""Things that one page looks through for those that are asked for."""
LONGEST = 200
"""Characters of a name that are kept."""


def record(
    account_id: str,
    action: str,
    at: datetime,
    *,
    actor_id: str | None = None,
    actor: str = "",
    object_id: str | None = None,
    object_name: str | None = None,
    ip: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keep what was done. It is done: that it could not be kept must not undo or repeat it, and
    is in the function's own log with all that is known of it."""
    one = Happening(
        account_id,
        new_id("aud", at),
        at,
        action,
        actor_id,
        actor[:LONGEST],
        object_id,
        object_name[:LONGEST] if object_name else None,
        ip,
        detail or {},
    )
    try:
        store.add(one)
    except Exception:  # what was done is done: whoever did it is not told that it failed
        count("NotAudited")
        known = {"account_id": account_id, "action": action, "actor_id": actor_id}
        logger().exception("not in the audit log", extra=known | {"object_id": object_id})


def page(
    caller: Caller, wanted: Wanted, before: str | None, limit: int
) -> tuple[list[Happening], str | None]:
    """Some of the log, newest first, and where to go on. Only admins read it. A page that looked
    through much and found little is short, or empty, and yet not the last."""
    if not caller.is_admin:
        raise Forbidden("only admins read the audit log")
    seen = store.page(caller.account_id, wanted, before, LOOKS)
    found = [one for one in seen if wanted.includes(one)]
    if len(found) > limit:
        return found[:limit], found[limit - 1].id
    return found, seen[-1].id if len(seen) == LOOKS else None
