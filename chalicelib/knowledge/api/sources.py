"""Sources: sites, pages, files and snippets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.knowledge.api.blueprint import bp
from chalicelib.runtime.endpoint import endpoint, given
from chalicelib.runtime.errors import Invalid
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.knowledge import schema, service
    from chalicelib.knowledge.domain import Page, Source
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.knowledge.service")
    schema = lazy("chalicelib.knowledge.schema")
    paging = lazy("chalicelib.runtime.paging")

NEEDS = {"site": "url", "page": "url", "snippet": "text", "file": "attachment_id"}
"""What each kind of source is made of."""


@bp.route("/v1/sources", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def list_sources(query: paging.PageQuery) -> paging.Page[schema.SourceView]:
    """What knowledge is gathered from, oldest first."""
    after = paging.decode_cursor(query.cursor)
    found, following = service.sources(caller(bp), after, query.limit)
    return paging.Page(
        items=[_view(one) for one in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/sources", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.KNOWLEDGE)
def create_source(body: schema.NewSource) -> schema.SourceView:
    """Add a source: gathering begins at once, and its progress is told by asking."""
    need = NEEDS[body.kind]
    if getattr(body, need) is None:
        raise Invalid(
            f"a {body.kind} needs {need}", errors=[{"field": need, "message": "is missing"}]
        )
    for other in set(NEEDS.values()) - {need}:
        if getattr(body, other) is not None:
            raise Invalid(
                f"a {body.kind} has no {other}",
                errors=[{"field": other, "message": "does not belong here"}],
            )
    made = service.add_source(
        caller(bp), body.kind, now(), body.name, body.url, body.text, body.attachment_id
    )
    return _view(made)


@bp.route("/v1/sources/{source_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def get_source(source_id: str) -> schema.SourceView:
    """A source."""
    return _view(service.source(caller(bp), source_id))


@bp.route("/v1/sources/{source_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def change_source(source_id: str, body: schema.SourceChange) -> schema.SourceView:
    """Rename a source, switch it on or off, rewrite a snippet."""
    return _view(service.change_source(caller(bp), source_id, given(body), now()))


@bp.route("/v1/sources/{source_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.KNOWLEDGE)
def delete_source(source_id: str) -> None:
    """Remove a source and all that was gathered from it."""
    service.delete_source(caller(bp), source_id)


@bp.route("/v1/sources/{source_id}/refresh", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=202, needs=Permission.KNOWLEDGE)
def refresh_source(source_id: str) -> schema.SourceView:
    """Gather a source anew; one that is being gathered goes on."""
    return _view(service.refresh(caller(bp), source_id, now()))


@bp.route("/v1/sources/{source_id}/pages", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def list_source_pages(source_id: str, query: paging.PageQuery) -> paging.Page[schema.PageView]:
    """What was found in a source, page by page, and what became of it."""
    after = paging.decode_cursor(query.cursor)
    found, following = service.pages_of(caller(bp), source_id, after, query.limit)
    return paging.Page(
        items=[_page(one) for one in found],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


def _view(source: Source) -> schema.SourceView:
    file = source.file
    crawl = source.crawl
    return schema.SourceView.model_validate(
        {
            "id": source.id,
            "kind": source.kind,
            "name": source.name,
            "url": source.url,
            "enabled": source.enabled,
            "status": source.status,
            "error": source.error,
            "pages": source.pages,
            "passages": source.passages,
            "skipped": source.skipped,
            "refreshed_at": iso(source.refreshed_at) if source.refreshed_at else None,
            "created_at": iso(source.created_at),
            "text": source.text,
            "file": {"name": file.name, "size": file.size, "mime_type": file.mime_type}
            if file
            else None,
            "progress": {"done": crawl.done, "known": max(crawl.known, crawl.done)}
            if source.gathers
            else None,
        }
    )


def _page(page: Page) -> schema.PageView:
    return schema.PageView.model_validate(
        {
            "url": page.url,
            "title": page.title,
            "status": page.status,
            "reason": page.reason,
            "passages": page.passages,
            "fetched_at": iso(page.fetched_at) if page.fetched_at else None,
        }
    )
