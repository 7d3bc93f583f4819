"""From articles and answered questions to an offer under the thread, and back into knowledge."""

import json

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations import worker as publisher
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from chalicelib.suggestions import service, worker
from tests.aws import Calls
from tests.builders import a_bus_event, a_sender, a_stream_event, an_sqs_event, bus_event
from tests.door import call
from tests.integration.test_realtime import items_of, open_socket

SHIPPING = {"title": "Shipping abroad", "text": "We ship to Norway, Sweden and Denmark."}
QUESTION = "Do you ship to Norway?"


def train(aws):
    """Let the training worker take what asks for it; how many records there were."""
    bodies = [message["Body"] for message in aws.messages("training")]
    assert worker.train(an_sqs_event(*bodies), None) == {"batchItemFailures": []}
    return len(bodies)


def suggest(entry):
    event = bus_event(entry, "message.received")
    assert worker.suggest(an_sqs_event(event), None) == {"batchItemFailures": []}


@pytest.fixture
def taught(company, aws):
    """A company whose one article is trained, and a question that it answers."""
    call("POST", "/v1/articles", SHIPPING, company.admin)
    train(aws)
    entry = company.message(QUESTION, at=now())
    suggest(entry)
    return company, company.agent(), entry


def offered(company, caller, entry):
    path = f"/v1/conversations/{entry.conversation_id}/suggestions"
    return call("GET", path, caller=caller).json["items"]


@pytest.mark.feature("AI-01")
def test_an_article_is_offered_for_the_question_it_answers(taught):
    company, anna, entry = taught

    [one] = offered(company, anna, entry)

    assert (one["text"], one["message_id"], one["state"]) == (
        SHIPPING["text"],
        entry.id,
        "offered",
    )
    assert (one["source"]["kind"], one["source"]["title"]) == ("article", "Shipping abroad")


@pytest.mark.feature("AI-01")
def test_agents_hear_of_an_offer_and_the_customer_does_not(taught, aws, sockets):
    from chalicelib.realtime import worker as push
    from tests.integration.test_realtime import open_visitor

    company, anna, entry = taught
    open_socket(anna, "anna")
    open_visitor(company, company.head(entry.conversation_id).contact.id, "visitor")
    items = items_of(aws, entry.conversation_id, "suggestion#")

    push.push(a_stream_event(items), None)
    with Calls() as calls:
        publisher.publish(a_stream_event(items), None)

    [frame] = sockets.frames["anna"]
    assert frame["type"] == "suggestion.ready"
    assert frame["data"]["suggestions"] == offered(company, anna, entry)
    assert sockets.frames["visitor"] == []
    [(_, given)] = [one for one in calls.sent if one[0] == "PutEvents"]
    assert given["Entries"][0]["DetailType"] == "suggestion.ready"
    assert json.loads(given["Entries"][0]["Detail"])["account_id"] == company.account_id


def test_an_event_that_comes_twice_offers_once(taught, aws):
    company, anna, entry = taught
    before = offered(company, anna, entry)

    suggest(entry)

    assert offered(company, anna, entry) == before


@pytest.mark.feature("AI-03", "ASG-02", "MSG-11")
def test_a_sent_suggestion_is_the_agents_answer_and_takes_the_conversation(taught):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)
    path = f"/v1/conversations/{entry.conversation_id}/suggestions/{one['id']}/send"

    sent = call("POST", path, {}, anna)

    assert sent.status == 201
    assert sent.json["data"]["text"] == SHIPPING["text"]
    assert sent.json["data"]["suggestion_id"] == one["id"]
    assert company.head(entry.conversation_id).is_assigned_to(anna.user_id)
    assert offered(company, anna, entry) == []
    assert call("POST", path, {}, anna).status == 422
    assert len(company.thread(entry.conversation_id)) == 2


@pytest.mark.feature("AI-01")
def test_what_was_offered_for_an_answered_question_is_not_offered_for_the_next(taught):
    company, anna, entry = taught
    path = f"/v1/conversations/{entry.conversation_id}/messages"
    call("POST", path, {"text": "We do."}, anna)
    sender = company.head(entry.conversation_id).address
    following = company.message("xyzzy", sender=sender, at=now())
    suggest(following)

    assert following.conversation_id == entry.conversation_id
    assert offered(company, anna, following) == []


@pytest.mark.feature("AI-04")
def test_editing_sends_nothing_and_assigns_nobody(taught):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)
    path = f"/v1/conversations/{entry.conversation_id}/suggestions/{one['id']}/edit"

    assert call("POST", path, caller=anna).json["state"] == "edited"

    assert len(company.thread(entry.conversation_id)) == 1
    assert company.head(entry.conversation_id).assignees == ()
    assert [each["state"] for each in offered(company, anna, entry)] == ["edited"]


def test_a_rejected_suggestion_is_no_longer_offered(taught):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)
    path = f"/v1/conversations/{entry.conversation_id}/suggestions/{one['id']}/reject"

    assert call("POST", path, caller=anna).json["state"] == "rejected"
    assert offered(company, anna, entry) == []


def test_an_answered_question_has_nothing_offered(taught):
    company, anna, entry = taught

    conversations.reply(anna, entry.conversation_id, Written("Yes!"), now())

    assert offered(company, anna, entry) == []


def test_the_newest_question_is_the_one_that_counts(company, aws):
    call("POST", "/v1/articles", SHIPPING, company.admin)
    call("POST", "/v1/articles", {"title": "Returns", "text": "30 days."}, company.admin)
    train(aws)
    sender = a_sender(company.sms)
    for text in (QUESTION, "And what about returns?"):
        entry = company.message(text, sender, company.sms, at=now())
        suggest(entry)

    found = offered(company, company.admin, entry)

    assert {one["message_id"] for one in found} == {entry.id}
    assert found[0]["source"]["title"] == "Returns"


def test_an_account_without_knowledge_is_offered_nothing(company):
    entry = company.message(QUESTION, at=now())

    suggest(entry)

    assert offered(company, company.admin, entry) == []


def test_a_closed_conversation_teaches_its_answers(company, aws):
    anna = company.agent()
    first = company.message("Is the red jacket waterproof?", at=now())
    conversations.reply(anna, first.conversation_id, Written("Yes, it keeps out rain."), now())
    conversations.close(anna, first.conversation_id, None, now())
    closed = bus_event(company.thread(first.conversation_id)[-1], "conversation.closed")

    for _ in range(2):
        worker.train(an_sqs_event(closed), None)
    entry = company.message("Is the jacket waterproof", at=now())
    suggest(entry)

    [one] = offered(company, anna, entry)
    assert (one["text"], one["source"]["kind"]) == ("Yes, it keeps out rain.", "answer")


def test_one_account_never_learns_from_another(taught, company):
    from tests.builders import a_company

    other = a_company()
    entry = other.message(QUESTION, at=now())

    suggest(entry)

    assert offered(other, other.admin, entry) == []


def test_many_changes_of_one_account_are_one_training(company, aws, monkeypatch):
    trained = []
    monkeypatch.setattr(service, "train", lambda account: trained.append(account) or 0)
    for number in range(3):
        body = {"title": f"Article {number}", "text": "Text"}
        call("POST", "/v1/articles", body, company.admin)

    assert train(aws) == 3
    assert trained == [company.account_id]


def test_a_poisoned_training_record_keeps_back_only_itself(company, aws):
    good = a_bus_event("article.changed", {"account_id": company.account_id})

    failed = worker.train(an_sqs_event("poison", good), None)["batchItemFailures"]

    assert failed == [{"itemIdentifier": "sqs-1"}]


def test_a_warm_worker_asks_only_whether_its_model_is_the_newest(taught, aws):
    company, _, _ = taught
    again = company.message(QUESTION, at=now())

    with Calls() as calls:
        suggest(again)

    assert calls == {"GetObject": 1, "PutItem": 1}


def test_a_newer_model_replaces_the_one_in_memory(taught, aws):
    company, anna, _ = taught
    body = {"title": "Gift cards", "text": "We sell gift cards."}
    call("POST", "/v1/articles", body, company.admin)
    train(aws)
    entry = company.message("Do you sell gift cards?", at=now())

    suggest(entry)

    assert offered(company, anna, entry)[0]["source"]["title"] == "Gift cards"


def test_articles_are_written_changed_listed_and_removed(company, aws):
    made = [
        call("POST", "/v1/articles", {"title": f"T{n}", "text": "x"}, company.admin).json
        for n in range(3)
    ]
    agent = company.agent()
    first = call("GET", "/v1/articles", caller=agent, query={"limit": 2}).json
    cursor = {"limit": 2, "cursor": first["next_cursor"]}
    rest = call("GET", "/v1/articles", caller=agent, query=cursor).json

    assert [one["id"] for one in first["items"] + rest["items"]] == [one["id"] for one in made]
    path = f"/v1/articles/{made[0]['id']}"
    changed = call("PATCH", path, {"title": "Renamed"}, company.admin).json
    assert (changed["title"], changed["text"]) == ("Renamed", "x")
    assert call("DELETE", path, caller=company.admin).status == 204
    assert call("GET", path, caller=agent).status == 404
