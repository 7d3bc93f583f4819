"""What suggestions and the AI agent are made from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from chalicelib.knowledge import store
from chalicelib.knowledge.domain import Article, Kind, Source, cut, is_public, tidy
from chalicelib.runtime.clients import sqs
from chalicelib.runtime.settings import settings
from chalicelib.suggestions.domain import Passage


def passages(account_id: str) -> Iterator[Passage]:
    """Everything that is switched on: articles that everyone reads, sources, learned answers.

    Articles of a team are left out: an offer stands before any agent, an answer of the AI agent
    before any customer. Which kinds the AI agent may use says `domain.ANSWERABLE`.
    """
    for article in store.all_articles(account_id):
        if is_public(article):
            yield from _of_article(article)
    for source in store.all_sources(account_id):
        if source.enabled:
            yield from _of_source(source)
    for answer in store.all_answers(account_id):
        yield Passage("answer", answer.id, answer.question, answer.text)


def touched(account_id: str) -> None:
    """Have the account's suggestions trained anew: what they are made from has changed."""
    body = json.dumps({"detail-type": "knowledge.changed", "detail": {"account_id": account_id}})
    sqs().send_message(QueueUrl=settings().training_queue_url, MessageBody=body)


def count(source: Source) -> int:
    """How many passages a source gives."""
    return sum(1 for _ in _of_source(source))


def _of_article(article: Article) -> Iterator[Passage]:
    """An article that is one passage keeps its own id; the parts of a longer one are numbered."""
    pieces = cut(article.text, article.title)
    for number, piece in enumerate(pieces, 1):
        id_ = article.id if len(pieces) == 1 else f"{article.id}#{number}"
        language = article.language or ""
        yield Passage("article", id_, piece.title, piece.text, article.url, language)


def _of_source(source: Source) -> Iterator[Passage]:
    """The id of a passage from a page or a file holds its text's hash: what agents taught about it
    stays, wherever on the page it moves."""
    if source.kind is Kind.SNIPPET:
        for number, piece in enumerate(cut(source.text or "", source.name), 1):
            yield Passage("snippet", f"{source.id}#{number}", piece.title, piece.text)
        return
    pages = store.all_pieces(source)
    for page, pieces in zip(pages, tidy([one.pieces for one in pages]), strict=True):
        for piece in pieces:
            id_ = f"{source.id}#{page.key}#{piece.key}"
            if source.kind is Kind.FILE:
                yield Passage("file", id_, piece.title, piece.text, language=page.language)
            else:
                url = f"{page.url}#{piece.anchor}" if piece.anchor else page.url
                yield Passage("page", id_, piece.title, piece.text, url, page.language)
