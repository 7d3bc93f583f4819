"""An effect outside our tables happens once per key, however often its message is delivered.

Powertools idempotency: the key is taken before the effect and released when the effect raises,
so a refused attempt is tried again. What no guard closes is a crash between the provider's yes
and our record of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, cast

from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer
    from aws_lambda_powertools.utilities.typing import LambdaContext

LONGEST = 30_000
"""Milliseconds after which an effect that gave no answer died with its function: no function that
has effects may run longer, so from then on its key is free again."""


class _Running:
    """Stands for the Lambda context, of which Powertools asks only this."""

    def get_remaining_time_in_millis(self) -> int:
        return LONGEST


@cache
def _store() -> DynamoDBPersistenceLayer:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

    return DynamoDBPersistenceLayer(table_name=settings().idempotency_table, key_attr="pk")


def once(scope: str, key: str, effect: Callable[[], str]) -> str:
    """Run `effect` unless it ran for this scope and key before; either way answer its result.
    While another run of it is at work: Conflict."""
    from aws_lambda_powertools.utilities.idempotency import (
        IdempotencyConfig,
        idempotent_function,
    )
    from aws_lambda_powertools.utilities.idempotency.exceptions import (
        IdempotencyAlreadyInProgressError,
    )

    def run(*, data: str) -> str:
        return effect()

    guarded = idempotent_function(
        run,
        data_keyword_argument="data",
        persistence_store=_store(),
        config=IdempotencyConfig(
            expires_after_seconds=7 * 24 * 3600, lambda_context=cast("LambdaContext", _Running())
        ),
        key_prefix=scope,
    )
    try:
        return str(guarded(data=key) or "")  # Powertools remembers an empty text as None
    except IdempotencyAlreadyInProgressError as error:
        raise Conflict("this is being worked on already; try again in a moment") from error
