"""Search over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint
from chalicelib.runtime.ids import iso
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.accounts.domain import Caller
    from chalicelib.conversations import events, views
    from chalicelib.conversations.domain import Entry
    from chalicelib.runtime import paging
    from chalicelib.search import domain, schema, service
else:
    domain = lazy("chalicelib.search.domain")
    service = lazy("chalicelib.search.service")
    schema = lazy("chalicelib.search.schema")
    events = lazy("chalicelib.conversations.events")
    views = lazy("chalicelib.conversations.views")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/search", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def search_everything(query: schema.SearchQuery) -> paging.Page[schema.SearchHit]:
    """Messages and notes that the caller may see, newest first; a page may be short."""
    who = caller(bp)
    asked = domain.Query(
        query.q,
        query.inbox,
        query.contact,
        query.agent,
        query.channel,
        query.label,
        query.status,
        query.since,
        query.until,
    )
    found = service.find(who, asked, paging.unseal_cursor(query.cursor), query.limit)
    return _page(who, *found)


@bp.route("/v1/search/labels", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def search_label(query: schema.LabelledQuery) -> paging.Page[schema.SearchHit]:
    """What a label is on, newest first: messages and whole conversations; a page may be short."""
    who = caller(bp)
    position = paging.unseal_cursor(query.cursor)
    return _page(who, *service.labelled(who, query.label, position, query.limit))


def _page(
    who: Caller, hits: list[domain.Hit], following: str | None
) -> paging.Page[schema.SearchHit]:
    return paging.Page(
        items=[_view(who, hit) for hit in hits],
        next_cursor=paging.seal_cursor(following) if following else None,
    )


def _view(who: Caller, hit: domain.Hit) -> schema.SearchHit:
    return schema.SearchHit.model_validate(
        {
            "conversation": views.conversation_view(hit.conversation, who.user_id, who.team_ids),
            "entry": _ref(hit.entry) if hit.entry else None,
            "snippet": hit.snippet,
            "words": hit.words,
        }
    )


def _ref(entry: Entry) -> dict[str, object]:
    event = events.event_data(entry)
    named = ("id", "seq", "conversation_id", "type", "actor")
    return {name: event[name] for name in named} | {"occurred_at": iso(entry.occurred_at)}
