"""Articles for the widget's visitors, by their token (KB-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.knowledge.api.blueprint import bp
from chalicelib.runtime.endpoint import VISITOR, endpoint
from chalicelib.runtime.errors import Unauthorized
from chalicelib.runtime.ids import now
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.knowledge import domain, schema, service
    from chalicelib.knowledge.domain import articles
    from chalicelib.runtime import tokens
else:
    articles = lazy("chalicelib.knowledge.domain.articles")
    domain = lazy("chalicelib.knowledge.domain")
    service = lazy("chalicelib.knowledge.service")
    schema = lazy("chalicelib.knowledge.schema")
    tokens = lazy("chalicelib.runtime.tokens")


@bp.route("/v1/widget/articles", methods=["GET"])
@endpoint(bp, needs=VISITOR)
def list_public_articles(query: schema.WidgetArticlesQuery) -> schema.WidgetArticles:
    """What the company publishes about something: at most ten articles, the likeliest first."""
    found = service.public_articles(_visitor().account_id, query.q, now())
    words = articles.asked_words(query.q)
    return schema.WidgetArticles(
        items=[
            schema.WidgetArticleRow(
                id=one.id, title=one.title, excerpt=domain.excerpt(one.text, words)
            )
            for one in found
        ]
    )


@bp.route("/v1/widget/articles/{article_id}", methods=["GET"])
@endpoint(bp, needs=VISITOR)
def get_public_article(article_id: str) -> schema.WidgetArticle:
    """A published article."""
    one = service.public_article(_visitor().account_id, article_id)
    return schema.WidgetArticle(id=one.id, title=one.title, text=one.text, url=one.url)


def _visitor() -> tokens.Visitor:
    header = bp.current_request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise Unauthorized("start a session first")
    return tokens.read(header.removeprefix("Bearer "))
