"""Merging conversations of one contact: one thread, one way on, and back again."""

from functools import partial

import pytest

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service
from chalicelib.conversations.domain import Status
from chalicelib.conversations.service import First, Written
from chalicelib.runtime.errors import NotFound, Refused
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import later
from tests.door import call
from tests.integration.desk import do, inbox, path

PHONE = "+46812345678"


@pytest.fixture
def two(company):
    """Vera's chat, which Anna has, and her SMS conversation, which nobody has."""
    anna = company.agent()
    vera, _ = contacts.create(company.admin, {"name": "Vera", "phone": PHONE}, later(0))
    mobile = company.message("From my phone", PHONE, company.sms, at=later(2))
    chat = service.start(
        anna, First(vera.id, None, company.sms.id), Written("Hello Vera"), later(3)
    )
    return company, anna, chat.id, mobile.conversation_id


@pytest.fixture
def channels(company):
    """A contact who writes on two numbers of ours, each a conversation of its own."""
    anna = company.agent()
    other = company.channel("twilio_sms", name="SMS 2", address="+4759440999")
    first = company.message("One", PHONE, company.sms, at=later(0)).conversation_id
    second = company.message("Two", PHONE, other, at=later(5)).conversation_id
    service.take(anna, first, later(10))
    return company, anna, first, second, other


@pytest.mark.feature("CONV-50")
def test_over_http_the_second_goes_into_the_first_and_comes_out_as_it_was(channels):
    company, anna, first, second, _ = channels
    before = call("GET", path(second), caller=anna).json

    merged = do(anna, first, "merge", {"conversation_id": second})

    refs = {name: {"id": id_, "number": company.head(id_).number}
            for name, id_ in (("first", first), ("second", second))}  # fmt: skip
    assert (merged.status, merged.json["merged"]) == (200, [refs["second"]])
    assert {one["name"] for one in merged.json["channels"]} == {"SMS", "SMS 2"}
    pointer = call("GET", path(second), caller=anna).json
    assert (pointer["status"], pointer["merged_into"]) == ("closed", refs["first"])
    assert (inbox(anna, "unassigned"), inbox(anna)) == ([], [first])
    apart = do(anna, first, "unmerge", {"conversation_id": second})
    assert (apart.status, apart.json["merged"]) == (200, [])
    after = call("GET", path(second), caller=anna).json
    moved = {"version", "last_entry_at"}
    assert {k: v for k, v in after.items() if k not in moved} == {
        k: v for k, v in before.items() if k not in moved
    }
    assert inbox(anna, "unassigned") == [second]


@pytest.mark.feature("CONV-50")
def test_what_the_customer_writes_on_either_channel_joins_the_first(channels):
    company, anna, first, second, other = channels
    service.merge(anna, first, second, later(20))

    entry = company.message("On the second", PHONE, other, at=later(30))

    assert entry.conversation_id == first
    head = company.head(first)
    assert head.channel.id == other.id  # where they wrote is where they are answered
    sent = service.reply(anna, first, Written("Here"), later(31))
    assert sent.data["channel_id"] == other.id
    chosen = service.reply(anna, first, Written("There", channel_id=company.sms.id), later(32))
    assert chosen.data["channel_id"] == company.sms.id


@pytest.mark.feature("CONV-50")
def test_after_it_is_undone_each_channel_has_its_own_again(channels):
    company, anna, first, second, other = channels
    service.merge(anna, first, second, later(20))
    service.unmerge(anna, first, second, later(21))

    assert company.message("1", PHONE, company.sms, at=later(30)).conversation_id == first
    assert company.message("2", PHONE, other, at=later(31)).conversation_id == second


ACTS = [
    ("take", None),
    ("assign", {"user_ids": []}),
    ("close", {}),
    ("reopen", None),
    ("messages", {"text": "Hi"}),
    ("notes", {"text": "Hi"}),
    ("snooze", {"until": None}),
    ("star", None),
    ("merge", None),
]


@pytest.mark.feature("CONV-50")
@pytest.mark.parametrize(("act", "body"), ACTS)
def test_what_is_done_to_the_second_is_refused_and_says_where_it_goes_on(channels, act, body):
    company, anna, first, second, _ = channels
    service.merge(anna, first, second, later(20))
    body = {"conversation_id": first} if act == "merge" else body

    answer = do(anna, second, act, body)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    if act != "merge":
        assert answer.json["merged_into"] == first
        assert f"#{company.head(first).number}" in answer.json["detail"]
    changed = call("PATCH", path(second), {"topic": "x"}, anna)
    assert (changed.status, changed.json["merged_into"]) == (422, first)


@pytest.mark.feature("CONV-50", "MSG-15", "NOTE-18", "NOTE-11", "MSG-22")
def test_what_was_said_in_the_second_is_changed_where_it_is_read(channels):
    company, anna, first, second, _ = channels
    sent = service.reply(anna, second, Written("Oops"), now())
    note = service.add_note(anna, second, "VIP", now())
    service.merge(anna, first, second, now())

    deleted = call("DELETE", path(first, "messages", sent.id), caller=anna)
    edited = call("PATCH", path(first, "notes", note.id), {"text": "Very VIP"}, anna)
    history = call("GET", path(first, "messages", sent.id, "history"), caller=anna)
    answer = do(anna, first, "notes", {"text": "Indeed", "parent_id": note.id})

    assert (deleted.status, edited.status, history.status, answer.status) == (200, 200, 200, 201)
    assert answer.json["data"]["parent_id"] == note.id
    items = call("GET", path(first, "timeline"), caller=anna).json["items"]
    texts = {one["id"]: one["data"].get("text") for one in items}
    assert (texts[sent.id], texts[note.id]) == ("", "Very VIP")
    assert company.head(second).merged_into.id == first


@pytest.mark.feature("CONV-50")
def test_two_agents_who_merge_at_once_in_both_directions_make_one_merge(channels, at_once):
    company, anna, first, second, _ = channels
    bo = company.agent("Bo Lind")

    outcomes = at_once(
        [
            partial(service.merge, anna, first, second, later(20)),
            partial(service.merge, bo, second, first, later(20)),
        ]
    )

    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [Refused]
    heads = [company.head(first), company.head(second)]
    assert sorted(len(head.merged) for head in heads) == [0, 1]
    pointer = next(head for head in heads if head.merged_into)
    into = next(head for head in heads if head.merged)
    assert (pointer.merged_into.id, into.merged[0].id) == (into.id, pointer.id)
    for head in heads:
        types = [entry.type for entry in company.thread(head.id)]
        assert types.count("conversation.merged") == 1


@pytest.mark.feature("CONV-50", "MSG-01")
def test_a_message_that_comes_during_a_merge_is_neither_lost_nor_doubled(channels, at_once):
    company, anna, first, second, other = channels

    outcomes = at_once(
        [
            partial(service.merge, anna, first, second, later(20)),
            *(partial(company.message, f"m{n}", PHONE, other, at=later(20)) for n in range(4)),
        ]
    )

    assert not [one for one in outcomes if isinstance(one, Exception)]
    page = service.thread(anna, first, None, None, None, 100)
    texts = [e.data["text"] for e in page.entries if e.type == "message.received"]
    assert sorted(texts) == ["One", "Two", "m0", "m1", "m2", "m3"]
    assert company.head(second).status is Status.CLOSED
    assert company.head(first).is_open


@pytest.mark.feature("CONV-50")
def test_a_merge_that_races_a_close_leaves_no_half(channels, at_once):
    company, anna, first, second, _ = channels

    at_once(
        [
            partial(service.merge, anna, first, second, later(20)),
            partial(service.close, anna, first, None, later(20)),
            partial(service.take, anna, second, later(20)),
        ]
    )

    into, pointer = company.head(first), company.head(second)
    assert bool(into.merged) is bool(pointer.merged_into)
    carried = [h for h in (into, pointer) if h.is_open and h.is_assigned_to(anna.user_id)]
    assert company.load(anna) == len(carried)


@pytest.mark.feature("CONV-50", "CONV-40")
def test_only_what_the_caller_sees_and_the_same_people_see_is_merged(channels):
    company, anna, first, second, _ = channels
    bo = company.agent("Bo Lind")
    service.change_fields(anna, second, {"visible_to": [anna.user_id]}, later(20))

    with pytest.raises(NotFound):
        service.merge(bo, first, second, later(21))
    with pytest.raises(Refused, match="same people"):
        service.merge(anna, first, second, later(21))
    service.change_fields(anna, first, {"visible_to": [anna.user_id]}, later(22))
    service.merge(anna, first, second, later(23))
    assert call("GET", path(second), caller=bo).status == 404
    assert call("GET", path(first), caller=company.admin).status == 404


@pytest.mark.feature("CONV-50", "CONV-40")
def test_a_merged_conversation_cannot_be_hidden_half(channels):
    company, anna, first, second, _ = channels
    service.merge(anna, first, second, later(20))

    answer = call("PATCH", path(first), {"topic": "x", "visible_to": [anna.user_id]}, anna)

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert "undo the merge" in answer.json["detail"]
    assert company.head(first).topic is None


@pytest.mark.feature("CONV-50")
def test_conversations_of_two_contacts_are_not_merged(channels):
    company, anna, first, _, _ = channels
    stranger = company.message().conversation_id

    answer = do(anna, first, "merge", {"conversation_id": stranger})

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert not company.head(first).merged


@pytest.mark.feature("CONV-50")
def test_after_two_merges_in_a_row_a_message_finds_the_outermost(channels):
    company, anna, first, second, other = channels
    third_channel = company.channel("twilio_sms", name="SMS 3", address="+4759440888")
    third = company.message("Three", PHONE, third_channel, at=later(6)).conversation_id
    service.merge(anna, second, third, later(20))
    service.merge(anna, first, second, later(21))

    for channel in (company.sms, other, third_channel):
        entry = company.message("Hi", PHONE, channel, at=later(30))
        assert entry.conversation_id == first
    assert service.current(company.account_id, third).id == first


@pytest.mark.feature("CONV-50", "CONV-32", "CONV-34")
def test_who_waits_in_the_second_waits_in_the_first_until_a_human_replies(channels):
    company, anna, first, second, _ = channels
    service.reply(anna, first, Written("Hi"), later(15))
    assert company.head(first).unreplied_since is None

    service.merge(anna, first, second, later(20))

    assert company.head(first).unreplied_since == later(5)
    service.reply(anna, first, Written("Hi"), later(30))
    assert company.head(first).unreplied_since is None


def test_a_merge_is_one_transaction(channels):
    _, anna, first, second, _ = channels

    with Calls() as calls:
        service.merge(anna, first, second, later(20))

    # the query: under which thread the second one's channel is kept, known for a minute
    assert calls == {"GetItem": 2, "Query": 1, "TransactWriteItems": 1}
    assert len(calls.transactions()[0]) == 6  # two heads, two entries, a seat, a link


@pytest.mark.feature("CONV-50", "CONV-36")
def test_a_conversation_begun_on_the_same_channel_merges_with_the_one_before(two):
    company, anna, chat, mobile = two

    service.merge(anna, mobile, chat, later(20))

    entry = company.message("Hi", PHONE, company.sms, at=later(30))
    assert entry.conversation_id == mobile
    service.unmerge(anna, mobile, chat, later(40))
    assert company.message("Hi", PHONE, company.sms, at=later(50)).conversation_id == chat
