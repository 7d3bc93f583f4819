"""Labels on conversations and messages, shared and private (the labels themselves are another
noun's)."""

from functools import partial

import pytest

from chalicelib.conversations import service, views
from chalicelib.conversations import worker as publisher
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.realtime import worker as push
from tests.aws import Calls
from tests.builders import a_stream_event, later
from tests.door import call
from tests.integration.desk import do, path, rows
from tests.integration.test_realtime import items_of, open_socket, open_visitor


@pytest.fixture
def shelf(company):
    """Anna's conversation, a label of everyone's and one of hers alone."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    entry = company.message()
    service.take(anna, entry.conversation_id, later(1))
    refund = labels.create(anna, "Refund", "#cc0000", LabelScope.TEAM, None)
    mine = labels.create(anna, "Call mum", "#0000cc", LabelScope.PRIVATE, None)
    return company, anna, bo, entry, refund, mine


@pytest.mark.feature("NOTE-10", "NOTE-12", "NOTE-14")
def test_a_conversation_is_labelled_for_all_and_for_oneself(shelf):
    company, anna, bo, entry, refund, mine = shelf
    id_ = entry.conversation_id

    labelled = do(anna, id_, "labels", {"add": [refund.id, mine.id]})

    assert labelled.json["labels"] == [refund.id]
    assert labelled.json["private_labels"] == [mine.id]
    theirs = call("GET", path(id_), caller=bo).json
    assert (theirs["labels"], theirs["private_labels"]) == ([refund.id], [])
    told = company.thread(id_)[-1].data["added"]
    assert told == [{"id": refund.id, "name": "Refund", "color": "#cc0000"}]
    gone = do(anna, id_, "labels", {"remove": [refund.id, mine.id]})
    assert (gone.json["labels"], gone.json["private_labels"]) == ([], [])


@pytest.mark.feature("NOTE-11", "NOTE-13", "NOTE-14")
def test_a_message_is_labelled_for_all_and_for_oneself(shelf):
    _, anna, bo, entry, refund, mine = shelf
    where = path(entry.conversation_id, "messages", entry.id, "labels")

    labelled = call("POST", where, {"add": [refund.id, mine.id]}, anna).json

    assert labelled["data"]["labels"] == [refund.id]
    assert labelled["data"]["private_labels"] == [mine.id]

    def seen(who):
        items = call("GET", path(entry.conversation_id, "timeline"), caller=who).json["items"]
        return items[0]["data"]["labels"], items[0]["data"]["private_labels"]

    assert seen(anna) == ([refund.id], [mine.id])
    assert seen(bo) == ([refund.id], [])
    call("POST", where, {"remove": [refund.id, mine.id]}, anna)
    assert seen(anna) == ([], [])


@pytest.mark.feature("NOTE-14", "NOTE-01")
def test_a_private_label_is_in_no_frame_event_or_answer_of_others(shelf, aws, sockets):
    company, anna, bo, entry, refund, mine = shelf
    id_ = entry.conversation_id
    open_socket(anna, "anna")
    open_socket(bo, "bo")
    open_visitor(company, company.head(id_).contact.id, "visitor")
    do(anna, id_, "labels", {"add": [refund.id, mine.id]})
    call("POST", path(id_, "messages", entry.id, "labels"), {"add": [refund.id, mine.id]}, anna)
    everything = items_of(aws, id_, "")

    with Calls() as calls:
        for happened in ("INSERT", "MODIFY"):
            push.push(a_stream_event(everything, happened), None)
            publisher.publish(a_stream_event(everything, happened), None)

    assert "conversation.labelled" in sockets.types("bo")
    assert "message.labelled" in sockets.types("bo")
    published = [given for name, given in calls.sent if name == "PutEvents"]
    for told in (sockets.frames, published, [views.visitor_data(e) for e in company.thread(id_)]):
        assert mine.id not in str(told)
    assert refund.id not in str(sockets.frames["visitor"])
    answers = [
        call("GET", where, caller=who).body
        for who in (bo, company.admin)
        for where in (path(id_), path(id_, "timeline"), "/v1/conversations", "/v1/labels")
    ]
    assert not [one for one in answers if mine.id in one]
    assert [one["private_labels"] for one in rows(anna)] == [[mine.id]]


@pytest.mark.feature("NOTE-14")
def test_a_label_that_one_may_not_see_cannot_be_set_or_searched_by(shelf):
    company, anna, bo, entry, _, mine = shelf
    id_ = entry.conversation_id
    team = company.team(anna, name="Sales")
    theirs = labels.create(company.caller(anna.user_id), "Deal", "#00cc00", LabelScope.TEAM, team)

    for label in (mine.id, theirs.id, "lbl_none"):
        assert do(bo, id_, "labels", {"add": [label]}).status == 404
        assert call("GET", "/v1/search/labels", caller=bo, query={"label": label}).status == 404
    assert company.head(id_).labels == ()


@pytest.mark.feature("NOTE-14")
def test_nobody_takes_a_colleagues_private_label_away(shelf):
    company, anna, bo, entry, _, mine = shelf
    id_ = entry.conversation_id
    do(anna, id_, "labels", {"add": [mine.id]})

    assert do(bo, id_, "labels", {"remove": [mine.id]}).status == 404
    assert company.head(id_).private_labels == {anna.user_id: (mine.id,)}


@pytest.mark.feature("CONV-13", "NOTE-10", "NOTE-14")
def test_a_list_is_filtered_by_shared_labels_and_by_ones_own(shelf):
    company, anna, bo, entry, refund, mine = shelf
    other = company.message().conversation_id
    do(anna, entry.conversation_id, "labels", {"add": [mine.id]})
    do(anna, other, "labels", {"add": [refund.id]})

    def labelled(who, label):
        return [one["id"] for one in rows(who, inbox="all", label=label)]

    assert labelled(anna, mine.id) == [entry.conversation_id]
    assert labelled(bo, mine.id) == []
    assert labelled(bo, refund.id) == [other]


@pytest.mark.feature("SRCH-01")
def test_all_that_carries_a_label_is_found_newest_first_page_by_page(shelf):
    company, anna, _, _, refund, _ = shelf
    entries = [company.message(at=later(n)) for n in range(7)]
    for entry in entries:
        service.label_message(anna, entry.conversation_id, entry.id, [refund.id], [], later(60))
    service.label(anna, entries[0].conversation_id, [refund.id], [], later(60))

    for limit in (1, 3, 50):
        seen, position = [], None
        while True:
            page, position = service.labelled(anna, refund.id, position, limit)
            seen += [(head.id, entry and entry.id) for head, entry in page]
            if position is None:
                break
        assert len(seen) == len(set(seen)) == 8
        messages = [one for one in seen if one[1]]
        assert messages == [(e.conversation_id, e.id) for e in reversed(entries)]


@pytest.mark.feature("NOTE-10", "CONV-50")
def test_a_merged_conversation_is_still_found_by_its_label(shelf):
    company, anna, _, entry, refund, _ = shelf
    first = entry.conversation_id
    contact = company.head(first).contact.id
    written = service.Written("Hi")
    second = service.start(
        anna, service.First(contact, None, company.webchat.id), written, later(5)
    ).id
    service.label(anna, second, [refund.id], [], later(6))

    service.merge(anna, first, second, later(20))

    found, _ = service.labelled(anna, refund.id, None, 9)
    assert [head.id for head, _ in found] == [second]


@pytest.mark.feature("NOTE-10")
def test_labels_set_at_once_by_several_all_stay(shelf, at_once):
    company, anna, bo, entry, refund, mine = shelf
    id_ = entry.conversation_id
    others = [labels.create(bo, f"L{n}", "#000000", LabelScope.TEAM, None).id for n in range(3)]

    at_once(
        [
            partial(service.label, anna, id_, [refund.id, mine.id], [], later(9)),
            *(partial(service.label, bo, id_, [one], [], later(9)) for one in others),
        ]
    )

    assert set(company.head(id_).labels) == {refund.id, *others}
    assert company.head(id_).private_labels == {anna.user_id: (mine.id,)}


def test_more_private_labels_than_a_transaction_holds_do_not_keep_it_from_being_deleted(shelf, aws):
    company, anna, _, entry, _, _ = shelf
    id_ = entry.conversation_id
    for number in range(11):
        who = company.agent(f"Agent {number}")
        own = [labels.create(who, f"L{n}", "#000000", LabelScope.PRIVATE, None).id
               for n in range(10)]  # fmt: skip
        service.label(who, id_, own, [], later(9))
    assert len(items_of(aws, id_, "label#")) == 110

    service.delete(company.admin, id_, later(60))
    service.purge(company.account_id, id_)

    assert items_of(aws, id_, "label#") == []
    assert rows(anna, inbox="all", status="any") == []
