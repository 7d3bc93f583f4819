"""Writing articles, and learning from closed conversations."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Answer, Article, learn
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.errors import NotFound
from chalicelib.runtime.ids import new_id
from chalicelib.runtime.settings import settings

LEARNED_AT_MOST = 100
"""Entries of a closed conversation that are read for answers: its newest."""


def create(caller: Caller, title: str, text: str, at: datetime) -> Article:
    """Write an article."""
    accounts.require_admin(caller)
    article = Article(caller.account_id, new_id("art"), title, text, at, at)
    store.save_article(article)
    _ask_for_training(caller.account_id)
    return article


def change(
    caller: Caller, article_id: str, title: str | None, text: str | None, at: datetime
) -> Article:
    """Change an article."""
    accounts.require_admin(caller)
    old = get(caller, article_id)
    article = replace(old, title=title or old.title, text=text or old.text, updated_at=at)
    store.save_article(article)
    _ask_for_training(caller.account_id)
    return article


def delete(caller: Caller, article_id: str) -> None:
    """Remove an article; suggestions forget it with the next training."""
    accounts.require_admin(caller)
    get(caller, article_id)
    store.delete_article(caller.account_id, article_id)
    _ask_for_training(caller.account_id)


def get(caller: Caller, article_id: str) -> Article:
    """An article."""
    article = store.get_article(caller.account_id, article_id)
    if article is None:
        raise NotFound("there is no such article")
    return article


def page(caller: Caller, after: str | None, limit: int) -> tuple[list[Article], str | None]:
    """A page of the articles and the id to go on after."""
    articles = store.list_articles(caller.account_id, after, limit + 1)
    more = len(articles) > limit
    return articles[:limit], articles[limit - 1].id if more else None


def learn_from(account_id: str, conversation_id: str) -> None:
    """Keep what a conversation's customer asked and its agents answered."""
    entries = conversations.timeline(account_id, conversation_id, None, None, LEARNED_AT_MOST)
    answers = learn(entries)
    if answers:
        store.save_answers(account_id, answers)


def forget(account_id: str, conversation_id: str) -> None:
    """Unlearn what a deleted conversation taught (CONV-26)."""
    store.delete_answers(account_id, conversation_id)


def passages(account_id: str) -> tuple[list[Article], list[Answer]]:
    """Everything that suggestions are made from."""
    return store.all_articles(account_id), store.all_answers(account_id)


def _ask_for_training(account_id: str) -> None:
    body = json.dumps({"detail-type": "article.changed", "detail": {"account_id": account_id}})
    sqs().send_message(QueueUrl=settings().training_queue_url, MessageBody=body)
