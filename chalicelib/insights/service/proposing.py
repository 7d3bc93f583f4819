"""Labels that would fit a conversation, learned from those that have them. Only in the function
with the layers."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from chalicelib.conversations import service as conversations
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service import sampling
from chalicelib.insights import store
from chalicelib.insights.labelling import Example, Examples, propose

EXAMPLES = 240
"""Conversations that labels are learned from, at most."""
EACH_AT_LEAST = 6
LABELS = 40
"""Labels that are learned, at most."""
REJECTED = 10
"""Rejections of a label that are remembered for others, the newest."""
UNLABELLED = 40
"""Conversations without any of the labels, so that there is something that they do not fit."""
ENTRIES = 3
"""Entries in which a customer says what it is about."""
OWN_ENTRIES = 30
KEPT_SECONDS = 60
"""So long a rejection may take until it counts for other conversations."""

_learned: dict[tuple[str, frozenset[str]], tuple[float, Examples]] = {}
"""By account and labels, for the life of a warm function."""

LEARNED_AT_MOST = 20


def proposals(
    account_id: str, conversation_id: str, names: Mapping[str, str], without: Sequence[str]
) -> list[tuple[str, float]]:
    """Labels for a conversation out of `names` (by id), with how sure they are."""
    entries = conversations.timeline(account_id, conversation_id, None, 0, OWN_ENTRIES)
    text = _text(one for one in entries if one.type == "message.received")
    chosen = dict(list(names.items())[:LABELS])
    return propose(text, chosen, _examples(account_id, chosen), without, conversation_id)


def _examples(account_id: str, names: Mapping[str, str]) -> Examples:
    key = (account_id, frozenset(names))
    until, kept = _learned.get(key, (0.0, None))
    if kept is None or until < time.monotonic():
        kept = _learn(account_id, list(names))
        while len(_learned) >= LEARNED_AT_MOST:
            _learned.pop(next(iter(_learned)))
        _learned[key] = (time.monotonic() + KEPT_SECONDS, kept)
    return kept


def _learn(account_id: str, labels: Sequence[str]) -> Examples:
    """One query per label and one for its rejections, then the beginnings in a few calls."""
    each = max(EACH_AT_LEAST, EXAMPLES // max(1, len(labels)))
    having: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        for id_ in sampling.labelled(account_id, label, each):
            having[id_].add(label)
    against: dict[str, set[str]] = defaultdict(set)
    for label, ids in store.rejected_for(account_id, labels, REJECTED).items():
        for id_ in ids:
            against[id_].add(label)
    others = sampling.recent(account_id, UNLABELLED)
    wanted = list(dict.fromkeys([*having, *against, *others]))
    read = sampling.beginnings(account_id, wanted, ENTRIES)
    examples = [
        Example(id_, text, frozenset(having[id_]), frozenset(against[id_]))
        for id_, entries in read.items()
        if (text := _text(entries))
    ]
    return Examples(examples)


def _text(entries: Iterable[Entry]) -> str:
    return "\n".join(one.data["text"] for one in entries if one.data["text"])
