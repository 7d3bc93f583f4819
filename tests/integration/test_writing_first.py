"""Writing to someone first: to whom that is possible at all, by what, and what becomes of it."""

from functools import partial

import pytest

from chalicelib.channels import store as channels_store
from chalicelib.channels.domain import Template
from chalicelib.contacts import service as contacts
from chalicelib.conversations import service
from chalicelib.runtime.ids import iso, now
from tests.builders import later
from tests.door import call
from tests.integration.desk import do, inbox
from tests.integration.facts import CUSTOMER, a_page, a_telegram, a_whatsapp, received, said, tell

NUMBER = "+46701234567"
SHIPPED = Template(
    "shipped", "shipped", "en", "approved", "utility", "Order {{1}}", "text",
    "Hi {{1}}, parcel {{2}} left.", "Fjord Gear",
    ({"kind": "url", "text": "Track", "value": "https://x.example/{{1}}"},),
)  # fmt: skip
SALE = Template("sale", "sale", "en", "approved", "MARKETING", body="Half price!")
OLD = Template("old", "old", "en", "paused", "utility", body="Hi")
FILLED = {"id": "shipped", "header": ["7"], "body": ["Kari", "P1"], "buttons": ["P1"]}


def start(who, channel, **given):
    """Send a first message."""
    text = {} if "template" in given else {"text": "Hello"}
    return call("POST", "/v1/conversations", {"channel_id": channel.id} | text | given, who)


def nothing(company, aws):
    """Whether the company has neither contacts nor conversations."""
    return not [
        item
        for table in ("contacts", "conversations")
        for item in aws.items(table)
        if item["pk"]["S"].startswith(company.account_id)
    ]


@pytest.fixture
def whatsapp(company):
    """A number on WhatsApp with three templates."""
    channel = a_whatsapp(company)
    channels_store.save_templates(channel.account_id, channel.id, [SHIPPED, SALE, OLD], now())
    return channel


@pytest.mark.feature("CONV-36", "CH-25", "CRM-01")
@pytest.mark.parametrize("written", [NUMBER, "+46 70-123 45 67", " +46701234567 "])
def test_an_unknown_number_becomes_a_contact(company, written):
    anna = company.agent()

    begun = start(anna, company.sms, address=written)

    assert begun.status == 201, begun.body
    head = company.head(begun.json["id"])
    assert (head.address, head.contact.name) == (NUMBER, "+46 70 123 45 67")
    assert contacts.get(company.account_id, head.contact.id).phone == NUMBER
    assert inbox(anna) == [head.id]


@pytest.mark.feature("CONV-36", "CH-25", "CRM-26")
def test_a_known_number_is_the_contact_who_has_it(company):
    anna = company.agent()
    vera, _ = contacts.create(company.admin, {"name": "Vera", "phone": NUMBER}, later(0))

    head = company.head(start(anna, company.sms, address=NUMBER).json["id"])

    assert (head.contact.id, head.contact.name) == (vera.id, "Vera")
    answer = company.message("Hi!", NUMBER, company.sms, at=later(60, now()))
    assert answer.conversation_id == head.id


@pytest.mark.feature("CONV-36", "CRM-01")
def test_four_who_write_to_one_new_number_at_once_make_one_contact(company, at_once):
    agents = [company.agent(f"Agent {number}") for number in range(4)]

    answers = at_once([partial(start, anna, company.sms, address=NUMBER) for anna in agents])

    assert [answer.status for answer in answers] == [201] * 4
    heads = [company.head(answer.json["id"]) for answer in answers]
    assert len({head.contact.id for head in heads}) == 1


@pytest.mark.feature("CH-14", "CH-25")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("+4622334455", 422),  # a landline
        ("12345", 400),
        ("kari@example.com", 400),
        ("not a number", 400),
        ("+46800", 400),
    ],
)
def test_what_cannot_get_a_text_is_refused_with_a_reason(company, aws, address, status):
    answer = start(company.agent(), company.sms, address=address)

    assert answer.status == status, answer.body
    assert answer.json["detail"]
    assert nothing(company, aws)


@pytest.mark.feature("CH-25")
@pytest.mark.parametrize("address", ["12345", "not a number"])
def test_an_address_that_is_none_is_named_as_the_field_that_is_wrong(company, address):
    answer = start(company.agent(), company.sms, address=address)

    assert [one["field"] for one in answer.json["errors"]] == ["address"]


@pytest.mark.feature("CH-25", "CH-23")
def test_only_numbers_and_mail_addresses_can_be_typed_in(company):
    answer = start(company.agent(), a_telegram(company), address="42424242")

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


@pytest.mark.feature("BRD-02")
def test_a_message_goes_to_one_contact(company, aws):
    anna = company.agent()
    ids = [
        contacts.create(company.admin, {"name": name, "phone": phone}, later(0))[0].id
        for name, phone in (("Vera", NUMBER), ("Ola", CUSTOMER))
    ]

    several = start(anna, company.sms, contact_id=ids)

    assert (several.status, several.json["code"]) == (422, "refused")
    assert "broadcast" in several.json["detail"]
    for wrong in ({"contact_id": []}, {}, {"contact_id": ids[0], "address": NUMBER}):
        assert start(anna, company.sms, **wrong).status == 422
    assert inbox(company.admin, "all", "any") == []
    assert start(anna, company.sms, contact_id=[ids[0], ids[0]]).status == 201


@pytest.mark.feature("BRD-02")
def test_copies_make_no_second_recipient_of_a_text(company):
    anna = company.agent()
    refused = start(anna, company.sms, address=NUMBER, cc=["ola@example.com"])

    assert (refused.status, refused.json["code"]) == (422, "not_supported")
    id_ = company.message(channel=company.sms).conversation_id
    assert do(anna, id_, "messages", {"text": "x", "cc": ["ola@example.com"]}).status == 422


@pytest.mark.feature("CH-05", "CH-23")
@pytest.mark.parametrize("make", [a_page, a_telegram])
def test_who_never_wrote_there_is_not_written_to(company, make):
    channel = make(company)
    vera, _ = contacts.create(company.admin, {"name": "Vera", "phone": NUMBER}, later(0))

    answer = start(company.agent(), channel, contact_id=vera.id)

    assert (answer.status, answer.json["code"]) == (422, "never_wrote")
    assert "Vera never wrote" in answer.json["detail"]
    assert inbox(company.admin, "all", "any") == []


@pytest.mark.feature("CH-02")
def test_a_visitor_who_never_came_is_not_written_to_by_chat(company):
    vera, _ = contacts.create(company.admin, {"name": "Vera", "phone": NUMBER}, later(0))

    answer = start(company.agent(), company.webchat, contact_id=vera.id)

    assert (answer.status, answer.json["code"]) == (422, "never_wrote")
    assert inbox(company.admin, "all", "any") == []


@pytest.mark.feature("CH-19", "CH-18")
def test_who_never_wrote_on_whatsapp_gets_a_template_and_nothing_else(company, whatsapp):
    anna = company.agent()

    refused = start(anna, whatsapp, address=NUMBER)
    begun = start(anna, whatsapp, address=NUMBER, template=FILLED)

    assert (refused.status, refused.json["code"]) == (422, "never_wrote")
    assert refused.json["alternative"] == "template"
    assert begun.status == 201, begun.body
    [entry] = company.thread(begun.json["id"])
    assert entry.data["text"] == "Order 7\n\nHi Kari, parcel P1 left.\n\nFjord Gear"
    assert entry.data["template"]["id"] == "shipped"
    assert entry.data["template"]["body"] == ["Kari", "P1"]


@pytest.mark.feature("CH-18", "CH-20")
def test_outside_the_window_an_agent_answers_by_template(company, whatsapp):
    anna = company.agent()
    long_ago = iso(later(-25 * 3600, now()))
    tell(whatsapp, said("w1", sender="4790000001", at=long_ago))
    id_ = received(whatsapp, "w1").conversation_id

    refused = do(anna, id_, "messages", {"text": "Still there?"})
    answered = do(anna, id_, "messages", {"template": FILLED})

    assert (refused.status, refused.json["code"]) == (422, "window_closed")
    assert refused.json["alternative"] == "template"
    assert refused.json["closed_at"] < iso(now())
    assert answered.status == 201
    tell(whatsapp, said("w2", sender="4790000001"))
    assert do(anna, id_, "messages", {"text": "Hi again"}).status == 201


@pytest.mark.feature("CH-20")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": "unknown"}, "no such template"),
        ({"id": "old"}, "paused"),
        ({"body": ["Kari"]}, "2 gaps"),
        ({"header": []}, "header"),
        ({"buttons": []}, "buttons"),
        ({"body": ["Kari", "P1", "x"]}, "2 gaps"),
    ],
)
def test_a_template_that_is_not_filled_in_right_is_refused_with_the_reason(
    company, whatsapp, change, why
):
    answer = start(company.agent(), whatsapp, address=NUMBER, template=FILLED | change)

    assert (answer.status, answer.json["code"]) == (422, "not_supported")
    assert why in answer.json["detail"].lower()
    assert inbox(company.admin, "all", "any") == []


@pytest.mark.feature("CH-20")
@pytest.mark.parametrize(
    "body",
    [
        {"template": FILLED, "text": "and more"},
        {"template": FILLED, "options": [{"title": "Yes"}]},
        {"template": FILLED | {"body": ["Kari", "  "]}},
        {"text": " "},
    ],
)
def test_a_template_is_a_message_of_its_own(company, whatsapp, body):
    whole = {"channel_id": whatsapp.id, "address": NUMBER} | body
    answer = call("POST", "/v1/conversations", whole, company.agent())

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


@pytest.mark.feature("CH-16", "CH-20")
def test_who_wants_no_marketing_gets_no_such_template(company, whatsapp):
    anna = company.agent()
    contacts.opt(company.account_id, "phone", NUMBER, whatsapp.thread, True, "marketing")

    sale = start(anna, whatsapp, address=NUMBER, template={"id": "sale"})
    shipped = start(anna, whatsapp, address=NUMBER, template=FILLED)

    assert (sale.status, sale.json["code"]) == (422, "opted_out")
    assert shipped.status == 201


@pytest.mark.feature("CH-16")
def test_who_opted_out_is_not_written_to_first(company):
    contacts.opt(company.account_id, "phone", NUMBER, company.sms.thread, True, "all")

    answer = start(company.agent(), company.sms, address=NUMBER)

    assert (answer.status, answer.json["code"]) == (422, "opted_out")
    assert call("GET", "/v1/contacts", caller=company.admin).json["items"] == []


@pytest.mark.feature("CH-28", "CH-26")
def test_send_sends_and_closes_with_how_it_ended(company):
    anna = company.agent()

    done = start(anna, company.sms, address=NUMBER, close={"disposition": "informed"})

    assert (done.status, done.json["status"]) == (201, "closed")
    types = [entry.type for entry in company.thread(done.json["id"])]
    assert types == ["message.sent", "conversation.closed"]
    closed = company.thread(done.json["id"])[-1]
    assert closed.data["disposition"] == "informed"
    assert company.load(anna) == 0
    answer = company.message("Thanks", NUMBER, company.sms, at=later(60, now()))
    assert answer.conversation_id == done.json["id"]


@pytest.mark.feature("CH-26", "CH-28", "CONV-29")
def test_what_the_company_has_not_settled_is_refused_before_anything_is_sent(company, aws):
    sales = company.team()
    theirs = {"name": "Sold", "team_ids": [sales]}
    sold = call("POST", "/v1/dispositions", theirs, company.admin).json["id"]
    solved = call("POST", "/v1/dispositions", {"name": "Solved"}, company.admin).json["id"]

    for ending in ("Solved", sold, "dsp_gone"):
        refused = start(company.admin, company.sms, address=NUMBER, close={"disposition": ending})
        assert (refused.status, refused.json["errors"][0]["field"]) == (400, "disposition")
    assert nothing(company, aws)

    done = start(company.admin, company.sms, address=NUMBER, close={"disposition": solved})
    assert (done.status, done.json["status"]) == (201, "closed")
    assert company.thread(done.json["id"])[-1].data["disposition_name"] == "Solved"


@pytest.mark.feature("CH-26")
@pytest.mark.parametrize("close", [{}, {"disposition": None}, {"disposition": ""}])
def test_to_send_and_close_it_has_to_be_said_how_it_ended(company, aws, close):
    answer = start(company.agent(), company.sms, address=NUMBER, close=close)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert inbox(company.admin, "all", "any") == []
    assert start(company.agent(), company.sms, address=NUMBER).status == 201  # without closing


@pytest.mark.feature("CH-28", "MSG-11")
def test_sent_again_after_half_of_it_was_done_it_is_closed_all_the_same(company, monkeypatch):
    from chalicelib.conversations.service import replying

    anna, once = company.agent(), {"client_id": "c1", "close": {"disposition": "informed"}}
    with monkeypatch.context() as broken:
        broken.setattr(replying, "close", lambda *_: 1 / 0)
        assert start(anna, company.sms, address=NUMBER, **once).status == 500

    again = start(anna, company.sms, address=NUMBER, **once)

    assert (again.status, again.json["status"]) == (201, "closed")
    types = [entry.type for entry in company.thread(again.json["id"])]
    assert types == ["message.sent", "conversation.closed"]
    third = start(anna, company.sms, address=NUMBER, **once)
    assert third.json["id"] == again.json["id"]


@pytest.mark.feature("CONV-37", "CONV-38", "CRM-26")
def test_a_conversation_goes_on_over_another_channel_of_the_same_number(company, whatsapp):
    anna = company.agent()
    tell(company.sms, said("s1"))
    tell(whatsapp, said("w1", sender=CUSTOMER.removeprefix("+")))
    id_ = received(company.sms, "s1").conversation_id

    over = do(anna, id_, "messages", {"text": "Over here", "channel_id": whatsapp.id})

    assert over.status == 201
    tell(whatsapp, said("w2", sender=CUSTOMER.removeprefix("+")))
    assert received(whatsapp, "w2").conversation_id == id_
    shown = call("GET", f"/v1/conversations/{id_}", caller=anna).json["channels"]
    assert [(one["id"], one["address"], one["opted_out"]) for one in shown] == [
        (whatsapp.id, CUSTOMER, False),
        (company.sms.id, CUSTOMER, False),
    ]
    assert all(one["heard_at"] for one in shown)


@pytest.mark.feature("MSG-23", "CH-30")
def test_quick_replies_go_where_the_channel_shows_them(company, whatsapp):
    anna = company.agent()
    tell(whatsapp, said("w1", sender="4790000001"))
    id_ = received(whatsapp, "w1").conversation_id
    asked = {"text": "Which?", "options": [{"title": "Red"}, {"title": "Blue", "id": "b"}]}

    sent = do(anna, id_, "messages", asked)

    assert sent.status == 201
    assert sent.json["data"]["options"] == [
        {"id": "Red", "title": "Red"},
        {"id": "b", "title": "Blue"},
    ]
    many = {"text": "Which?", "options": [{"title": str(number)} for number in range(4)]}
    assert do(anna, id_, "messages", many).json["code"] == "not_supported"
    long = {"text": "Which?", "options": [{"title": "x" * 21}]}
    assert do(anna, id_, "messages", long).json["code"] == "too_long"


@pytest.mark.feature("MSG-14", "CH-30")
def test_agents_react_where_the_channel_carries_it(company, whatsapp):
    anna = company.agent()
    tell(whatsapp, said("w1", sender="4790000001"))
    tell(company.sms, said("s1"))
    on_whatsapp, on_sms = received(whatsapp, "w1"), received(company.sms, "s1")

    def react(entry, emoji):
        act = f"messages/{entry.id}/reactions"
        return do(anna, entry.conversation_id, act, {"emoji": emoji})

    assert react(on_whatsapp, "👍").json["data"]["reactions"][0]["by"] == "agent"
    assert react(on_whatsapp, None).json["data"]["reactions"] == []
    assert react(on_sms, "👍").status == 422
    assert react(on_sms, None).status == 200
    told = [e for e in company.thread(on_whatsapp.conversation_id) if e.type == "message.reacted"]
    assert [entry.data["act"] for entry in told] == [True, True]
    assert service.load_entry(company.account_id, on_sms.conversation_id, 2) is None
