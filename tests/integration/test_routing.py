"""A team's work finds its agents: given, offered, waited for, and explained."""

import json

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability, Overflow
from chalicelib.availability import service as availability
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.routing import service as routing
from chalicelib.routing import worker
from chalicelib.runtime.ids import now
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer
from tests.aws import Calls
from tests.builders import an_sqs_event, later
from tests.integration.floor import Floor


@pytest.fixture
def floor(aws, company, sockets, monkeypatch):
    """An account in which nobody works yet."""
    return Floor(aws, company, now(), monkeypatch)


@pytest.fixture
def desk(floor):
    """An automatic team of two who are online, and its channel."""
    return a_desk(floor, "automatic")


def a_desk(floor, distribution, names=("Anna Berg", "Bo Lind"), **rules):
    people = [floor.company.agent(name) for name in names]
    team = floor.company.team(*people, distribution=distribution)
    if rules:
        floor.rules(team, **rules)
    for one in people:
        floor.come(one)
    people = [floor.company.caller(one.user_id) for one in people]
    return (floor, *people, floor.company.channel(team_id=team))


def limited(company, **workload):
    accounts.update_policy(company.admin, {"workload": workload})


def away(floor, caller):
    availability.become(caller, caller.user_id, Availability.AWAY, None, False, floor.at)


def writes(floor, channel, **facts):
    """A customer writes; answers the conversation's id."""
    entry = floor.company.message(channel=channel, at=floor.at, **facts)
    floor.settle()
    return entry.conversation_id


def holder(floor, conversation_id):
    head = floor.company.head(conversation_id)
    return [person.id for person in head.assignees]


def asked(floor, conversation_id):
    offer = floor.company.head(conversation_id).offer
    return offer.to.id if offer else None


@pytest.mark.feature("ASG-14", "ASG-20")
def test_conversations_are_spread_over_those_who_are_there(desk):
    floor, anna, bo, channel = desk

    for _ in range(6):
        writes(floor, channel)

    assert (floor.company.load(anna), floor.company.load(bo)) == (3, 3)


@pytest.mark.feature("CH-13", "ASG-15")
def test_texts_are_spread_while_chats_wait_as_each_ones_team_has_settled_it(desk):
    floor, anna, bo, channel = desk
    texts = floor.company.channel("twilio_sms", address="+4759440777", team_id=channel.team_id)

    text, chat = writes(floor, texts), writes(floor, floor.company.webchat)

    assert holder(floor, text)[0] in (anna.user_id, bo.user_id)
    assert floor.company.head(chat).waiting_since


def test_a_given_conversation_says_that_the_system_gave_it_and_why(desk):
    floor, _anna, _, channel = desk
    id_ = writes(floor, channel)

    told = floor.last(id_, "conversation.assigned")

    assert told.actor.kind == "system"
    decision = told.data["decision"]
    assert (decision["strategy"], decision["considered"]) == ("least_loaded", 2)
    assert decision["reason"].endswith("had the least to do (load 0).")


@pytest.mark.feature("ASG-14")
def test_with_nobody_there_it_waits_and_is_given_to_whoever_becomes_free(desk):
    floor, anna, bo, channel = desk
    limited(floor.company, limit=1)
    first, _, third = (writes(floor, channel) for _ in range(3))
    assert holder(floor, third) == []

    has = anna if holder(floor, first) == [anna.user_id] else bo
    conversations.close(has, first, None, floor.at)
    floor.settle()

    assert holder(floor, third) == holder(floor, first)
    assert (floor.company.load(anna), floor.company.load(bo)) == (1, 1)


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-17")
def test_the_lower_of_the_two_limits_counts(desk):
    floor, anna, bo, channel = desk
    limited(floor.company, limit=3)
    accounts.update_me(anna, {"limit": 1})

    for _ in range(6):
        writes(floor, channel)

    assert (floor.company.load(anna), floor.company.load(bo)) == (1, 3)


@pytest.mark.feature("ASG-14", "ASG-18", "ASG-28")
def test_who_is_away_or_takes_none_of_this_team_gets_nothing(desk):
    floor, anna, bo, channel = desk
    mine = floor.company.caller(anna.user_id)
    availability.switch_team(mine, channel.team_id, chats=False, calls=True)

    first = writes(floor, channel)
    away(floor, bo)
    second = writes(floor, channel)

    assert (holder(floor, first), holder(floor, second)) == ([bo.user_id], [])
    availability.become(bo, bo.user_id, Availability.AVAILABLE, None, False, floor.at)
    floor.settle()
    assert holder(floor, second) == [bo.user_id]


@pytest.mark.feature("ASG-15")
def test_a_manual_team_pulls_for_itself(floor):
    floor, _anna, _, channel = a_desk(floor, "manual")

    id_ = writes(floor, channel)

    assert floor.company.head(id_).is_waiting
    assert floor.types(id_) == ["message.received"]


def test_what_somebody_took_meanwhile_is_theirs(desk):
    floor, _, _, channel = desk
    entry = floor.company.message(channel=channel, at=floor.at)
    conversations.take(floor.company.admin, entry.conversation_id, floor.at)

    floor.settle()

    assert holder(floor, entry.conversation_id) == [floor.company.admin.user_id]


def test_a_message_that_comes_twice_and_late_gives_once(desk):
    floor, anna, bo, channel = desk

    def twice(event):
        worker.routing(event, None)
        worker.routing(event, None)

    id_ = floor.company.message(channel=channel, at=floor.at).conversation_id
    floor.settle(twice)
    look = floor.looks[0]
    worker.routing(an_sqs_event(look), None)

    assert floor.types(id_).count("conversation.assigned") == 1
    assert floor.company.load(anna) + floor.company.load(bo) == 1


def test_a_function_that_dies_after_its_write_changes_nothing_when_it_comes_again(
    desk, monkeypatch
):
    floor, anna, bo, channel = desk
    really, died = conversations.assign_automatically, []

    def dies(*given):
        made = really(*given)
        if not died:
            died.append(made)
            raise RuntimeError("killed")
        return made

    monkeypatch.setattr(conversations, "assign_automatically", dies)

    def again_if_failed(event):
        while worker.routing(event, None)["batchItemFailures"]:
            continue

    id_ = floor.company.message(channel=channel, at=floor.at).conversation_id
    floor.settle(again_if_failed)

    assert died
    assert floor.types(id_).count("conversation.assigned") == 1
    assert floor.company.load(anna) + floor.company.load(bo) == 1


def test_a_conversation_that_is_gone_is_passed_over(company):
    wake = {
        "account_id": company.account_id,
        "team_id": company.team_id,
        "conversation_id": "cnv_gone",
        "type": "message.received",
        "at": "2026-03-02T12:00:00.000Z",
    }

    assert worker.routing(an_sqs_event(wake), None) == {"batchItemFailures": []}


@pytest.mark.feature("ASG-14")
def test_one_assignment_is_one_transaction_and_few_reads(desk, aws):
    floor, _, _, channel = desk
    writes(floor, channel)
    floor.company.message(channel=channel, at=floor.at)
    floor.publish()
    [message] = aws.messages("routing")

    with Calls() as calls:
        worker.routing(an_sqs_event(message["Body"]), None)

    assert len(calls.transactions()) == 1
    # the queue, the roster, who is online; of the head once to look and once to decide
    assert calls["Query"] == 3
    assert calls["GetItem"] <= 3


@pytest.mark.feature("ASG-21", "ASG-25", "ASG-26")
def test_an_offer_that_is_rejected_or_missed_goes_to_the_next(floor):
    floor, anna, bo, channel = a_desk(floor, "offer", pause_missed=True, offer_seconds=20)
    id_ = writes(floor, channel)
    people = {one.user_id: one for one in (anna, bo)}
    first = people.pop(asked(floor, id_))
    [second] = people.values()

    conversations.reject_offer(first, id_, floor.company.head(id_).offer.id, floor.at)
    floor.settle()
    assert asked(floor, id_) == second.user_id

    assert floor.ring("offer", later(21, floor.at)) == 2
    assert asked(floor, id_) is None  # the first is not asked again at once
    missed = floor.person(second)
    assert (missed.availability, missed.pause.paid, missed.pause.automatic) == (
        Availability.AWAY,
        False,
        True,
    )
    assert floor.ring("queue", later(90, floor.at))
    assert asked(floor, id_) == first.user_id
    assert floor.person(first).availability is Availability.AVAILABLE


@pytest.mark.feature("ASG-26", "ASG-27")
def test_without_the_rule_nobody_is_paused_and_who_is_paused_is_not_asked(floor):
    floor, anna, bo, channel = a_desk(floor, "offer")
    away(floor, bo)
    id_ = writes(floor, channel)
    assert asked(floor, id_) == anna.user_id

    floor.ring("offer", later(31, floor.at))

    assert floor.person(anna).availability is Availability.AVAILABLE
    assert asked(floor, id_) is None


@pytest.mark.feature("ASG-26")
def test_an_offer_s_timer_that_comes_early_or_twice_ends_nothing_else(floor):
    floor, _anna, _bo, channel = a_desk(floor, "offer")
    id_ = writes(floor, channel)
    first = asked(floor, id_)
    [timer] = [one for one in floor.timers if one["kind"] == "offer"]

    floor.timers.append(timer)
    assert floor.ring("offer", later(10, floor.at)) == 2
    assert asked(floor, id_) == first

    floor.timers.append(timer)
    floor.ring("offer", later(31, floor.at))
    assert floor.types(id_).count("offer.expired") == 1
    assert asked(floor, id_) not in (first, None)


@pytest.mark.feature("ASG-21")
def test_one_agent_has_one_offer_on_screen_at_a_time(floor):
    floor, anna, channel = a_desk(floor, "offer", names=("Anna Berg",))

    first, second = writes(floor, channel), writes(floor, channel)

    assert (asked(floor, first), asked(floor, second)) == (anna.user_id, None)
    conversations.accept_offer(anna, first, floor.company.head(first).offer.id, floor.at)
    floor.settle()
    assert (holder(floor, first), asked(floor, second)) == ([anna.user_id], anna.user_id)


@pytest.mark.feature("ASG-29", "ASG-30")
def test_what_rings_at_a_colleague_may_be_taken_and_they_are_asked_about_the_next(floor):
    floor, anna, bo, channel = a_desk(floor, "offer")
    away(floor, bo)
    first, second = writes(floor, channel), writes(floor, channel)
    assert asked(floor, first) == anna.user_id

    conversations.take(bo, first, floor.at)
    floor.settle()

    assert holder(floor, first) == [bo.user_id]
    assert asked(floor, second) == anna.user_id
    assert floor.person(anna).ringing.conversation_id == second


@pytest.mark.feature("ASG-26")
def test_an_agent_whose_browser_is_closed_loses_the_offer_at_once_and_else_at_its_end(floor):
    floor, anna, bo, channel = a_desk(floor, "offer")
    id_ = writes(floor, channel)
    people = {one.user_id: one for one in (anna, bo)}
    gone = people.pop(asked(floor, id_))
    [other] = people

    floor.go(gone)
    routing.wake_user(gone.account_id, gone.user_id)
    floor.settle()

    assert asked(floor, id_) == other
    assert floor.person(gone).ringing is None


@pytest.mark.feature("ASG-26")
def test_an_offer_whose_timer_is_lost_ends_with_the_next_look(floor):
    floor, _anna, _bo, channel = a_desk(floor, "offer")
    id_ = writes(floor, channel)
    first = asked(floor, id_)
    floor.timers.clear()

    floor.at = later(300, floor.at)
    routing.wake_team(floor.company.account_id, channel.team_id)
    floor.settle()

    assert asked(floor, id_) not in (first, None)


@pytest.mark.feature("ASG-44")
def test_a_claim_counts_the_weight_of_the_channel(desk):
    floor, anna, bo, channel = desk
    limited(floor.company, limit=3, weights={"webchat": 2})

    ids = [writes(floor, channel) for _ in range(3)]

    assert (floor.company.load(anna), floor.company.load(bo)) == (2, 2)
    assert holder(floor, ids[2]) == []


@pytest.mark.feature("ASG-44")
def test_a_silent_customer_makes_room_and_takes_it_again(desk):
    floor, anna, bo, channel = desk
    limited(floor.company, limit=1, idle_minutes=10)
    away(floor, bo)
    first, second = writes(floor, channel), writes(floor, channel)
    conversations.reply(anna, first, Written("We do"), floor.at)
    floor.settle()
    assert holder(floor, second) == []

    assert floor.ring("rest", later(11 * 60, floor.at)) == 1

    assert floor.company.head(first).idle
    assert holder(floor, second) == [anna.user_id]
    assert floor.company.load(anna) == 1
    head = floor.company.head(first)
    floor.company.message(sender=head.address, channel=channel, at=floor.at)
    assert floor.company.load(anna) == 2


@pytest.mark.feature("ASG-39")
def test_a_skill_is_asked_for_until_the_team_relaxes(floor):
    floor, _anna, _bo, channel = a_desk(floor, "automatic", skills=("german",), relax_seconds=60)
    id_ = writes(floor, channel)
    assert holder(floor, id_) == []

    assert floor.ring("queue", later(61, floor.at)) == 1

    assert holder(floor, id_)


@pytest.mark.feature("ASG-40")
def test_a_returning_customer_waits_a_moment_for_who_served_them_last(floor):
    floor, _anna, bo, channel = a_desk(floor, "automatic", last_agent_seconds=60)
    limited(floor.company, limit=1)
    accounts.update_policy(floor.company.admin, {"after_close": "new"})
    before = floor.company.message(channel=channel, at=floor.at)
    conversations.take(bo, before.conversation_id, floor.at)
    address = floor.company.head(before.conversation_id).address
    conversations.close(bo, before.conversation_id, None, floor.at)
    other = floor.company.message(channel=channel, at=floor.at)
    conversations.take(bo, other.conversation_id, floor.at)

    floor.at = later(5, floor.at)
    again = writes(floor, channel, sender=address)
    assert again != before.conversation_id
    assert holder(floor, again) == []
    conversations.close(bo, other.conversation_id, None, floor.at)
    floor.settle()

    assert holder(floor, again) == [bo.user_id]
    decision = floor.last(again, "conversation.assigned").data["decision"]
    assert decision["strategy"] == "last_agent"


@pytest.mark.feature("ASG-41")
def test_who_becomes_free_serves_the_most_urgent_team_first(floor):
    company = floor.company
    anna = company.agent("Anna Berg")
    teams = [company.team(anna, distribution="automatic", name=name) for name in ("A", "B", "C")]
    for team, priority in zip(teams, (4, 1, 3), strict=True):
        floor.rules(team, priority=priority)
    limited(company, limit=1)
    channels = [company.channel(team_id=team) for team in teams]
    ids = [writes(floor, channel) for channel in channels]
    assert [holder(floor, id_) for id_ in ids] == [[], [], []]

    floor.come(anna)
    routing.wake_user(anna.account_id, anna.user_id)
    floor.settle()
    assert [bool(holder(floor, id_)) for id_ in ids] == [False, True, False]

    conversations.close(anna, ids[1], None, floor.at)
    floor.settle()
    assert [bool(holder(floor, id_)) for id_ in ids] == [False, True, True]


@pytest.mark.feature("ASG-42")
def test_what_waited_too_long_goes_to_another_team_once(floor):
    company = floor.company
    anna = company.agent("Anna Berg")
    calm = company.team(anna, distribution="manual", name="Calm")
    busy = company.team(anna, distribution="manual", name="Busy")
    floor.rules(busy, overflow=Overflow(60, "team", team_id=calm))
    floor.rules(calm, overflow=Overflow(60, "team", team_id=busy))
    id_ = writes(floor, company.channel(team_id=busy))

    floor.ring("queue", later(61, floor.at))

    # calm's own time is over by then, too, and sends it back; nobody sends it a second time
    assert floor.types(id_).count("conversation.transferred") == 2
    assert floor.company.head(id_).team_id == busy
    decision = floor.last(id_, "conversation.transferred").data["decision"]
    assert decision["strategy"] == "overflow"
    routing.wake_team(company.account_id, busy)
    floor.settle()
    assert floor.types(id_).count("conversation.transferred") == 2


@pytest.mark.feature("ASG-42")
def test_what_waited_too_long_is_told_so_once_or_told_and_closed(floor):
    company = floor.company
    told = company.team(distribution="manual", name="Told")
    ended = company.team(distribution="manual", name="Ended")
    floor.rules(told, overflow=Overflow(60, "message", text="It takes longer today."))
    floor.rules(ended, overflow=Overflow(60, "close", text="Please write tomorrow."))
    waits = writes(floor, company.channel(team_id=told))
    ends = writes(floor, company.channel(team_id=ended))

    floor.ring("queue", later(61, floor.at))
    routing.wake_team(company.account_id, told)
    floor.settle()

    assert floor.types(waits) == ["message.received", "message.sent"]
    assert floor.last(waits, "message.sent").actor.kind == "auto_responder"
    assert floor.company.head(waits).is_waiting
    assert floor.types(ends) == ["message.received", "message.sent", "conversation.closed"]


@pytest.mark.feature("ASG-43")
def test_after_a_conversation_nothing_new_comes_until_the_wrap_up_is_over_or_ended(floor):
    floor, anna, channel = a_desk(floor, "automatic", names=("Anna Berg",), wrap_up_seconds=120)
    first = writes(floor, channel)
    conversations.close(anna, first, None, floor.at)
    assert floor.person(anna).wrap_up_until == later(120, floor.at)

    floor.settle()
    second = writes(floor, channel)
    assert holder(floor, second) == []
    floor.ring("queue", later(120, floor.at))
    assert holder(floor, second) == [anna.user_id]

    conversations.close(anna, second, None, floor.at)
    floor.settle()
    third = writes(floor, channel)
    assert holder(floor, third) == []
    availability.end_wrap_up(anna)
    floor.settle()
    assert holder(floor, third) == [anna.user_id]


@pytest.mark.feature("ASG-43")
def test_wrap_up_begins_with_the_close_itself_for_whoever_had_it_and_is_never_cut_short(floor):
    floor, anna, bo, channel = a_desk(floor, "manual", wrap_up_seconds=120)
    brief = floor.company.team(anna, bo)
    floor.rules(brief, wrap_up_seconds=30)
    anna, bo = floor.company.caller(anna.user_id), floor.company.caller(bo.user_id)
    long_one = writes(floor, channel)
    short_one = writes(floor, floor.company.channel(team_id=brief))
    for id_ in (long_one, short_one):
        conversations.take(anna, id_, floor.at)

    conversations.close(anna, long_one, None, floor.at)
    conversations.close(anna, short_one, None, later(10, floor.at))
    assert floor.person(anna).wrap_up_until == later(120, floor.at)

    others = writes(floor, channel)
    conversations.take(anna, others, floor.at)
    conversations.close(floor.company.admin, others, None, floor.at)
    assert floor.person(floor.company.admin).wrap_up_until is None

    shared = writes(floor, channel)
    conversations.take(bo, shared, floor.at)
    conversations.assign(bo, shared, [anna.user_id, bo.user_id], floor.at)
    conversations.close(bo, shared, None, later(5, floor.at))
    assert floor.company.head(shared).is_open
    assert floor.person(bo).wrap_up_until == later(125, floor.at)


@pytest.mark.feature("ASG-45")
def test_who_does_not_reply_loses_it_to_the_next_with_a_log_entry(floor):
    floor, anna, bo, channel = a_desk(floor, "automatic", silent_minutes=5)
    id_ = writes(floor, channel)
    [first] = holder(floor, id_)

    assert floor.ring("silence", later(301, floor.at)) == 1

    [second] = holder(floor, id_)
    assert second != first
    log = floor.last(id_, "conversation.transferred").data
    assert (log["reason"], log["decision"]["strategy"]) == ("silent", "silent")
    assert log["decision"]["reason"].endswith("had not replied for 5 minutes.")
    assert floor.company.load(anna) + floor.company.load(bo) == 1


@pytest.mark.feature("ASG-45")
def test_who_replied_keeps_it_and_a_later_assignee_has_their_own_time(floor):
    floor, anna, bo, channel = a_desk(floor, "automatic", silent_minutes=5)
    replied, given = writes(floor, channel), writes(floor, channel)
    people = {one.user_id: one for one in (anna, bo)}
    author = people[holder(floor, replied)[0]]
    conversations.reply(author, replied, Written("Hello"), floor.at)
    conversations.assign(floor.company.admin, given, [author.user_id], later(200, floor.at))

    floor.ring("silence", later(301, floor.at))

    assert holder(floor, replied) == holder(floor, given) == [author.user_id]


@pytest.mark.feature("ASG-45")
def test_in_a_manual_team_the_silent_one_s_goes_to_the_next_or_back_to_the_queue(floor):
    floor, anna, bo, channel = a_desk(floor, "manual", silent_minutes=5)
    id_ = writes(floor, channel)
    conversations.take(anna, id_, floor.at)
    floor.settle()

    floor.ring("silence", later(301, floor.at))
    assert holder(floor, id_) == [bo.user_id]

    floor.rules(channel.team_id, silent_to="unassigned")
    floor.ring("silence", later(301, floor.at))
    assert floor.company.head(id_).is_waiting


def test_a_load_that_is_wrong_twice_is_corrected_and_counted(desk, monkeypatch):
    floor, anna, bo, channel = desk
    writes(floor, channel), writes(floor, channel)
    counted = []
    monkeypatch.setattr(
        "chalicelib.routing.service.sweeping.count", lambda name, by: counted.append((name, by))
    )
    accounts.correct_load(anna.account_id, anna.user_id, 1, 4)

    floor.timers.clear()
    timers.set(Timer(Kind.SWEEP, anna.account_id, anna.account_id, floor.at), floor.at)
    floor.ring("sweep")
    [again] = [one for one in floor.timers if one["kind"] == "sweep"]
    assert (floor.company.load(anna), counted) == (4, [])

    floor.ring("sweep", later(61, floor.at))
    assert (floor.company.load(anna), floor.company.load(bo)) == (1, 1)
    assert counted == [("CapacityDrift", 3)]
    floor.timers.append(again)
    floor.ring("sweep")
    assert (floor.company.load(anna), len(counted)) == (1, 1)


def test_an_account_in_which_something_was_given_is_looked_through_after_the_hour(desk):
    floor, _, _, channel = desk
    with Calls() as calls:
        writes(floor, channel)
        writes(floor, channel)

    made = [given for name, given in calls.sent if name == "CreateSchedule"]
    assert [json.loads(one["Target"]["Input"])["kind"] for one in made] == ["sweep"]


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-05")
def test_many_arrivals_at_once_pass_no_limit_and_lose_nothing(floor, at_once):
    names = [f"Agent {number}" for number in range(10)]
    floor, *people, channel = a_desk(floor, "automatic", names=names)
    limited(floor.company, limit=3)
    entries = [floor.company.message(channel=channel, at=floor.at) for _ in range(80)]
    floor.publish()
    bodies = [message["Body"] for message in floor.aws.messages("routing")]

    at_once([lambda b=b: worker.routing(an_sqs_event(b), None) for b in bodies[:12] * 2])
    worker.routing(an_sqs_event(bodies[-1]), None)

    heads = [floor.company.head(entry.conversation_id) for entry in entries]
    given = [head for head in heads if head.assignees]
    assert len(given) == 30
    assert [floor.company.load(one) for one in people] == [3] * 10
    assert all(len(head.assignees) == 1 for head in given)
    assert all(head.is_waiting for head in heads if not head.assignees)


@pytest.mark.feature("ASG-05", "ASG-29")
def test_of_a_hundred_takers_exactly_one_wins(floor, at_once):
    people = [floor.company.agent(f"Agent {number}") for number in range(100)]
    id_ = writes(floor, floor.company.webchat)

    takers = [lambda one=one: conversations.take(one, id_, floor.at) for one in people]
    answers = at_once(takers)

    won = [one for one in answers if not isinstance(one, Exception)]
    assert len(won) == 1
    assert sum(floor.company.load(one) for one in people) == 1
