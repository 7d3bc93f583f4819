"""Writing first, and going on over another channel of the same contact."""

from functools import partial

import pytest

from chalicelib.channels.domain import Option
from chalicelib.contacts import service as contacts
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.runtime.errors import Unsendable
from tests.builders import a_sender, later
from tests.door import call
from tests.integration.desk import do, inbox, path

PHONE = "+46701234567"


@pytest.fixture
def vera(company):
    """A contact of whom we know a number, and Anna."""
    contact, _ = contacts.create(company.admin, {"name": "Vera", "phone": PHONE}, later(0))
    return company, company.agent(), contact


def start(who, contact, channel, **more):
    body = {"contact_id": contact, "channel_id": channel, "text": "Hello Vera"} | more
    return call("POST", "/v1/conversations", body, who)


@pytest.mark.feature("CONV-36", "MSG-01")
def test_a_first_message_to_a_contact_is_a_conversation_of_ones_own(vera):
    company, anna, contact = vera

    begun = start(anna, contact.id, company.sms.id, topic="Order 7")

    assert begun.status == 201
    head = company.head(begun.json["id"])
    assert (head.contact.name, head.topic, head.address) == ("Vera", "Order 7", PHONE)
    assert (begun.json["unread"], begun.json["unreplied_since"]) == (False, None)
    assert inbox(anna) == [head.id]
    assert company.load(anna) == 1
    assert [e.type for e in company.thread(head.id)] == ["message.sent"]
    assert company.message("Hi!", PHONE, company.sms, at=later(60)).conversation_id == head.id


@pytest.mark.feature("CONV-36", "MSG-11")
def test_sent_twice_it_is_one_conversation(vera, at_once):
    company, anna, contact = vera
    again = partial(start, anna, contact.id, company.sms.id, client_id="c1")

    answers = at_once([again] * 4)

    assert {one.status for one in answers} == {201}
    assert len({one.json["id"] for one in answers}) == 1
    assert len(inbox(anna)) == 1


@pytest.mark.feature("CONV-36")
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"text": ""}, 400),
        ({"text": None}, 400),
        ({"contact_id": "ctc_none"}, 404),
        ({"channel_id": "chn_none"}, 404),
        ({"visible_to": ["usr_none"]}, 404),
        ({"text": "x" * 10_001}, 400),
        ({"options": [{"title": "Yes"}]}, 422),
        ({"cc": ["bo@example.com"]}, 422),
        ({"attachments": ["att_none"]}, 422),
    ],
)
def test_without_a_right_first_message_nothing_is_created(vera, aws, change, status):
    company, anna, contact = vera

    answer = start(anna, contact.id, company.sms.id, **change)

    assert answer.status == status
    assert inbox(company.admin, "all", "any") == []
    mine = [i for i in aws.items("conversations") if i["pk"]["S"].startswith(company.account_id)]
    assert mine == []


@pytest.mark.feature("CONV-36", "CONV-40")
def test_it_can_be_restricted_from_the_first_message_on(vera):
    company, anna, contact = vera
    bo = company.agent("Bo Lind")

    begun = start(anna, contact.id, company.sms.id, visible_to=[anna.user_id]).json["id"]

    assert call("GET", path(begun), caller=bo).status == 404
    assert inbox(anna) == [begun]
    assert company.caller(anna.user_id).restricted
    assert company.load(anna) == 1
    left_out = start(anna, contact.id, company.sms.id, visible_to=[bo.user_id])
    assert (left_out.status, left_out.json["code"]) == (422, "refused")


@pytest.mark.feature("CONV-36", "CONV-38", "CH-02")
def test_nobody_is_written_to_where_they_cannot_be_reached(vera):
    company, anna, contact = vera

    answer = start(anna, contact.id, company.webchat.id)

    assert (answer.status, answer.json["code"]) == (422, "never_wrote")
    assert answer.json["detail"] == "Vera never wrote on Shop, which lets us only answer."


@pytest.mark.feature("CONV-38")
def test_a_visitor_of_one_website_is_not_written_to_on_another(company):
    anna = company.agent()
    contact = company.head(company.message().conversation_id).contact.id
    other = company.channel("webchat", name="Other shop")

    assert start(anna, contact, company.webchat.id).status == 201
    assert start(anna, contact, other.id).status == 422


@pytest.fixture
def both(vera):
    """Vera wrote to one of our two numbers."""
    company, anna, _ = vera
    sms = company.message("Hi", PHONE, company.sms, at=later(1)).conversation_id
    other = company.channel("twilio_sms", name="SMS 2", address="+4759440999")
    return company, anna, sms, other


@pytest.mark.feature("CONV-37", "CONV-38")
def test_a_message_goes_over_the_channel_chosen_and_keeps_it(both):
    company, anna, id_, other = both

    first = do(anna, id_, "messages", {"text": "Over there", "channel_id": other.id})
    second = do(anna, id_, "messages", {"text": "And here"})

    assert first.status == second.status == 201
    used = [e.data["channel_id"] for e in company.thread(id_)]
    assert used == [company.sms.id, other.id, company.sms.id]
    head = call("GET", path(id_), caller=anna).json
    assert (head["channel"]["id"], [c["id"] for c in head["channels"]]) == (
        company.sms.id,
        [company.sms.id, other.id],
    )


@pytest.mark.feature("CONV-37")
def test_what_the_customer_answers_there_is_in_the_same_conversation(both):
    company, anna, id_, other = both
    service.reply(anna, id_, Written("Over there", channel_id=other.id), later(2))

    entry = company.message("Yes?", PHONE, other, at=later(3))

    assert entry.conversation_id == id_
    assert entry.data["channel_id"] == other.id
    assert company.head(id_).channel.id == other.id
    assert company.message("Or here", PHONE, company.sms, at=later(4)).conversation_id == id_


@pytest.mark.feature("CONV-38")
def test_a_channel_on_which_the_contact_is_not_reached_is_refused(both):
    company, anna, id_, _ = both

    for channel, status in ((company.webchat.id, 422), ("chn_none", 404)):
        answer = do(anna, id_, "messages", {"text": "x", "channel_id": channel})
        assert answer.status == status
    assert len(company.thread(id_)) == 1


@pytest.mark.feature("CONV-37", "CH-30")
def test_each_channels_limits_hold_for_its_messages(both):
    company, anna, id_, _ = both
    chat = company.message(sender=a_sender(company.webchat)).conversation_id

    asked = Written("Which?", options=(Option("y", "Yes"),))

    with pytest.raises(Unsendable, match="at most 4096"):
        service.reply(anna, chat, Written("x" * 4097), later(2))
    with pytest.raises(Unsendable, match="no quick replies"):
        service.reply(anna, id_, asked, later(2))
    assert service.reply(anna, id_, Written("x" * 4097), later(2)).seq == 2  # in several texts
    assert service.reply(anna, chat, asked, later(2)).seq == 2
