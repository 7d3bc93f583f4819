"""Whatever customers, agents and the system do in any order, the facts stay one."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.conversations import domain, views
from chalicelib.conversations.domain import (
    Change,
    Conversation,
    DeliveryStatus,
    Entry,
    Person,
    Status,
)
from chalicelib.runtime.errors import SwitchboardError
from chalicelib.runtime.ids import entry_id
from tests.builders import NOON, a_customer, a_message, a_start, an_agent

PEOPLE = [Person(f"usr_{number}", f"Agent {number}") for number in range(3)]
people = strategies.sampled_from(PEOPLE)
pauses = strategies.sampled_from([0, 0.4, 1.9, 2, 60, -5])


class Folded:
    """The state as someone computes it who reads nothing but the entries."""

    def __init__(self) -> None:
        self.status: str = ""
        self.assignees: list[dict[str, str]] = []
        self.unreplied = False
        self.delivery: dict[str, str] = {}

    def add(self, entry: Entry) -> None:
        changes = entry.changes
        if changes.get("created"):
            self.status = "open"
        self.status = str(changes.get("status", self.status))
        self.assignees = changes.get("assignees", self.assignees)
        if entry.type == "message.received":
            self.unreplied = True
        elif entry.type in ("message.sent", "conversation.closed"):
            self.unreplied = False
        if entry.type == "message.sent":
            self.delivery[entry.id] = entry.data["delivery"]["status"]
        elif entry.type == "delivery.updated":
            self.delivery[entry.data["message_id"]] = entry.data["status"]


class Thread(RuleBasedStateMachine):
    """One conversation and everyone who does something to it."""

    def __init__(self) -> None:
        super().__init__()
        first = a_start()
        self.at = NOON
        self.entries: list[Entry] = []
        self.sent: dict[str, Entry] = {}
        self.loads = {person.id: 0 for person in PEOPLE}
        self.folded = Folded()
        self._apply(first)

    @rule(pause=pauses)
    def receive(self, pause: float) -> None:
        self._do(pause, lambda c, id_: domain.receive(c, a_customer(), a_message(), id_, self.at))

    @rule(pause=pauses, by=people)
    def reply(self, pause: float, by: Person) -> None:
        self._do(
            pause, lambda c, id_: domain.reply(c, an_agent(by), a_message("Yes"), id_, self.at)
        )

    @rule(pause=pauses, by=people)
    def note(self, pause: float, by: Person) -> None:
        self._do(pause, lambda c, id_: domain.note(c, an_agent(by), {"text": "x"}, id_, self.at))

    @rule(pause=pauses, by=people)
    def take(self, pause: float, by: Person) -> None:
        self._do(pause, lambda c, id_: domain.take(c, an_agent(by), id_, self.at))

    @rule(pause=pauses, by=people, to=strategies.lists(people, unique=True, max_size=3))
    def assign(self, pause: float, by: Person, to: list[Person]) -> None:
        self._do(pause, lambda c, id_: domain.assign(c, an_agent(by), tuple(to), id_, self.at))

    @rule(pause=pauses, by=people, admin=strategies.booleans())
    def close(self, pause: float, by: Person, admin: bool) -> None:
        self._do(pause, lambda c, id_: domain.close(c, an_agent(by, admin), None, id_, self.at))

    @rule(pause=pauses, by=people)
    def reopen(self, pause: float, by: Person) -> None:
        self._do(pause, lambda c, id_: domain.reopen(c, an_agent(by), id_, self.at))

    @precondition(lambda self: self.sent)
    @rule(data=strategies.data(), status=strategies.sampled_from(list(DeliveryStatus)))
    def report(self, data: Any, status: DeliveryStatus) -> None:
        message = self.sent[data.draw(strategies.sampled_from(sorted(self.sent)))]
        self._do(0, lambda c, id_: domain.deliver(c, message, status, None, id_, self.at))

    @precondition(lambda self: self.sent)
    @rule(data=strategies.data(), by=people)
    def retry(self, data: Any, by: Person) -> None:
        message = self.sent[data.draw(strategies.sampled_from(sorted(self.sent)))]
        self._do(0, lambda c, id_: domain.retry(c, message, an_agent(by), id_, self.at))

    def _do(self, pause: float, act: Any) -> None:
        self.at += timedelta(seconds=pause)
        try:
            change = act(self.head, entry_id("evt", self.head.version + 1, self.at))
        except SwitchboardError:
            return
        if change is not None:
            self._apply(change)

    def _apply(self, change: Change) -> None:
        self.head: Conversation = change.after
        self.entries.append(change.entry)
        self.folded.add(change.entry)
        for user, delta in change.load_deltas().items():
            self.loads[user] += delta
        if change.entry.type == "message.sent":
            self.sent[change.entry.id] = change.entry
        elif change.entry.type == "delivery.updated":
            message = self.sent[change.entry.data["message_id"]]
            self.sent[message.id] = domain.with_delivery(message, change.entry)

    @invariant()
    def the_thread_is_dense_and_as_long_as_the_version(self) -> None:
        assert [entry.seq for entry in self.entries] == list(range(1, self.head.version + 1))

    @invariant()
    def state_is_what_the_entries_tell(self) -> None:
        assert self.head.status == self.folded.status
        assert domain.people(self.head.assignees) == self.folded.assignees
        assert (self.head.unreplied_since is not None) == self.folded.unreplied
        told = {id_: entry.data["delivery"]["status"] for id_, entry in self.sent.items()}
        assert told == self.folded.delivery

    @invariant()
    def it_waits_exactly_while_it_is_open_and_nobodys(self) -> None:
        waits = self.head.status is Status.OPEN and not self.head.assignees
        assert (self.head.waiting_since is not None) == waits

    @invariant()
    def loads_count_the_open_assigned_conversations(self) -> None:
        carriers = {p.id for p in self.head.assignees} if self.head.is_open else set()
        assert self.loads == {person.id: int(person.id in carriers) for person in PEOPLE}

    @invariant()
    def what_people_read_is_in_the_order_of_time(self) -> None:
        read = [entry for entry in self.entries if entry.type != "delivery.updated"]
        moments = [entry.occurred_at for entry in read]
        assert moments == sorted(moments)

    @invariant()
    def every_event_fits_its_published_model(self) -> None:
        newest = views.event(self.entries[-1])
        assert newest.seq == self.head.version


Thread.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.feature("CONV-02", "CONV-32", "MSG-12")
class TestThread(Thread.TestCase):  # type: ignore[misc, name-defined]
    """Random sequences, shrunk to the shortest that breaks a claim."""
