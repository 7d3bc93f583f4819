"""Articles as the widget's visitors read them (KB-07).

A visitor costs nothing that a page of the company's site would not: a warm function keeps what an
account publishes for a minute, reads at most ARTICLES of it, and answers ten.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Article, is_public, relevance
from chalicelib.knowledge.domain.articles import asked_words
from chalicelib.runtime.errors import NotFound

ARTICLES = 300
SHOWN = 10
FRESH = timedelta(seconds=60)
ACCOUNTS = 20
"""Whose articles a function keeps at most."""

_known: dict[str, tuple[datetime, list[Article]]] = {}


def public_articles(account_id: str, q: str, at: datetime) -> list[Article]:
    """What the company publishes about something, best first; about nothing: the newest."""
    articles, words = _published(account_id, at), asked_words(q)
    if not words:
        return articles[:SHOWN]
    worth = {one.id: relevance(one, words) for one in articles}
    found = sorted((one for one in articles if worth[one.id]), key=lambda one: -worth[one.id])
    return found[:SHOWN]


def public_article(account_id: str, article_id: str) -> Article:
    """A published article; drafts and what is a team's own do not exist for visitors."""
    article = store.get_article(account_id, article_id)
    if article is None or not is_public(article):
        raise NotFound("there is no such article")
    return article


def _published(account_id: str, at: datetime) -> list[Article]:
    read_at, articles = _known.get(account_id, (None, []))
    if read_at is None or read_at + FRESH <= at:
        found = store.list_articles(account_id, None, ARTICLES)
        articles = sorted(filter(is_public, found), key=lambda one: one.updated_at, reverse=True)
        while len(_known) >= ACCOUNTS:
            _known.pop(next(iter(islice(_known, 1))))
        _known[account_id] = (at, articles)
    return articles
