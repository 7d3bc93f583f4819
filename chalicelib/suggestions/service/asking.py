"""Finding passages from where there is no layer: the API asks the function that has one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from chalicelib.runtime.invoke import invoke
from chalicelib.suggestions.domain import Found, Passage


def ask(
    account_id: str, text: str, at_most: int = 5, kinds: Collection[str] | None = None
) -> list[Found]:
    """As `ranking.find`. Raises Unavailable when it does not answer."""
    wanted = {"account_id": account_id, "text": text, "at_most": at_most}
    answer = invoke("ask", wanted | ({"kinds": sorted(kinds)} if kinds is not None else {}))
    return [Found(Passage(**one["passage"]), one["confidence"]) for one in answer["found"]]


def answered(found: list[Found]) -> dict[str, Any]:
    """What the asked function says."""
    return {"found": [asdict(one) for one in found]}
