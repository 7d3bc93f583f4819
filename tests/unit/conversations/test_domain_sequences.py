"""Whatever customers, agents and the system do in any order, the facts stay one.

Two conversations of one contact live through random sequences. Next to the head stands a `Folded`:
the state as someone computes it who reads nothing but the timelines.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.conversations import domain, views
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    ConversationRef,
    DeliveryStatus,
    Entry,
    Label,
    Person,
    Priority,
    Route,
    Seat,
    Status,
)
from chalicelib.conversations.items import head_item, rows
from chalicelib.conversations.states import LONG, conversation_of, state_of
from chalicelib.runtime.errors import SwitchboardError
from chalicelib.runtime.ids import entry_id
from tests.builders import NOON, a_conversation, a_customer, a_message, a_reader, an_agent

AI = Person(domain.AI_AGENT, "Nova")
AI_ACTOR = Actor(ActorKind.AI_AGENT, AI.id, AI.name)
PEOPLE = [Person(f"usr_{number}", f"Agent {number}") for number in range(3)]
TEAM = "tm_1"
LABELS = [Label("lbl_1", "Refund", "#cc0000"), Label("lbl_2", "Mine", "#00cc00", private=True)]
CHANNELS = [ChannelRef("chn_1", "webchat", "Shop", False), ChannelRef("chn_2", "sms", "SMS", True)]
people = strategies.sampled_from(PEOPLE)
groups = strategies.lists(people, unique=True, max_size=3)
pauses = strategies.sampled_from([0, 0.4, 1.9, 2, 60, -5])
which = strategies.sampled_from([0, 1])


LEAVING = frozenset(
    {"conversation.assigned", "conversation.handed_over", "conversation.transferred"}
)
"""Entries by which a conversation goes from the AI agent to people."""


class Folded:
    """What the timeline alone tells of one conversation."""

    def __init__(self) -> None:
        self.status = ""
        self.assignees: list[dict[str, str]] = []
        self.visible_to: list[dict[str, str]] | None = None
        self.snoozed = False
        self.labels: list[str] = []
        self.marks: dict[str, Any] = {"topic": None, "priority": None, "important": False}
        self.mentioned: dict[str, int] = {}
        self.received = 0
        self.news = 0
        self.unreplied = False
        self.merged_into: str | None = None
        self.delivery: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.reactions: dict[str, list[tuple[str, str]]] = {}

    def add(self, entry: Entry) -> None:
        changes = entry.changes
        if changes.get("created"):
            self.status = "open"
        left = self.assignees == domain.people((AI,)) and "assignees" in changes
        self.status = str(changes.get("status", self.status))
        self.assignees = changes.get("assignees", self.assignees)
        self.visible_to = changes.get("visible_to", self.visible_to)
        self.snoozed = bool(changes["snooze"]) if "snooze" in changes else self.snoozed
        self.labels = changes.get("labels", self.labels)
        self._said(entry)
        if left and self.assignees != domain.people((AI,)) and entry.type in LEAVING:
            self.unreplied = True
        if entry.type == "conversation.updated":
            self.marks |= entry.data
        elif entry.type == "conversation.closed":
            self.unreplied = self.snoozed = False
        elif entry.type == "conversation.woken":
            self.news = entry.seq
        elif entry.type == "delivery.updated":
            self.delivery[entry.data["message_id"]] = entry.data["status"]

    def _said(self, entry: Entry) -> None:
        if entry.type == "message.received":
            self.unreplied, self.received, self.news = True, entry.seq, entry.seq
        elif entry.type == "message.sent":
            self.delivery[entry.id] = entry.data["delivery"]["status"]
            settled = entry.actor.kind == "agent" or entry.data.get("settles")
            self.unreplied = self.unreplied and not settled
        if entry.type in ("message.received", "message.sent", "note.added"):
            self.texts[entry.id] = entry.data["text"]
        elif entry.type in ("message.edited", "note.edited"):
            self.texts[entry.data.get("message_id") or entry.data["note_id"]] = entry.data["text"]
        elif entry.type in ("message.deleted", "note.deleted"):
            gone = entry.data.get("message_id") or entry.data["note_id"]
            self.texts[gone] = ""
            self.reactions.pop(gone, None)
        elif entry.type == "message.reacted":
            marks = self.reactions.get(entry.data["message_id"], [])
            by = "customer" if entry.actor.kind == "customer" else "agent"
            marks = [mark for mark in marks if mark[0] != by]
            told = [(by, entry.data["emoji"])] if entry.data["emoji"] else []
            self.reactions[entry.data["message_id"]] = marks + told
        mentions = entry.changes.get("mentioned", ())
        if entry.type == "note.added":
            mentions = entry.data["mentions"]
        self.mentioned |= {one["id"]: entry.seq for one in mentions if one["id"] != entry.actor.id}


class Life(RuleBasedStateMachine):
    """Two conversations of one contact, and everyone who does something to them."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOON
        self.heads: list[Conversation] = []
        self.folded = [Folded(), Folded()]
        self.threads: list[list[Entry]] = [[], []]
        self.loads = {person.id: 0 for person in PEOPLE}
        for number, channel in enumerate(CHANNELS):
            draft = a_conversation(
                id=f"cnv_{number}",
                number=number + 1,
                channel=channel,
                version=0,
                waiting_since=None,
                unreplied_since=None,
                received_seq=0,
                news_seq=0,
            )
            change = domain.start(draft, a_customer(), a_message(), entry_id("msg", 1, NOON))
            self.heads.append(change.after)
            self._apply(number, change)

    @rule(n=which, pause=pauses, via=which, present=strategies.none() | strategies.sets(people))
    def receive(self, n: int, pause: float, via: int, present: set[Person] | None) -> None:
        there = None if present is None else {person.id for person in present}
        route = Route(CHANNELS[via], "address")
        self._do(
            n,
            pause,
            lambda c, i: domain.receive(c, a_customer(), a_message(), route, i, self.at, there),
        )

    @rule(n=which, pause=pauses, by=people, via=which)
    def reply(self, n: int, pause: float, by: Person, via: int) -> None:
        route = Route(CHANNELS[via], "address")
        data = domain.content("Yes", CHANNELS[via])
        self._do(
            n, pause, lambda c, i: domain.reply(c, an_agent(by), data, route, i, self.at), by=by
        )

    @rule(n=which, pause=pauses)
    def answer_by_machine(self, n: int, pause: float) -> None:
        robot = domain.Actor(domain.ActorKind.AUTO_RESPONDER)
        route = Route(CHANNELS[0], "address")
        self._do(n, pause, lambda c, i: domain.reply(c, robot, a_message(), route, i, self.at))

    @rule(n=which, pause=pauses, by=people, to=groups, team=strategies.booleans())
    def note(self, n: int, pause: float, by: Person, to: list[Person], team: bool) -> None:
        named = (*to, Person("tm_2", "Sales")) if team else tuple(to)
        data = {"text": "x", "parent_id": None, "client_id": None}
        self._do(
            n, pause, lambda c, i: domain.note(c, an_agent(by), data, named, i, self.at), by=by
        )

    @rule(n=which, pause=pauses, by=people)
    def take(self, n: int, pause: float, by: Person) -> None:
        self._do(n, pause, lambda c, i: domain.take(c, an_agent(by), i, self.at), by=by)

    @rule(n=which, pause=pauses, by=people, to=groups)
    def assign(self, n: int, pause: float, by: Person, to: list[Person]) -> None:
        self._do(
            n, pause, lambda c, i: domain.assign(c, an_agent(by), tuple(to), i, self.at), by=by
        )

    @rule(n=which, pause=pauses, by=people, admin=strategies.booleans())
    def close(self, n: int, pause: float, by: Person, admin: bool) -> None:
        self._do(
            n, pause, lambda c, i: domain.close(c, an_agent(by, admin), None, i, self.at), by=by
        )

    @rule(n=which, pause=pauses, by=people)
    def reopen(self, n: int, pause: float, by: Person) -> None:
        self._do(n, pause, lambda c, i: domain.reopen(c, an_agent(by), i, self.at), by=by)

    @rule(n=which, by=people, hours=strategies.none() | strategies.integers(-1, 9))
    def snooze(self, n: int, by: Person, hours: int | None) -> None:
        until = None if hours is None else self.at + timedelta(hours=hours)
        self._do(n, 0, lambda c, i: domain.snooze(c, an_agent(by), until, i, self.at), by=by)

    @rule(n=which, pause=pauses, by=people)
    def wake(self, n: int, pause: float, by: Person) -> None:
        self._do(n, pause, lambda c, i: domain.wake(c, an_agent(by), i, self.at), by=by)

    @rule(
        n=which,
        by=people,
        topic=strategies.sampled_from([None, "Refund of order 7"]),
        priority=strategies.sampled_from([None, *Priority]),
        important=strategies.booleans(),
    )
    def mark(self, n: int, by: Person, **marks: Any) -> None:
        self._do(n, 0, lambda c, i: domain.update(c, an_agent(by), i, self.at, **marks), by=by)

    @rule(n=which, by=people, named=strategies.none() | groups, admin=strategies.booleans())
    def restrict(self, n: int, by: Person, named: list[Person] | None, admin: bool) -> None:
        to = None if named is None else tuple(named)
        self._do(n, 0, lambda c, i: domain.restrict(c, an_agent(by, admin), to, i, self.at), by=by)

    @rule(n=which, by=people, add=strategies.sets(strategies.sampled_from(LABELS)))
    def label(self, n: int, by: Person, add: set[Label]) -> None:
        rest = [one for one in LABELS if one not in add]
        self._do(n, 0, lambda c, i: domain.label(c, an_agent(by), add, rest, i, self.at), by=by)

    @rule(n=which, by=people, up_to=strategies.integers(0, 12))
    def read(self, n: int, by: Person, up_to: int) -> None:
        self._do(n, 0, lambda c, _: domain.read(c, by.id, up_to), by=by)

    @rule(n=which, by=people)
    def mark_unread(self, n: int, by: Person) -> None:
        self._do(n, 0, lambda c, _: domain.unread(c, by.id, domain.news(c, by.id)), by=by)

    @rule(n=which, by=people, on=strategies.booleans())
    def star(self, n: int, by: Person, on: bool) -> None:
        self._do(n, 0, lambda c, _: (domain.star if on else domain.unstar)(c, by.id), by=by)

    @rule(data=strategies.data(), n=which, by=people, what=strategies.sampled_from("edcrl"))
    def change_something_said(self, data: Any, n: int, by: Person, what: str) -> None:
        said = [e for e in self.threads[n] if e.type in ("message.sent", "note.added")]
        if not said:
            return
        entry = data.draw(strategies.sampled_from(said))
        self._do(n, 0, lambda c, i: self._changed(c, entry, by, what, i), by=by)

    def _changed(self, c: Conversation, e: Entry, by: Person, what: str, i: str) -> Change | None:
        is_note, agent = e.type == "note.added", an_agent(by)
        if what == "e" and is_note:
            return domain.edit_note(c, e, agent, "y", (PEOPLE[0],), i, self.at)
        if what == "e":
            return domain.edit(c, e, agent, "y", timedelta(minutes=15), i, self.at)
        if what == "d":
            act = domain.delete_note if is_note else domain.delete_message
            return act(c, e, agent, i, self.at)
        if what == "l":
            return domain.label_message(c, e, agent, LABELS, (), i, self.at)
        return domain.retry(c, e, agent, i, self.at)

    @rule(
        data=strategies.data(),
        n=which,
        by=strategies.none() | people,
        emoji=strategies.sampled_from(["👍", "❤️", None]),
    )
    def react(self, data: Any, n: int, by: Person | None, emoji: str | None) -> None:
        said = [e for e in self.threads[n] if e.type in ("message.sent", "message.received")]
        message = data.draw(strategies.sampled_from(said))
        who = an_agent(by) if by else a_customer()
        self._do(n, 0, lambda c, i: domain.react(c, message, who, emoji, i, self.at), True, by)

    @rule(data=strategies.data(), n=which, text=strategies.sampled_from(["Hi", "Hello", None]))
    def customer_changes_their_mind(self, data: Any, n: int, text: str | None) -> None:
        said = [e for e in self.threads[n] if e.type in ("message.sent", "message.received")]
        message, who = data.draw(strategies.sampled_from(said)), a_customer()
        if text is None:
            act = domain.deleted_by_customer
            self._do(n, 0, lambda c, i: act(c, message, who, i, self.at), True)
        else:
            change = domain.edited_by_customer
            self._do(n, 0, lambda c, i: change(c, message, who, text, i, self.at), True)

    @rule(n=which, via=which, out=strategies.booleans())
    def opt(self, n: int, via: int, out: bool) -> None:
        channel = CHANNELS[via].id
        self._do(n, 0, lambda c, i: domain.opted(c, channel, out, a_customer(), i, self.at), True)

    @rule(n=which, via=which, address=strategies.sampled_from(["ctc_1", "+4790000001"]))
    def move(self, n: int, via: int, address: str) -> None:
        channel, who = CHANNELS[via].id, a_customer()
        self._do(n, 0, lambda c, i: domain.readdressed(c, channel, address, who, i, self.at), True)

    @rule(data=strategies.data(), n=which, go=strategies.booleans())
    def hold(self, data: Any, n: int, go: bool) -> None:
        sent = [entry for entry in self.threads[n] if entry.type == "message.sent"]
        if sent:
            one = data.draw(strategies.sampled_from(sent))
            self._do(n, 0, lambda c, i: domain.let_go(c, one, i, self.at) if go
                     else domain.hold(c, one, "Waits.", i, self.at), True)  # fmt: skip

    @rule(data=strategies.data(), n=which, status=strategies.sampled_from(list(DeliveryStatus)))
    def report(self, data: Any, n: int, status: DeliveryStatus) -> None:
        sent = [entry for entry in self.threads[n] if entry.type == "message.sent"]
        if sent:
            message = data.draw(strategies.sampled_from(sent))
            self._do(n, 0, lambda c, i: domain.deliver(c, message, status, None, i, self.at), True)

    @rule(first=which, by=people)
    def merge(self, first: int, by: Person) -> None:
        self._both(domain.merge, first, by)

    @precondition(lambda self: any(head.merged for head in self.heads))
    @rule(first=which, by=people)
    def unmerge(self, first: int, by: Person) -> None:
        self._both(domain.unmerge, first, by)

    def _both(self, act: Any, first: int, by: Person) -> None:
        one, other = self.heads[first], self.heads[1 - first]
        if not all(domain.may_see(a_reader(by.id, TEAM), head) for head in (one, other)):
            return
        ids = tuple(entry_id("evt", head.version + 1, self.at) for head in (one, other))
        try:
            changes = act(one, other, an_agent(by), ids, self.at)
        except SwitchboardError:
            return
        for number, change in zip((first, 1 - first), changes, strict=True):
            self._apply(number, change)
            self._remember_merge(number, change)

    def _remember_merge(self, number: int, change: Change) -> None:
        """What a merge does to its second conversation is told in both timelines."""
        folded, other = self.folded[number], self.folded[1 - number]
        into = change.told.data["into"]
        if into is None:
            if change.told.type == "conversation.merged":
                folded.unreplied = folded.unreplied or other.unreplied
            return
        if change.told.type == "conversation.merged":
            self.parked = (folded.status, folded.unreplied)
            folded.merged_into, folded.status, folded.unreplied = into["id"], "closed", False
        else:
            folded.merged_into = None
            folded.status, folded.unreplied = self.parked

    def _do(
        self, n: int, pause: float, act: Any, pointer: bool = False, by: Person | None = None
    ) -> None:
        self.at += timedelta(seconds=pause)
        head = self.heads[n]
        if by and not domain.may_see(a_reader(by.id, TEAM), head):
            return  # for them there is no such conversation
        if head.merged_into and not pointer:
            return  # the service refuses: it goes on in the other one
        try:
            change = act(head, entry_id("evt", head.version + 1, self.at))
        except SwitchboardError:
            return
        if change is not None:
            self._apply(n, change)

    def _apply(self, n: int, change: Change) -> None:
        before = self.heads[n].revision if change.before else 0
        self.heads[n] = change.after
        assert change.after.revision == before + 1
        for user, delta in change.load_deltas().items():
            self.loads[user] += delta
        thread = self.threads[n]
        if change.rewrite:
            thread[change.rewrite.after.seq - 1] = change.rewrite.after
        if change.entry:
            thread.append(change.entry)
            self.folded[n].add(change.entry)

    @rule(n=which, pause=pauses, by=people)
    def give_to_ai(self, n: int, pause: float, by: Person) -> None:
        self._do(n, pause, lambda c, i: domain.assign(c, an_agent(by), (AI,), i, self.at), by=by)

    @rule(n=which, pause=pauses, settles=strategies.booleans(), late=strategies.booleans())
    def ai_replies(self, n: int, pause: float, settles: bool, late: bool) -> None:
        """To the newest message, or late: to one before."""
        head, before = self.heads[n], len(self.threads[n])
        data = domain.content("Yes", head.channel) | {"settles": settles}
        seq = head.received_seq - late
        self._do(
            n,
            pause,
            lambda c, i: domain.ai_reply(c, AI_ACTOR, data, c.own_route, seq, settles, i, self.at),
        )
        assert len(self.threads[n]) == before or (head.is_with_ai and not late)

    @rule(n=which, pause=pauses)
    def ai_hands_over(self, n: int, pause: float) -> None:
        self._do(
            n, pause, lambda c, i: domain.hand_over(c, AI_ACTOR, "asked", "…", TEAM, i, self.at)
        )

    @invariant()
    def the_ai_agent_has_a_conversation_alone_and_no_place_in_lists(self) -> None:
        for head in self.heads:
            assert not head.is_with_ai or head.assignees == (AI,)
            assert all(seat.holder != AI.id for seat in domain.seats(head))
        assert AI.id not in self.loads

    @invariant()
    def threads_are_dense_and_as_long_as_the_version(self) -> None:
        for head, thread in zip(self.heads, self.threads, strict=True):
            assert [entry.seq for entry in thread] == list(range(1, head.version + 1))

    @invariant()
    def heads_are_what_their_timelines_tell(self) -> None:
        for head, folded in zip(self.heads, self.folded, strict=True):
            assert head.status == folded.status
            assert domain.people(head.assignees) == folded.assignees
            named = None if head.visible_to is None else domain.people(head.visible_to)
            assert named == folded.visible_to
            assert (head.snooze is not None) == folded.snoozed
            assert list(head.labels) == folded.labels
            assert {name: getattr(head, name) for name in folded.marks} == folded.marks
            assert dict(head.mentioned) == folded.mentioned
            assert (head.received_seq, head.news_seq) == (folded.received, folded.news)
            assert (head.unreplied_since is not None) == folded.unreplied
            assert (head.merged_into.id if head.merged_into else None) == folded.merged_into

    @invariant()
    def messages_and_notes_read_as_their_events_told(self) -> None:
        for thread, folded in zip(self.threads, self.folded, strict=True):
            said = {e.id: e for e in thread if e.id in folded.texts}
            assert {id_: e.data["text"] for id_, e in said.items()} == folded.texts
            sent = {e.id: e for e in thread if e.type == "message.sent"}
            told = {id_: e.data["delivery"]["status"] for id_, e in sent.items()}
            assert told == folded.delivery
            gone = [e for e in said.values() if e.data["deleted_at"]]
            assert all(e.history and e.data["text"] == "" for e in gone)

    @invariant()
    def reactions_are_those_that_were_told(self) -> None:
        for thread, folded in zip(self.threads, self.folded, strict=True):
            said = [one for one in thread if one.type in ("message.sent", "message.received")]
            for entry in said:
                marks = [(one["by"], one["emoji"]) for one in entry.data.get("reactions", ())]
                assert marks == folded.reactions.get(entry.id, [])

    @invariant()
    def it_waits_exactly_while_it_is_open_awake_and_nobodys(self) -> None:
        for head in self.heads:
            assert (head.waiting_since is not None) == head.is_waiting

    @invariant()
    def loads_count_the_open_assigned_conversations(self) -> None:
        carried = [
            person.id
            for head in self.heads
            if head.status is Status.OPEN and not head.snooze
            for person in head.colleagues
        ]
        assert self.loads == {person.id: carried.count(person.id) for person in PEOPLE}

    @invariant()
    def nobody_stands_in_a_list_of_what_they_may_not_see(self) -> None:
        for head in self.heads:
            for seat in domain.seats(head):
                teams = {seat.holder} if seat.holder.startswith("tm_") else {TEAM}
                assert domain.may_see(a_reader(seat.holder, *teams), head)

    @invariant()
    def seats_are_what_the_rules_say(self) -> None:
        for head in self.heads:
            mine = {Seat("assigned", person.id) for person in head.colleagues}
            found = domain.seats(head)
            if head.merged_into:
                assert not found
                assert not [key for key in rows(head) if key.startswith("seat#")]
                continue
            assert {seat for seat in found if seat.list == "assigned"} == mine
            named = {person.id for person in head.visible_to or ()}
            assert {s.holder for s in found if s.list == f"team:{TEAM}"} == named
            assert head.visible_to is None or {s.holder for s in found} <= named

    @invariant()
    def a_restricted_or_merged_head_is_in_no_shared_list(self) -> None:
        for head in self.heads:
            item = head_item(head)
            shared = head.visible_to is None and head.merged_into is None
            assert (item.list_key is not None) == shared
            assert item.queue_team is None or shared
            assert item.attention_of is None or shared

    @invariant()
    def what_is_stored_is_what_is_read_back(self) -> None:
        for head in self.heads:
            assert conversation_of(head_item(head)) == head

    @invariant()
    def a_seat_holds_nothing_of_others_own(self) -> None:
        for head in self.heads:
            for person in PEOPLE:
                short = state_of(head, Seat("assigned", person.id))
                told = {LONG[key]: value for key, value in short.items()}
                assert set(told.get("reads", {})) <= {person.id, domain.CUSTOMER}
                assert set(told.get("starred", ())) <= {person.id}
                assert set(told.get("private_labels", {})) <= {person.id}

    @invariant()
    def what_people_read_is_in_the_order_of_time(self) -> None:
        for thread in self.threads:
            moments = [entry.occurred_at for entry in thread]
            assert moments == sorted(moments)

    @invariant()
    def every_event_fits_its_published_model_and_tells_no_private_label(self) -> None:
        for thread in self.threads:
            newest = thread[-1]
            assert views.event(newest).seq == newest.seq
            for _, detail in views.bus_events(newest):
                assert LABELS[1].id not in str(detail)

    @invariant()
    def the_channels_of_a_conversation_are_each_there_once(self) -> None:
        for head in self.heads:
            ids = [route.channel.id for route in head.all_routes]
            assert len(ids) == len(set(ids))


Life.TestCase.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)


@pytest.mark.feature(
    "AI-12", "AI-13", "AI-14", "CONV-02", "CONV-32", "CONV-33", "CONV-40", "CONV-47", "CONV-50",
    "CH-16", "CH-34", "MSG-12", "MSG-14", "MSG-15", "NOTE-14", "NOTE-18",
)  # fmt: skip
class TestLife(Life.TestCase):
    """Random sequences, shrunk to the shortest that breaks a claim."""


def test_a_folded_merge_needs_both_timelines():
    """The merge is told in both conversations, each naming the other."""
    one, other = a_conversation(id="cnv_1"), a_conversation(id="cnv_2", number=2)

    first, second = domain.merge(one, other, an_agent(), ("evt_1", "evt_2"), NOON)

    assert first.told.data == {"merged": {"id": "cnv_2", "number": 2}, "into": None}
    assert second.told.data == {"merged": None, "into": {"id": "cnv_1", "number": 1}}
    assert second.after.merged_into == ConversationRef("cnv_1", 1)
    assert replace(first.after, merged=()).merged == ()
