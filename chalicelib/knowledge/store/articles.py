"""Articles (`article#{id}`): ids are born in order, so the key's order is the age's."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.conversations.domain import Person
from chalicelib.knowledge.domain import PUBLISHED, Article
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import Json, meta


class ArticleItem(Model):
    """An article. What was stored before there were drafts has no status: it is published."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    text = UnicodeAttribute()
    created_at = UnicodeAttribute(null=True)
    updated_at = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    category = UnicodeAttribute(null=True)
    language = UnicodeAttribute(null=True)
    team_id = UnicodeAttribute(null=True)
    url = UnicodeAttribute(null=True)
    created_by = Json(null=True)
    updated_by = Json(null=True)


def save_article(article: Article) -> None:
    """Store or replace an article."""
    article_write(article).save()


def article_write(article: Article) -> ArticleItem:
    """An article as an item, for a transaction with more in it."""
    return ArticleItem(
        article.account_id,
        f"article#{article.id}",
        title=article.title,
        text=article.text,
        created_at=iso(article.created_at),
        updated_at=iso(article.updated_at),
        status=article.status,
        category=article.category,
        language=article.language,
        team_id=article.team_id,
        url=article.url,
        created_by=_person(article.created_by),
        updated_by=_person(article.updated_by),
    )


def get_article(account_id: str, article_id: str) -> Article | None:
    """An article by id."""
    try:
        return _article(ArticleItem.get(account_id, f"article#{article_id}", consistent_read=True))
    except ArticleItem.DoesNotExist:
        return None


def delete_article(account_id: str, article_id: str) -> None:
    """Remove an article."""
    ArticleItem(account_id, f"article#{article_id}").delete()


def list_articles(account_id: str, after: str | None, limit: int) -> list[Article]:
    """Up to `limit` articles after an id, oldest first."""
    start, end = f"article#{after}~" if after else "article#", "article#~"
    if start > end:
        return []  # DynamoDB refuses a range that ends before it begins
    items = ArticleItem.query(account_id, ArticleItem.sk.between(start, end), limit=limit)
    return [_article(item) for item in items]


def all_articles(account_id: str) -> list[Article]:
    """Every article of the account."""
    items = ArticleItem.query(account_id, ArticleItem.sk.startswith("article#"))
    return [_article(item) for item in items]


def _person(person: Person | None) -> dict[str, str] | None:
    return {"id": person.id, "name": person.name} if person else None


def _article(item: ArticleItem) -> Article:
    return Article(
        account_id=item.pk,
        id=item.sk.removeprefix("article#"),
        title=item.title,
        text=item.text,
        created_at=parse_iso(item.created_at or ""),
        updated_at=parse_iso(item.updated_at or ""),
        status=item.status or PUBLISHED,
        category=item.category,
        language=item.language,
        team_id=item.team_id,
        url=item.url,
        created_by=Person(**item.created_by) if item.created_by else None,
        updated_by=Person(**item.updated_by) if item.updated_by else None,
    )
