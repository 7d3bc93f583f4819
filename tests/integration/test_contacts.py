"""Contacts: made, changed, found, and where we may write to them."""

import json

import pytest
from pynamodb.transactions import TransactWrite

from chalicelib.contacts import items, service, store
from chalicelib.contacts.domain import Identity
from chalicelib.contacts.service import Sender
from chalicelib.search import worker
from tests.aws import Calls
from tests.builders import NOON, a_company, an_sqs_event, bus_events, later
from tests.door import call


def make(who, name="Kari Nordmann", **facts):
    return call("POST", "/v1/contacts", {"name": name} | facts, who)


def change(who, contact_id, **fields):
    return call("PATCH", f"/v1/contacts/{contact_id}", fields, who)


def read(who, contact_id):
    return call("GET", f"/v1/contacts/{contact_id}", caller=who).json


@pytest.fixture
def indexed(aws):
    """Brings the index up to date with what waits in its queue."""

    def catch_up(*entries):
        told = [event for entry in entries for event in bus_events(entry)]
        waiting = [json.loads(message["Body"]) for message in aws.messages("search")]
        events = [one for one in told if one["detail-type"] == "conversation.created"] + waiting
        assert worker.search(an_sqs_event(*events), None) == {"batchItemFailures": []}

    return catch_up


def found(who, q, **query):
    answer = call("GET", "/v1/contacts", caller=who, query={"q": q} | query)
    assert answer.status == 200, answer.body
    return [contact["name"] for contact in answer.json["items"]]


@pytest.mark.feature("CRM-01", "CONV-36")
def test_a_contact_with_a_phone_is_known_by_it_before_they_write(company):
    made = make(company.agent(), phone="+47 90 12 34 56")

    assert made.status == 201
    assert made.json["phone"] == "+4790123456"
    assert made.json["identities"] == [{"kind": "phone", "address": "+4790123456"}]
    assert [one["name"] for one in made.json["channels"]] == ["SMS"]
    entry = company.message(sender="+4790123456", channel=company.sms)
    assert entry.actor.id == made.json["id"]
    assert entry.actor.name == "Kari Nordmann"


@pytest.mark.feature("CRM-01")
def test_a_number_belongs_to_one_contact_and_the_refusal_names_them(company):
    owner = company.message(sender="+4790123456", channel=company.sms).actor
    other = make(company.admin, "Other").json["id"]

    for refused in (
        make(company.admin, phone="+47 901 23 456"),
        change(company.admin, other, phone="+4790123456"),
    ):
        assert (refused.status, refused.json["code"]) == (409, "conflict")
        assert refused.json["contact_id"] == owner.id
    assert read(company.admin, other)["phone"] is None
    assert make(a_company().admin, phone="+4790123456").status == 201


@pytest.mark.feature("CRM-01")
def test_four_who_make_a_contact_with_one_number_at_once_make_one(company, at_once):
    answers = at_once([lambda: make(company.admin, phone="+4790123456")] * 4)

    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]


@pytest.mark.feature("CRM-01")
def test_a_changed_contact_is_known_as_such_from_the_next_message_on(company):
    first = company.message(sender="+4790123456", channel=company.sms)
    anna = company.agent()

    changed = change(
        anna,
        first.actor.id,
        name="Kari",
        avatar_url="https://example.com/kari.png",
        visible_to=[anna.user_id],
        assignee_id=anna.user_id,
    ).json

    assert (changed["name"], changed["assignee_id"]) == ("Kari", anna.user_id)
    sender = Sender("phone", "+4790123456", company.sms.thread)
    found = service.resolve(company.account_id, sender, NOON)
    contact = found.contact
    assert (found.conversation_id, found.opted_out) == (first.conversation_id, False)
    assert contact.visible_to == (anna.user_id,)
    assert (contact.name, contact.avatar_url) == ("Kari", "https://example.com/kari.png")
    assert contact == service.get(company.account_id, first.actor.id)
    cleared = change(anna, first.actor.id, visible_to=None, assignee_id=None, avatar_url=None).json
    assert (cleared["visible_to"], cleared["assignee_id"]) == ([], None)
    assert cleared["name"] == "Kari"


@pytest.mark.feature("CRM-01")
def test_a_number_that_was_never_used_is_free_again_and_a_used_one_keeps_its_owner(company):
    typo = make(company.admin, phone="+4790000011").json["id"]
    change(company.admin, typo, phone="+4790000012")
    assert make(company.admin, "Right", phone="+4790000011").status == 201

    wrote = company.message(sender="+4790000013", channel=company.sms).actor.id
    changed = change(company.admin, wrote, phone="+4790000014").json

    assert changed["phone"] == "+4790000014"
    assert [one["address"] for one in changed["identities"]] == ["+4790000013", "+4790000014"]
    assert make(company.admin, phone="+4790000013").json["contact_id"] == wrote


def test_of_two_changes_at_once_one_is_asked_to_look_again(company, monkeypatch):
    made = make(company.admin).json["id"]
    stale = store.get_with_identities(company.account_id, made)
    change(company.admin, made, name="First")
    monkeypatch.setattr(store, "get_with_identities", lambda *_: stale)

    answer = change(company.admin, made, name="Second")

    assert (answer.status, answer.json["code"]) == (409, "conflict")
    monkeypatch.undo()
    assert read(company.admin, made)["name"] == "First"


@pytest.mark.feature("CONV-36")
def test_we_may_write_where_they_have_a_conversation_or_where_we_may_begin_one(company):
    second = company.channel(name="Other shop")
    visitor = company.message().actor.id
    plain = make(company.admin).json

    names = [one["name"] for one in read(company.admin, visitor)["channels"]]

    assert names == ["Shop"]
    assert second.name not in names
    assert plain["channels"] == []


@pytest.mark.feature("CRM-01")
def test_contacts_are_listed_newest_first_in_pages_that_cost_their_size(company):
    for n in range(5):
        company.message(at=later(n), channel=company.sms, sender=f"+4790000{n:03d}")
    got, query = [], {"limit": 2}
    while True:
        answer = call("GET", "/v1/contacts", caller=company.admin, query=query).json
        got += [one["phone"][-1] for one in answer["items"]]
        if not answer["next_cursor"]:
            break
        query["cursor"] = answer["next_cursor"]

    assert got == ["4", "3", "2", "1", "0"]
    with Calls() as calls:
        service.page(company.admin, None, 2)
    assert calls == {"Query": 1}
    assert calls.sent[0][1]["Limit"] == 3


@pytest.mark.feature("CRM-01", "SRCH-04")
@pytest.mark.parametrize(
    "q", ["kari", "K", "nordm", "NORDMANN kari", "ka no", "+47 901", "90123", "0047901", "kåri"]
)
def test_contacts_are_found_by_the_beginning_of_a_name_or_number(company, indexed, q):
    make(company.admin, phone="+4790123456")
    make(company.admin, "Ola Hansen", phone="+4640123456")
    indexed()

    assert found(company.admin, q) == ["Kari Nordmann"]


@pytest.mark.feature("CRM-01", "SRCH-04")
def test_who_wrote_is_found_and_under_a_new_name_only_by_that(company, indexed):
    entry = company.message(sender="+4790123456", channel=company.sms)
    indexed(entry)
    assert found(company.admin, "901") == ["+47 90 12 34 56"]

    change(company.admin, entry.actor.id, name="Anna Annasson")
    indexed()

    assert found(company.admin, "ann") == ["Anna Annasson"]  # once, though two words begin so
    assert found(company.admin, "annas") == ["Anna Annasson"]
    change(company.admin, entry.actor.id, name="Bo")
    assert found(company.admin, "anna") == []  # before the index knows
    indexed()
    assert (found(company.admin, "anna"), found(company.admin, "bo")) == ([], ["Bo"])
    assert found(a_company().admin, "bo") == []
    assert found(company.admin, "!?") == []


@pytest.mark.feature("CRM-01", "SRCH-04")
def test_a_search_for_contacts_goes_on_over_pages(company, indexed):
    names = [f"Anna {letter}" for letter in "abcdefg"]
    for name in names:
        make(company.admin, name)
    indexed()
    got, query = [], {"q": "anna", "limit": 3}
    while True:
        answer = call("GET", "/v1/contacts", caller=company.admin, query=query).json
        got += [one["name"] for one in answer["items"]]
        if not answer["next_cursor"]:
            break
        query["cursor"] = answer["next_cursor"]

    assert sorted(got) == names


@pytest.mark.feature("CRM-01")
def test_identities_are_listed_and_a_thread_moves_to_another_conversation(company):
    entry = company.message(sender="+4790123456", channel=company.sms)
    account, address = company.account_id, "+4790123456"

    assert service.identities(account, entry.actor.id) == [Identity("phone", address)]
    move = service.thread_move(account, "phone", address, company.sms.id, "cnv_other")
    with TransactWrite(connection=store.connection()) as tx:
        move(tx)

    assert service.thread(account, "phone", address, company.sms.id) == "cnv_other"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("phone", "90123456"),
        ("phone", "+47 1"),
        ("email", "nobody"),
        ("avatar_url", "http://example.com/x.png"),
        ("avatar_url", "javascript:alert(1)"),
    ],
)
def test_a_contact_that_is_wrong_names_the_field(company, field, value):
    answer = make(company.admin, **{field: value})

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)
    assert call("GET", "/v1/contacts", caller=company.admin).json["items"] == []


@pytest.mark.feature("ASG-09")
def test_default_assignees_are_several_or_as_before_one(company):
    anna, bo = company.agent("Anna Berg").user_id, company.agent("Bo Lind").user_id

    def told(answer):
        return answer.json["assignee_ids"], answer.json["assignee_id"]

    made = make(company.admin, assignee_ids=[anna, bo, anna])
    id_ = made.json["id"]
    assert told(made) == ([anna, bo], anna)
    assert told(change(company.admin, id_, name="Kari N")) == ([anna, bo], anna)
    assert told(change(company.admin, id_, assignee_id=bo)) == ([bo], bo)
    assert told(change(company.admin, id_, assignee_ids=[])) == ([], None)
    assert told(make(company.admin, assignee_id=bo)) == ([bo], bo)
    assert told(change(company.admin, id_, assignee_ids=[anna, bo])) == ([anna, bo], anna)
    assert told(change(company.admin, id_, assignee_ids=None)) == ([], None)
    assert told(change(company.admin, id_, assignee_id=None)) == ([], None)
    assert make(company.admin, assignee_ids=[anna] * 11).status == 400


@pytest.mark.feature("ASG-09")
def test_what_was_stored_when_there_was_only_one_is_read_as_one(company):
    anna = company.agent("Anna Berg").user_id
    id_ = make(company.admin).json["id"]
    item = items.ContactItem.get(f"{company.account_id}#{id_}", "contact")
    item.update(actions=[items.ContactItem.assignee_id.set(anna)])

    assert service.get(company.account_id, id_).assignee_ids == (anna,)


@pytest.mark.feature("AUTH-11", "CONV-43")
@pytest.mark.parametrize("field", ["visible_to", "assignee_id", "assignee_ids"])
def test_a_contact_names_only_users_of_the_account(company, field):
    stranger = a_company().admin.user_id
    value = stranger if field == "assignee_id" else [stranger]

    assert make(company.admin, **{field: value}).status == 404
