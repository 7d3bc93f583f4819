"""What indexing and searching cost, counted in calls and units: apart, for it fills the tables."""

import pytest

from chalicelib.runtime.ids import new_id
from chalicelib.search import store
from tests.aws import Calls
from tests.builders import later
from tests.integration.test_search import index, search, written


def reading(calls):
    """How many calls were made, and what they read: half a unit for each begun 4 kB of a query, and
    of each item of a batch."""
    read = [one for answer in calls.answers for one in weighed(answer)]
    return sum(calls.values()), sum(0.5 * -(-size // 4096) for size in read)


def weighed(answer):
    """What is charged for together, in bytes."""
    if "Items" in answer:
        yield sum(len(str(item)) for item in answer["Items"])
    for items in answer.get("Responses", {}).values():
        yield from (len(str(item)) for item in items)


@pytest.mark.feature("SRCH-04")
def test_a_search_costs_the_same_among_a_hundred_and_five_thousand_messages(company):
    for n in range(22):
        written(company, f"refund please {n:02d}", at=later(n))

    def costs():
        return [cost(q) for q in ("refund", "refund please", "refudn")]

    def cost(q):
        with Calls() as calls:
            assert len(search(company.admin, q, limit=20)["items"]) == 20
        return reading(calls)

    grow(company, 78)
    cost("refund")  # the key that seals cursors is read once
    small = costs()
    grow(company, 4900)

    assert costs() == small
    assert [calls for calls, _ in small] == [5, 6, 6]
    assert all(units <= 25 for _, units in small)


def grow(company, count):
    """Older messages with the same words, as far as the index knows."""
    with store.PostingItem.batch_write() as batch:
        for _ in range(count):
            place = store.place_of("2020-01-01T00:00:00.000Z", new_id("cnv"), 1)
            for term in ("refund", "please"):
                batch.save(store.PostingItem(f"{company.account_id}#term#{term}", place))


@pytest.mark.feature("SRCH-04")
def test_a_search_whose_words_seldom_meet_reads_a_bounded_number_of_rounds(company):
    written(company, "hello refund")
    grow(company, 900)

    with Calls() as calls:
        page = search(company.admin, "refund kayaks", limit=20)

    assert (page["items"], page["next_cursor"]) == ([], None)  # nobody ever wrote of kayaks
    assert sum(calls.values()) <= 6
    written(company, "hello kayaks")
    with Calls() as calls:
        page = search(company.admin, "refund kay", limit=20)
    assert page["items"] == []
    assert page["next_cursor"]
    assert sum(calls.values()) <= 20


@pytest.mark.feature("SRCH-04")
def test_indexing_a_message_writes_one_item_per_word_and_four_more(company):
    text = "one two three four five six seven eight nine ten"
    first = written(company, text)
    second = company.message(text, sender=first.actor.id, at=later(5))

    with Calls() as calls:
        index(second)

    requests = [
        one
        for operation, given in calls.sent
        if operation == "BatchWriteItem"
        for one in given["RequestItems"]["search"]
    ]
    assert len(requests) == 10 + 2  # the words, contact and channel
    assert calls["PutItem"] == 1  # the document
    assert calls == {"GetItem": 3, "PutItem": 1, "BatchWriteItem": 1}
