"""A team that distributes by itself gives each conversation to one who is there."""

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.routing import worker
from chalicelib.runtime.ids import now
from tests.builders import an_sqs_event, bus_event
from tests.door import call
from tests.integration.test_realtime import open_socket


@pytest.fixture
def desk(company, sockets):
    """An automatic team of two who are online, and its channel."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna, bo, distribution="automatic")
    for caller, id_ in ((anna, "anna"), (bo, "bo")):
        open_socket(company.caller(caller.user_id), id_)
    return company, anna, bo, company.channel(team_id=team)


def route(entry):
    event = bus_event(entry, "conversation.created")
    assert worker.routing(an_sqs_event(event), None) == {"batchItemFailures": []}


def test_conversations_are_spread_over_those_who_are_there(desk):
    company, anna, bo, channel = desk

    for _ in range(6):
        route(company.message(channel=channel, at=now()))

    assert (company.load(anna), company.load(bo)) == (3, 3)


@pytest.mark.feature("CH-13")
def test_texts_are_spread_while_chats_wait_as_each_ones_team_has_settled_it(desk):
    company, anna, bo, channel = desk
    texts = company.channel("twilio_sms", address="+4759440777", team_id=channel.team_id)
    text = company.message(channel=texts, at=now())
    chat = company.message(at=now())

    for entry in (text, chat):
        route(entry)

    given = company.head(text.conversation_id)
    assert given.is_assigned_to(anna.user_id) or given.is_assigned_to(bo.user_id)
    assert company.head(chat.conversation_id).waiting_since


def test_a_given_conversation_says_that_the_system_gave_it(desk):
    company, _, _, channel = desk
    entry = company.message(channel=channel, at=now())

    route(entry)

    told = company.thread(entry.conversation_id)[-1]
    assert (told.type, told.actor.kind) == ("conversation.assigned", "system")


def test_an_event_that_comes_twice_assigns_once(desk):
    company, anna, bo, channel = desk
    entry = company.message(channel=channel, at=now())

    route(entry)
    route(entry)

    assert len(company.thread(entry.conversation_id)) == 2
    assert company.load(anna) + company.load(bo) == 1


def test_who_is_away_gets_nothing_and_with_nobody_there_it_waits(desk):
    company, anna, bo, channel = desk
    call("PATCH", "/v1/me", {"availability": "away"}, anna)
    first = company.message(channel=channel, at=now())
    route(first)
    call("PATCH", "/v1/me", {"availability": "away"}, bo)
    second = company.message(channel=channel, at=now())
    route(second)

    assert company.head(first.conversation_id).is_assigned_to(bo.user_id)
    assert company.head(second.conversation_id).waiting_since


def test_a_manual_team_pulls_for_itself(desk):
    company, *_ = desk
    entry = company.message(at=now())

    route(entry)

    assert company.head(entry.conversation_id).assignees == ()


def test_what_somebody_took_meanwhile_is_theirs(desk):
    company, _, _, channel = desk
    entry = company.message(channel=channel, at=now())
    conversations.take(company.admin, entry.conversation_id, now())

    route(entry)

    head = company.head(entry.conversation_id)
    assert [person.id for person in head.assignees] == [company.admin.user_id]


def test_a_conversation_that_is_gone_is_passed_over(company):
    event = bus_event(company.message(), "conversation.created")
    event["detail"]["conversation_id"] = "cnv_gone"

    assert worker.routing(an_sqs_event(event), None) == {"batchItemFailures": []}
