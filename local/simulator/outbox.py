"""Everything that Switchboard asked of a provider, with how the provider answered."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any


def now() -> str:
    """The time as the outbox writes it: ISO 8601, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Sent:
    """One request to a provider, accepted or refused, and the status it was answered with."""

    provider: str
    method: str
    path: str
    headers: dict[str, str]
    body: Any
    status: int
    time: str = field(default_factory=now)


class Outbox:
    """The requests in the order of their arrival, until cleared."""

    def __init__(self) -> None:
        self._sent: list[Sent] = []

    def record(self, sent: Sent) -> None:
        self._sent.append(sent)

    def clear(self) -> None:
        self._sent.clear()

    def listing(self, *, provider: str | None, since: str | None) -> list[dict[str, Any]]:
        """What was sent to one provider (or all) at or after a time."""
        return [
            asdict(sent)
            for sent in self._sent
            if provider in (None, sent.provider) and (since is None or sent.time >= since)
        ]
