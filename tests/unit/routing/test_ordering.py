"""Who is served first, and when a queue wants to be looked at again."""

import pytest

from chalicelib.accounts.domain import Overflow, Roster, Routing, Team
from chalicelib.conversations.domain import Priority
from chalicelib.routing.domain import distributing, next_moment, order, waiting
from tests.builders import NOON, a_conversation, a_user, later
from tests.unit.routing.test_deciding import someone, waits


def heads():
    """One that waits longest, one that is oldest, one that is urgent."""
    return [
        a_conversation(id="cnv_wait", waiting_since=later(0), created_at=later(-10)),
        a_conversation(id="cnv_old", waiting_since=later(20), created_at=later(-900)),
        a_conversation(
            id="cnv_vip", waiting_since=later(30), created_at=later(30), priority=Priority.URGENT
        ),
    ]


@pytest.mark.feature("ASG-41")
@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("waiting", ["cnv_wait", "cnv_old", "cnv_vip"]),
        ("oldest", ["cnv_old", "cnv_wait", "cnv_vip"]),
        ("vip", ["cnv_vip", "cnv_wait", "cnv_old"]),
        ("unknown", ["cnv_wait", "cnv_old", "cnv_vip"]),
    ],
)
def test_the_rule_says_who_is_served_first(rule, first):
    queue = [waiting(head, 1) for head in heads()]

    assert [one.id for one in order(queue, rule)] == first
    assert [one.id for one in order(queue[::-1], rule)] == first


def a_team(id_, distribution="automatic", priority=3):
    return Team("acc_1", id_, id_, distribution, NOON, routing=Routing(priority=priority))


@pytest.mark.feature("ASG-41")
def test_who_is_free_serves_the_most_urgent_team_first_and_no_manual_one():
    teams = (a_team("tm_a"), a_team("tm_b", priority=1), a_team("tm_c", "manual", 1))
    members = frozenset((team.id, "usr_1") for team in teams)
    roster = Roster((a_user("usr_1"),), (*teams, a_team("tm_d", priority=1)), members)

    assert [team.id for team in distributing(roster, ["usr_1"])] == ["tm_b", "tm_a"]


@pytest.mark.parametrize(
    ("facts", "rules", "moment"),
    [
        ({"skills": frozenset({"german"})}, {"relax_seconds": 90}, 90),
        ({"last_agent": "usr_bo"}, {"last_agent_seconds": 30}, 30),
        ({}, {"overflow": Overflow(120, "message", text="Sorry")}, 120),
        ({}, {"relax_seconds": 90}, None),
        ({}, {}, None),
    ],
)
def test_a_queue_is_looked_at_again_when_a_rule_says_so(facts, rules, moment):
    due = next_moment([waits(**facts)], [someone()], Routing(**rules), later(10))

    assert due == (later(moment) if moment else None)


@pytest.mark.feature("ASG-43")
def test_it_is_looked_at_again_when_somebody_has_finished_up_or_may_be_asked_again():
    finishing = someone("usr_bo", wrap_up_until=later(45))
    passed = someone("usr_kim", given_at=later(-20))

    assert next_moment([waits()], [finishing, passed], Routing(), NOON) == later(45)
    after = waits(passed=frozenset({"usr_kim"}))
    assert next_moment([after], [finishing, passed], Routing(), NOON) == later(40)
    assert next_moment([], [finishing], Routing(), NOON) is None
