"""Everything that is done with suggestions. `training`, `ranking` and `asking` are imported by
name: the first two need layers that not every function has."""

from chalicelib.suggestions.service.offering import (
    find,
    learn,
    mark,
    offered,
    send,
    suggest,
    view,
)

__all__ = ["find", "learn", "mark", "offered", "send", "suggest", "view"]
