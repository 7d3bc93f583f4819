"""The clocks of a promise: what starts, keeps, stops and breaks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.conversations import domain
from chalicelib.conversations.domain import (
    AI_AGENT,
    Actor,
    ActorKind,
    Change,
    Conversation,
    Person,
)
from chalicelib.hours.domain import ALWAYS, DAYS, Calendar, span
from chalicelib.sla.domain import Clock, clock_data, clock_of, rules
from chalicelib.sla.domain.policy import Policy, choose
from chalicelib.sla.domain.rules import follow, look, next_look
from tests.builders import NOON, a_customer, a_message, a_route, a_start, an_agent

MINUTE = timedelta(minutes=1)
HOURS = Calendar("UTC", {day: (span("09:00", "17:00"),) for day in DAYS[:5]})
NEVER = Calendar("UTC", {})
POLICY = Policy("sla_1", "Gold", first_minutes=30, next_minutes=60, resolve_minutes=240)
BOT = Actor(ActorKind.AI_AGENT, AI_AGENT, "Robin")


def at(minutes: float) -> datetime:
    """So many minutes after noon, a Monday."""
    return NOON + minutes * MINUTE


class Desk:
    """A conversation whose clock follows it, as the services have it do."""

    def __init__(
        self, policy: Policy | None = POLICY, calendar: Calendar | None = HOURS, **facts: Any
    ) -> None:
        self.policy, self.calendar = policy, calendar
        self.head = self._followed(a_start(), NOON).after
        self.head = replace(self.head, **facts)

    @property
    def clock(self) -> Clock:
        """The clock as it is now."""
        assert self.head.sla is not None
        return self.head.sla

    def writes(self, minutes: float, **more: Any) -> Clock:
        """The customer does."""
        via = replace(a_route(), heard_at=at(minutes))
        message = a_message() | more
        return self._do(
            domain.receive(self.head, a_customer(), message, via, "msg_x", at(minutes)), minutes
        )

    def answers(self, minutes: float, by: Actor | None = None) -> Clock:
        """Somebody of the company."""
        made = domain.reply(
            self.head, by or an_agent(), a_message("Yes"), a_route(), "msg_y", at(minutes)
        )
        return self._do(made, minutes)

    def bot_answers(self, minutes: float, settles: bool) -> Clock:
        """The AI agent."""
        made = domain.ai_reply(
            self.head,
            BOT,
            a_message("Yes"),
            a_route(),
            self.head.received_seq,
            settles,
            "msg_z",
            at(minutes),
        )
        assert made is not None
        return self._do(made, minutes)

    def closes(self, minutes: float) -> None:
        """An admin does."""
        by = an_agent(admin=True)
        self._do(domain.close(self.head, by, None, "evt_c", at(minutes)), minutes)

    def reopens(self, minutes: float) -> Clock:
        """An admin does."""
        made = domain.reopen(self.head, an_agent(admin=True), "evt_o", at(minutes))
        return self._do(made, minutes)

    def snoozes(self, minutes: float) -> Clock:
        """An agent does, until the customer writes."""
        made = domain.snooze(self.head, an_agent(), None, "evt_s", at(minutes))
        return self._do(made, minutes)

    def moves(self, minutes: float, team_id: str, policy: Policy | None) -> Clock | None:
        """To a team with another promise."""
        self.policy = policy
        after = replace(self.head, team_id=team_id, version=self.head.version + 1)
        change = self._followed(Change(self.head, after, None), at(minutes))
        self.head = change.after
        return self.head.sla

    def _do(self, change: Change, minutes: float) -> Clock:
        self.head = self._followed(change, at(minutes)).after
        return self.head.sla or Clock("")

    def _followed(self, change: Change, moment: datetime) -> Change:
        clock = follow(change, self.policy, self.calendar, moment)
        return replace(change, after=replace(change.after, sla=clock))


@pytest.mark.feature("ASG-38", "ASG-48")
def test_the_first_reply_is_due_from_the_first_message_on_and_further_messages_do_not_delay_it():
    desk = Desk()
    first = desk.clock.first_due
    desk.writes(10)

    assert first == at(30)
    assert desk.clock.first_due == at(30)
    assert desk.clock.next_due is None


@pytest.mark.feature("ASG-48")
def test_the_next_reply_is_due_from_the_oldest_message_without_an_answer():
    desk = Desk()
    desk.answers(5)
    desk.writes(20)
    desk.writes(40)

    assert desk.clock.first_due is None
    assert desk.clock.next_due == at(80)

    assert desk.answers(50).next_due is None


@pytest.mark.feature("ASG-48")
def test_only_office_hours_count():
    desk = Desk(POLICY, HOURS)
    desk.answers(5)
    desk.writes(270)  # half past four

    assert desk.clock.next_due == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.feature("ASG-48")
def test_without_office_hours_every_minute_counts():
    desk = Desk(POLICY, None)
    desk.answers(5)

    assert desk.writes(270).next_due == at(330)


@pytest.mark.feature("ASG-48")
def test_the_resolution_waits_while_it_is_the_customers_turn():
    desk = Desk()
    assert desk.clock.resolve_due == at(240)

    waiting = desk.answers(40)
    assert (waiting.resolve_due, waiting.resolve_left) == (None, 200 * 60)

    again = desk.writes(100)
    assert (again.resolve_due, again.resolve_left) == (at(300), None)


@pytest.mark.feature("ASG-48")
def test_a_reply_that_comes_late_is_a_miss_that_stays_though_no_timer_saw_it():
    desk = Desk()
    desk.answers(31)

    assert desk.clock.breached == ("first",)
    assert desk.answers(32).breached == ("first",)


@pytest.mark.feature("ASG-48")
def test_snoozing_does_not_stop_what_is_promised_to_a_customer_who_waits():
    desk = Desk()

    assert desk.snoozes(10).first_due == at(30)


@pytest.mark.feature("ASG-48")
@pytest.mark.parametrize("kind", [ActorKind.AUTO_RESPONDER, ActorKind.SYSTEM])
def test_an_automatic_word_is_no_reply(kind):
    desk = Desk()

    assert desk.answers(5, Actor(kind)).first_due == at(30)


@pytest.mark.feature("ASG-48")
def test_the_ai_agents_answer_is_a_reply_only_where_the_policy_says_so_and_only_if_it_settles():
    ai = {"assignees": (Person(AI_AGENT, "Robin"),), "waiting_since": None}
    strict = Desk(POLICY, **ai)
    lenient = Desk(replace(POLICY, ai_counts=True), **ai)
    unsure = Desk(replace(POLICY, ai_counts=True), **ai)

    assert strict.bot_answers(5, settles=True).first_due == at(30)
    assert lenient.bot_answers(5, settles=True).first_due is None
    assert unsure.bot_answers(5, settles=False).first_due == at(30)


def test_when_the_ai_agent_hands_over_what_it_had_settled_the_next_reply_is_owed_from_then_on():
    ai = {"assignees": (Person(AI_AGENT, "Robin"),), "waiting_since": None}
    desk = Desk(replace(POLICY, ai_counts=True), **ai)
    desk.bot_answers(5, settles=True)
    made = domain.hand_over(desk.head, BOT, "asked", "They asked.", None, "evt_h", at(20))
    assert made is not None
    clock = desk._do(made, 20)

    assert clock.next_due == at(80)


@pytest.mark.feature("ASG-48")
def test_closing_ends_every_clock_and_coming_back_is_promised_the_next_reply_and_a_resolution():
    desk = Desk()
    desk.answers(5)
    desk.closes(10)
    assert desk.head.sla is None

    back = desk.writes(100)
    assert (back.first_due, back.next_due) == (None, at(160))
    assert back.resolve_due == datetime(2026, 3, 3, 9, 40, tzinfo=UTC)


def test_a_miss_is_kept_over_the_end_and_the_way_back():
    desk = Desk()
    desk.answers(31)
    desk.closes(40)
    assert desk.clock == Clock("sla_1", breached=("first",))

    assert desk.writes(50).breached == ("first",)


def test_an_agent_who_reopens_has_the_resolution_to_keep_and_no_reply():
    desk = Desk()
    desk.answers(5)
    desk.closes(10)
    clock = desk.reopens(20)

    assert (clock.first_due, clock.next_due, clock.resolve_due) == (None, None, at(260))


def test_an_agent_who_writes_first_owes_nothing_until_the_customer_answers():
    draft = replace(
        a_start().after, version=0, unreplied_since=None, received_seq=0, waiting_since=None
    )
    made = domain.start_outbound(draft, an_agent(), a_message("Hello"), "msg_1")
    clock = follow(made, POLICY, HOURS, NOON)

    assert clock == Clock("sla_1", resolve_left=240 * 60)


def test_a_machines_mail_is_promised_nothing():
    desk = Desk()
    desk.answers(5)

    assert desk.writes(20, mail={"automatic": True}).next_due is None


def test_another_teams_promise_counts_from_the_message_that_waits():
    desk = Desk()
    other = Policy("sla_2", "Silver", first_minutes=120, resolve_minutes=100)
    clock = desk.moves(10, "tm_2", other)

    assert clock == Clock("sla_2", first_due=at(120), resolve_due=at(110))


def test_without_a_policy_nothing_runs_and_a_miss_is_still_known():
    desk = Desk()
    assert desk.moves(10, "tm_2", None) is None

    late = Desk()
    late.answers(31)
    assert late.moves(40, "tm_2", None) == Clock("sla_1", breached=("first",))


def test_a_calendar_that_is_never_open_promises_no_time():
    assert Desk(POLICY, NEVER).clock == Clock("sla_1")


def test_what_is_deleted_has_no_clock():
    desk = Desk()
    made = domain.delete(desk.head, an_agent(admin=True), "evt_d", at(100))

    assert follow(made, POLICY, HOURS, at(100)) is None


@pytest.mark.feature("ASG-48")
def test_somebody_is_warned_once_and_told_of_the_miss_once():
    clock = Desk().clock
    assert look(clock, POLICY, HOURS, at(23)) is None

    warned = look(clock, POLICY, HOURS, at(24))
    assert warned is not None
    assert (warned.kind, warned.target, warned.due) == (rules.WARNED, "first", at(30))
    assert look(warned.clock, POLICY, HOURS, at(29)) is None

    missed = look(warned.clock, POLICY, HOURS, at(30))
    assert missed is not None
    assert (missed.kind, missed.target) == (rules.BREACHED, "first")
    assert missed.clock.breached == ("first",)
    assert look(missed.clock, POLICY, HOURS, at(31)) is None


def test_a_timer_that_lost_its_microseconds_warns_all_the_same():
    clock = Desk(replace(POLICY, first_minutes=7, warn_percent=33)).clock
    policy = replace(POLICY, first_minutes=7, warn_percent=33)
    moment = next_look(clock, policy, HOURS, NOON + timedelta(microseconds=777))
    assert moment is not None

    assert look(clock, policy, HOURS, moment.replace(microsecond=0)) is not None
    assert look(clock, policy, HOURS, moment - timedelta(seconds=5)) is None


def test_a_timer_that_comes_too_late_to_warn_tells_of_the_miss_alone():
    missed = look(Desk().clock, POLICY, HOURS, at(45))

    assert missed is not None
    assert missed.kind == rules.BREACHED
    assert look(missed.clock, POLICY, HOURS, at(45)) is None


@pytest.mark.feature("ASG-48")
def test_a_question_after_a_missed_one_can_be_missed_and_is_told_again():
    desk = Desk()
    desk.answers(5)
    desk.writes(20)
    missed = look(desk.clock, POLICY, HOURS, at(80))
    assert missed is not None
    desk.head = replace(desk.head, sla=missed.clock)
    desk.answers(90)
    desk.writes(100)

    second = look(desk.clock, POLICY, HOURS, at(160))
    assert second is not None
    assert (second.kind, second.clock.breached) == (rules.BREACHED, ("next",))


def test_the_next_look_is_the_next_warning_or_miss():
    desk = Desk()
    assert next_look(desk.clock, POLICY, HOURS, NOON) == at(24)

    warned = look(desk.clock, POLICY, HOURS, at(24))
    assert warned is not None
    assert next_look(warned.clock, POLICY, HOURS, at(24)) == at(30)

    nobody = replace(POLICY, warn_percent=100)
    assert next_look(desk.clock, nobody, HOURS, NOON) == at(30)
    assert next_look(Clock("sla_1", resolve_left=5), POLICY, HOURS, NOON) is None


@pytest.mark.feature("ASG-38")
def test_a_customers_own_promise_counts_before_their_teams_and_that_before_the_accounts():
    gold, team, all_ = (Policy(f"sla_{n}", n) for n in ("gold", "team", "all"))
    known = (gold, team, replace(all_, default=True))

    assert choose(known, "sla_gold", "sla_team").by == "contact"
    assert choose(known, "sla_gone", "sla_team").policy == team
    assert choose(known, None, None).by == "account"
    assert choose((gold, team), None, None).policy is None


@pytest.mark.parametrize(
    "clock",
    [
        Clock("sla_1"),
        Clock("sla_1", NOON, at(5), at(9), None, ("first",), ("next", "resolve"), ("next",)),
        Clock("sla_1", resolve_left=77),
    ],
)
def test_a_clock_is_read_as_it_was_kept(clock):
    assert clock_of(clock_data(clock)) == clock


def test_a_clock_that_was_kept_before_misses_were_told_anew_is_read_too():
    assert clock_of(["sla_1", None, None, None, None, "f", "r"]) == Clock(
        "sla_1", warned=("first",), breached=("resolve",)
    )


STEPS = ("writes", "answers", "closes", "reopens", "snoozes")


@given(
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 600)), max_size=12),
    st.sampled_from([HOURS, ALWAYS, None]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_a_reply_is_owed_exactly_while_the_customer_waits(steps, calendar):
    desk, now = Desk(POLICY, calendar), 0
    for step, minutes in steps:
        now += minutes
        if not _possible(desk.head, step):
            continue
        getattr(desk, step)(now)
        clock = desk.head.sla
        owed = bool(clock and (clock.first_due or clock.next_due))

        assert owed == (desk.head.unreplied_since is not None)
        assert not (clock and clock.first_due and clock.next_due)
        assert not (clock and clock.resolve_due and clock.resolve_left is not None)
        if not desk.head.is_open:
            assert clock is None or not clock.runs
            continue
        assert clock is not None
        assert (clock.resolve_due is None) == (clock.resolve_left is not None)


def _possible(head: Conversation, step: str) -> bool:
    open_ = {"closes": True, "snoozes": True, "reopens": False}
    return step not in open_ or head.is_open is open_[step]


@pytest.mark.parametrize("step", ["writes", "answers"])
def test_following_a_change_twice_is_the_same_as_once(step):
    desk = Desk()
    desk.answers(5)
    desk.writes(10)
    before = desk.head
    getattr(desk, step)(20)
    change = Change(before, desk.head, None)

    assert follow(change, POLICY, HOURS, at(20)) == desk.clock
