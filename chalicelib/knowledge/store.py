"""Articles and learned answers in DynamoDB, all of an account under one key."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.knowledge.domain import Answer, Article
from chalicelib.runtime.ids import iso, parse_iso
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class PassageItem(Model):
    """An article (`article#…`) or a learned answer (`answer#…`)."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    text = UnicodeAttribute()
    created_at = UnicodeAttribute(null=True)
    updated_at = UnicodeAttribute(null=True)


def save_article(article: Article) -> None:
    """Store or replace an article."""
    PassageItem(
        article.account_id,
        f"article#{article.id}",
        title=article.title,
        text=article.text,
        created_at=iso(article.created_at),
        updated_at=iso(article.updated_at),
    ).save()


def get_article(account_id: str, article_id: str) -> Article | None:
    """An article by id."""
    try:
        return _article(PassageItem.get(account_id, f"article#{article_id}", consistent_read=True))
    except PassageItem.DoesNotExist:
        return None


def delete_article(account_id: str, article_id: str) -> None:
    """Remove an article."""
    PassageItem(account_id, f"article#{article_id}").delete()


def list_articles(account_id: str, after: str | None, limit: int) -> list[Article]:
    """Up to `limit` articles after an id, oldest first."""
    start, end = f"article#{after}~" if after else "article#", "article#~"
    if start > end:
        return []  # DynamoDB refuses a range that ends before it begins
    items = PassageItem.query(account_id, PassageItem.sk.between(start, end), limit=limit)
    return [_article(item) for item in items]


def all_articles(account_id: str) -> list[Article]:
    """Every article of the account."""
    items = PassageItem.query(account_id, PassageItem.sk.startswith("article#"))
    return [_article(item) for item in items]


def save_answers(account_id: str, answers: list[Answer]) -> None:
    """Store learned answers; the same answer learned again replaces itself."""
    with PassageItem.batch_write() as batch:
        for answer in answers:
            batch.save(
                PassageItem(
                    account_id, f"answer#{answer.id}", title=answer.question, text=answer.text
                )
            )


def delete_answers(account_id: str, conversation_id: str) -> None:
    """Remove what was learned from one conversation."""
    learned = PassageItem.query(account_id, PassageItem.sk.startswith(f"answer#{conversation_id}#"))
    with PassageItem.batch_write() as batch:
        for item in learned:
            batch.delete(item)


def all_answers(account_id: str) -> list[Answer]:
    """Every learned answer of the account."""
    items = PassageItem.query(account_id, PassageItem.sk.startswith("answer#"))
    return [Answer(item.sk.removeprefix("answer#"), item.title, item.text) for item in items]


def _article(item: PassageItem) -> Article:
    born = parse_iso(item.created_at or "")
    changed = parse_iso(item.updated_at or "")
    id_ = item.sk.removeprefix("article#")
    return Article(item.pk, id_, item.title, item.text, born, changed)
