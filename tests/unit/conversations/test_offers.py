"""The rules of offering a conversation to one agent after another."""

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import AI_AGENT, SYSTEM, Offer, Person, Snooze
from tests.builders import (
    ANNA,
    BO,
    NOON,
    a_closed_conversation,
    a_conversation,
    a_customer,
    a_message,
    a_route,
    an_agent,
    later,
)

CLEO = Person("usr_cleo", "Cleo Dahl")
OFFER = Offer("ofr_1", ANNA, NOON, later(30))


def offered(**facts):
    """A conversation that rings at Anna's for half a minute."""
    return a_conversation(offer=OFFER, **facts)


def asked(conversation, to=ANNA, decision=None, at=NOON):
    made = Offer("ofr_2", to, at, later(30, at))
    return domain.offer(conversation, made, decision, "evt_2", at)


@pytest.mark.feature("ASG-21", "ASG-22")
def test_an_offer_asks_one_agent_until_a_moment_and_keeps_the_place_in_the_queue():
    why = {"strategy": "least_loaded", "reason": "Anna had the least to do"}

    made = asked(a_conversation(), decision=why, at=later(5))

    assert made.after.offer == Offer("ofr_2", ANNA, later(5), later(35))
    assert made.after.is_waiting
    assert (made.after.waiting_since, made.after.last_entry_at) == (NOON, NOON)
    assert (made.told.type, made.told.actor) == ("offer.made", SYSTEM)
    assert made.told.data == {
        "offer_id": "ofr_2",
        "user": {"id": ANNA.id, "name": ANNA.name},
        "until": "2026-03-02T12:00:35.000Z",
        "decision": why,
    }


@pytest.mark.feature("ASG-21")
@pytest.mark.parametrize(
    "conversation",
    [
        a_conversation(assignees=(BO,)),
        a_conversation(assignees=(Person(AI_AGENT, "Nova"),)),
        a_closed_conversation(),
        a_conversation(snooze=Snooze(None), waiting_since=None),
        offered(),
        a_conversation(visible_to=(BO,)),
    ],
    ids=["assigned", "with the AI agent", "closed", "snoozed", "offered already", "restricted"],
)
def test_what_waits_for_nobody_or_rings_elsewhere_is_not_offered(conversation):
    assert asked(conversation) is None


@pytest.mark.feature("ASG-21", "ASG-04")
def test_who_accepts_has_it_and_nobody_is_asked_any_more():
    made = domain.accept(offered(passed=(BO.id,)), an_agent(), "ofr_1", "evt_2", later(9))

    after = made.after
    assert (after.assignees, after.offer, after.passed) == ((ANNA,), None, ())
    assert (after.waiting_since, after.assigned_by) == (None, ANNA.id)
    assert made.told.type == "conversation.assigned"
    assert made.told.data["offer_id"] == "ofr_1"
    assert "withdrawn" not in made.told.changes


@pytest.mark.feature("ASG-21")
def test_a_moment_too_late_is_in_time_while_the_offer_still_stands():
    assert domain.accept(offered(), an_agent(), "ofr_1", "evt_2", later(31)).after.assignees == (
        ANNA,
    )


@pytest.mark.feature("ASG-21", "ASG-30")
@pytest.mark.parametrize(
    ("conversation", "by", "offer_id", "names"),
    [
        (a_conversation(assignees=(BO,)), ANNA, "ofr_1", {"id": BO.id, "name": BO.name}),
        (a_conversation(), ANNA, "ofr_1", None),
        (offered(), ANNA, "ofr_0", None),
        (offered(), BO, "ofr_1", None),
        (a_closed_conversation(assignees=()), ANNA, "ofr_1", None),
    ],
    ids=["taken", "ended", "of another time", "of somebody else", "closed"],
)
def test_an_offer_that_is_not_theirs_any_more_says_who_has_it(conversation, by, offer_id, names):
    with pytest.raises(domain.OfferGone) as refused:
        domain.accept(conversation, an_agent(by), offer_id, "evt_2", later(9))

    assert refused.value.code == "offer_gone"
    assert refused.value.facts == {"winner": names}


@pytest.mark.feature("ASG-25", "ASG-26")
@pytest.mark.parametrize(
    ("how", "passed"),
    [
        (domain.REJECTED, (BO.id, ANNA.id)),
        (domain.EXPIRED, (BO.id, ANNA.id)),
        (domain.WITHDRAWN, (BO.id,)),
    ],
)
def test_who_let_it_pass_is_remembered_and_it_waits_on_in_its_place(how, passed):
    before = offered(passed=(BO.id,))

    made = domain.end_offer(before, "ofr_1", how, "why", SYSTEM, "evt_2", later(30))

    assert (made.after.offer, made.after.passed) == (None, passed)
    assert (made.after.waiting_since, made.after.last_entry_at) == (NOON, NOON)
    assert made.told.type == f"offer.{how}"
    assert made.told.data == {
        "offer_id": "ofr_1",
        "user": {"id": ANNA.id, "name": ANNA.name},
        "reason": "why",
    }


@pytest.mark.feature("ASG-26")
def test_a_timer_that_comes_twice_late_or_early_ends_nothing_wrongly():
    def expire(conversation, offer_id, at):
        how = domain.EXPIRED
        return domain.end_offer(conversation, offer_id, how, "", SYSTEM, "evt_2", at)

    assert expire(a_conversation(), "ofr_1", later(30)) is None
    assert expire(offered(), "ofr_0", later(30)) is None
    assert expire(offered(), "ofr_1", later(29.999)) is None
    assert expire(offered(), "ofr_1", later(999)) is not None


@pytest.mark.feature("ASG-25")
def test_who_passes_again_is_remembered_once_and_only_so_many_are():
    many = tuple(f"usr_{number}" for number in range(domain.PASSED_AT_MOST))
    before = offered(passed=(ANNA.id, *many[1:]))

    made = domain.end_offer(before, "ofr_1", domain.REJECTED, "", SYSTEM, "evt_2", later(1))
    full = domain.end_offer(
        offered(passed=many), "ofr_1", domain.REJECTED, "", SYSTEM, "evt_2", later(1)
    )

    assert made.after.passed == (*many[1:], ANNA.id)
    assert full.after.passed == (*many[1:], ANNA.id)


BY_BO = an_agent(BO, admin=True)
ENDS = {
    "a colleague takes it": lambda c: domain.take(c, BY_BO, "evt_2", later(9)),
    "a colleague answers": lambda c: domain.reply(
        c, BY_BO, a_message(), a_route(), "msg_2", later(9)
    ),
    "it is assigned": lambda c: domain.assign(c, BY_BO, (CLEO,), "evt_2", later(9)),
    "it is closed": lambda c: domain.close(c, BY_BO, None, "evt_2", later(9)),
    "it is snoozed": lambda c: domain.snooze(c, BY_BO, None, "evt_2", later(9)),
    "it goes to a person": lambda c: domain.transfer_to_user(
        c, BY_BO, CLEO, None, "evt_2", later(9)
    ),
    "it goes to a team": lambda c: domain.transfer_to_team(c, BY_BO, "tm_2", "evt_2", later(9)),
    "it is restricted to others": lambda c: domain.restrict(c, BY_BO, (BO,), "evt_2", later(9)),
    "it is merged away": lambda c: domain.merge(
        a_conversation(id="cnv_9"), c, BY_BO, ("evt_9", "evt_2"), later(9)
    )[1],
    "it is deleted": lambda c: domain.delete(c, BY_BO, "evt_2", later(9)),
}


@pytest.mark.feature("ASG-30")
@pytest.mark.parametrize("what", ENDS)
def test_what_ends_the_wait_withdraws_the_offer_and_says_so(what):
    made = ENDS[what](offered(passed=(CLEO.id,)))

    assert made.after.offer is None
    assert made.after.passed == () or made.after.is_waiting
    user = {"id": ANNA.id, "name": ANNA.name}
    assert made.told.changes["withdrawn"] == {"offer_id": "ofr_1", "user": user}


@pytest.mark.feature("ASG-21")
@pytest.mark.parametrize(
    "act",
    [
        lambda c: domain.receive(c, a_customer(), a_message(), a_route(), "msg_2", later(9)),
        lambda c: domain.note(
            c, an_agent(BO), {"text": "x", "parent_id": None, "client_id": None}, (), "n", later(9)
        ),
        lambda c: domain.update(c, an_agent(BO), "evt_2", later(9), important=True),
        lambda c: domain.restrict(c, an_agent(BO), (ANNA, BO), "evt_2", later(9)),
        lambda c: domain.reply(
            c, domain.Actor(domain.ActorKind.AUTO_RESPONDER), a_message(), a_route(), "m", later(9)
        ),
    ],
    ids=["the customer writes", "a note", "a mark", "restricted with them", "an automatic answer"],
)
def test_what_leaves_it_waiting_leaves_the_offer(act):
    assert act(offered()).after.offer == OFFER


@pytest.mark.feature("ASG-39")
def test_skills_are_set_and_told_like_a_mark_and_nothing_else_moves():
    made = domain.update(a_conversation(), an_agent(), "evt_2", later(9), skills=("norwegian",))

    assert made.after.skills == ("norwegian",)
    assert made.told.data == {"skills": ["norwegian"]}
    again = domain.update(made.after, an_agent(), "evt_3", later(9), skills=("norwegian",))
    assert again is None


@pytest.mark.feature("ASG-44")
def test_a_silent_customers_conversation_weighs_nothing_until_they_write():
    busy = a_conversation(assignees=(ANNA, BO), weight=3, unreplied_since=None)

    rested = domain.rest(busy, SYSTEM, "evt_2", later(9))
    woken = domain.receive(rested.after, a_customer(), a_message(), a_route(), "m", later(99))

    assert rested.load_deltas() == {ANNA.id: -3, BO.id: -3}
    assert woken.load_deltas() == {ANNA.id: 3, BO.id: 3}
    assert (rested.told.type, rested.told.data) == ("conversation.rested", {})
    assert rested.after.last_entry_at == NOON


@pytest.mark.feature("ASG-44")
@pytest.mark.parametrize(
    "facts",
    [
        {"assignees": (ANNA,)},
        {"unreplied_since": None},
        {"assignees": (ANNA,), "unreplied_since": None, "snooze": Snooze(None)},
        {"assignees": (ANNA,), "unreplied_since": None, "idle": True},
        {"assignees": (Person(AI_AGENT, "Nova"),), "unreplied_since": None},
    ],
    ids=["the customer waits for us", "nobodys", "snoozed", "resting", "with the AI agent"],
)
def test_nothing_rests_that_is_not_carried_or_whose_silence_is_ours(facts):
    assert domain.rest(a_conversation(**facts), SYSTEM, "evt_2", later(9)) is None
