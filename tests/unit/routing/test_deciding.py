"""Who gets a conversation: the rules, and what holds whatever the facts are."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.domain import STRATEGIES as NAMES
from chalicelib.accounts.domain import Routing
from chalicelib.routing.domain import AGAIN, STRATEGIES, Candidate, Waiting, decide, obstacle
from tests.builders import NOON, later


def someone(id_="usr_kim", **facts):
    """A member who is ready for work."""
    return Candidate(id_, id_.removeprefix("usr_").title(), **facts)


def waits(**facts):
    """A conversation that began to wait at noon."""
    known = {"id": "cnv_1", "since": NOON, "created_at": NOON}
    return Waiting(**(known | facts))


def chosen(team, waiting=None, at=NOON, **routing):
    decision = decide(waiting or waits(), team, Routing(**routing), at)
    return decision.agent.id if decision.agent else None


@pytest.mark.feature("ASG-20")
def test_every_strategy_that_a_team_can_have_is_one_function_in_a_table():
    assert set(STRATEGIES) == set(NAMES)


@pytest.mark.feature("ASG-14", "ASG-20")
def test_the_least_loaded_is_who_carries_least_and_the_sentence_says_how_much():
    team = [someone("usr_bo", load=3, limit=5), someone("usr_kim", load=2, limit=5)]

    decision = decide(waits(), team, Routing(), NOON)

    assert decision.agent.id == "usr_kim"
    assert decision.data() == {
        "strategy": "least_loaded",
        "reason": "Kim had the least to do (2 of 5).",
        "considered": 2,
        "passed_over": [],
        "at": "2026-03-02T12:00:00.000Z",
    }


@pytest.mark.feature("ASG-20")
def test_round_robin_asks_who_was_given_something_longest_ago_however_much_they_carry():
    team = [
        someone("usr_bo", load=0, given_at=later(-10)),
        someone("usr_kim", load=4, given_at=later(-20)),
    ]

    assert chosen(team, strategy="round_robin") == "usr_kim"


@pytest.mark.feature("ASG-20")
def test_longest_idle_asks_who_has_an_empty_desk_for_the_longest():
    team = [
        someone("usr_bo", idle_since=later(-60)),
        someone("usr_kim", idle_since=later(-600)),
        someone("usr_liv", load=1, idle_since=later(-6000)),
    ]

    assert chosen(team, strategy="longest_idle") == "usr_kim"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"available": False}, "away"),
        ({"available": False, "paused": True}, "paused"),
        ({"online": False}, "offline"),
        ({"takes": False}, "off"),
        ({"load": 3, "limit": 3}, "full"),
        ({"wrap_up_until": later(1)}, "wrap_up"),
        ({"ringing": True}, "ringing"),
    ],
)
@pytest.mark.feature("ASG-14", "ASG-16", "ASG-18", "ASG-27", "ASG-28", "ASG-43")
def test_who_is_not_ready_is_passed_over_and_the_decision_says_why(facts, reason):
    decision = decide(waits(), [someone(**facts)], Routing(), NOON)

    assert decision.agent is None
    assert decision.data()["passed_over"] == [
        {"reason": reason, "user_ids": ["usr_kim"], "count": 1}
    ]


@pytest.mark.feature("ASG-44")
def test_a_heavy_conversation_wants_all_its_room():
    team = [someone("usr_bo", load=2, limit=5), someone("usr_kim", load=1, limit=5)]

    assert chosen(team, waits(weight=4)) == "usr_kim"
    assert chosen(team, waits(weight=5)) is None


@pytest.mark.feature("ASG-39")
def test_skills_are_asked_for_until_they_are_relaxed():
    german = someone("usr_bo", load=9, skills=frozenset({"german", "billing"}))
    team = [german, someone("usr_kim")]
    rules = {"skills": ("billing",), "relax_seconds": 60}
    asks = waits(skills=frozenset({"german"}))

    assert chosen(team, asks, at=later(59), **rules) == "usr_bo"
    assert chosen(team, asks, at=later(60), **rules) == "usr_kim"
    assert chosen([team[1]], asks, at=later(6000), skills=("billing",)) is None


@pytest.mark.feature("ASG-40")
def test_a_returning_customer_is_first_for_who_served_them_last():
    team = [someone("usr_bo", load=3, limit=4), someone("usr_kim")]
    returns = waits(last_agent="usr_bo")

    assert chosen(team, returns, last_agent_seconds=30) == "usr_bo"
    assert chosen(team, returns, at=later(30), last_agent_seconds=30) == "usr_kim"


@pytest.mark.feature("ASG-40")
def test_a_busy_last_agent_is_waited_for_and_one_who_is_away_is_not():
    kim = someone("usr_kim")
    returns = waits(last_agent="usr_bo")

    busy = decide(
        returns, [someone("usr_bo", load=4, limit=4), kim], Routing(last_agent_seconds=30), NOON
    )
    assert busy.agent is None
    assert busy.reason == "It waits for Bo, who served this customer last and is busy."
    away = someone("usr_bo", available=False)
    assert chosen([away, kim], returns, last_agent_seconds=30) == "usr_kim"


@pytest.mark.feature("ASG-25")
def test_who_passed_is_asked_again_only_when_nobody_else_is_ready_and_not_at_once():
    bo, kim = someone("usr_bo", given_at=NOON), someone("usr_kim", load=9)
    passed = waits(passed=frozenset({"usr_bo"}))

    assert chosen([bo, kim], passed, at=later(3600)) == "usr_kim"
    assert chosen([bo], passed, at=later(59)) is None
    assert chosen([bo], passed, at=NOON + AGAIN) == "usr_bo"


def test_a_restricted_conversation_goes_to_those_it_names():
    team = [someone("usr_bo"), someone("usr_kim", load=5)]

    assert chosen(team, waits(named=frozenset({"usr_kim"}))) == "usr_kim"


def test_nobody_free_is_said_in_a_sentence_with_numbers():
    team = [
        someone("usr_bo", available=False),
        someone("usr_kim", load=1, limit=1),
        someone("usr_liv", load=1, limit=1),
    ]

    assert decide(waits(), team, Routing(), NOON).reason == (
        "Nobody is free: 1 is away, 2 have no room."
    )
    assert decide(waits(), [], Routing(), NOON).reason == "Nobody is in this team."


def test_a_decision_names_ten_of_a_hundred_and_counts_them_all():
    team = [someone(f"usr_{number:03d}", online=False) for number in range(100)]

    [left_out] = decide(waits(), team, Routing(), NOON).data()["passed_over"]

    assert (len(left_out["user_ids"]), left_out["count"]) == (10, 100)


def test_of_equals_the_choice_is_the_same_in_any_order():
    equals = [someone(f"usr_{number}") for number in range(4)]

    found = {chosen(list(order)) for order in itertools.permutations(equals)}

    assert found == {"usr_0"}


MOMENTS = st.one_of(st.none(), st.integers(-3600, 3600).map(later))
SKILLS = st.frozensets(st.sampled_from(["german", "billing"]))
IDS = [f"usr_{number}" for number in range(6)]


@st.composite
def teams(draw):
    """Some members in any state."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=6))
    return [
        someone(
            id_,
            available=draw(st.booleans()),
            online=draw(st.booleans()),
            takes=draw(st.booleans()),
            load=draw(st.integers(0, 6)),
            limit=draw(st.one_of(st.none(), st.integers(0, 6))),
            skills=draw(SKILLS),
            ringing=draw(st.booleans()),
            wrap_up_until=draw(MOMENTS),
            given_at=draw(MOMENTS),
            idle_since=draw(MOMENTS),
        )
        for id_ in ids
    ]


@st.composite
def conversations(draw):
    """A conversation in any state of waiting."""
    return waits(
        weight=draw(st.integers(1, 4)),
        skills=draw(SKILLS),
        passed=draw(st.frozensets(st.sampled_from(IDS))),
        last_agent=draw(st.one_of(st.none(), st.sampled_from(IDS))),
        named=draw(st.one_of(st.none(), st.frozensets(st.sampled_from(IDS)))),
    )


RULES = st.builds(
    Routing,
    strategy=st.sampled_from(NAMES),
    skills=st.sampled_from([(), ("german",)]),
    relax_seconds=st.one_of(st.none(), st.integers(0, 600)),
    last_agent_seconds=st.integers(0, 600),
)


@pytest.mark.feature("ASG-14", "ASG-16", "ASG-25")
@given(teams(), conversations(), RULES, st.integers(0, 1200))
def test_whatever_the_facts_nobody_gets_too_much_and_none_who_is_not_ready(
    team, waiting, rules, seconds
):
    at = later(seconds)

    decision = decide(waiting, team, rules, at)

    if decision.agent is None:
        return
    agent = decision.agent
    assert agent.available
    assert agent.online
    assert agent.takes
    assert not agent.ringing
    assert agent.limit is None or agent.load + waiting.weight <= agent.limit
    assert agent.wrap_up_until is None or agent.wrap_up_until <= at
    assert waiting.named is None or agent.id in waiting.named
    wanted = waiting.skills | set(rules.skills)
    relaxed = rules.relax_seconds is not None and seconds >= rules.relax_seconds
    assert relaxed or wanted <= agent.skills
    if agent.id in waiting.passed:
        asked = frozenset() if relaxed else wanted
        ready = [one.id for one in team if obstacle(one, waiting, asked, at) is None]
        assert set(ready) <= waiting.passed


@given(teams(), conversations(), RULES, st.randoms())
def test_the_same_facts_are_the_same_decision_in_any_order(team, waiting, rules, random):
    shuffled = random.sample(team, len(team))

    assert decide(waiting, team, rules, NOON) == decide(waiting, shuffled, rules, NOON)


@given(teams(), conversations(), RULES)
def test_everybody_is_the_chosen_ready_or_passed_over_once(team, waiting, rules):
    decision = decide(waiting, team, rules, NOON)

    named = [id_ for one in decision.passed_over for id_ in one.user_ids]
    assert len(named) == len(set(named))
    assert decision.considered == len(team)
    assert decision.agent is None or decision.agent.id not in named


@pytest.mark.feature("ASG-20")
@given(st.integers(2, 6), st.integers(1, 60))
def test_round_robin_gives_everyone_the_same_give_or_take_one(people, rounds):
    team = {f"usr_{number}": someone(f"usr_{number}") for number in range(people)}
    had = dict.fromkeys(team, 0)
    for step in range(rounds):
        at = NOON + timedelta(seconds=step)
        agent = decide(waits(), team.values(), Routing(strategy="round_robin"), at).agent
        team[agent.id] = someone(agent.id, given_at=at)
        had[agent.id] += 1

    assert max(had.values()) - min(had.values()) <= 1
