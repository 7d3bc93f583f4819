"""What a view says it did, made into an entry of the log: who, to what, from where."""

from __future__ import annotations

from typing import Any

from chalice.app import Blueprint

from chalicelib.accounts.domain import User
from chalicelib.audit import service
from chalicelib.audit.domain import detail_of
from chalicelib.runtime.endpoint import Deed, arrived, arrived_at, given


def record(deed: Deed) -> None:
    """Keep what somebody signed in did. Without one there is no account to keep it in: such a
    view keeps it by itself."""
    context = deed.request.context
    caller = context.get("caller")
    if caller is None:
        return
    fields = given(deed.body) if deed.body is not None else {}
    service.record(
        caller.account_id,
        deed.action,
        arrived_at(deed.request),
        actor_id=caller.user_id,
        actor=caller.name,
        object_id=_id(deed),
        object_name=_text(deed.answer, "name"),
        ip=address(context),
        detail=detail_of(fields),
    )


def keep(bp: Blueprint, user: User, action: str) -> None:
    """Keep what a user did, or somebody with their address tried, in a request that nobody signed
    in made."""
    service.record(
        user.account_id,
        action,
        arrived(bp),
        actor_id=user.id,
        actor=user.name,
        object_id=user.id,
        object_name=user.name,
        ip=address(bp.current_request.context),
    )


def address(context: dict[str, Any]) -> str | None:
    """Where a request came from, as API Gateway saw it: no header can claim it."""
    return (context.get("identity") or {}).get("sourceIp")


def _id(deed: Deed) -> str | None:
    """The last id of the path, else the answer's."""
    return list(deed.path.values())[-1] if deed.path else _text(deed.answer, "id")


def _text(answer: Any, name: str) -> str | None:
    found = getattr(answer, name, None)
    return found if isinstance(found, str) else None
