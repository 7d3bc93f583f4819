"""Customers' phones: the text messages that each of them has sent and received."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from local.simulator.outbox import now


@dataclass
class Text:
    """One message on a phone. A failed one the company sent never reached the phone."""

    id: str
    direction: Literal["in", "out"]  # as the company sees it: "in" is what the customer wrote
    customer: str
    company: str
    text: str
    status: str
    time: str = field(default_factory=now)


class Phones:
    """Every message by its id, in order."""

    def __init__(self) -> None:
        self._texts: dict[str, Text] = {}

    def add(self, text: Text) -> None:
        self._texts[text.id] = text

    def set_status(self, text_id: str, status: str) -> None:
        if text_id in self._texts:
            self._texts[text_id].status = status

    def thread(self, customer: str, company: str) -> list[dict[str, Any]]:
        """What the two have written to each other, oldest first."""
        return [asdict(text) for text in self._texts.values()
                if (text.customer, text.company) == (customer, company)]

    def customers(self) -> Iterable[str]:
        """Numbers that have a thread, the latest first."""
        return dict.fromkeys(text.customer for text in reversed(self._texts.values()))
