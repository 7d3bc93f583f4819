"""One action on many conversations, each for itself (CONV-52)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.runtime.errors import SwitchboardError

AT_ONCE = 8
"""Conversations that are changed side by side: a hundred take some seconds then, not thirty."""

Result = tuple[str, SwitchboardError | None]


def each(conversation_ids: Sequence[str], act: Callable[[str], object]) -> list[Result]:
    """Do something to each conversation once, in the order given; what is refused for one leaves
    the others alone."""

    from concurrent.futures import ThreadPoolExecutor  # a worker has no use for it at its start

    def one(conversation_id: str) -> Result:
        try:
            act(conversation_id)
        except SwitchboardError as error:
            return conversation_id, error
        return conversation_id, None

    ids = list(dict.fromkeys(conversation_ids))
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(one, ids))
