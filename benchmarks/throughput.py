"""How many webhooks the door takes in a second, and how many messages the inbound worker stores.

On the local stack, with signed texts of many customers: the emulator is one Python process that
runs every function on this machine's cores, so the figures tell what our code costs there, not what
AWS does. Calls and capacity units of the same paths are in `calls`.
"""

import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
from twilio.request_validator import RequestValidator

from benchmarks.figures import Figure, main
from benchmarks.latency import desk, percentile
from tests.e2e.desk import Desk

CUSTOMERS, EACH, AT_ONCE, WARM = 40, 5, 8, 10
LONGEST = 300.0
"""Seconds to wait for the queue to be worked off."""


def measure() -> list[Figure]:
    """The door's rate and answer times, then the rate at which the messages are in their
    conversations."""
    with desk() as found:
        door = Door(found)
        for _ in range(WARM):
            door.call("+4790000000", uuid.uuid4().hex)
        mark = uuid.uuid4().hex[:8]
        begun = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            customers = [f"+47901{n:05}" for n in range(CUSTOMERS)]
            answered = [
                t for one in pool.map(lambda c: door.write(c, mark), customers) for t in one
            ]
        took = time.perf_counter() - begun
        drained = door.wait_for(mark) - begun
    calls = CUSTOMERS * EACH
    how = f"{calls} signed webhooks of {CUSTOMERS} customers, {AT_ONCE} at once"
    times = [1000 * seconds for seconds in answered]
    return [
        Figure("webhook door", calls / took, "calls/s", how),
        Figure("webhook door, answer p50", statistics.median(times), "ms", how),
        Figure("webhook door, answer p95", percentile(times, 95), "ms", how),
        Figure("inbound worker", calls / drained, "messages/s", f"{how}; until stored"),
    ]


class Door:
    """A company's SMS channel, called as its provider calls it."""

    def __init__(self, found: Desk) -> None:
        self.channel: dict[str, Any] = found.channel("twilio_sms")
        self.admin = found.agent("Astrid")
        self.http = httpx2.Client(timeout=30)

    def call(self, sender: str, text: str) -> float:
        """Seconds until a text was acknowledged."""
        url = self.channel["webhook_url"]
        fields = {
            "MessageSid": f"SM{uuid.uuid4().hex}",
            "From": sender,
            "To": self.channel["address"],
            "Body": text,
        }
        token = self.channel["credentials"]["auth_token"]
        signature = RequestValidator(token).compute_signature(url, fields)
        begun = time.perf_counter()
        answer = self.http.post(url, data=fields, headers={"X-Twilio-Signature": signature})
        answer.raise_for_status()
        return time.perf_counter() - begun

    def write(self, sender: str, mark: str) -> list[float]:
        """One customer's texts, each after the one before; what `call` says of each."""
        return [self.call(sender, f"{mark} {n}") for n in range(1, EACH + 1)]

    def wait_for(self, mark: str) -> float:
        """When (by the performance counter) every customer's last text was stored."""
        until = time.perf_counter() + LONGEST
        while time.perf_counter() < until:
            if self._done(mark) == CUSTOMERS:
                return time.perf_counter()
            time.sleep(0.5)
        raise TimeoutError(f"not every message was stored within {LONGEST:.0f} s")

    def _done(self, mark: str) -> int:
        """How many customers' last text stands in the list; a sender's texts are kept in order."""
        query = {"inbox": "all", "status": "open", "limit": 100, "channel": self.channel["id"]}
        rows = self.admin.get("/conversations", **query)["items"]
        return sum((row["preview"] or {}).get("text") == f"{mark} {EACH}" for row in rows)


if __name__ == "__main__":
    main(measure)
