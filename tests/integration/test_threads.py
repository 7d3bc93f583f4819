"""Threads: pages backwards, forwards and around, merged ones interleaved, at the same cost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.conversations import items, service
from chalicelib.conversations.domain import Entry
from chalicelib.conversations.service import First, Written
from chalicelib.runtime.ids import entry_id
from tests.aws import Calls
from tests.builders import a_company, a_customer, a_message, a_sender, later
from tests.door import call
from tests.integration.desk import path

LIMITS = [1, 2, 3, 7, 50]


def backwards(who, id_, limit, read=service.thread):
    """A whole thread, read page by page from its end."""
    seen, before = [], None
    while True:
        page = read(who, id_, before, None, None, limit)
        assert 0 < len(page.entries) <= limit
        seen = page.entries + seen
        before = page.before
        if before is None:
            return seen


def moments(entries):
    return [(one.occurred_at, one.conversation_id, one.seq) for one in entries]


@pytest.fixture(scope="module")
def merged(aws):
    """Three conversations of one contact whose entries alternate in time, read as one: 60 entries
    and the two that tell of each merge. Tests only read them."""
    company = a_company()
    anna, sender = company.agent(), a_sender(company.webchat)
    first = company.message("1", sender, at=later(0)).conversation_id
    contact = company.head(first).contact.id
    rest = [
        service.start(anna, First(contact, None, company.webchat.id), Written("1"), later(1 + n)).id
        for n in range(2)
    ]
    ids = [first, *rest]
    for number in range(57):
        service.add_note(anna, ids[number % 3], str(number), later(10 + number))
    for id_ in rest:
        service.merge(anna, first, id_, later(1000))
    return company, anna, ids


@pytest.mark.feature("CONV-50", "CONV-45", "CONV-16")
@pytest.mark.parametrize("limit", LIMITS)
def test_merged_threads_are_one_in_order_of_time_without_gap_or_repeat(merged, limit):
    company, anna, ids = merged

    found = backwards(anna, ids[0], limit)

    assert moments(found) == sorted(moments(found))
    every = [entry for id_ in ids for entry in company.thread(id_)]
    assert sorted(moments(found)) == sorted(moments(every))
    assert len(found) == 64


@pytest.mark.feature("CONV-50", "SRCH-06")
@pytest.mark.parametrize("limit", [2, 7, 20])
@pytest.mark.parametrize("seq", [1, 9, 20])
def test_around_an_entry_of_a_merged_thread_stands_what_was_said_around_that_time(
    merged, seq, limit
):
    company, anna, ids = merged
    every = sorted((e for id_ in ids for e in company.thread(id_)), key=lambda e: moments([e]))
    middle = next(n for n, e in enumerate(every) if (e.conversation_id, e.seq) == (ids[0], seq))
    half = limit // 2

    page = service.thread(anna, ids[0], None, None, seq, limit)

    expected = every[max(0, middle - half) : middle + limit - half]
    assert moments(page.entries) == moments(expected)
    older = backwards_from(anna, ids[0], page.before)
    assert moments(older) == moments(every[: max(0, middle - half)])


def backwards_from(who, id_, before):
    seen = []
    while before:
        page = service.thread(who, id_, before, None, None, 7)
        seen, before = page.entries + seen, page.before
    return seen


@pytest.mark.feature("NOTE-09", "CONV-50")
@pytest.mark.parametrize("limit", [1, 5, 19, 100])
def test_the_notes_of_merged_conversations_stand_together_newest_first(merged, limit):
    _, anna, ids = merged
    seen, cursor = [], None
    while True:
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        answer = call("GET", path(ids[0], "notes"), caller=anna, query=query).json
        seen += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            break

    assert [one["data"]["text"] for one in seen] == [str(n) for n in reversed(range(57))]
    assert {one["type"] for one in seen} == {"note.added"}


@pytest.fixture(scope="module")
def long(aws):
    """A conversation with 30 entries after its first. Tests only read it."""
    company = a_company()
    anna = company.agent()
    id_ = company.message().conversation_id
    for number in range(30):
        service.add_note(anna, id_, str(number), later(1 + number))
    return anna, id_


@pytest.mark.feature("CONV-16", "CONV-45")
@pytest.mark.parametrize("limit", LIMITS)
def test_a_thread_is_read_to_its_beginning_at_every_page_size(long, limit):
    anna, id_ = long

    assert [one.seq for one in backwards(anna, id_, limit)] == list(range(1, 32))


@pytest.mark.feature("SRCH-06", "CONV-46")
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seq=st.integers(1, 31), limit=st.integers(1, 40))
def test_around_an_entry_it_stands_in_the_middle_and_the_rest_is_reached_both_ways(
    long, seq, limit
):
    anna, id_ = long

    page = service.thread(anna, id_, None, None, seq, limit)

    seqs = [one.seq for one in page.entries]
    half = limit // 2
    assert seqs == list(range(max(1, seq - half), min(31, seq + limit - half - 1) + 1))
    older = backwards_from(anna, id_, page.before)
    newer = service.thread(anna, id_, None, seqs[-1], None, 100).entries
    assert [one.seq for one in (*older, *page.entries, *newer)] == list(range(1, 32))


@pytest.mark.feature("CONV-46")
def test_the_first_page_leads_to_the_contacts_conversation_before_if_the_reader_may_see_one(
    company,
):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    sender = a_sender(company.webchat)
    first = company.message(sender=sender).conversation_id
    contact = company.head(first).contact.id
    chat = First(contact, None, company.webchat.id)
    hers = replace(chat, visible_to=[anna.user_id])
    hidden = service.start(anna, hers, Written("psst"), later(5)).id
    third = service.start(anna, chat, Written("Hi"), later(9)).id

    def earlier(who, id_, **query):
        return call("GET", path(id_, "timeline"), caller=who, query=query).json["earlier"]

    assert earlier(anna, third) == hidden
    assert earlier(bo, third) == first
    assert earlier(anna, third, around=1) == hidden
    assert earlier(bo, first) is None
    service.add_note(anna, third, "More", later(10))
    assert earlier(anna, third, limit=1) is None  # there is more of this one first
    assert earlier(anna, third, after_seq=1) is None
    assert earlier(anna, third, limit=1, before="2") == hidden


@pytest.mark.feature("CONV-46", "CONV-50")
def test_what_was_merged_in_is_no_earlier_conversation(merged):
    _, anna, ids = merged

    assert service.thread(anna, ids[0], None, None, None, 100).earlier is None


def fill(company, aws, id_, until):
    """Make a thread long, as so many messages would have."""
    head = company.head(id_)
    stored = [
        items.entry_item(
            Entry(
                entry_id("msg", seq, later(seq)), company.account_id, id_, seq, "message.received",
                a_customer(), later(seq), a_message("x" * 200),
            )
        ).serialize()
        for seq in range(head.version + 1, until + 1)
    ]  # fmt: skip
    for start in range(0, len(stored), 25):
        puts = [{"PutRequest": {"Item": one}} for one in stored[start : start + 25]]
        aws.dynamodb.batch_write_item(RequestItems={"conversations": puts})
    item = items.RowItem.get(f"{company.account_id}#{id_}", "head")
    grown = items.head_item(replace(head, version=until))
    item.update(actions=[items.RowItem.state.set(grown.state)])


@pytest.mark.feature("CONV-16")
def test_a_page_of_ten_thousand_entries_costs_what_one_of_two_hundred_does(company, aws):
    anna = company.agent()
    id_ = company.message().conversation_id
    costs = []
    for size in (200, 10_000):
        fill(company, aws, id_, size)
        middle = size // 2
        queries = [{}, {"before": str(middle)}, {"around": middle}, {"after_seq": size - 50}]
        for query in queries:
            with Calls() as calls:
                answer = call("GET", path(id_, "timeline"), caller=anna, query=query)
            assert answer.status == 200, answer.body
            assert len(answer.json["items"]) == 50
            costs.append((dict(calls), calls.read_units()))

    assert costs[:4] == costs[4:]
    assert all(sum(calls.values()) <= 4 for calls, _ in costs)
