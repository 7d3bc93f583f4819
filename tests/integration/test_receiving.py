"""A customer's message becomes a contact, a conversation and a line in it, once."""

from functools import partial

import pytest

from chalicelib.contacts import service as contacts
from chalicelib.conversations import domain, service, store
from chalicelib.conversations.domain import Actor, ActorKind, Status
from chalicelib.conversations.service import receiving
from chalicelib.runtime.errors import Conflict
from tests.aws import Aws, Calls
from tests.builders import NOON, Company, a_sender, later


def of(company: Company, aws: Aws, table: str, part: str) -> list[dict]:
    """What a company has in a table under sort keys that begin so."""
    return [
        item
        for item in aws.items(table)
        if item["pk"]["S"].startswith(company.account_id) and item["sk"]["S"].startswith(part)
    ]


@pytest.mark.feature("CONV-01", "CRM-01", "CH-01", "ASG-11")
def test_a_first_message_makes_contact_identity_and_conversation(company, aws):
    entry = company.message("Hi", sender="+4790123456", channel=company.sms)

    head = company.head(entry.conversation_id)
    assert head.status is Status.OPEN
    assert head.team_id == company.team_id
    assert head.address == "+4790123456"
    assert head.contact.name == "+47 90 12 34 56"
    contact = contacts.get(company.account_id, head.contact.id)
    assert (contact.name, contact.phone) == (head.contact.name, "+4790123456")
    listed = [item["sk"]["S"] for item in of(company, aws, "contacts", "identity")]
    assert sorted(listed) == ["identity", "identity#phone:+4790123456"]


@pytest.mark.feature("CRM-01")
def test_a_known_identity_is_reused_with_its_conversation(company, aws):
    first = company.message(sender="+4790000001", channel=company.sms)
    second = company.message(sender="+4790000001", channel=company.sms, at=later(60))

    assert second.conversation_id == first.conversation_id
    assert second.actor.id == first.actor.id
    assert (first.seq, second.seq) == (1, 2)
    assert len(of(company, aws, "contacts", "contact")) == 1


@pytest.mark.feature("CRM-01")
def test_one_address_on_two_numbers_is_one_contact_with_two_threads(company, aws):
    other = company.channel("twilio_sms", address="+4759440999")
    first = company.message(sender="+4790000001", channel=company.sms)
    second = company.message(sender="+4790000001", channel=other)

    assert second.conversation_id != first.conversation_id
    assert second.actor.id == first.actor.id


@pytest.mark.feature("CONV-01", "CRM-01")
def test_twenty_first_messages_at_once_make_one_contact_and_one_conversation(company, aws, at_once):
    sender = a_sender(company.sms)
    acts = [
        partial(company.message, f"m{n}", sender, company.sms, dedup=f"once{n}") for n in range(20)
    ]

    entries = at_once(acts)

    assert len({entry.conversation_id for entry in entries}) == 1
    assert sorted(entry.seq for entry in entries) == list(range(1, 21))
    assert len(of(company, aws, "contacts", "contact")) == 1
    assert len(of(company, aws, "conversations", "head")) == 1
    thread = company.thread(entries[0].conversation_id)
    assert {entry.data["text"] for entry in thread} == {f"m{n}" for n in range(20)}


@pytest.mark.feature("CH-33", "MSG-11")
def test_the_same_message_five_times_is_one(company, aws):
    sender = a_sender(company.sms)
    same = [company.message("Hi", sender, company.sms, dedup="SM1") for _ in range(5)]

    assert len({entry.id for entry in same}) == 1
    assert [entry.data["text"] for entry in company.thread(same[0].conversation_id)] == ["Hi"]


@pytest.mark.feature("CH-33")
@pytest.mark.parametrize("known", [True, False])
def test_the_same_message_at_once_is_one(company, aws, at_once, known):
    sender = a_sender(company.sms)
    if known:
        company.message("Before", sender, company.sms)

    same = at_once([partial(company.message, "Hi", sender, company.sms, "SM2")] * 8)

    assert len({entry.id for entry in same}) == 1
    thread = company.thread(same[0].conversation_id)
    assert [entry.data["text"] for entry in thread][-1] == "Hi"
    assert len(thread) == 1 + known


@pytest.mark.feature("CH-33")
def test_equal_message_ids_on_two_channels_are_two_messages(company, aws):
    other = company.channel("twilio_sms", address="+4759440999")
    one = company.message(channel=company.sms, dedup="SM3")
    two = company.message(channel=other, dedup="SM3")

    assert one.id != two.id


def test_a_mark_is_kept_for_ninety_days(company, aws):
    company.message(dedup="SM4")

    marks = [
        item
        for item in aws.items("conversations")
        if item["pk"]["S"].startswith(f"{company.account_id}#mark#{company.webchat.id}#")
    ]
    assert len(marks) == 1
    assert float(marks[0]["ttl"]["N"]) == later(90 * 86_400).timestamp()


@pytest.mark.feature("CONV-20")
def test_a_message_to_a_closed_conversation_brings_it_back_to_its_assignee(company, aws):
    anna = company.agent()
    first = company.message(sender="+4790000001", channel=company.sms)
    service.take(anna, first.conversation_id, later(1))
    service.close(anna, first.conversation_id, None, later(2))

    company.message("Me again", "+4790000001", company.sms, at=later(60))

    head = company.head(first.conversation_id)
    assert head.is_open
    assert head.is_assigned_to(anna.user_id)
    assert company.load(anna) == 1


def test_who_was_slower_decides_anew_on_what_the_faster_stored(company, aws, monkeypatch):
    entry = company.message(sender="+4790000001", channel=company.sms)
    saves = []

    def overtaken(change, *rest, **more):
        saves.append(change.after.version)
        if len(saves) == 1:
            company.message("Faster", "+4790000001", company.sms)
        return real(change, *rest, **more)

    real = store.save
    monkeypatch.setattr(store, "save", overtaken)
    slow = company.message("Slower", "+4790000001", company.sms)

    texts = [one.data["text"] for one in company.thread(entry.conversation_id)]
    assert texts[1:] == ["Faster", "Slower"]
    assert slow.seq == 3


def test_a_conversation_that_never_comes_to_rest_is_a_conflict_and_stores_nothing(
    company, aws, monkeypatch
):
    def busy(*_, **__):
        raise Conflict("somebody else was faster")

    monkeypatch.setattr(store, "save", busy)
    monkeypatch.setattr(receiving, "pause", lambda tried: None)

    with pytest.raises(Conflict, match="too busy"):
        company.message()

    assert of(company, aws, "conversations", "entry") == []


def test_a_stale_writer_loses_and_leaves_no_trace(company, aws):
    entry = company.message()
    head = company.head(entry.conversation_id)
    ada = Actor(ActorKind.AGENT, company.admin.user_id, "Ada Admin", is_admin=True)
    change = domain.close(head, ada, None, "evt_1", NOON)
    store.save(change)
    before = len(of(company, aws, "conversations", ""))

    with pytest.raises(Conflict):
        store.save(change)

    assert len(of(company, aws, "conversations", "")) == before


@pytest.mark.feature("CONV-01")
def test_receiving_costs_at_most_two_reads_and_one_transaction(company, aws):
    sender = a_sender(company.sms)
    company.message("First", sender, company.sms)

    with Calls() as calls:
        company.message("Second", sender, company.sms)

    assert calls == {"Query": 1, "GetItem": 1, "TransactWriteItems": 1}
    assert len(calls.transactions()[0]) == 3  # head, mark, entry


def test_a_strangers_first_message_costs_one_read_a_number_and_two_transactions(company, aws):
    company.message()  # what a warm function knows for a minute

    with Calls() as calls:
        company.message()

    assert calls == {"Query": 1, "UpdateItem": 1, "TransactWriteItems": 2}
    # the contact; mark, head, entry, number and the link of the address
    assert [len(items) for items in calls.transactions()] == [3, 5]
