"""Failures on demand: the next answers of a provider, as a person or a test has set them."""

from collections import defaultdict, deque
from enum import StrEnum


class Failure(StrEnum):
    SERVER_ERROR = "500"
    TIMEOUT = "timeout"
    RATE_LIMIT = "429"
    UNAUTHORIZED = "401"  # the credentials have expired
    UNDELIVERABLE = "undeliverable"  # accepted, and never arrives


class Failures:
    """A queue of failures per provider; each request takes one, an empty queue means success."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Failure]] = defaultdict(deque)

    def set(self, provider: str, failure: Failure | None, times: int) -> None:
        """Replace what is queued; None clears it."""
        self._queues[provider] = deque([failure] * times if failure else [])

    def take(self, provider: str) -> Failure | None:
        queue = self._queues[provider]
        return queue.popleft() if queue else None

    def listing(self) -> dict[str, list[str]]:
        """The failures still to come, by provider."""
        return {
            provider: [str(failure) for failure in queue]
            for provider, queue in self._queues.items()
            if queue
        }
