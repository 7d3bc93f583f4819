"""Search, for this noun's doors and for other nouns."""

from chalicelib.search.service.finding import find
from chalicelib.search.service.indexing import index
from chalicelib.search.service.labelled import labelled
from chalicelib.search.service.listing import conversations
from chalicelib.search.service.people import contacts

__all__ = ["contacts", "conversations", "find", "index", "labelled"]
