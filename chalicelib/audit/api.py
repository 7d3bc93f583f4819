"""The audit log over REST, and the hook by which every door's deeds get into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import ADMINS, Deed, endpoint, recorded_by
from chalicelib.runtime.ids import iso
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.audit import domain, recording, schema, service
    from chalicelib.audit.domain import Happening
    from chalicelib.runtime import paging
else:
    domain = lazy("chalicelib.audit.domain")
    recording = lazy("chalicelib.audit.recording")
    service = lazy("chalicelib.audit.service")
    schema = lazy("chalicelib.audit.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@recorded_by
def keep(deed: Deed) -> None:
    """Keep what was done through a view that says `audit`."""
    recording.record(deed)


@bp.route("/v1/audit", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=ADMINS)
def list_audit(query: schema.AuditQuery) -> paging.Page[schema.AuditView]:
    """Who did what, newest first. Admins only; nobody can change it."""
    wanted = domain.Wanted(query.actor, query.action, query.since, query.until)
    before = paging.decode_cursor(query.cursor)
    found, more = service.page(caller(bp), wanted, before, query.limit)
    return paging.Page(
        items=[_view(one) for one in found],
        next_cursor=paging.encode_cursor(more) if more else None,
    )


def _view(one: Happening) -> schema.AuditView:
    return schema.AuditView(
        id=one.id,
        at=iso(one.at),
        actor=schema.Named(id=one.actor_id, name=one.actor),
        action=one.action,
        object=schema.Thing(kind=one.kind, id=one.object_id, name=one.object),
        ip=one.ip,
        detail=dict(one.detail),
    )
