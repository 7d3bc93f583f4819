"""What is done with knowledge, for this noun's doors and for other nouns. Gathering itself, which
needs a layer of its own, is imported by its worker alone (`service.gathering`)."""

from chalicelib.knowledge.service.approving import approve, dismiss, proposals
from chalicelib.knowledge.service.articles import change, create, delete, get, page
from chalicelib.knowledge.service.learning import forget, learn_from
from chalicelib.knowledge.service.public import public_article, public_articles
from chalicelib.knowledge.service.settling import (
    add_source,
    change_source,
    delete_source,
    pages_of,
    refresh,
    rescan,
    source,
    sources,
)
from chalicelib.knowledge.service.training import passages, touched

__all__ = [
    "add_source",
    "approve",
    "change",
    "change_source",
    "create",
    "delete",
    "delete_source",
    "dismiss",
    "forget",
    "get",
    "learn_from",
    "page",
    "pages_of",
    "passages",
    "proposals",
    "public_article",
    "public_articles",
    "refresh",
    "rescan",
    "source",
    "sources",
    "touched",
]
