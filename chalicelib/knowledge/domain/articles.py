"""Articles: who may read them, and how they are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from chalicelib.accounts.domain import Caller, Permission
from chalicelib.conversations.domain import Person

PUBLISHED, DRAFT = "published", "draft"
EXCERPT = 180
"""Characters of an article that a list shows."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the company's help, in the small Markdown of messages."""

    account_id: str
    id: str
    title: str
    text: str
    created_at: datetime
    updated_at: datetime
    status: str = PUBLISHED
    category: str | None = None
    language: str | None = None
    """BCP 47."""
    team_id: str | None = None
    """Who reads it; None: everyone, the customers too."""
    url: str | None = None
    """Where customers read it on the web, https."""
    created_by: Person | None = None
    updated_by: Person | None = None


def may_read(caller: Caller, article: Article) -> bool:
    """Drafts are for those who write articles; what belongs to a team is there for its members
    (KB-01)."""
    if caller.may(Permission.KNOWLEDGE):
        return True
    return article.status == PUBLISHED and caller.sees_team(article.team_id)


def is_public(article: Article) -> bool:
    """Whether customers may read it: published, and for everyone (KB-07)."""
    return article.status == PUBLISHED and article.team_id is None


def matches(article: Article, words: list[str]) -> bool:
    """Whether every word stands somewhere in title or text."""
    text = f"{article.title}\n{article.text}".casefold()
    return all(word in text for word in words)


def relevance(article: Article, words: list[str]) -> int:
    """How much of what was asked an article speaks of; a word in the title counts as four in the
    text. 0: nothing. Words of a question that stand nowhere cost nothing, since a visitor asks in
    whole sentences."""
    title, text = article.title.casefold(), article.text.casefold()
    return sum(4 * (word in title) + min(text.count(word), 3) for word in words)


def asked_words(q: str) -> list[str]:
    """A search as words, at most twelve."""
    return list(dict.fromkeys(q.casefold().split()))[:12]


_MARKS = re.compile(
    r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+|[*_`~]{1,3}|!?\[([^\]]*)\]\([^)]*\)", re.M
)


def excerpt(text: str, words: list[str]) -> str:
    """A line of an article around the first of the words, without Markdown."""
    plain = " ".join(_MARKS.sub(lambda found: found.group(1) or "", text).split())
    places = [place for place in (plain.casefold().find(word) for word in words) if place >= 0]
    start = max(0, min(places, default=0) - EXCERPT // 3)
    if start:
        start = plain.find(" ", start) + 1
    shown = plain[start : start + EXCERPT]
    if start + EXCERPT < len(plain):
        shown = shown.rpartition(" ")[0] or shown
        shown += " …"
    return ("… " if start else "") + shown
