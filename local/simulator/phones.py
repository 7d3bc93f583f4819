"""Customers' phones: the text messages that each of them has sent and received."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
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
    """Every message by its id, in order, kept in a file so that phones outlive a restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        known: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
        self._texts = {item["id"]: Text(**item) for item in known}

    def add(self, text: Text) -> None:
        """Put a message on the phone; the same message again changes nothing."""
        self._texts.setdefault(text.id, text)
        self._keep()

    def set_status(self, text_id: str, status: str) -> None:
        self._texts[text_id].status = status
        self._keep()

    def thread(self, customer: str, company: str) -> list[dict[str, Any]]:
        """What the two have written to each other, oldest first."""
        return [
            asdict(text)
            for text in self._texts.values()
            if (text.customer, text.company) == (customer, company)
        ]

    def _keep(self) -> None:
        self._file.write_text(json.dumps([asdict(text) for text in self._texts.values()]))
