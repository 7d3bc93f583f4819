"""Waiting activities: what may be taken, who waits longest first; and why something waits."""

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.domain import OfferGone, Person
from tests.aws import Calls
from tests.builders import a_sender, later
from tests.door import call
from tests.integration.desk import path


def waiting(who, **query):
    answer = call("GET", "/v1/waiting", caller=who, query=query)
    assert answer.status == 200, answer.body
    return answer.json


def ids(who):
    return [c.id for c in service.waiting_activities(who, None, 100)[0]]


@pytest.fixture
def desk(company):
    """Two teams, Bo in both, Anna not in Sales, and a customer who waits in each."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    sales = company.team(bo)
    channel = company.channel(team_id=sales)
    late = company.message(at=later(60)).conversation_id
    early = company.message(channel=channel, at=later(10)).conversation_id
    return company, company.caller(anna.user_id), company.caller(bo.user_id), early, late


@pytest.mark.feature("ASG-29", "ASG-49")
def test_of_ones_teams_who_waits_longest_is_first_whoever_wrote_again(desk):
    company, anna, bo, early, late = desk
    sender = a_sender(company.webchat)
    first = company.message("Hi", sender, at=later(0)).conversation_id
    company.message("Hello?", sender, at=later(99))

    assert ids(bo) == [first, early, late]
    assert ids(anna) == [first, late]


@pytest.mark.feature("ASG-29", "ASG-30")
def test_what_rings_at_a_colleague_waits_there_too_and_can_be_taken(desk):
    company, anna, bo, _, late = desk
    head = service.offer(
        company.account_id, late, Person(anna.user_id, anna.name), later(90), None, None, later(61)
    )
    assert late in ids(bo)

    service.take(bo, late, later(62))

    assert late not in ids(bo)
    with pytest.raises(OfferGone) as gone:
        service.accept_offer(anna, late, head.offer.id, later(63))
    assert gone.value.facts["winner"]["id"] == bo.user_id


@pytest.mark.feature("ASG-29")
def test_what_somebody_has_is_snoozed_or_closed_does_not_wait(desk):
    company, anna, bo, early, late = desk

    service.take(bo, early, later(99))
    service.snooze(company.admin, late, None, later(99))

    assert (ids(anna), ids(bo)) == ([], [])


@pytest.mark.feature("ASG-29", "CONV-40")
def test_a_restricted_one_waits_for_those_whom_it_names(desk):
    company, anna, bo, _, late = desk

    service.change_fields(anna, late, {"visible_to": [anna.user_id]}, later(99))

    assert ids(company.caller(anna.user_id)) == [late]
    assert late not in ids(company.caller(bo.user_id))


@pytest.mark.feature("ASG-29")
def test_the_list_is_read_page_by_page_and_its_number_stands_beside_the_inboxes(desk):
    company, _, bo, early, late = desk
    third = company.message(at=later(70)).conversation_id

    first = waiting(bo, limit=2)
    second = waiting(bo, limit=2, cursor=first["next_cursor"])

    assert [one["id"] for one in first["items"]] == [early, late]
    assert [one["id"] for one in second["items"]] == [third]
    assert (first["total"], second["total"], second["next_cursor"]) == (3, 3, None)
    assert call("GET", "/v1/inboxes", caller=bo).json["waiting"] == 3
    assert call("GET", "/v1/waiting", caller=bo, query={"cursor": "%%"}).status == 400


@pytest.mark.feature("ASG-29")
def test_a_long_queue_costs_no_more_than_its_first_hundred(company):
    anna = company.agent("Anna Berg")
    for number in range(104):
        company.message(at=later(number))

    with Calls() as calls:
        page, following, total = service.waiting_activities(anna, None, 50)

    assert (len(page), total) == (50, 100)
    assert following is not None
    assert calls == {"Query": 1}
    assert calls.sent[0][1]["Limit"] == 100


@pytest.mark.feature("ASG-22", "ASG-29")
def test_what_waits_says_where_it_stands_and_why(desk):
    company, anna, bo, _, late = desk
    team = company.team(anna, distribution="offer", name="Support")
    anna = company.caller(anna.user_id)
    id_ = company.message(channel=company.channel(team_id=team)).conversation_id

    def why(who, conversation_id):
        return call("GET", path(conversation_id, "routing"), caller=who).json["waiting"]

    assert why(bo, late)["why"] == "It waits for whoever in Entire team takes it."
    assert why(bo, late)["position"] == 1
    assert "Nobody in Support is free" in why(anna, id_)["why"]
    to = Person(anna.user_id, anna.name)
    head = service.offer(company.account_id, id_, to, later(90), None, None, later(61))
    assert why(anna, id_)["why"] == "It is offered to Anna Berg."
    service.reject_offer(anna, id_, head.offer.id, later(62))
    assert why(anna, id_)["why"].startswith("1 person in Support let it pass")
    service.take(anna, id_, later(63))
    assert why(anna, id_) is None
    assert call("GET", path(id_, "routing"), caller=bo).status == 404
