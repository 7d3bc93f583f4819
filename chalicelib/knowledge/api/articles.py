"""Articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.knowledge.api.blueprint import bp
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint, given
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations.domain import Person
    from chalicelib.knowledge import schema, service
    from chalicelib.knowledge.domain import Article
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.knowledge.service")
    schema = lazy("chalicelib.knowledge.schema")
    paging = lazy("chalicelib.runtime.paging")


@bp.route("/v1/articles", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_articles(query: schema.ArticlesQuery) -> paging.Page[schema.ArticleView]:
    """The articles that the caller may read, oldest first; drafts are the admins'. A page of a
    search may hold few, or none, and yet not be the last: go on until `next_cursor` is null."""
    after = paging.decode_cursor(query.cursor)
    articles, following = service.page(
        caller(bp), after, query.limit, query.q, query.status, query.category
    )
    return paging.Page(
        items=[_view(article) for article in articles],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/articles", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.KNOWLEDGE)
def create_article(body: schema.NewArticle) -> schema.ArticleView:
    """Write an article; suggestions know it within a minute."""
    facts = body.model_dump(exclude={"title", "text"})
    return _view(service.create(caller(bp), body.title, body.text, now(), **facts))


@bp.route("/v1/articles/{article_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_article(article_id: str) -> schema.ArticleView:
    """An article."""
    return _view(service.get(caller(bp), article_id))


@bp.route("/v1/articles/{article_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def change_article(article_id: str, body: schema.ArticleChange) -> schema.ArticleView:
    """Change an article."""
    return _view(service.change(caller(bp), article_id, given(body), now()))


@bp.route("/v1/articles/{article_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.KNOWLEDGE)
def delete_article(article_id: str) -> None:
    """Remove an article."""
    service.delete(caller(bp), article_id)


def _view(article: Article) -> schema.ArticleView:
    return schema.ArticleView.model_validate(
        {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "status": article.status,
            "category": article.category,
            "language": article.language,
            "team_id": article.team_id,
            "url": article.url,
            "created_at": iso(article.created_at),
            "updated_at": iso(article.updated_at),
            "created_by": _person(article.created_by),
            "updated_by": _person(article.updated_by),
        }
    )


def _person(person: Person | None) -> dict[str, str] | None:
    return {"id": person.id, "name": person.name} if person else None
