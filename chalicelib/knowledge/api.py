"""Articles over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.knowledge import schema, service
    from chalicelib.knowledge.domain import Article
    from chalicelib.runtime import paging
else:
    service = lazy("chalicelib.knowledge.service")
    schema = lazy("chalicelib.knowledge.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/articles", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_articles(query: paging.PageQuery) -> paging.Page[schema.ArticleView]:
    """The account's articles, oldest first."""
    articles, following = service.page(caller(bp), paging.decode_cursor(query.cursor), query.limit)
    return paging.Page(
        items=[_view(article) for article in articles],
        next_cursor=paging.encode_cursor(following) if following else None,
    )


@bp.route("/v1/articles", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_article(body: schema.NewArticle) -> schema.ArticleView:
    """Write an article; suggestions know it within a minute. Admins only."""
    return _view(service.create(caller(bp), body.title, body.text, now()))


@bp.route("/v1/articles/{article_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_article(article_id: str) -> schema.ArticleView:
    """An article."""
    return _view(service.get(caller(bp), article_id))


@bp.route("/v1/articles/{article_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_article(article_id: str, body: schema.ArticleChange) -> schema.ArticleView:
    """Change an article. Admins only."""
    return _view(service.change(caller(bp), article_id, body.title, body.text, now()))


@bp.route("/v1/articles/{article_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def delete_article(article_id: str) -> None:
    """Remove an article. Admins only."""
    service.delete(caller(bp), article_id)


def _view(article: Article) -> schema.ArticleView:
    return schema.ArticleView(
        id=article.id,
        title=article.title,
        text=article.text,
        created_at=iso(article.created_at),
        updated_at=iso(article.updated_at),
    )
