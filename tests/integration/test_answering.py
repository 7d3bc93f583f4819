"""Agents take, answer, give away, close and reopen: of several at once exactly one wins."""

from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.conversations import inboxes, service, store
from chalicelib.conversations.domain import Person, Status
from chalicelib.conversations.inboxes import Wanted
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Conflict, Forbidden, NotFound, Refused, Taken
from tests.aws import Calls
from tests.builders import NOON, a_sender, later


def inbox(caller, which="me", status="open"):
    """The conversations of an inbox."""
    rows, _ = inboxes.page(caller, Wanted(which, status), None, 50)
    return [row.id for row in rows]


@pytest.mark.feature("ASG-01", "MSG-01", "CONV-03", "CONV-05")
def test_an_answer_moves_a_conversation_from_unassigned_into_ones_own_inbox(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    assert inbox(anna, "unassigned") == [id_]

    sent = service.reply(anna, id_, Written("Yes, we do"), later(9))

    assert inbox(anna, "unassigned") == []
    assert inbox(anna) == [id_]
    assert company.load(anna) == 1
    assert (sent.data["text"], sent.actor.id, sent.actor.kind) == (
        "Yes, we do",
        anna.user_id,
        "agent",
    )


@pytest.mark.feature("ASG-01")
def test_answering_and_taking_is_one_transaction_of_at_most_five_items(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    accounts.policy(company.account_id)  # what a warm function knows for a minute

    with Calls() as calls:
        service.reply(anna, id_, Written("Yes", client_id="c1"), later(9))

    assert calls == {"GetItem": 1, "TransactWriteItems": 1}
    [items] = calls.transactions()
    keys = [(given.get("Item") or given["Key"])["sk"]["S"] for [given] in map(dict.values, items)]
    assert sorted(keys) == sorted(
        [
            "head",
            "mark",
            "entry#0000000002",
            f"seat#assigned#{anna.user_id}",
            f"user#{anna.user_id}",
        ]
    )


@pytest.mark.feature("ASG-05")
@pytest.mark.parametrize("how", ["take", "reply"])
@pytest.mark.parametrize("rivals", [2, 20])
def test_of_many_at_once_exactly_one_wins_and_the_others_learn_who(company, at_once, how, rivals):
    agents = [company.agent(f"Agent {number}") for number in range(rivals)]
    id_ = company.message().conversation_id
    acts = [
        partial(service.take, agent, id_, later(60))
        if how == "take"
        else partial(service.reply, agent, id_, Written(f"from {agent.name}"), later(60))
        for agent in agents
    ]

    outcomes = at_once(acts)

    winners = [
        agent
        for agent, outcome in zip(agents, outcomes, strict=True)
        if not isinstance(outcome, Exception)
    ]
    assert len(winners) == 1
    losers = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert {type(error) for error in losers} == {Taken}
    facts = {"id": winners[0].user_id, "name": winners[0].name}
    assert all(error.facts == {"winner": facts} for error in losers)
    assert len(company.thread(id_)) == 2
    assert [company.load(agent) for agent in agents] == [
        int(agent is winners[0]) for agent in agents
    ]
    assert [inbox(agent) for agent in agents if agent is not winners[0]] == [[]] * (rivals - 1)


def test_load_is_exact_however_many_conversations_change_hands_at_once(company, at_once):
    agents = [company.agent(f"Agent {number}") for number in range(4)]
    ids = [company.message().conversation_id for _ in range(5)]

    at_once([partial(service.take, agent, id_, later(60)) for agent in agents for id_ in ids])

    assert sum(company.load(agent) for agent in agents) == 5
    assert [company.load(agent) for agent in agents] == [len(inbox(agent)) for agent in agents]


@pytest.mark.feature("MSG-11")
def test_the_same_client_id_twice_is_one_message(company):
    anna = company.agent()
    id_ = company.message().conversation_id

    first = service.reply(anna, id_, Written("Yes", client_id="c1"), later(9))
    again = service.reply(anna, id_, Written("Yes", client_id="c1"), later(10))

    assert again.id == first.id
    assert len(company.thread(id_)) == 2


@pytest.mark.feature("MSG-11")
def test_equal_client_ids_in_two_conversations_are_two_messages(company):
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(2)]

    sent = [service.reply(anna, id_, Written("Yes", client_id="c1"), later(9)) for id_ in ids]

    assert sent[0].id != sent[1].id


@pytest.mark.feature("MSG-01", "MSG-02", "CONV-16")
def test_a_thread_reads_in_the_order_of_seq_with_author_and_time(company):
    anna = company.agent()
    id_ = company.message("Hi").conversation_id
    service.add_note(anna, id_, "VIP", later(1))
    service.reply(anna, id_, Written("Hello"), later(2))

    thread = company.thread(id_)

    assert [(one.seq, one.type, one.actor.name) for one in thread] == [
        (1, "message.received", thread[0].actor.name),
        (2, "note.added", "Anna Berg"),
        (3, "message.sent", "Anna Berg"),
    ]
    assert [one.occurred_at for one in thread] == [NOON, later(1), later(2)]


@pytest.mark.feature("ASG-03")
def test_giving_it_to_a_colleague_moves_seat_and_load(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))

    service.assign(anna, id_, [bo.user_id], later(9))

    assert (inbox(anna), inbox(bo)) == ([], [id_])
    assert (company.load(anna), company.load(bo)) == (0, 1)


def test_given_to_two_it_stands_in_both_inboxes_and_back_in_none(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id

    service.assign(anna, id_, [anna.user_id, bo.user_id, bo.user_id], later(9))
    both = (inbox(anna), inbox(bo), company.load(anna), company.load(bo))
    service.assign(anna, id_, [], later(20))

    assert both == ([id_], [id_], 1, 1)
    assert (inbox(anna), inbox(bo), company.load(anna), company.load(bo)) == ([], [], 0, 0)
    assert inbox(anna, "unassigned") == [id_]


def test_only_members_of_its_team_can_be_given_a_conversation(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    id_ = company.message(channel=company.channel(team_id=team)).conversation_id

    with pytest.raises(Refused, match="team") as refusal:
        service.assign(company.admin, id_, [bo.user_id, "usr_nobody"], later(9))

    assert refusal.value.facts == {"user_ids": [bo.user_id, "usr_nobody"]}


@pytest.mark.feature("CONV-18", "CONV-19")
def test_a_closed_conversation_leaves_every_assignees_inbox_and_their_load(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.assign(anna, id_, [anna.user_id, bo.user_id], later(9))

    service.close(bo, id_, "solved", later(20), everyone=True)

    assert inbox(anna) == inbox(bo) == []
    assert inbox(anna, status="closed") == inbox(bo, status="closed") == [id_]
    assert company.load(anna) == company.load(bo) == 0


@pytest.mark.feature("CONV-19")
def test_who_is_neither_assignee_nor_admin_cannot_close(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))

    with pytest.raises(Forbidden):
        service.close(bo, id_, None, later(9))
    assert service.close(company.admin, id_, None, later(9)).status is Status.CLOSED


@pytest.mark.feature("CONV-21", "CONV-23")
@pytest.mark.parametrize("by_answer", [True, False])
def test_reopening_puts_it_back_in_its_assignees_inbox(company, by_answer):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    service.close(anna, id_, None, later(2))

    if by_answer:
        service.reply(anna, id_, Written("One more thing"), later(60))
    else:
        service.reopen(anna, id_, later(60))

    assert inbox(anna) == [id_]
    assert company.load(anna) == 1


def test_what_is_longer_than_its_channel_takes_is_refused_in_words(company):
    anna = company.agent()
    id_ = company.message(channel=company.sms).conversation_id

    with pytest.raises(Refused, match="SMS takes at most 16000 characters; this has 16001"):
        service.reply(anna, id_, Written("x" * 16_001), later(9))

    assert len(company.thread(id_)) == 1


def test_other_teams_conversations_do_not_exist_until_they_are_ones_own(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    id_ = company.message(channel=company.channel(team_id=team)).conversation_id

    assert service.visible(company.caller(anna.user_id), id_).id == id_
    assert service.visible(company.admin, id_).id == id_
    with pytest.raises(NotFound):
        service.visible(bo, id_)


def test_an_automatic_assignment_loses_to_whoever_took_it_first(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    to = Person(bo.user_id, bo.name)

    assert service.assign_automatically(company.account_id, id_, to, later(2)) is None
    assert company.head(id_).is_assigned_to(anna.user_id)


def test_an_automatic_assignment_between_decision_and_store_gives_way(company, monkeypatch):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    real, tries = store.save, []

    def overtaken(*given):
        tries.append(given)
        if len(tries) == 1:
            service.take(anna, id_, later(1))
        return real(*given)

    monkeypatch.setattr(store, "save", overtaken)
    to = Person(bo.user_id, bo.name)

    assert service.assign_automatically(company.account_id, id_, to, later(1)) is None
    assert (company.load(anna), company.load(bo)) == (1, 0)


def test_a_mark_whose_conversation_is_gone_is_told_as_such(company, aws):
    sender = a_sender(company.sms)
    entry = company.message("Hi", sender, company.sms, dedup="gone")
    key = {"pk": {"S": f"{company.account_id}#{entry.conversation_id}"}}
    aws.dynamodb.delete_item(TableName="conversations", Key=key | {"sk": {"S": "entry#0000000001"}})

    with pytest.raises(Conflict, match="gone"):
        company.message("Hi", sender, company.sms, dedup="gone")
