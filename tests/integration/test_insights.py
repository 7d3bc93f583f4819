"""Zooming out of a conversation and of a customer, as far as the caller may see."""

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.insights import store, worker
from chalicelib.insights.service import analyzing
from chalicelib.runtime import invoke
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import a_sender, an_sqs_event, bus_event, later
from tests.door import call
from tests.integration.test_realtime import items_of


@pytest.fixture(autouse=True)
def fresh():
    """No account's background is known from another test."""
    analyzing._samples.clear()


TALK = (
    "Hi! My tent arrived yesterday and it is wonderful, thank you!",
    "But one of the poles is broken, I am very disappointed.",
    "Can I get a refund for the pole? This is horrible service.",
)


@pytest.fixture
def talk(company):
    """A conversation of three messages, each understood as it came."""
    sender = a_sender(company.webchat)
    entries = [
        company.message(text, sender=sender, at=later(60 * n)) for n, text in enumerate(TALK)
    ]
    understand(*entries)
    return company, entries


def understand(*entries):
    bodies = [bus_event(entry, "message.received") for entry in entries]
    assert worker.understand(an_sqs_event(*bodies), None) == {"batchItemFailures": []}


def zoom(caller, entry):
    return call("GET", f"/v1/conversations/{entry.conversation_id}/insights", caller=caller)


def zoom_contact(caller, contact_id):
    return call("GET", f"/v1/contacts/{contact_id}/insights", caller=caller)


@pytest.mark.feature("INS-04")
def test_a_conversation_shows_its_topics_and_how_the_customer_feels(talk):
    company, entries = talk

    seen = zoom(company.admin, entries[0]).json

    assert {one["name"] for one in seen["topics"]} >= {"Pole", "Refund"}
    assert all(set(one["message_ids"]) <= {e.id for e in entries} for one in seen["topics"])
    assert seen["sentiment"]["label"] in ("negative", "mixed")
    trend = [point["score"] for point in seen["sentiment"]["trend"]]
    assert trend[0] > 0 > trend[2]
    assert seen["sentiment"]["covered"] == 1.0
    assert (seen["languages"], seen["messages"]) == ([{"language": "en", "share": 1.0}], 3)


@pytest.mark.feature("INS-04")
def test_what_was_computed_is_kept_until_somebody_writes(talk):
    company, entries = talk
    first = zoom(company.admin, entries[0]).json

    assert zoom(company.admin, entries[0]).json == first
    company.message("The zipper is gone, too.", sender=company.head(
        entries[0].conversation_id).address, at=later(900))  # fmt: skip

    again = zoom(company.admin, entries[0]).json
    assert again["messages"] == 4
    assert again != first


@pytest.mark.feature("INS-04")
def test_the_mood_of_another_language_is_not_guessed(company):
    entry = company.message("Das Zelt ist kaputt und niemand antwortet mir. Furchtbar!")
    understand(entry)

    seen = zoom(company.admin, entry).json

    assert seen["sentiment"] == {"score": None, "label": None, "trend": [], "covered": 0.0}
    assert seen["languages"] == [{"language": "de", "share": 1.0}]


@pytest.mark.feature("INS-04")
def test_messages_from_before_there_were_insights_are_understood_as_well(company):
    entry = company.message("This is the worst tent ever, I am furious.")

    assert zoom(company.admin, entry).json["sentiment"]["label"] == "negative"


@pytest.mark.feature("INS-04")
def test_a_conversation_without_a_word_has_no_topics(company):
    entry = company.message("👍")

    seen = zoom(company.admin, entry).json

    assert (seen["topics"], seen["messages"]) == ([], 1)


@pytest.mark.feature("INS-05")
def test_a_customers_history_is_seen_over_all_their_conversations(company):
    sender = a_sender(company.webchat)
    first = company.message("The tent pole is broken, terrible.", sender=sender)
    anna = company.agent()
    conversations.take(anna, first.conversation_id, now())
    conversations.close(anna, first.conversation_id, None, now())
    contact = company.head(first.conversation_id).contact.id
    other = company.channel()
    second = company.message("I love the new boots, wonderful!", sender=contact, channel=other)

    seen = zoom_contact(company.admin, contact).json

    assert seen["messages"] == 2
    found = {one["id"]: one for one in seen["conversations"]}
    assert found.keys() == {first.conversation_id, second.conversation_id}
    assert found[first.conversation_id]["score"] < 0 < found[second.conversation_id]["score"]
    assert found[second.conversation_id]["topic"] in ("Boots", "New boots")
    assert found[first.conversation_id]["number"] >= 1


@pytest.mark.feature("INS-05")
def test_what_a_colleague_may_not_see_is_not_in_a_customers_insights(company):
    sender = a_sender(company.webchat)
    shared = company.message("The tent pole is broken.", sender=sender)
    contact = company.head(shared.conversation_id).contact.id
    secret = company.message("My invoice is confidential.", sender=contact,
                             channel=company.channel())  # fmt: skip
    anna, bo = company.agent(), company.agent("Bo")
    path = f"/v1/conversations/{secret.conversation_id}"
    assert call("PATCH", path, {"visible_to": [anna.user_id]}, company.admin).status == 200

    seen = zoom_contact(bo, contact)

    assert [one["id"] for one in seen.json["conversations"]] == [shared.conversation_id]
    assert "nvoice" not in seen.body
    assert zoom(bo, secret).status == 404
    assert len(zoom_contact(anna, contact).json["conversations"]) == 2


@pytest.mark.feature("INS-05")
def test_a_contact_of_another_company_has_no_insights(company):
    from tests.builders import a_company

    entry = company.message("The tent pole is broken.")
    contact = company.head(entry.conversation_id).contact.id

    assert zoom_contact(a_company().admin, contact).status == 404
    assert zoom_contact(company.admin, "ctc_nobody").status == 404


@pytest.mark.feature("INS-04")
def test_a_message_is_understood_once_however_often_it_comes(company, aws):
    entry = company.message("I am very disappointed.")
    understand(entry)
    before = items_of(aws, entry.conversation_id, "insight#")

    understand(entry, entry)

    assert items_of(aws, entry.conversation_id, "insight#") == before
    assert len(before) == 1


@pytest.mark.feature("INS-04")
def test_an_edited_message_is_understood_anew(company):
    entry = company.message("I am very disappointed, this is terrible.")
    understand(entry)
    conversations.customer_edited(entry, "I am very happy, this is great.", now())
    told = company.thread(entry.conversation_id)[-1]

    worker.understand(an_sqs_event(bus_event(told, "message.edited")), None)

    known = store.find(company.account_id, entry.conversation_id, entry.id)
    assert known.score > 0


@pytest.mark.feature("INS-04")
def test_the_mood_of_a_message_that_was_translated_into_english_is_known(company, monkeypatch):
    from tests.integration.test_translation import Interpreter, settle

    interpreter = Interpreter()
    interpreter.translate = lambda *_: "This is terrible, I am very angry."
    monkeypatch.setattr("chalicelib.translation.service.translating.translator",
                        lambda: interpreter)  # fmt: skip
    settle(company, automatic=True, language="en")
    entry = company.message("Das ist furchtbar, ich bin sehr verärgert.")
    understand(entry)

    seen = zoom(company.admin, entry).json["sentiment"]

    assert (seen["label"], seen["covered"]) == ("negative", 1.0)


@pytest.mark.feature("INS-04")
def test_a_function_that_does_not_answer_is_a_problem(company, monkeypatch):
    entry = company.message("The tent pole is broken.")

    class Broken:
        def invoke(self, **_):
            from botocore.exceptions import ReadTimeoutError

            raise ReadTimeoutError(endpoint_url="lambda")

    monkeypatch.setattr(invoke, "functions", Broken)

    refused = zoom(company.admin, entry)
    assert (refused.status, refused.json["code"]) == (503, "unavailable")


@pytest.mark.feature("INS-05")
def test_a_long_history_is_read_in_pages_and_not_without_end(company, monkeypatch):
    monkeypatch.setattr(analyzing, "MESSAGES", 20)
    monkeypatch.setattr(analyzing, "ENTRIES", 40)
    monkeypatch.setattr(analyzing, "EACH_PAGE", 10)
    sender = a_sender(company.webchat)
    for n in range(30):
        entry = company.message(f"The tent pole is broken in {n} places", sender=sender,
                                at=later(n))  # fmt: skip

    with Calls() as calls:
        made = analyzing.analyze(company.account_id, [entry.conversation_id])

    assert made["messages"] == 20
    asked = [given for name, given in calls.sent if name == "Query"
             and "begins_with" not in given.get("KeyConditionExpression", "")]  # fmt: skip
    assert len(asked) < 8


def test_an_invocation_that_only_warms_the_function_does_nothing(aws):
    assert worker.analyze({}, None) == {}
    assert worker.understand({"Records": []}, None) == {"batchItemFailures": []}
