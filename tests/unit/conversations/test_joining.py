"""The rules of handing a conversation on, and of having a second agent in it unseen."""

import pytest

from chalicelib.conversations import domain, views
from chalicelib.conversations.domain import AI_AGENT, SYSTEM, Invitation, Person, Snooze
from chalicelib.runtime.errors import Forbidden, Refused, Taken
from tests.builders import (
    ANNA,
    BO,
    NOON,
    a_closed_conversation,
    a_conversation,
    a_message,
    a_route,
    an_agent,
    later,
)

CLEO = Person("usr_cleo", "Cleo Dahl")
SALES = Person("tm_2", "Sales")
AT = later(60)


def to_user(conversation, by, to, note=None):
    return domain.transfer_to_user(conversation, an_agent(by), to, note, "evt_2", AT)


def to_team(conversation, by=ANNA, team_id="tm_2", **more):
    return domain.transfer_to_team(conversation, an_agent(by), team_id, "evt_2", AT, **more)


def invite(conversation, to, by=ANNA, admin=False):
    return domain.invite(conversation, an_agent(by, admin), to, "inv_1", "evt_2", AT)


def invited(to=BO, **facts):
    """A conversation of Anna's that somebody is asked to join."""
    facts = {"assignees": (ANNA,)} | facts
    return a_conversation(invitations=(Invitation("inv_1", to, ANNA, NOON),), **facts)


def join(conversation, by=BO, teams=("tm_1",), id_="inv_1"):
    return domain.join(conversation, an_agent(by), set(teams), id_, "evt_2", AT)


def reply(conversation, by):
    return domain.reply(conversation, an_agent(by), a_message("Yes"), a_route(), "msg_2", AT)


@pytest.mark.feature("ASG-08", "ASG-31", "ASG-32")
def test_a_transfer_moves_ones_part_to_the_other_and_nothing_else():
    before = a_conversation(assignees=(ANNA,), labels=("lbl_1",), unreplied_since=NOON)

    made = to_user(before, ANNA, BO, "She wants a refund")

    after = made.after
    assert after.assignees == (BO,)
    assert (after.team_id, after.labels, after.unreplied_since) == ("tm_1", ("lbl_1",), NOON)
    assert made.told.type == "conversation.transferred"
    assert made.told.data == {
        "to_user": {"id": BO.id, "name": BO.name},
        "note": "She wants a refund",
        "taken_from": [{"id": ANNA.id, "name": ANNA.name}],
    }
    assert made.load_deltas() == {ANNA.id: -1, BO.id: 1}


@pytest.mark.feature("ASG-31")
@pytest.mark.parametrize(
    ("have", "by", "to", "then"),
    [
        ((ANNA, BO), ANNA, CLEO, (BO, CLEO)),
        ((ANNA, BO), ANNA, BO, (BO,)),
        ((ANNA, BO), CLEO, CLEO, (CLEO,)),
        ((ANNA,), CLEO, BO, (BO,)),
        ((), ANNA, BO, (BO,)),
        ((), ANNA, ANNA, (ANNA,)),
        ((Person(AI_AGENT, "Nova"),), ANNA, BO, (BO,)),
    ],
)
def test_who_has_a_part_hands_on_that_part_and_who_has_none_hands_on_all(have, by, to, then):
    made = to_user(a_conversation(assignees=have), by, to)

    assert made.after.assignees == then
    assert (made.after.waiting_since is None) == bool(then)


@pytest.mark.feature("ASG-31")
@pytest.mark.parametrize(
    ("have", "by", "to"), [((ANNA,), ANNA, ANNA), ((BO,), ANNA, BO), ((ANNA, BO), ANNA, ANNA)]
)
def test_nothing_is_handed_to_who_has_it(have, by, to):
    with pytest.raises(Refused, match="has the conversation already"):
        to_user(a_conversation(assignees=have), by, to)


@pytest.mark.feature("ASG-31", "ASG-32")
def test_in_the_queue_of_a_team_it_is_nobodys_and_waits_there():
    made = to_team(a_conversation(assignees=(ANNA, BO)), note="For you")

    after = made.after
    assert (after.team_id, after.assignees, after.waiting_since) == ("tm_2", (), AT)
    assert made.told.data == {
        "to_team_id": "tm_2",
        "from_team_id": "tm_1",
        "note": "For you",
        "taken_from": [{"id": one.id, "name": one.name} for one in (ANNA, BO)],
    }
    assert made.told.changes == {"assignees": [], "team_id": "tm_2"}


@pytest.mark.feature("ASG-31", "ASG-42")
def test_who_waited_does_not_wait_anew_in_the_next_queue_and_may_be_offered_to_all_there():
    waiting = a_conversation(passed=(ANNA.id,))

    moved = to_team(waiting).after

    assert (moved.waiting_since, moved.passed) == (NOON, ())


@pytest.mark.feature("ASG-31")
def test_back_into_the_queue_of_its_own_team_from_which_it_was_taken():
    moved = to_team(a_conversation(assignees=(ANNA,)), team_id="tm_1")

    assert moved.after.is_waiting
    assert "from_team_id" not in moved.told.data
    with pytest.raises(Refused, match="waits there already"):
        to_team(moved.after, team_id="tm_1")


@pytest.mark.feature("ASG-31", "CONV-47")
@pytest.mark.parametrize("act", [lambda c: to_user(c, ANNA, BO), to_team])
def test_what_was_snoozed_comes_back_for_whoever_gets_it(act):
    made = act(a_conversation(assignees=(ANNA,), snooze=Snooze(None)))

    assert made.after.snooze is None
    assert made.told.changes["snooze"] is None
    assert made.after.is_waiting == (not made.after.assignees)


@pytest.mark.feature("ASG-31", "AI-13")
@pytest.mark.parametrize("act", [lambda c: to_user(c, ANNA, BO), to_team])
def test_what_the_ai_agent_had_waits_for_people_to_answer(act):
    nova = Person(AI_AGENT, "Nova")

    assert act(a_conversation(assignees=(nova,), unreplied_since=None)).after.unreplied_since == AT


@pytest.mark.feature("ASG-31", "ASG-05", "CONV-41")
def test_a_closed_one_a_crossing_and_the_unnamed_are_refused():
    with pytest.raises(Refused, match="reopen"):
        to_user(a_closed_conversation(assignees=(ANNA,)), ANNA, BO)
    with pytest.raises(Taken, match="Bo Lind"):
        to_team(a_conversation(assignees=(BO,), assigned_at=AT, assigned_by=BO.id))
    with pytest.raises(Refused, match="restricted"):
        to_user(a_conversation(assignees=(ANNA,), visible_to=(ANNA,)), ANNA, BO)


@pytest.mark.feature("ASG-45")
def test_from_the_silent_it_goes_back_to_the_queue_where_they_count_as_having_passed():
    silent = a_conversation(assignees=(ANNA,), assigned_at=AT)
    why = {"strategy": "silent", "reason": "Anna said nothing for 5 minutes"}

    made = domain.transfer_to_team(
        silent, SYSTEM, "tm_1", "evt_2", AT, reason="silent", decision=why, passed=(ANNA.id,)
    )

    assert (made.after.assignees, made.after.passed) == ((), (ANNA.id,))
    assert made.after.waiting_since == AT
    assert made.told.data == {
        "to_team_id": "tm_1",
        "reason": "silent",
        "decision": why,
        "taken_from": [{"id": ANNA.id, "name": ANNA.name}],
    }


@pytest.mark.feature("ASG-33")
@pytest.mark.parametrize("to", [BO, SALES])
def test_a_colleague_or_a_whole_team_is_asked_to_join(to):
    made = invite(a_conversation(assignees=(ANNA,)), to)

    assert made.after.invitations == (Invitation("inv_1", to, ANNA, AT),)
    assert made.after.assignees == (ANNA,)
    assert made.told.data == {
        "invitation_id": "inv_1",
        "to": {"id": to.id, "name": to.name},
        "by": {"id": ANNA.id, "name": ANNA.name},
    }
    assert domain.Seat("invited", to.id) in domain.seats(made.after)


@pytest.mark.feature("ASG-33")
@pytest.mark.parametrize(
    ("conversation", "to", "why"),
    [
        (a_conversation(), BO, "nobody has"),
        (a_conversation(assignees=(Person(AI_AGENT, "Nova"),)), BO, "nobody has"),
        (a_conversation(assignees=(ANNA, BO)), BO, "already"),
        (invited(), BO, "invited already"),
        (a_conversation(assignees=(ANNA,), visible_to=(ANNA,)), BO, "restricted"),
        (a_conversation(assignees=(ANNA,), visible_to=(ANNA,)), SALES, "restricted"),
        (a_closed_conversation(assignees=(ANNA,)), BO, "reopen"),
        (
            a_conversation(
                assignees=(ANNA,),
                invitations=tuple(
                    Invitation(f"inv_{n}", Person(f"usr_{n}", "X"), ANNA, NOON)
                    for n in range(domain.INVITED_AT_MOST)
                ),
            ),
            BO,
            "5 are invited",
        ),
    ],
)
def test_who_cannot_join_is_not_asked(conversation, to, why):
    with pytest.raises(Refused, match=why):
        invite(conversation, to)


@pytest.mark.feature("ASG-33")
def test_only_who_has_it_or_an_admin_asks_others():
    with pytest.raises(Forbidden, match="only who has"):
        invite(a_conversation(assignees=(BO,)), CLEO)

    assert invite(a_conversation(assignees=(BO,)), CLEO, admin=True).after.invitations


@pytest.mark.feature("ASG-33", "ASG-34")
@pytest.mark.parametrize(("to", "teams"), [(BO, ()), (SALES, ("tm_1", "tm_2"))])
def test_who_joins_has_it_too_and_the_invitation_ends(to, teams):
    made = join(invited(to), teams=teams)

    assert made.after.assignees == (ANNA, BO)
    assert made.after.invitations == ()
    assert made.told.type == "conversation.joined"
    assert made.told.data == {"user": {"id": BO.id, "name": BO.name}, "invitation_id": "inv_1"}
    assert made.load_deltas() == {BO.id: 1}


@pytest.mark.feature("ASG-33")
@pytest.mark.parametrize(
    "act",
    [
        lambda: join(invited(CLEO)),
        lambda: join(invited(SALES), teams=("tm_1",)),
        lambda: join(invited(), id_="inv_0"),
        lambda: join(a_conversation(assignees=(ANNA,))),
    ],
    ids=["another's", "another team's", "of another time", "ended"],
)
def test_nobody_joins_without_a_standing_invitation_of_theirs(act):
    with pytest.raises(domain.InvitationGone):
        act()


@pytest.mark.feature("ASG-33")
def test_no_more_join_than_a_conversation_has_room_for():
    many = tuple(Person(f"usr_{n}", "X") for n in range(domain.ASSIGNED_AT_MOST))

    with pytest.raises(Refused, match="no more fit"):
        join(invited(assignees=many))
    with pytest.raises(Refused, match="already"):
        join(invited(SALES, assignees=(ANNA, BO)), teams=("tm_2",))


@pytest.mark.feature("ASG-34", "ASG-35")
def test_what_the_second_agent_writes_has_the_name_that_the_customer_knows():
    both = join(invited()).after

    by_anna, by_bo = reply(both, ANNA).told, reply(both, BO).told

    assert by_bo.actor.id == BO.id
    known = {"kind": "agent", "id": ANNA.id, "name": ANNA.name}
    assert views.visitor_data(by_anna)["actor"] == known
    assert views.visitor_data(by_bo)["actor"] == known
    assert views.event_data(by_bo)["actor"]["name"] == BO.name
    assert views.event_data(by_bo)["data"]["shown_as"] == {"id": ANNA.id, "name": ANNA.name}


@pytest.mark.feature("ASG-35", "ASG-36")
def test_the_name_stays_when_who_bears_it_leaves_and_goes_on_to_a_third():
    both = join(invited()).after
    alone = domain.leave(both, ANNA, an_agent(), "evt_3", AT).after
    asked = domain.invite(alone, an_agent(BO), CLEO, "inv_2", "evt_4", AT).after
    three = domain.join(asked, an_agent(CLEO), set(), "inv_2", "evt_5", AT).after

    for by in (BO, CLEO):
        assert views.visitor_data(reply(three, by).told)["actor"]["name"] == ANNA.name


@pytest.mark.feature("ASG-32", "ASG-35")
def test_who_gets_it_openly_writes_under_their_own_name():
    both = join(invited()).after

    given = domain.assign(both, an_agent(), (CLEO,), "evt_3", AT).after

    assert given.faces == {}
    assert views.visitor_data(reply(given, CLEO).told)["actor"]["name"] == CLEO.name


@pytest.mark.feature("ASG-35")
@pytest.mark.parametrize("type_", sorted(views.PUBLIC - {"message.sent", "message.received"}))
def test_of_nothing_but_a_message_does_the_customer_see_which_agent_did_it(type_):
    closed = domain.close(a_conversation(assignees=(ANNA,)), an_agent(), None, "evt_2", AT).told
    entry = domain.Entry(
        "evt_2", "acc_1", "cnv_1", 2, type_, closed.actor, AT,
        {"reactions": [{"emoji": "👍", "by": "agent", "id": ANNA.id, "name": ANNA.name}]},
    )  # fmt: skip

    told = str(views.visitor_data(entry))

    assert ANNA.id not in told
    assert ANNA.name not in told


@pytest.mark.feature("ASG-36")
def test_one_of_several_leaves_and_the_others_go_on():
    made = domain.leave(
        a_conversation(assignees=(ANNA, BO), unreplied_since=NOON), ANNA, an_agent(), "evt_2", AT
    )

    assert made.after.assignees == (BO,)
    assert (made.after.is_open, made.after.unreplied_since) == (True, NOON)
    assert (made.told.type, made.load_deltas()) == ("conversation.left", {ANNA.id: -1})
    assert made.told.type not in views.PUBLIC


@pytest.mark.feature("ASG-36", "ASG-37")
def test_the_last_one_cannot_leave_and_nobody_leaves_what_they_do_not_have():
    with pytest.raises(Refused, match="close it"):
        domain.leave(a_conversation(assignees=(ANNA,)), ANNA, an_agent(), "evt_2", AT)
    with pytest.raises(Forbidden):
        domain.leave(a_conversation(assignees=(BO, CLEO)), ANNA, an_agent(), "evt_2", AT)


@pytest.mark.feature("ASG-33")
@pytest.mark.parametrize(
    ("by", "how", "allowed"),
    [(BO, "declined", True), (ANNA, "cancelled", True), (CLEO, "cancelled", False)],
)
def test_an_invitation_is_declined_by_who_got_it_and_taken_back_by_who_has_it(by, how, allowed):
    def act():
        return domain.end_invitation(invited(), an_agent(by), "inv_1", how, "evt_2", AT)

    if not allowed:
        with pytest.raises(Forbidden):
            act()
        return
    assert act().after.invitations == ()
    assert act().told.data == {
        "invitation_id": "inv_1",
        "how": how,
        "to": {"id": BO.id, "name": BO.name},
    }


@pytest.mark.feature("ASG-33")
@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda c: domain.close(c, an_agent(), None, "evt_2", AT), 0),
        (lambda c: domain.assign(c, an_agent(), (), "evt_2", AT), 0),
        (lambda c: domain.assign(c, an_agent(), (BO,), "evt_2", AT), 0),
        (lambda c: domain.assign(c, an_agent(), (CLEO,), "evt_2", AT), 1),
        (lambda c: domain.restrict(c, an_agent(), (ANNA,), "evt_2", AT), 0),
        (lambda c: to_team(c), 0),
    ],
    ids=["closed", "unassigned", "assigned to them", "assigned to others", "restricted", "queued"],
)
def test_an_invitation_ends_with_what_it_invites_to(act, left):
    assert len(act(invited()).after.invitations) == left
