"""What a company knows, and the rules of it: articles, learned answers, proposals, sources."""

from chalicelib.knowledge.domain.articles import (
    DRAFT,
    PUBLISHED,
    Article,
    excerpt,
    is_public,
    matches,
    may_read,
    relevance,
)
from chalicelib.knowledge.domain.learning import LONGEST_QUESTION, Answer, learn
from chalicelib.knowledge.domain.passages import Piece, cut, tidy
from chalicelib.knowledge.domain.proposals import Proposal, ProposalStatus
from chalicelib.knowledge.domain.sources import (
    Crawl,
    File,
    Kind,
    Page,
    PageStatus,
    Source,
    Status,
)

ANSWERABLE = frozenset({"article", "page", "file", "snippet"})
"""Kinds of passages that the AI agent may answer a customer with: what the company itself published
or handed over for it. A learned answer is one agent's word to one customer: for agents only."""

__all__ = [
    "ANSWERABLE",
    "DRAFT",
    "LONGEST_QUESTION",
    "PUBLISHED",
    "Answer",
    "Article",
    "Crawl",
    "File",
    "Kind",
    "Page",
    "PageStatus",
    "Piece",
    "Proposal",
    "ProposalStatus",
    "Source",
    "Status",
    "cut",
    "excerpt",
    "is_public",
    "learn",
    "matches",
    "may_read",
    "relevance",
    "tidy",
]
