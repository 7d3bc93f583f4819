"""What providers tell of messages that are there already, and of what customers want."""

import pytest

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Unsendable
from chalicelib.runtime.ids import iso, now
from tests.builders import NOON, later
from tests.integration.desk import do
from tests.integration.facts import (
    CUSTOMER,
    a_page,
    a_telegram,
    a_whatsapp,
    received,
    reread,
    said,
    sent,
    tell,
)

GROUP = {"chat": "-100", "is_group": True}


def reactions(entry):
    """Who put what on a message, as it is stored now."""
    return [(one["by"], one["id"], one["emoji"]) for one in reread(entry).data["reactions"]]


def status(entry):
    """How far a message came."""
    return reread(entry).data["delivery"]["status"]


@pytest.fixture
def talked(company):
    """Kari wrote on Telegram and Anna answered."""
    telegram = a_telegram(company)
    anna = company.agent()
    tell(telegram, said("1", "Hi", sender="7", sender_name="Kari"))
    hers = received(telegram, "7:1")
    return company, telegram, hers, sent(anna, hers.conversation_id, "7:50")


@pytest.mark.feature("MSG-14")
def test_a_customer_reacts_to_our_message_and_to_their_own_and_takes_it_back(talked):
    _, telegram, hers, ours = talked
    who = {"kind": "reaction", "sender": "7"}

    tell(telegram, who | {"reply_to": "50", "emoji": "👍"}, who | {"reply_to": "1", "emoji": "🙈"})
    tell(telegram, who | {"reply_to": "50", "emoji": "👍"})  # told again

    assert reactions(ours) == [("customer", hers.actor.id, "👍")]
    assert reactions(hers) == [("customer", hers.actor.id, "🙈")]
    tell(telegram, who | {"reply_to": "50", "removed": True})
    assert reactions(ours) == []


@pytest.mark.feature("MSG-14", "CONV-32")
def test_a_reaction_does_not_make_a_conversation_wait(talked):
    company, telegram, hers, _ = talked
    before = company.head(hers.conversation_id)

    tell(telegram, {"kind": "reaction", "sender": "7", "reply_to": "50", "emoji": "👍"})

    after = company.head(hers.conversation_id)
    assert (before.unreplied_since, after.unreplied_since) == (None, None)
    assert after.last_entry_at == before.last_entry_at


@pytest.mark.feature("MSG-14", "CH-21")
def test_in_a_group_each_reaction_has_its_author(company):
    telegram = a_telegram(company)
    tell(telegram, said("1", "Who?", sender="7", sender_name="Kari", **GROUP))
    entry = received(telegram, "-100:1")

    for sender in ("7", "8"):
        fact = {"kind": "reaction", "sender": sender, "reply_to": "1", "emoji": "👍"}
        tell(telegram, fact | GROUP)

    assert [id_ for _, id_, _ in reactions(entry)] == ["7", "8"]


@pytest.mark.feature("MSG-14", "MSG-15", "MSG-16", "CH-33")
@pytest.mark.parametrize("kind", ["reaction", "edit", "delete"])
def test_what_is_about_a_message_that_is_not_there_yet_is_looked_at_three_times(talked, kind):
    _, telegram, _, _ = talked
    fact = {"kind": kind, "sender": "7", "reply_to": "404", "emoji": "👍", "text": "x"}

    assert [tell(telegram, fact, receives=n) for n in (1, 2, 3)] == [False, False, True]


@pytest.mark.feature("MSG-16", "MSG-15")
def test_a_customer_corrects_a_message_and_then_takes_it_back(talked):
    company, telegram, hers, _ = talked

    tell(telegram, {"kind": "edit", "sender": "7", "provider_message_id": "1", "text": "Hi you"})
    assert reread(hers).data["text"] == "Hi you"
    tell(telegram, {"kind": "delete", "sender": "7", "reply_to": "1"})
    tell(telegram, {"kind": "delete", "sender": "7", "reply_to": "1"})

    gone = reread(hers)
    assert (gone.data["text"], [one["text"] for one in gone.history]) == ("", ["Hi", "Hi you"])
    told = [e.type for e in company.thread(hers.conversation_id)][2:]
    assert told == ["message.edited", "message.deleted"]


@pytest.mark.feature("MSG-16")
@pytest.mark.parametrize("kind", ["edit", "delete"])
def test_nobody_changes_our_messages_from_outside(talked, kind):
    _, telegram, _, ours = talked
    fact = {"kind": kind, "sender": "7", "reply_to": "50", "text": "Free for all"}

    tell(telegram, fact, fact | {"direction": "outbound"}, receives=3)

    assert (reread(ours).data["text"], reread(ours).data["deleted_at"]) == ("Yes", None)


@pytest.fixture
def page(company):
    """Kari wrote to a page, and four answers are in different states."""
    channel, anna = a_page(company), company.agent()
    tell(channel, said("p1", sender="5"))
    id_ = received(channel, "p1").conversation_id
    taken, failed = sent(anna, id_, "a1"), sent(anna, id_, "a2")
    service.report_delivery(failed, "failed", "No.", now())
    waits = service.reply(anna, id_, Written("Held"), now())
    return channel, anna, taken, failed, waits


@pytest.mark.feature("MSG-12")
def test_all_up_to_a_time_is_read_but_for_what_never_went_out(page):
    channel, _, taken, failed, waits = page
    until = {"kind": "read", "sender": "5", "up_to": iso(later(60, now()))}

    assert tell(channel, until, until)

    assert [status(one) for one in (taken, failed, waits)] == ["read", "failed", "queued"]


@pytest.mark.feature("MSG-12", "CH-33")
def test_delivery_and_read_in_any_order_end_as_read(page):
    channel, _, taken, _, _ = page
    read, delivered = ({"kind": k, "sender": "5"} for k in ("read", "delivery"))

    tell(channel, read | {"up_to": iso(later(60, now()))}, delivered | {"ids": ["a1", "a404"]})

    assert status(taken) == "read"


@pytest.mark.feature("MSG-12")
def test_what_was_sent_after_that_time_is_not_read(page):
    channel, _, taken, _, _ = page

    tell(channel, {"kind": "read", "sender": "5", "up_to": iso(NOON)})
    tell(channel, {"kind": "read", "sender": "nobody", "up_to": iso(later(60, now()))})

    assert status(taken) == "queued"


@pytest.mark.feature("MSG-12")
def test_delivered_by_name_is_those_alone(page):
    channel, anna, taken, _, waits = page
    second = sent(anna, taken.conversation_id, "a3")

    tell(channel, {"kind": "delivery", "sender": "5", "ids": ["a1"], "up_to": iso(now())})

    assert [status(one) for one in (taken, second, waits)] == ["delivered", "queued", "queued"]


@pytest.mark.feature("CH-16", "CH-30")
def test_stop_is_honoured_until_start(company):
    anna = company.agent()
    tell(company.sms, said("m1"), said("m2", "STOP", consent="opt_out"))
    id_ = received(company.sms).conversation_id

    refused = do(anna, id_, "messages", {"text": "Wait!"})

    assert (refused.status, refused.json["code"]) == (422, "opted_out")
    assert company.head(id_).opted_out
    assert received(company.sms, "m2").data["text"] == "STOP"
    tell(company.sms, said("m3", "hello?"))
    assert do(anna, id_, "messages", {"text": "Wait!"}).status == 422  # writing is not START
    tell(company.sms, said("m4", "START", consent="opt_in"))
    assert do(anna, id_, "messages", {"text": "Welcome back"}).status == 201


@pytest.mark.feature("CH-16")
def test_stop_outlives_the_conversation_and_holds_for_its_channel_alone(company):
    anna, whatsapp = company.agent(), a_whatsapp(company)
    tell(company.sms, said("m1", "STOP", consent="opt_out"))
    first = received(company.sms)
    service.delete(company.admin, first.conversation_id, now())
    tell(whatsapp, said("w1", sender=CUSTOMER.removeprefix("+")))

    to = service.First(first.actor.id, None, company.sms.id)
    with pytest.raises(Unsendable) as refused:
        service.start(anna, to, Written("Hello again"), now())

    assert refused.value.code == "opted_out"
    other = received(whatsapp, "w1").conversation_id
    assert do(anna, other, "messages", {"text": "Hi"}).status == 201


@pytest.mark.feature("CH-16")
@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "unsubscribed", "sender": "7"},
        {"kind": "preference", "sender": "7", "consent": "opt_out"},
        {"kind": "status", "recipient": "7", "provider_message_id": "50", "chat": "7",
         "consent": "opt_out", "status": "failed", "error": "Blocked."},
    ],
)  # fmt: skip
def test_who_opts_out_without_a_message_is_written_to_no_more(talked, fact):
    company, telegram, hers, _ = talked

    tell(telegram, fact, fact)

    assert company.head(hers.conversation_id).opted_out
    told = [e for e in company.thread(hers.conversation_id) if e.type == "consent.updated"]
    assert [entry.data["opted_out"] for entry in told] == [True]
    tell(telegram, {"kind": "subscribed", "sender": "7"})
    assert not company.head(hers.conversation_id).opted_out


@pytest.mark.feature("CH-16")
def test_who_wants_no_marketing_still_gets_answers(company):
    whatsapp, anna = a_whatsapp(company), company.agent()
    tell(whatsapp, said("w1", sender="4790000001"))
    fact = {"kind": "preference", "sender": "4790000001", "consent": "opt_out"}

    tell(whatsapp, fact | {"consent_scope": "marketing"})

    known = contacts.known_on(company.account_id, "phone", CUSTOMER)
    assert known.opted_out(whatsapp.id, "marketing")
    id_ = received(whatsapp, "w1").conversation_id
    assert do(anna, id_, "messages", {"text": "Hi"}).status == 201


@pytest.mark.feature("CRM-26", "CRM-17")
@pytest.mark.parametrize("kind", ["identity_change", "system"])
def test_a_customer_with_a_new_number_goes_on_where_they_were(company, kind):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", sender="4790000001"))
    first = received(whatsapp, "w1")

    moved = {"kind": kind, "sender": "4790000001", "new_address": "4790000099"}
    assert tell(whatsapp, moved, moved)
    assert company.head(first.conversation_id).address == "+4790000099"
    tell(whatsapp, said("w2", sender="4790000099"))

    second = received(whatsapp, "w2")
    assert (second.conversation_id, second.actor.id) == (first.conversation_id, first.actor.id)
    told = [e.type for e in company.thread(first.conversation_id)]
    assert told == ["message.received", "contact.moved", "message.received"]


@pytest.mark.feature("CH-16", "CRM-26")
def test_who_opted_out_stays_so_under_a_new_number(company):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", "STOP", sender="4790000001", consent="opt_out"))

    moved = {"kind": "system", "sender": "4790000001", "new_address": "4790000099"}
    tell(whatsapp, moved, said("w2", sender="4790000099"))

    assert company.head(received(whatsapp, "w2").conversation_id).opted_out


def test_a_move_of_nobody_or_to_nowhere_changes_nothing(company, aws):
    whatsapp = a_whatsapp(company)
    tell(whatsapp, said("w1", sender="4790000001"))
    before = aws.items("conversations"), aws.items("contacts")

    for fact in ({"sender": "4711111111", "new_address": "4722222222"}, {"sender": "4790000001"}):
        assert tell(whatsapp, {"kind": "identity_change"} | fact)

    assert (aws.items("conversations"), aws.items("contacts")) == before
