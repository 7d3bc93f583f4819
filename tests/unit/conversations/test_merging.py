"""Two conversations read as one, and as two again."""

from dataclasses import replace

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import (
    ChannelRef,
    ConversationRef,
    Person,
    Route,
    Snooze,
    Status,
)
from chalicelib.runtime.errors import Refused
from tests.builders import ANNA, BO, NOON, a_conversation, an_agent, later

SMS = ChannelRef("chn_2", "twilio_sms", "SMS", True)
IDS = ("evt_a", "evt_b")


def chat(**facts):
    return a_conversation(**({"assignees": (ANNA,)} | facts))


def sms(**facts):
    known = {"id": "cnv_2", "number": 2, "channel": SMS, "address": "+4790000001",
             "unreplied_since": later(-60)}  # fmt: skip
    return a_conversation(**(known | facts))


def merged(first=None, second=None, at=NOON):
    changes = domain.merge(first or chat(), second or sms(), an_agent(), IDS, at)
    return changes[0].after, changes[1].after


@pytest.mark.feature("CONV-50")
def test_the_second_becomes_a_closed_pointer_and_its_channel_one_of_the_firsts():
    into, pointer = merged()

    assert into.merged == (ConversationRef("cnv_2", 2),)
    assert into.routes == (Route(SMS, "+4790000001"),)
    assert (pointer.status, pointer.merged_into) == (Status.CLOSED, ConversationRef("cnv_1", 1))
    assert not domain.is_listed(pointer)
    assert domain.seats(pointer) == set()


@pytest.mark.feature("CONV-50", "CONV-32")
def test_the_first_waits_as_long_as_the_customer_does_in_either():
    assert merged()[0].unreplied_since == later(-60)
    assert merged(chat(unreplied_since=None))[0].unreplied_since == later(-60)
    assert merged(second=sms(unreplied_since=None))[0].unreplied_since == NOON


@pytest.mark.feature("CONV-50")
def test_each_says_in_its_thread_what_became_of_it():
    into, pointer = domain.merge(chat(), sms(), an_agent(), IDS, NOON)

    assert into.entry.data == {"merged": {"id": "cnv_2", "number": 2}, "into": None}
    assert pointer.entry.data == {"merged": None, "into": {"id": "cnv_1", "number": 1}}
    assert into.entry.conversation_id == "cnv_1"
    assert pointer.entry.conversation_id == "cnv_2"


@pytest.mark.feature("CONV-50")
@pytest.mark.parametrize(
    "second",
    [sms(), sms(assignees=(BO,)), sms(status=Status.CLOSED), sms(snooze=Snooze(later(9)))],
    ids=["waiting", "assigned", "closed", "snoozed"],
)
def test_an_undone_merge_leaves_the_second_as_it_was(second):
    first = chat(status=second.status) if not second.is_open else chat()
    into, pointer = merged(first, second)

    back, restored = (one.after for one in
                      domain.unmerge(into, pointer, an_agent(), IDS, later(5)))  # fmt: skip

    moved = ("version", "revision", "told_at", "last_entry_at")
    same = {name: getattr(second, name) for name in moved}
    assert replace(restored, **same) == second
    assert (back.merged, back.routes) == ((), ())


@pytest.mark.feature("CONV-50", "CONV-47")
def test_a_snooze_that_ended_meanwhile_is_over():
    into, pointer = merged(second=sms(snooze=Snooze(later(9)), waiting_since=None))

    _, change = domain.unmerge(into, pointer, an_agent(), IDS, later(10))

    assert change.after.is_waiting
    assert change.after.waiting_since == later(10)
    assert change.entry.changes == {"status": "open", "snooze": None}


@pytest.mark.feature("CONV-50")
def test_an_open_one_that_comes_out_again_is_told_as_reopened():
    _, change = domain.unmerge(*merged(), an_agent(), IDS, later(5))

    assert change.entry.changes == {"status": "open"}


@pytest.mark.feature("CONV-50")
def test_load_follows_a_merge_and_its_undoing():
    _, pointed = domain.merge(chat(), sms(assignees=(BO,)), an_agent(), IDS, NOON)
    assert pointed.load_deltas() == {BO.id: -1}
    into, pointer = merged(second=sms(assignees=(BO,)))
    _, restored = domain.unmerge(into, pointer, an_agent(), IDS, NOON)
    assert restored.load_deltas() == {BO.id: 1}


@pytest.mark.feature("CONV-50")
@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (chat(), chat(), "with itself"),
        (chat(), sms(contact=Person("ctc_2", "x")), "one contact"),
        (chat(visible_to=(ANNA,)), sms(), "same people"),
        (chat(), sms(merged_into=ConversationRef("cnv_3", 3)), "already"),
        (chat(merged_into=ConversationRef("cnv_3", 3)), sms(), "already"),
        (chat(status=Status.CLOSED), sms(), "into the open one"),
        (
            chat(merged=tuple(ConversationRef(f"cnv_x{n}", n) for n in range(10))),
            sms(),
            "at most 10",
        ),
    ],
)
def test_what_does_not_belong_together_is_not_merged(first, second, words):
    with pytest.raises(Refused, match=words):
        domain.merge(first, second, an_agent(), IDS, NOON)


def test_the_same_people_are_the_same_in_any_order_and_under_any_name():
    renamed = Person(ANNA.id, "Anna Berg-Lind")

    assert merged(chat(visible_to=(ANNA, BO)), sms(visible_to=(BO, renamed)))


@pytest.mark.feature("CONV-50")
def test_what_was_merged_before_comes_along_and_leaves_again():
    mail = a_conversation(id="cnv_3", number=3, unreplied_since=None)
    inner, _ = merged(sms(), mail)
    outer, pointer = merged(chat(), inner)
    assert [ref.id for ref in outer.merged] == ["cnv_2", "cnv_3"]

    back, restored = domain.unmerge(outer, pointer, an_agent(), IDS, NOON)

    assert back.after.merged == ()
    assert [ref.id for ref in restored.after.merged] == ["cnv_3"]


@pytest.mark.feature("CONV-50")
def test_the_inner_merge_is_undone_only_after_the_outer_one():
    mail = a_conversation(id="cnv_3", number=3)
    inner, innermost = merged(sms(), mail)
    _, pointer = merged(chat(), inner)

    with pytest.raises(Refused, match="#1"):
        domain.unmerge(pointer, innermost, an_agent(), IDS, NOON)


@pytest.mark.feature("CONV-50", "CONV-40")
def test_who_may_see_it_cannot_change_while_others_are_in_it():
    into, _ = merged()

    with pytest.raises(Refused, match="undo the merge"):
        domain.restrict(into, an_agent(), (ANNA,), "evt_x", NOON)


def test_only_what_is_in_it_can_be_taken_out():
    with pytest.raises(Refused, match="not merged"):
        domain.unmerge(chat(), sms(), an_agent(), IDS, NOON)
