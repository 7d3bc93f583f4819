"""From articles and answered questions to an offer under the thread, and back into knowledge."""

import json

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations import worker as publisher
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from chalicelib.suggestions import store, worker
from chalicelib.suggestions.domain import Fact, Outcome
from chalicelib.suggestions.service import asking, training
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
    event = bus_event(entry, entry.type)
    assert worker.suggest(an_sqs_event(event), None) == {"batchItemFailures": []}


def act(company, caller, entry, suggestion, deed, body=None):
    path = f"/v1/conversations/{entry.conversation_id}/suggestions/{suggestion['id']}/{deed}"
    return call("POST", path, {} if body is None else body, caller)


def outcomes(company):
    facts, _ = store.newest_facts(company.account_id, 100)
    return [(fact.question, fact.outcome) for fact in facts]


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
    call(
        "POST",
        "/v1/articles",
        {"title": "Returns", "text": "You may send it back within 30 days."},
        company.admin,
    )
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


def closed(company, anna, question, answer):
    """A conversation with one answer, closed; the event of its end."""
    first = company.message(question, at=now())
    conversations.reply(anna, first.conversation_id, Written(answer), now())
    conversations.close(anna, first.conversation_id, None, now())
    return bus_event(company.thread(first.conversation_id)[-1], "conversation.closed")


@pytest.mark.feature("AI-08")
def test_a_closed_conversation_teaches_its_answers(company, aws):
    anna = company.agent()
    event = closed(company, anna, "Is the red jacket waterproof?", "Yes, it keeps out rain.")

    for _ in range(2):
        worker.train(an_sqs_event(event), None)
    worker.train(an_sqs_event(due(company)), None)
    entry = company.message("Is the jacket waterproof", at=now())
    suggest(entry)

    [one] = offered(company, anna, entry)
    assert (one["text"], one["source"]["kind"]) == ("Yes, it keeps out rain.", "answer")


def due(company):
    return a_bus_event("knowledge.changed", {"account_id": company.account_id})


def timers_set(calls):
    """The timers that were put into their queue, which holds them back."""
    sent = [given for name, given in calls.sent if name == "SendMessage"]
    return [json.loads(one["MessageBody"]) for one in sent if "timers" in one["QueueUrl"]]


def test_conversations_that_close_together_wait_for_one_training(company, aws):
    anna = company.agent()
    events = [closed(company, anna, f"Question {n}, please?", f"Answer {n}.") for n in range(3)]

    with Calls() as calls:
        worker.train(an_sqs_event(*events), None)

    [timer] = timers_set(calls)
    assert (timer["kind"], timer["account_id"]) == ("training", company.account_id)
    entry = company.message("Question 1, please?", at=now())
    suggest(entry)
    assert offered(company, anna, entry) == []


def test_after_a_training_the_next_closed_conversation_books_another(company, aws):
    anna = company.agent()
    worker.train(an_sqs_event(closed(company, anna, "One question?", "One answer.")), None)
    worker.train(an_sqs_event(due(company)), None)

    with Calls() as calls:
        worker.train(an_sqs_event(closed(company, anna, "Other question?", "Other answer.")), None)

    assert [one["kind"] for one in timers_set(calls)] == ["training"]


def test_one_account_never_learns_from_another(taught, company):
    from tests.builders import a_company

    other = a_company()
    entry = other.message(QUESTION, at=now())

    suggest(entry)

    assert offered(other, other.admin, entry) == []


def test_many_changes_of_one_account_are_one_training(company, aws, monkeypatch):
    trained = []
    monkeypatch.setattr(training, "train", lambda account, at: trained.append(account) or 0)
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

    assert calls == {"GetObject": 1, "Query": 1, "PutItem": 1}


def test_a_newer_model_replaces_the_one_in_memory(taught, aws):
    company, anna, _ = taught
    body = {"title": "Gift cards", "text": "We sell gift cards."}
    call("POST", "/v1/articles", body, company.admin)
    train(aws)
    entry = company.message("Do you sell gift cards?", at=now())

    suggest(entry)

    assert offered(company, anna, entry)[0]["source"]["title"] == "Gift cards"


def teach(company, aws, **articles):
    for title, text in articles.items():
        call("POST", "/v1/articles", {"title": title, "text": text}, company.admin)
    train(aws)


def asked(company, text):
    entry = company.message(text, at=now())
    suggest(entry)
    return entry


@pytest.mark.feature("AI-05", "AI-07")
def test_a_rejected_answer_is_no_longer_first_for_a_like_question(company, aws):
    anna = company.agent()
    teach(
        company,
        aws,
        Shipping="We ship parcels to Norway within two days.",
        Parcels="Parcels to Norway can be tracked on our page.",
    )
    first = asked(company, "How long does a parcel to Norway take?")
    before = offered(company, anna, first)[0]

    act(company, anna, first, before, "reject")
    like = asked(company, "How long do parcels to Norway take, please?")

    after = offered(company, anna, like)
    assert after[0]["source"]["id"] != before["source"]["id"]
    assert outcomes(company) == [("How long does a parcel to Norway take?", Outcome.REJECTED)]


@pytest.mark.feature("AI-07")
def test_a_rejected_answer_stays_first_for_other_questions(company, aws):
    anna = company.agent()
    teach(
        company,
        aws,
        Returns="Send it back within thirty days and we refund you.",
        Shipping="We ship to Norway within two days.",
    )
    first = asked(company, "Where is my parcel?")
    wrong = [one for one in offered(company, anna, first) if one["source"]["title"] == "Returns"]
    for one in wrong:
        act(company, anna, first, one, "reject")

    other = asked(company, "Can I return shoes and get a refund?")

    assert offered(company, anna, other)[0]["source"]["title"] == "Returns"


@pytest.mark.feature("AI-06")
def test_a_sent_suggestion_is_remembered_as_right_for_its_question(taught):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)

    act(company, anna, entry, one, "send")
    sent = company.thread(entry.conversation_id)[-1]
    for _ in range(2):
        suggest(sent)

    assert outcomes(company) == [(QUESTION, Outcome.SENT)]


@pytest.mark.feature("AI-06")
def test_an_answer_of_ones_own_says_that_what_was_offered_did_not_fit(taught):
    company, anna, entry = taught
    path = f"/v1/conversations/{entry.conversation_id}/messages"

    call("POST", path, {"text": "I will ask and come back to you."}, anna)
    suggest(company.thread(entry.conversation_id)[-1])

    assert outcomes(company) == [(QUESTION, Outcome.IGNORED)]


@pytest.mark.feature("AI-04", "AI-06")
def test_an_edited_suggestion_is_remembered_with_how_much_of_it_was_kept(taught):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)
    act(company, anna, entry, one, "edit")
    path = f"/v1/conversations/{entry.conversation_id}/messages"
    body = {"text": f"Hi! {SHIPPING['text']}", "suggestion_id": one["id"]}

    assert call("POST", path, body, anna).status == 201
    suggest(company.thread(entry.conversation_id)[-1])

    [fact], _ = store.newest_facts(company.account_id, 10)
    assert fact.outcome is Outcome.EDITED
    assert 0 < fact.distance < 0.5


def test_what_the_system_says_teaches_nothing(taught):
    company, _, entry = taught
    event = a_bus_event(
        "message.sent",
        {
            "account_id": company.account_id,
            "conversation_id": entry.conversation_id,
            "id": "msg_x",
            "actor": {"kind": "auto_responder", "id": None, "name": None},
            "occurred_at": "2026-11-21T12:00:00.000Z",
            "data": {"text": "We are closed."},
        },
    )

    worker.suggest(an_sqs_event(event), None)

    assert outcomes(company) == []


@pytest.mark.feature("AI-01")
def test_a_newer_message_withdraws_what_was_offered_for_the_older(taught, aws):
    company, anna, entry = taught
    sender = company.head(entry.conversation_id).address
    following = company.message("xyzzy quux plugh frobnicate", sender=sender, at=now())

    suggest(following)

    assert offered(company, anna, following) == []
    frames = [
        json.loads(item["frame"]["S"])["data"]
        for item in items_of(aws, entry.conversation_id, "suggestion#")
    ]
    assert {"message_id": following.id, "suggestions": []} in frames


def test_a_short_message_is_understood_with_the_one_before_it(taught):
    company, anna, entry = taught
    sender = company.head(entry.conversation_id).address
    following = company.message("And Sweden?", sender=sender, at=now())

    suggest(following)

    [one] = offered(company, anna, following)
    assert one["source"]["title"] == "Shipping abroad"


@pytest.mark.feature("AI-08")
def test_a_template_for_everyone_is_offered_with_what_is_known_and_sent_with_the_rest(company):
    text = "Hi {{contact.first_name|there}}, open from nine to five. {{agent.name}}"
    made = {"name": "Opening hours", "text": text, "visibility": "everyone"}
    assert call("POST", "/v1/templates", made, company.admin).status == 201
    worker.train(an_sqs_event(due(company)), None)
    anna = company.agent()

    entry = asked(company, "What are your opening hours?")
    [one] = offered(company, anna, entry)
    sent = act(company, anna, entry, one, "send")

    assert (one["source"]["kind"], one["source"]["title"]) == ("template", "Opening hours")
    assert one["text"] == "Hi there, open from nine to five. {{agent.name}}"
    assert sent.json["data"]["text"] == f"Hi there, open from nine to five. {anna.name}"


def test_a_deleted_conversation_is_unlearned(taught, aws):
    company, anna, entry = taught
    [one] = offered(company, anna, entry)
    act(company, anna, entry, one, "reject")
    conversations.delete(company.admin, entry.conversation_id, now())
    event = bus_event(company.thread(entry.conversation_id)[-1], "conversation.deleted")

    worker.train(an_sqs_event(event), None)

    assert outcomes(company) == []


def test_a_model_that_is_worse_on_recent_clicks_does_not_replace_the_present_one(
    taught, monkeypatch
):
    company, _, _ = taught
    before = store.load_object(company.account_id, "model")
    [found] = asking.ask(company.account_id, QUESTION, 1)
    clicks = [
        Fact(now(), f"sug_{n}", "cnv_1", f"{QUESTION} {n}", found.passage.id, Outcome.SENT)
        for n in range(40)
    ]
    store.save_facts(company.account_id, clicks)
    monkeypatch.setattr(training.domain, "is_worse", lambda new, old, clicks: True)

    training.train(company.account_id, now())

    after = store.load_object(company.account_id, "model")
    assert before
    assert after
    assert after[1] == before[1]


@pytest.mark.feature("AI-08")
def test_the_api_asks_a_function_that_has_the_layer(taught):
    company, _, _ = taught

    [found] = asking.ask(company.account_id, QUESTION, 1, {"article"})

    assert found.passage.title == "Shipping abroad"
    assert 0 < found.confidence <= 1
    assert asking.ask(company.account_id, QUESTION, 1, {"template"}) == []
