"""Articles over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from chalice.app import Blueprint
from pydantic import StringConstraints

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.model import Body, Model
from chalicelib.runtime.paging import Page, PageQuery, decode_cursor, encode_cursor

if TYPE_CHECKING:
    from chalicelib.knowledge import service
    from chalicelib.knowledge.domain import Article
else:
    service = lazy("chalicelib.knowledge.service")

bp = Blueprint(__name__)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=50_000, pattern=r"\S")]


class NewArticle(Body):
    """A help text."""

    title: Title
    text: Text


class ArticleChange(Body):
    """What to change."""

    title: Title | None = None
    text: Text | None = None


class ArticleView(Model):
    """An article."""

    id: str
    title: str
    text: str
    created_at: str
    updated_at: str


@bp.route("/v1/articles", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_articles(query: PageQuery) -> Page[ArticleView]:
    """The account's articles, oldest first."""
    articles, following = service.page(caller(bp), decode_cursor(query.cursor), query.limit)
    return Page(
        items=[_view(article) for article in articles],
        next_cursor=encode_cursor(following) if following else None,
    )


@bp.route("/v1/articles", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def create_article(body: NewArticle) -> ArticleView:
    """Write an article; suggestions know it within a minute. Admins only."""
    return _view(service.create(caller(bp), body.title, body.text, now()))


@bp.route("/v1/articles/{article_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_article(article_id: str) -> ArticleView:
    """An article."""
    return _view(service.get(caller(bp), article_id))


@bp.route("/v1/articles/{article_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_article(article_id: str, body: ArticleChange) -> ArticleView:
    """Change an article. Admins only."""
    return _view(service.change(caller(bp), article_id, body.title, body.text, now()))


@bp.route("/v1/articles/{article_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def delete_article(article_id: str) -> None:
    """Remove an article. Admins only."""
    service.delete(caller(bp), article_id)


def _view(article: Article) -> ArticleView:
    return ArticleView(
        id=article.id,
        title=article.title,
        text=article.text,
        created_at=iso(article.created_at),
        updated_at=iso(article.updated_at),
    )
