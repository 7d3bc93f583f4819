"""Offers over the real store: one at a time, one winner, and desks that are exact afterwards."""

from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Ringing
from chalicelib.conversations import domain, service
from chalicelib.conversations.domain import OfferGone, Person
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import NotFound, SwitchboardError, Taken
from tests.aws import Calls
from tests.builders import a_company, a_sender, bus_events, later
from tests.door import call
from tests.integration.desk import do, inbox

WHY = {
    "strategy": "least_loaded",
    "reason": "Anna had the least to do",
    "considered": 2,
    "passed_over": [],
    "at": "2026-03-02T12:00:01.000Z",
}


def person(who):
    return Person(who.user_id, who.name)


def offer(company, id_, who, at=1.0, limit=None, seconds=30):
    until = later(at + seconds)
    return service.offer(company.account_id, id_, person(who), until, limit, WHY, later(at))


def give(company, id_, who, at=1.0, limit=None):
    return service.assign_automatically(company.account_id, id_, person(who), later(at), limit, WHY)


def end(company, head, how="expired", at=31.0):
    return service.end_offer(company.account_id, head.id, head.offer.id, how, later(at))


def ringing(company, who):
    return accounts.user(company.account_id, who.user_id).ringing


def settle(company, **workload):
    accounts.update_policy(company.admin, {"workload": workload})


@pytest.fixture
def desk(company):
    """Anna, Bo, and a conversation that waits."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    return company, anna, bo, company.message().conversation_id


@pytest.fixture
def offered(desk):
    """The same, and it rings at Anna's."""
    company, anna, bo, id_ = desk
    return company, anna, bo, offer(company, id_, anna)


@pytest.mark.feature("ASG-21", "ASG-22")
def test_what_is_offered_rings_at_one_agent_who_finds_it_among_their_offers(offered):
    company, anna, bo, head = offered

    assert ringing(company, anna) == Ringing(head.id, later(31))
    assert [c.id for c in service.offered(anna)] == [head.id]
    assert service.offered(bo) == []
    assert company.head(head.id).offer == head.offer
    assert company.load(anna) == 0


@pytest.mark.feature("ASG-21", "ASG-04")
def test_who_accepts_has_it_and_their_desk_is_exact(offered):
    company, anna, _, head = offered

    got = service.accept_offer(anna, head.id, head.offer.id, later(9))
    again = service.accept_offer(anna, head.id, head.offer.id, later(9.5))

    assert got.is_assigned_to(anna.user_id)
    assert again.version == got.version
    assert (inbox(anna), inbox(anna, "unassigned")) == ([head.id], [])
    assert (company.load(anna), ringing(company, anna)) == (1, None)
    assert service.offered(anna) == []


@pytest.mark.feature("ASG-25")
def test_who_rejects_is_free_again_and_remembered_and_twice_is_once(offered):
    company, anna, bo, head = offered

    service.reject_offer(anna, head.id, head.offer.id, later(5))
    service.reject_offer(anna, head.id, head.offer.id, later(6))

    after = company.head(head.id)
    assert (after.offer, after.passed, after.is_waiting) == (None, (anna.user_id,), True)
    assert ringing(company, anna) is None
    assert [e.type for e in company.thread(head.id)][1:] == ["offer.made", "offer.rejected"]
    assert offer(company, head.id, bo, at=7).offer.to == person(bo)


@pytest.mark.feature("ASG-25")
def test_nobody_rejects_what_is_offered_to_another(offered):
    company, anna, bo, head = offered

    with pytest.raises(NotFound):
        service.reject_offer(bo, head.id, head.offer.id, later(5))

    assert company.head(head.id).offer.to == person(anna)


@pytest.mark.feature("ASG-26")
def test_an_offer_that_expires_frees_the_agent_once(offered):
    company, anna, _, head = offered

    assert end(company, head, at=30.9) is None
    assert end(company, head).passed == (anna.user_id,)
    assert end(company, head) is None
    assert ringing(company, anna) is None


@pytest.mark.feature("ASG-21")
def test_an_agent_has_one_offer_at_a_time(offered):
    company, anna, bo, head = offered
    second = company.message().conversation_id

    assert offer(company, second, anna, at=2) is None
    assert offer(company, head.id, bo, at=2) is None
    assert company.head(second).version == 1
    end(company, head)
    assert offer(company, second, anna, at=32).offer.to == person(anna)


@pytest.mark.feature("ASG-16", "ASG-14", "ASG-44")
def test_a_rule_never_gives_more_than_the_limit_and_weighs_each_channel(desk):
    company, anna, _, chat = desk
    settle(company, limit=5, weights={"twilio_sms": 4})
    text = company.message(sender=a_sender(company.sms), channel=company.sms).conversation_id
    third = company.message().conversation_id

    assert give(company, text, anna, limit=5).weight == 4
    assert give(company, chat, anna, limit=5).weight == 1
    assert give(company, third, anna, limit=5) is None
    assert offer(company, third, anna, limit=5) is None

    assert company.load(anna) == 5
    assert company.head(third).is_waiting
    service.close(anna, text, None, later(60))
    assert company.load(anna) == 1


@pytest.mark.feature("ASG-14", "ASG-30")
def test_a_rule_gives_nothing_that_rings_is_taken_or_gone(offered):
    company, anna, bo, head = offered
    taken = company.message().conversation_id
    service.take(company.admin, taken, later(1))

    assert give(company, taken, anna) is None
    assert service.rest(company.account_id, "cnv_gone", later(1)) is None
    assert give(company, "cnv_gone", anna) is None
    assert give(company, head.id, bo).assignees == (person(bo),)
    assert ringing(company, anna) is None


@pytest.mark.feature("ASG-14")
def test_why_somebody_got_it_is_kept_with_the_assignment(desk):
    company, anna, _, id_ = desk
    give(company, id_, anna)

    entry = company.thread(id_)[-1]
    _, decided = service.routing(anna, id_)

    assert (entry.actor.kind, entry.data["decision"]) == ("system", WHY)
    assert (decided[0].user["id"], decided[0].decision) == (anna.user_id, WHY)


@pytest.mark.feature("ASG-29", "ASG-30")
@pytest.mark.parametrize("how", ["take", "answer", "close"])
def test_a_colleague_who_is_faster_withdraws_the_offer(offered, how):
    company, anna, bo, head = offered
    acts = {
        "take": lambda: service.take(bo, head.id, later(9)),
        "answer": lambda: service.reply(bo, head.id, Written("Hi"), later(9)),
        "close": lambda: service.close(company.admin, head.id, None, later(9)),
    }

    acts[how]()

    assert (ringing(company, anna), service.offered(anna)) == (None, [])
    withdrawn = [
        event["detail"]["data"]
        for event in bus_events(company.thread(head.id)[-1])
        if event["detail-type"] == "offer.withdrawn"
    ]
    assert [one["offer_id"] for one in withdrawn] == [head.offer.id]
    with pytest.raises(OfferGone) as late:
        service.accept_offer(anna, head.id, head.offer.id, later(10))
    named = {"id": bo.user_id, "name": bo.name}
    assert late.value.facts["winner"] == (None if how == "close" else named)


@pytest.mark.feature("ASG-05", "ASG-30")
@pytest.mark.parametrize("rival", ["take", "expire", "reject", "another takes"])
def test_of_acceptance_and_whatever_races_it_one_wins_and_desks_are_exact(offered, at_once, rival):
    company, anna, bo, head = offered
    account = company.account_id
    acts = {
        "take": partial(service.take, bo, head.id, later(31)),
        "another takes": partial(service.reply, bo, head.id, Written("Hi"), later(31)),
        "reject": partial(service.reject_offer, anna, head.id, head.offer.id, later(31)),
        "expire": partial(service.end_offer, account, head.id, head.offer.id, "expired", later(31)),
    }

    accepted, other = at_once(
        [partial(service.accept_offer, anna, head.id, head.offer.id, later(31)), acts[rival]]
    )

    after = company.head(head.id)
    assert ringing(company, anna) is None
    assert (company.load(anna), company.load(bo)) == (
        int(after.is_assigned_to(anna.user_id)),
        int(after.is_assigned_to(bo.user_id)),
    )
    assert len(after.assignees) == (0 if isinstance(accepted, OfferGone) and rival in (
        "expire", "reject") else 1)  # fmt: skip
    if isinstance(accepted, OfferGone) and after.assignees:
        assert accepted.facts["winner"]["id"] == bo.user_id
    if isinstance(other, Exception):
        assert isinstance(other, Taken)
        assert other.facts["winner"]["id"] == anna.user_id
    assert (after.offer, after.is_waiting) == (None, not after.assignees)


@pytest.mark.feature("ASG-05")
def test_of_a_hundred_takers_one_wins_and_the_others_learn_who(desk, at_once):
    company, _, _, id_ = desk
    takers = [company.agent(f"Agent {number}") for number in range(100)]

    outcomes = at_once([partial(service.take, who, id_, later(1)) for who in takers])

    head = company.head(id_)
    winner = head.assignees[0]
    lost = [one for one in outcomes if isinstance(one, SwitchboardError)]
    assert len(lost) == 99
    named = {"id": winner.id, "name": winner.name}
    told = [one.facts["winner"] for one in lost if isinstance(one, Taken)]
    assert told == [named] * 99
    loads = [company.load(who) for who in takers]
    assert (sum(loads), head.version) == (1, 2)


@pytest.mark.feature("ASG-16", "ASG-21")
def test_of_many_rules_at_once_none_passes_a_limit_and_one_offer_rings(company, at_once):
    anna = company.agent("Anna Berg")
    waiting = [company.message().conversation_id for _ in range(8)]

    given = at_once([partial(give, company, id_, anna, 1, 3) for id_ in waiting])
    settled = [one for one in given if one is not None]
    left = [id_ for id_ in waiting if company.head(id_).is_waiting]
    bo = company.agent("Bo Lind")
    rung = [one for one in at_once([partial(offer, company, id_, bo) for id_ in left]) if one]

    assert not [one for one in given if isinstance(one, Exception)]
    assert (len(settled), company.load(anna), len(left)) == (3, 3, 5)
    assert len(rung) == 1
    assert ringing(company, bo).conversation_id == rung[0].id


@pytest.mark.feature("ASG-44")
def test_a_silent_customers_conversation_makes_room_until_they_write(company):
    anna, sender = company.agent("Anna Berg"), a_sender(company.sms)
    id_ = company.message("Hi", sender, company.sms).conversation_id
    service.reply(anna, id_, Written("Yes"), later(1))

    rested = service.rest(company.account_id, id_, later(900))
    again = service.rest(company.account_id, id_, later(901))

    assert (rested.idle, again, company.load(anna)) == (True, None, 0)
    assert give(company, company.message().conversation_id, anna, 902, limit=1)
    company.message("Still there?", sender, company.sms, at=later(999))
    assert (company.head(id_).idle, company.load(anna)) == (False, 2)
    assert service.rest(company.account_id, id_, later(1000)) is None


@pytest.mark.feature("ASG-43", "ASG-44")
def test_a_weight_that_was_changed_counts_from_the_next_assignment_and_loads_stay_exact(desk):
    company, anna, bo, id_ = desk
    service.take(anna, id_, later(1))
    settle(company, weights={"webchat": 3})

    service.transfer(anna, id_, bo.user_id, None, later(60))
    assert (company.load(anna), company.load(bo)) == (0, 3)
    settle(company, weights={"webchat": 1})
    service.close(bo, id_, None, later(70))

    assert (company.load(anna), company.load(bo)) == (0, 0)


@pytest.mark.feature("ASG-21")
def test_each_step_of_an_offer_is_one_small_transaction(desk):
    company, anna, bo, id_ = desk
    sizes, sales = {}, company.team()

    def step(name, act):
        with Calls() as calls:
            answer = act()
        sizes[name] = (calls["TransactWriteItems"], len(calls.transactions()[0]))
        return answer

    head = step("offer", lambda: offer(company, id_, anna))
    step("reject", lambda: service.reject_offer(anna, id_, head.offer.id, later(2)))
    head = offer(company, id_, bo, at=3)
    step("expire", lambda: end(company, head, at=40))
    head = offer(company, id_, bo, at=41)
    step("accept", lambda: service.accept_offer(bo, id_, head.offer.id, later(42)))
    step("transfer", lambda: service.transfer(bo, id_, anna.user_id, None, later(50)))
    step("invite", lambda: service.invite(anna, id_, bo.user_id, later(60)))
    asked = company.head(id_).invitations[0].id
    step("join", lambda: service.accept_invitation(bo, id_, asked, later(70)))
    step("leave", lambda: service.leave(anna, id_, later(80)))
    step("to a queue", lambda: service.transfer(bo, id_, sales, None, later(90)))

    assert sizes == {
        "offer": (1, 4),  # head, entry, seat, user
        "reject": (1, 4),
        "expire": (1, 4),
        "accept": (1, 5),  # head, entry, two seats, user
        "transfer": (1, 6),  # head, entry, two seats, two users
        "invite": (1, 4),  # head, entry, two seats
        "join": (1, 6),  # head, entry, three seats, user
        "leave": (1, 5),  # head, entry, two seats, user
        "to a queue": (1, 4),
    }


@pytest.mark.feature("AUTH-11", "ASG-21")
def test_an_offer_of_another_company_does_not_exist(offered):
    _, _, _, head = offered
    stranger = a_company().admin

    with pytest.raises(NotFound):
        service.accept_offer(stranger, head.id, head.offer.id, later(5))


@pytest.mark.feature("ASG-21", "ASG-25", "ASG-30")
def test_the_doors_of_an_offer(offered):
    company, anna, bo, head = offered
    body = {"offer_id": head.offer.id}

    gone = do(bo, head.id, "accept", body)
    rejected = do(anna, head.id, "reject", body)
    late = do(anna, head.id, "accept", body)
    second = offer(company, head.id, bo, at=8)
    accepted = do(bo, head.id, "accept", {"offer_id": second.offer.id})
    lost = do(anna, head.id, "accept", body)

    assert (gone.status, gone.json["code"], gone.json["winner"]) == (409, "offer_gone", None)
    assert (rejected.status, rejected.body) == (204, "")
    assert (late.status, late.json["code"]) == (409, "offer_gone")
    assert (accepted.status, accepted.json["offer"]) == (200, None)
    assert accepted.json["assignees"] == [{"id": bo.user_id, "name": bo.name}]
    assert (lost.status, lost.json["winner"]["name"]) == (409, "Bo Lind")
    assert do(anna, head.id, "accept", {}).status == 400


@pytest.mark.feature("ASG-39")
def test_skills_are_set_over_http_and_read_back(desk):
    company, anna, _, id_ = desk
    path = f"/v1/conversations/{id_}"

    set_ = call("PATCH", path, {"skills": ["Norwegian", "refunds", "Norwegian"]}, anna)
    kept = call("PATCH", path, {"important": True}, anna)

    assert (set_.status, set_.json["skills"]) == (200, ["Norwegian", "refunds"])
    assert kept.json["skills"] == ["Norwegian", "refunds"]
    assert call("PATCH", path, {"skills": None}, anna).status == 400
    assert call("PATCH", path, {"skills": [" "]}, anna).status == 400
    assert company.head(id_).skills == ("Norwegian", "refunds")


@pytest.mark.feature("ASG-21")
def test_the_head_that_is_stored_is_the_head_that_is_read(offered):
    company, _, _, head = offered

    stored = company.head(head.id)

    assert stored == head
    assert domain.Seat("offered", head.offer.to.id) in domain.seats(stored)
