"""Labels, stars and read marks: what is shared, and what is one user's own."""

from functools import partial

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import CUSTOMER, Label, Preview
from chalicelib.runtime.errors import Refused
from tests.builders import ANNA, BO, NOON, a_conversation, a_sent_entry, an_agent, later

ID = "evt_x"
REFUND = Label("lbl_1", "Refund", "#cc0000")
VIP = Label("lbl_2", "VIP", "#00cc00")
MINE = Label("lbl_3", "Call back", "#0000cc", private=True)


def labels(number, private=False):
    return [Label(f"lbl_{n}", "x", "#000000", private) for n in range(number)]


@pytest.mark.feature("CONV-31")
def test_reading_marks_it_read_for_its_reader_alone():
    before = a_conversation(version=3)

    change = domain.read(before, ANNA.id, 2)

    assert change.entry is None
    assert change.after.reads == {ANNA.id: 2}
    assert not domain.is_unread(change.after, ANNA.id)
    assert domain.is_unread(change.after, BO.id)
    assert change.after.version == before.version
    assert change.after.last_entry_at == before.last_entry_at


@pytest.mark.parametrize("up_to", [0, 1, 2])
def test_a_mark_does_not_go_back(up_to):
    assert domain.read(a_conversation(version=3, reads={ANNA.id: 2}), ANNA.id, up_to) is None


def test_nobody_reads_further_than_the_newest_entry():
    assert domain.read(a_conversation(version=3), ANNA.id, 99).after.reads == {ANNA.id: 3}


@pytest.mark.feature("CONV-58")
def test_unread_again_is_for_oneself_and_not_what_the_customer_sees():
    seen = a_conversation(version=3, received_seq=2, news_seq=2)
    for who in (ANNA.id, BO.id):
        seen = domain.read(seen, who, 3).after

    change = domain.unread(seen, ANNA.id, domain.news(seen, ANNA.id))

    assert change.entry is None
    assert domain.is_unread(change.after, ANNA.id)
    assert not domain.is_unread(change.after, BO.id)
    assert change.after.agent_read_seq == 3
    assert domain.unread(change.after, ANNA.id, domain.news(change.after, ANNA.id)) is None


@pytest.mark.feature("CONV-58")
def test_what_no_customer_wrote_in_can_be_marked_unread_too():
    outbound = a_conversation(received_seq=0, news_seq=0, reads={ANNA.id: 1}, agent_read_seq=1)

    change = domain.unread(outbound, ANNA.id, domain.news(outbound, ANNA.id))

    assert domain.is_unread(change.after, ANNA.id)


@pytest.mark.feature("CONV-58")
def test_a_conversation_with_a_mention_of_ones_team_is_unread_again_all_the_same():
    mine = a_conversation(assignees=(ANNA,), version=9, mentioned={"tm_1": 9}, reads={ANNA.id: 9})

    after = domain.unread(mine, ANNA.id, domain.news(mine, ANNA.id, {"tm_1"})).after

    assert domain.is_unread(after, ANNA.id, {"tm_1"})


@pytest.mark.feature("RT-07")
def test_the_customers_mark_stands_beside_the_users():
    change = domain.customer_read(a_conversation(version=3), 3)

    assert change.after.reads == {CUSTOMER: 3}
    assert (change.after.customer_read_seq, change.after.agent_read_seq) == (3, 0)


@pytest.mark.feature("NOTE-17")
def test_one_stars_what_is_in_ones_own_inbox_and_the_star_stays():
    mine = a_conversation(assignees=(ANNA,))

    starred = domain.star(mine, ANNA.id)

    assert starred.entry is None
    assert starred.after.starred == {ANNA.id}
    assert domain.star(starred.after, ANNA.id) is None
    given = domain.assign(starred.after, an_agent(), (BO,), ID, later(60)).after
    closed = domain.close(given, an_agent(BO), None, ID, later(61)).after
    assert domain.Seat("starred", ANNA.id) in domain.seats(closed)
    assert domain.unstar(closed, ANNA.id).after.starred == frozenset()
    assert domain.unstar(mine, ANNA.id) is None


@pytest.mark.feature("NOTE-17")
@pytest.mark.parametrize("assignees", [(), (BO,)])
def test_what_is_not_in_ones_inbox_cannot_be_starred(assignees):
    with pytest.raises(Refused, match="own inbox"):
        domain.star(a_conversation(assignees=assignees), ANNA.id)


def test_more_stars_than_a_transaction_holds_are_refused_in_words():
    many = frozenset(f"usr_{n}" for n in range(domain.STARRED_AT_MOST))

    with pytest.raises(Refused, match="no more fit"):
        domain.star(a_conversation(assignees=(ANNA,), starred=many), ANNA.id)


@pytest.mark.feature("NOTE-10", "NOTE-14")
def test_shared_labels_are_told_and_private_ones_are_not():
    change = domain.label(a_conversation(), an_agent(), [REFUND, MINE], [], ID, NOON)

    assert change.after.labels == (REFUND.id,)
    assert change.after.private_labels == {ANNA.id: (MINE.id,)}
    shown = {"id": REFUND.id, "name": "Refund", "color": "#cc0000"}
    assert change.entry.data == {"added": [shown], "removed": []}
    assert MINE.id not in str(change.entry)


@pytest.mark.feature("NOTE-14")
def test_a_private_label_alone_makes_no_entry():
    change = domain.label(a_conversation(), an_agent(), [MINE], [], ID, NOON)

    assert change.entry is None
    assert change.after.version == 1
    gone = domain.label(change.after, an_agent(), [], [MINE], ID, NOON)
    assert gone.after.private_labels == {}
    others = domain.label(change.after, an_agent(BO), [], [MINE], ID, NOON)
    assert others is None


@pytest.mark.feature("NOTE-10")
def test_labels_come_and_go_in_one_change_that_says_what_it_did():
    before = a_conversation(labels=(REFUND.id,))

    change = domain.label(before, an_agent(), [VIP, REFUND], [], ID, NOON)

    assert change.after.labels == (REFUND.id, VIP.id)
    assert [one["id"] for one in change.entry.data["added"]] == [VIP.id]
    swapped = domain.label(change.after, an_agent(), [], [REFUND], ID, NOON)
    assert swapped.entry.data["removed"][0]["id"] == REFUND.id
    assert swapped.entry.changes == {"labels": [VIP.id]}
    assert domain.label(before, an_agent(), [REFUND], [VIP], ID, NOON) is None


@pytest.mark.parametrize("private", [True, False])
def test_ten_labels_fit_and_an_eleventh_does_not(private):
    ten = domain.label(a_conversation(), an_agent(), labels(10, private), [], ID, NOON).after

    with pytest.raises(Refused, match="at most 10"):
        domain.label(ten, an_agent(), labels(11, private), [], ID, NOON)


@pytest.mark.feature("NOTE-11", "NOTE-14")
def test_a_message_carries_labels_shared_and_private():
    act = partial(domain.label_message, a_conversation(version=2), a_sent_entry())

    shared = act(an_agent(), [REFUND], [], ID, NOON)
    private = act(an_agent(), [MINE], [], ID, NOON)

    assert shared.rewrite.after.data["labels"] == [REFUND.id]
    told = {"message_id": shared.rewrite.after.id, "labels": [REFUND.id]}
    assert shared.entry.data == told
    assert private.entry is None
    assert private.rewrite.after.private_labels == {ANNA.id: (MINE.id,)}
    assert private.rewrite.after.data["labels"] == []
    assert act(an_agent(), [], [REFUND], ID, NOON) is None


def test_only_messages_are_labelled():
    note = a_sent_entry(type="note.added")

    with pytest.raises(Refused, match="only a message"):
        domain.label_message(a_conversation(version=2), note, an_agent(), [REFUND], [], ID, NOON)


def test_marks_leave_the_row_as_it_was():
    row = a_conversation(preview=Preview("Hi", "customer", 1), version=3)

    for change in (domain.read(row, ANNA.id, 3), domain.customer_read(row, 3)):
        assert change.after.preview == row.preview
        assert change.after.revision == row.revision + 1
