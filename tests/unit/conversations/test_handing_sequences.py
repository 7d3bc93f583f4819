"""The lives of test_domain_sequences, with everything by which work finds people: whatever happens
in any order, an offer stands only while a conversation waits, loads weigh what is carried, and the
customer never learns who came and went."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings, strategies
from hypothesis.stateful import invariant, rule

from chalicelib.conversations import domain, views
from chalicelib.conversations.domain import SYSTEM, Change, Conversation, Offer, Person, Seat
from tests.builders import a_reader, an_agent
from tests.unit.conversations.test_domain_sequences import PEOPLE, TEAM, Life, pauses, people, which

OTHER = "tm_2"
TEAMS = [Person(TEAM, "Support"), Person(OTHER, "Sales")]
WEIGHTS = (1, 4)
COMING_AND_GOING = {
    "conversation.assigned", "conversation.transferred", "conversation.invited",
    "conversation.joined", "conversation.left", "invitation.ended", "conversation.rested",
    "offer.made", "offer.rejected", "offer.expired", "offer.withdrawn",
}  # fmt: skip


class Handing(Life):
    """Two conversations, one of which weighs more, and everyone through whose hands they go."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = [replace(c, weight=w) for c, w in zip(self.heads, WEIGHTS, strict=True)]
        self.unseen: set[str] = set()

    def _apply(self, n: int, change: Change) -> None:
        guests = dict(change.after.faces)
        super()._apply(n, change)
        entry = change.entry
        if entry and entry.type == "message.sent" and entry.actor.id in guests:
            self.unseen.add(entry.id)

    @rule(n=which, pause=pauses, to=people)
    def offer(self, n: int, pause: float, to: Person) -> None:
        def made(c: Conversation, i: str) -> Change | None:
            until = self.at + timedelta(seconds=30)
            one = Offer(f"ofr_{c.version}", to, self.at, until)
            return domain.offer(c, one, {"reason": "x"}, i, self.at)

        self._do(n, pause, made)

    @rule(n=which, pause=pauses, by=people, late=strategies.booleans())
    def accept(self, n: int, pause: float, by: Person, late: bool) -> None:
        standing = self.heads[n].offer
        id_ = "ofr_0" if late or standing is None else standing.id
        before = self.heads[n]
        self._do(n, pause, lambda c, i: domain.accept(c, an_agent(by), id_, i, self.at), by=by)
        if self.heads[n] is not before:
            assert standing is not None
            assert standing.to == by
            assert self.heads[n].assignees == (by,)

    @rule(n=which, pause=strategies.sampled_from([0, 29, 31]), how=strategies.sampled_from(
        [domain.REJECTED, domain.EXPIRED, domain.WITHDRAWN]))  # fmt: skip
    def end_offer(self, n: int, pause: float, how: str) -> None:
        standing = self.heads[n].offer
        if standing is None:
            return
        self._do(
            n,
            pause,
            lambda c, i: domain.end_offer(c, standing.id, how, "", SYSTEM, i, self.at),
        )
        after = self.heads[n]
        if after.offer is not None:
            assert how == domain.EXPIRED
            assert self.at < standing.until
        elif how != domain.WITHDRAWN:
            assert after.passed[-1] == standing.to.id

    @rule(n=which, pause=pauses, by=people, to=people)
    def transfer(self, n: int, pause: float, by: Person, to: Person) -> None:
        self._do(
            n,
            pause,
            lambda c, i: domain.transfer_to_user(c, an_agent(by), to, "Look", i, self.at),
            by=by,
        )

    @rule(n=which, pause=pauses, by=people, to=strategies.sampled_from(TEAMS))
    def send_to_team(self, n: int, pause: float, by: Person, to: Person) -> None:
        self._do(
            n,
            pause,
            lambda c, i: domain.transfer_to_team(c, an_agent(by), to.id, i, self.at),
            by=by,
        )

    @rule(n=which, pause=pauses)
    def take_from_the_silent(self, n: int, pause: float) -> None:
        def taken(c: Conversation, i: str) -> Change | None:
            passed = tuple(person.id for person in c.colleagues)
            if not passed:
                return None
            return domain.transfer_to_team(
                c, SYSTEM, c.team_id, i, self.at, reason="silent", passed=passed
            )

        self._do(n, pause, taken)

    @rule(n=which, pause=pauses, by=people, to=people | strategies.sampled_from(TEAMS))
    def invite(self, n: int, pause: float, by: Person, to: Person) -> None:
        def asked(c: Conversation, i: str) -> Change:
            return domain.invite(c, an_agent(by), to, f"inv_{c.version}", i, self.at)

        self._do(n, pause, asked, by=by)

    @rule(data=strategies.data(), n=which, pause=pauses, by=people)
    def join(self, data: Any, n: int, pause: float, by: Person) -> None:
        waiting = self.heads[n].invitations
        if not waiting:
            return
        one = data.draw(strategies.sampled_from(waiting))
        self._do(
            n,
            pause,
            lambda c, i: domain.join(c, an_agent(by), {TEAM}, one.id, i, self.at),
            by=by,
        )

    @rule(data=strategies.data(), n=which, by=people, how=strategies.sampled_from(
        [domain.DECLINED, domain.CANCELLED]))  # fmt: skip
    def end_invitation(self, data: Any, n: int, by: Person, how: str) -> None:
        waiting = self.heads[n].invitations
        if waiting:
            one = data.draw(strategies.sampled_from(waiting))
            self._do(
                n,
                0,
                lambda c, i: domain.end_invitation(c, an_agent(by), one.id, how, i, self.at),
                by=by,
            )

    @rule(n=which, pause=pauses, by=people)
    def leave(self, n: int, pause: float, by: Person) -> None:
        self._do(n, pause, lambda c, i: domain.leave(c, by, an_agent(by), i, self.at), by=by)
        head = self.heads[n]
        assert head.waiting_since is None or not head.assignees

    @rule(n=which, pause=pauses)
    def rest(self, n: int, pause: float) -> None:
        self._do(n, pause, lambda c, i: domain.rest(c, SYSTEM, i, self.at))

    @invariant()
    def nobody_is_asked_to_take_what_does_not_wait(self) -> None:
        for head in self.heads:
            assert head.is_waiting or (head.offer is None and head.passed == ())
            assert not (head.offer and head.assignees)

    @invariant()
    def nobody_is_invited_to_what_nobody_has_or_who_has_it(self) -> None:
        for head in self.heads:
            asked = [one.to.id for one in head.invitations]
            assert len(asked) == len(set(asked)) <= domain.INVITED_AT_MOST
            assert not asked or (head.is_open and head.colleagues)
            assert not [user for user in asked if head.is_assigned_to(user)]
            assert set(head.faces) <= {person.id for person in head.assignees}

    @invariant()
    def loads_count_the_open_assigned_conversations(self) -> None:
        expected = dict.fromkeys(self.loads, 0)
        for head in self.heads:
            if head.is_open and not head.snooze and not head.idle:
                for person in head.colleagues:
                    expected[person.id] += head.weight
        assert self.loads == expected

    @invariant()
    def it_rests_only_while_the_customer_waits_for_nothing(self) -> None:
        for head in self.heads:
            assert not (head.idle and (head.unreplied_since or not head.is_open))

    @invariant()
    def the_customer_never_hears_of_agents_coming_and_going(self) -> None:
        assert not COMING_AND_GOING & views.PUBLIC
        for thread in self.threads:
            for entry in thread:
                if entry.type not in views.PUBLIC:
                    continue
                told = views.visitor_data(entry)
                assert set(told["changes"]) <= {"status"}
                if entry.id in self.unseen:
                    assert entry.actor.id not in str(told)
                if entry.type != "message.sent":
                    assert not [person.id for person in PEOPLE if person.id in str(told)]

    @invariant()
    def nobody_stands_in_a_list_of_what_they_may_not_see(self) -> None:
        for head in self.heads:
            for seat in domain.seats(head):
                teams = {seat.holder} if seat.is_shared else {TEAM, OTHER}
                assert domain.may_see(a_reader(seat.holder, *teams), head)

    @invariant()
    def seats_are_what_the_rules_say(self) -> None:
        for head in self.heads:
            found = domain.seats(head)
            assigned = {Seat("assigned", person.id) for person in head.colleagues}
            asked = {Seat("offered", head.offer.to.id)} if head.offer else set()
            asked |= {Seat("invited", one.to.id) for one in head.invitations}
            listed = {seat for seat in found if seat.list in ("assigned", "offered", "invited")}
            assert listed == (set() if head.merged_into else assigned | asked)


Handing.TestCase.settings = settings(max_examples=40, stateful_step_count=60, deadline=None)


@pytest.mark.feature(
    "ASG-04", "ASG-07", "ASG-08", "ASG-21", "ASG-25", "ASG-30", "ASG-31", "ASG-32", "ASG-33",
    "ASG-34", "ASG-35", "ASG-36", "ASG-44", "ASG-45",
)  # fmt: skip
class TestHanding(Handing.TestCase):
    """Random sequences, shrunk to the shortest that breaks a claim."""
