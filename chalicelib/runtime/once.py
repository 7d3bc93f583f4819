"""An effect outside our tables happens once per key, however often its message is delivered.

Powertools idempotency: the key is taken before the effect and released when the effect raises,
so a refused attempt is tried again. What no guard closes is a crash between the provider's yes
and our record of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer


@cache
def _store() -> DynamoDBPersistenceLayer:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

    return DynamoDBPersistenceLayer(table_name=settings().idempotency_table, key_attr="pk")


def once(scope: str, key: str, effect: Callable[[], str]) -> str:
    """Run `effect` unless it ran for this scope and key before; either way answer its result."""
    from aws_lambda_powertools.utilities.idempotency import (
        IdempotencyConfig,
        idempotent_function,
    )

    def run(*, data: str) -> str:
        return effect()

    guarded = idempotent_function(
        run,
        data_keyword_argument="data",
        persistence_store=_store(),
        config=IdempotencyConfig(expires_after_seconds=7 * 24 * 3600),
        key_prefix=scope,
    )
    return str(guarded(data=key))
