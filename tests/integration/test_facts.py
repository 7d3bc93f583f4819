"""What providers tell becomes contacts, conversations and messages, whoever the provider is."""

import pytest

from chalicelib.channels.registry import KINDS
from chalicelib.contacts import service as contacts
from chalicelib.conversations import service
from chalicelib.runtime.ids import now, parse_iso
from tests.aws import Calls
from tests.door import call
from tests.integration.desk import inbox, path
from tests.integration.facts import (
    CUSTOMER,
    a_page,
    a_telegram,
    a_whatsapp,
    received,
    said,
    sent,
    tell,
)

GROUP = {"chat": "-100", "is_group": True, "details": {"group_name": "Hikers"}}


def shown(company, entry):
    """A message's data over HTTP."""
    where = path(entry.conversation_id, "timeline")
    items = call("GET", where, caller=company.admin).json["items"]
    return next(one["data"] for one in items if one["id"] == entry.id)


@pytest.mark.feature("CONV-01")
def test_a_further_message_costs_two_reads_and_one_transaction(company):
    tell(company.sms, said("m1"))

    with Calls() as calls:
        tell(company.sms, said("m2"))

    assert calls == {"Query": 1, "GetItem": 1, "TransactWriteItems": 1}
    assert len(calls.transactions()[0]) == 3


@pytest.mark.feature("CH-04", "CH-08", "CH-12", "CH-17", "CH-22", "CH-31", "ASG-13")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("webchat", "email")])
def test_a_message_is_a_conversation_of_its_channels_team_whoever_the_provider_is(company, kind):
    anna = company.agent()
    team = company.team(anna)
    anna = company.caller(anna.user_id)  # as a member
    channel = company.channel(kind, {"any": "x"}, team_id=team, settings={}, address="+4759000001")

    assert tell(channel, said("1", "Hi", sender="+4790000001", sender_name="Kari"))

    [found] = inbox(anna, f"team:{team}")
    head = company.head(found)
    assert (head.team_id, head.channel.id, head.channel.kind) == (team, channel.id, kind)
    assert head.contact.name == "Kari"
    answer = service.reply(anna, found, service.Written("Hello"), now())
    assert answer.data["channel_id"] == channel.id
    assert answer.data["delivery"]["status"] == "queued"


def test_several_facts_of_one_call_are_told_in_their_order(company):
    assert tell(company.sms, *(said(f"m{n}", str(n)) for n in range(5)))

    thread = company.thread(received(company.sms, "m0").conversation_id)
    assert [entry.data["text"] for entry in thread] == list("01234")


@pytest.mark.feature("CH-33")
def test_a_call_that_failed_half_way_goes_on_where_it_stopped(company):
    broken = {"kind": "message", "text": "nobody said this"}

    assert not tell(company.sms, said("m1"), broken, said("m2"))
    assert tell(company.sms, said("m1"), said("m2"), receives=2)

    thread = company.thread(received(company.sms).conversation_id)
    assert len(thread) == 2


@pytest.mark.feature("CRM-26", "CRM-17", "CH-17")
def test_sms_and_whatsapp_of_one_number_are_one_contact(company):
    whatsapp = a_whatsapp(company)
    tell(company.sms, said("s1"))

    tell(whatsapp, said("w1", sender=CUSTOMER.removeprefix("+"), sender_name="Kari"))

    one, other = received(company.sms, "s1"), received(whatsapp, "w1")
    assert one.actor.id == other.actor.id
    assert one.conversation_id != other.conversation_id
    known = contacts.identities(company.account_id, one.actor.id)
    assert [(identity.kind, identity.address) for identity in known] == [("phone", CUSTOMER)]


@pytest.mark.feature("CRM-17")
def test_what_is_no_phone_means_something_on_its_own_kind_of_channel_alone(company):
    telegram, page = a_telegram(company), a_page(company)

    tell(telegram, said("t1", sender="42"))
    tell(page, said("p1", sender="42", recipient="3001"))

    assert received(telegram, "42:t1").actor.id != received(page, "p1").actor.id


@pytest.mark.feature("CRM-26")
def test_further_addresses_of_a_sender_are_the_same_contact(company):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", sender="4790000001", aliases=["NO.77"]))

    tell(whatsapp, said("w2", sender="NO.77"))
    tell(whatsapp, said("w3", sender="NO.78", aliases=["NO.77"]))

    entries = [received(whatsapp, id_) for id_ in ("w1", "w2", "w3")]
    assert len({entry.actor.id for entry in entries}) == 1
    assert len({entry.conversation_id for entry in entries}) == 1
    known = contacts.identities(company.account_id, entries[0].actor.id)
    assert {one.address for one in known} == {CUSTOMER, "NO.77", "NO.78"}


@pytest.mark.feature("CRM-26", "CH-16")
def test_who_opted_out_under_one_of_their_addresses_did_under_all(company):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", "STOP", sender="NO.77", consent="opt_out"))

    tell(whatsapp, said("w2", sender="4790000001", aliases=["NO.77"]))

    assert company.head(received(whatsapp, "w2").conversation_id).opted_out
    known = contacts.known_on(company.account_id, "phone", CUSTOMER)
    assert known.opted_out(whatsapp.thread)


@pytest.mark.feature("CRM-17")
def test_an_address_that_is_somebody_elses_stays_theirs(company):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", sender="4790000001"), said("w2", sender="NO.77"))

    tell(whatsapp, said("w3", sender="4790000001", aliases=["NO.77"]))

    one, other, third = (received(whatsapp, id_) for id_ in ("w1", "w2", "w3"))
    assert third.actor.id == one.actor.id != other.actor.id
    assert third.conversation_id == one.conversation_id


@pytest.mark.feature("CONV-01")
def test_a_message_that_names_its_sender_twice_costs_no_more_from_then_on(company):
    whatsapp = a_whatsapp(company)
    named = {"sender": "4790000001", "aliases": ["NO.77"]}
    tell(whatsapp, said("w1", **named), said("w2", **named))

    with Calls() as calls:
        tell(whatsapp, said("w3", **named))

    assert calls == {"Query": 1, "GetItem": 1, "TransactWriteItems": 1}


@pytest.mark.feature("CH-35")
def test_two_numbers_that_share_a_thread_have_one_conversation_per_customer(company):
    shared = {"account_sid": "AC1", "shared_thread": "main"}
    north = company.channel("twilio_sms", {"auth_token": "t"}, settings=shared, name="North")
    south = company.channel("twilio_sms", {"auth_token": "t"}, settings=shared, name="South")
    tell(north, said("n1"))
    tell(south, said("s1"))
    tell(company.sms, said("x1"))

    one, other, apart = received(north, "n1"), received(south, "s1"), received(company.sms, "x1")

    assert one.conversation_id == other.conversation_id != apart.conversation_id
    assert [one.data["channel_id"], other.data["channel_id"]] == [north.id, south.id]
    head = company.head(one.conversation_id)
    assert head.channel.id == south.id  # answers go to the number that was used last
    anna = company.agent()
    assert service.reply(anna, head.id, service.Written("Hi"), now()).data["channel_id"] == south.id
    chosen = service.Written("Hi", channel_id=north.id)
    assert service.reply(anna, head.id, chosen, now()).data["channel_id"] == north.id


@pytest.mark.feature("CH-33", "CH-35")
def test_one_app_that_calls_one_address_for_all_numbers_reaches_each(company):
    called, meant = a_whatsapp(company, "1001"), a_whatsapp(company, "1002")
    called_by = {"sender": "4790000001"}

    tell(called, said("w1", recipient="1002", **called_by))
    tell(called, said("w2", recipient="1001", **called_by))
    tell(called, said("w3", recipient="9999", **called_by))

    assert received(meant, "w1").data["channel_id"] == meant.id
    assert received(called, "w2").data["channel_id"] == called.id
    assert received(called, "w3").data["channel_id"] == called.id  # of nobody else's


@pytest.mark.feature("AUTH-11")
def test_no_recipient_leads_to_another_accounts_channel(company, aws):
    from tests.builders import a_company

    stranger = a_company("Other")
    theirs = a_whatsapp(stranger, "7777")
    ours = a_whatsapp(company, "1001")

    tell(ours, said("w1", sender="4790000001", recipient="7777"))

    assert received(ours, "w1").account_id == company.account_id
    assert service.find_received(stranger.account_id, theirs.id, "w1") is None


@pytest.mark.feature("CH-21")
def test_a_group_is_one_conversation_in_which_everybody_is_named(company):
    telegram = a_telegram(company)
    tell(telegram, said("1", "Who comes?", sender="7", sender_name="Kari", **GROUP))
    tell(telegram, said("2", "Me!", sender="8", sender_name="Ola", **GROUP))
    tell(telegram, said("3", "Alone", sender="8", sender_name="Ola"))

    first, second = received(telegram, "-100:1"), received(telegram, "-100:2")
    alone = received(telegram, "8:3")

    assert first.conversation_id == second.conversation_id != alone.conversation_id
    assert company.head(first.conversation_id).contact.name == "Hikers"
    assert company.head(first.conversation_id).address == "-100"
    assert shown(company, second)["author"] == {"address": "8", "name": "Ola"}
    assert second.actor.name == "Ola"
    assert alone.actor.id != first.actor.id
    assert shown(company, alone)["author"] is None


@pytest.mark.feature("MSG-13")
def test_an_answer_shows_which_message_it_answers(company):
    telegram = a_telegram(company)
    tell(telegram, said("1", "Red or blue?", sender="7"))
    id_ = received(telegram, "7:1").conversation_id
    ours = sent(company.agent(), id_, "7:50", "Both")

    tell(telegram, said("2", "Blue", sender="7", reply_to="1"))
    tell(telegram, said("3", "Great", sender="7", reply_to="50"))
    tell(telegram, said("4", "What?", sender="7", reply_to="999"))

    quotes = [received(telegram, f"7:{n}").data["reply_to"] for n in (2, 3, 4)]
    assert quotes[0]["text"] == "Red or blue?"
    assert (quotes[1]["message_id"], quotes[1]["text"]) == (ours.id, "Both")
    assert quotes[2] is None


@pytest.mark.feature("AUTH-11")
def test_what_was_said_in_another_chat_is_not_quoted(company):
    tell(company.sms, said("m1", "My secret", sender="+4790000002"))

    tell(company.sms, said("m2", "Tell me", reply_to="m1"))

    assert received(company.sms, "m2").data["reply_to"] is None


@pytest.mark.feature("MSG-23")
def test_a_pressed_button_is_a_message_that_says_what_was_pressed(company):
    page = a_page(company)
    answer = {"kind": "button", "payload": "size-42"}

    tell(page, said("p1", "42", kind="postback", sender="5", answer=answer))

    assert shown(company, received(page, "p1"))["answer"] == answer


def test_what_the_provider_does_not_hand_out_is_a_message_that_says_so(company):
    whatsapp = a_whatsapp(company)
    source = {"source_url": "https://fb.example/ad", "headline": "Tents"}
    facts = {"sender": "4790000001", "referral": source, "forwarded": True}

    tell(whatsapp, said("w1", "", kind="unsupported", **facts))

    data = shown(company, received(whatsapp, "w1"))
    assert (data["unsupported"], data["forwarded"]) == (True, True)
    assert data["referral"] == source


@pytest.mark.feature("CH-18")
def test_the_window_counts_from_when_the_customer_wrote(company):
    whatsapp = a_whatsapp(company)
    written = parse_iso("2026-03-01T08:00:00.000Z")
    ahead = parse_iso("2999-01-01T00:00:00.000Z")

    tell(whatsapp, said("w1", sender="4790000001", at=written.isoformat()))
    head = company.head(received(whatsapp, "w1").conversation_id)
    assert head.heard_at == written
    tell(whatsapp, said("w2", sender="4790000001", at=ahead.isoformat()))

    assert company.head(head.id).heard_at <= now()


@pytest.mark.parametrize(
    "kind",
    ["echo", "standby", "typing", "optin", "referral", "handover", "call", "error", "ignored",
     "conversation_started", "read_receipt", "delivery_delay", "system", "account_event"],
)  # fmt: skip
def test_what_nobody_acts_on_is_acknowledged_and_stores_nothing(company, aws, kind):
    tell(company.sms, said("m1"))
    before = aws.items("conversations"), aws.items("contacts")

    assert tell(company.sms, {"kind": kind, "sender": CUSTOMER, "reason": "new", "text": "x"})

    assert (aws.items("conversations"), aws.items("contacts")) == before
