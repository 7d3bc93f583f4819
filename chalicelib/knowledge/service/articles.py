"""Writing and reading articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller, Permission
from chalicelib.conversations.domain import Person
from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Article, matches, may_read
from chalicelib.knowledge.domain.articles import asked_words
from chalicelib.knowledge.service.training import touched
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import new_id

LOOKED_AT = 300
"""Articles that one call reads at most, however few of them fit; the next page goes on there."""
AT_ONCE = 100
NULLABLE = frozenset({"category", "language", "team_id", "url"})
"""What an article may be without."""


def create(caller: Caller, title: str, text: str, at: datetime, **facts: Any) -> Article:
    """Write an article. `facts`: status, category, language, team_id, url."""
    accounts.require(caller, Permission.KNOWLEDGE)
    accounts.require_team(caller, facts.get("team_id"))
    who = Person(caller.user_id, caller.name)
    article = Article(
        caller.account_id, new_id("art"), title, text, at, at, created_by=who, updated_by=who
    )
    article = replace(article, **facts)
    store.save_article(article)
    touched(caller.account_id)
    return article


def change(caller: Caller, article_id: str, fields: Mapping[str, Any], at: datetime) -> Article:
    """Change some of an article: title, text, status, category, language, team_id,
    url."""
    accounts.require(caller, Permission.KNOWLEDGE)
    old = get(caller, article_id)
    changed = {key: fields[key] for key in fields if key in NULLABLE or fields[key] is not None}
    accounts.require_team(caller, changed.get("team_id"))
    who = Person(caller.user_id, caller.name)
    article = replace(old, **changed, updated_at=at, updated_by=who)
    store.save_article(article)
    touched(caller.account_id)
    return article


def delete(caller: Caller, article_id: str) -> None:
    """Remove an article; suggestions forget it with the next training."""
    accounts.require(caller, Permission.KNOWLEDGE)
    get(caller, article_id)
    store.delete_article(caller.account_id, article_id)
    touched(caller.account_id)


def get(caller: Caller, article_id: str) -> Article:
    """An article that the caller may read."""
    article = store.get_article(caller.account_id, article_id)
    if article is None or not may_read(caller, article):
        raise NotFound("there is no such article")
    return article


def page(
    caller: Caller,
    after: str | None,
    limit: int,
    q: str = "",
    status: str | None = None,
    category: str | None = None,
) -> tuple[list[Article], str | None]:
    """Articles that the caller may read, oldest first, and the id to go on after. A search looks
    at LOOKED_AT at most, so a page may hold few of them, or none, and yet not be the last."""
    words, found, seen = asked_words(q), list[Article](), 0
    while True:
        some = store.list_articles(caller.account_id, after, AT_ONCE)
        for article in some:
            seen, after = seen + 1, article.id
            if _fits(caller, article, words, status, category):
                found.append(article)
            if len(found) == limit or seen == LOOKED_AT:
                more = store.list_articles(caller.account_id, after, 1)
                return found, after if more else None
        if len(some) < AT_ONCE:
            return found, None


def _fits(
    caller: Caller, article: Article, words: list[str], status: str | None, category: str | None
) -> bool:
    return (
        may_read(caller, article)
        and status in (None, article.status)
        and category in (None, article.category)
        and matches(article, words)
    )
