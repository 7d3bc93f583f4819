"""Messages in the reader's language: one, all that come, and answers in the customer's."""

import json
import re

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations import worker as publisher
from chalicelib.insights import worker
from chalicelib.runtime.errors import Unavailable
from chalicelib.runtime.ids import now
from chalicelib.translation import store
from chalicelib.translation.amazon import LANGUAGES, NotTranslatable
from chalicelib.translation.service import translating
from tests.aws import Calls
from tests.builders import a_stream_event, an_sqs_event, bus_event
from tests.door import call
from tests.integration.test_realtime import items_of, open_socket, open_visitor

GERMAN = "Wo ist meine Bestellung #1042? Das Zelt ist noch nicht angekommen."
ENGLISH = "Where is my order #1042? The tent has not arrived yet."


class Interpreter:
    """Stands for the translation service: says in which direction it was asked."""

    name = "amazon"
    languages = LANGUAGES
    most_bytes = 10_000

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str | None]] = []
        self.error: Exception | None = None

    def translate(self, text, source, target, formality=None):
        self.asked.append((source, target, formality))
        if self.error:
            raise self.error
        if text.startswith("<p>"):
            return re.sub("<p>", f"<p>[{source}→{target}] ", text)
        return f"[{source}→{target}] {text}"


@pytest.fixture
def interpreter(monkeypatch):
    made = Interpreter()
    monkeypatch.setattr(translating, "translator", lambda: made)
    return made


def settle(company, **translation):
    answer = call("PATCH", "/v1/settings", {"translation": translation}, company.admin)
    assert answer.status == 200, answer.body
    return answer.json["translation"]


def understand(entry, type_="message.received"):
    return worker.understand(an_sqs_event(bus_event(entry, type_)), None)


def translate(caller, entry, language="en"):
    path = f"/v1/conversations/{entry.conversation_id}/messages/{entry.id}/translation"
    return call("POST", path, {"language": language}, caller)


def listed(caller, conversation_id, **query):
    path = f"/v1/conversations/{conversation_id}/translations"
    return call("GET", path, caller=caller, query=query).json["items"]


def answer(caller, entry, **given):
    path = f"/v1/conversations/{entry.conversation_id}/messages"
    return call("POST", path, given, caller)


@pytest.mark.feature("MSG-09")
def test_an_agent_translates_one_message_and_the_original_stays(company, interpreter):
    entry = company.message(GERMAN)

    said = translate(company.admin, entry)

    assert said.json == {
        "message_id": entry.id,
        "language": "en",
        "source_language": "de",
        "text": f"[de→en] {GERMAN}",
        "provider": "amazon",
    }
    assert company.thread(entry.conversation_id)[0].data["text"] == GERMAN
    assert listed(company.admin, entry.conversation_id) == [said.json]
    assert listed(company.admin, entry.conversation_id, language="fr") == []


@pytest.mark.feature("MSG-09")
def test_the_same_text_is_asked_of_the_provider_once(company, interpreter):
    one, other = company.message(GERMAN), company.message(GERMAN)

    for entry in (one, one, other):
        assert translate(company.admin, entry).json["text"] == f"[de→en] {GERMAN}"

    assert interpreter.asked == [("de", "en", None)]


def test_what_is_remembered_tells_nothing_to_who_has_not_the_text(company, interpreter, aws):
    translate(company.admin, company.message(GERMAN))

    [kept] = [i for i in aws.items("conversations") if "#translated#" in i["pk"]["S"]
              and i["pk"]["S"].startswith(company.account_id)]  # fmt: skip

    assert b"Bestellung" not in kept["sealed"]["B"]
    assert "Bestellung" not in str(kept)
    assert int(kept["ttl"]["N"]) > now().timestamp() + 89 * 24 * 3600
    key = kept["pk"]["S"].rpartition("#")[2]
    assert store.recall(company.account_id, key, b"0" * 32) is None


@pytest.mark.feature("MSG-09")
@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("👍", "en", "not_translatable"),
        ("Where is my order?", "en-GB", "not_translatable"),
        (GERMAN, "eo", "not_translatable"),
        (GERMAN, "not a language", "invalid_request"),
    ],
)
def test_what_cannot_be_translated_says_why(company, interpreter, text, language, code):
    refused = translate(company.admin, company.message(text), language)

    assert refused.json["code"] == code
    assert refused.json["detail"]
    assert interpreter.asked == []


@pytest.mark.feature("MSG-09")
def test_a_service_that_does_not_answer_is_a_problem_and_no_crash(company, interpreter):
    interpreter.error = Unavailable("the translation service is busy right now")

    refused = translate(company.admin, company.message(GERMAN))

    assert (refused.status, refused.json["code"]) == (503, "unavailable")
    assert "busy" in refused.json["detail"]


@pytest.mark.feature("MSG-09")
def test_who_may_not_see_a_conversation_has_nothing_of_it_translated(company, interpreter):
    entry = company.message(GERMAN)
    anna, bo = company.agent(), company.agent("Bo")
    call("PATCH", f"/v1/conversations/{entry.conversation_id}", {"visible_to": [anna.user_id]},
         company.admin)  # fmt: skip

    assert translate(bo, entry).status == 404
    path = f"/v1/conversations/{entry.conversation_id}/translations"
    assert call("GET", path, caller=bo).status == 404
    assert interpreter.asked == []


@pytest.mark.feature("MSG-10")
def test_with_automatic_translation_a_message_comes_translated_and_agents_hear_it(
    company, interpreter, aws, sockets
):
    from chalicelib.realtime import worker as push

    settle(company, automatic=True, language="en")
    entry = company.message(GERMAN)
    anna = company.agent()
    open_socket(anna, "anna")
    open_visitor(company, company.head(entry.conversation_id).contact.id, "visitor")

    assert understand(entry) == {"batchItemFailures": []}

    [one] = listed(anna, entry.conversation_id, language="en")
    assert (one["text"], one["source_language"]) == (f"[de→en] {GERMAN}", "de")
    items = items_of(aws, entry.conversation_id, "translation#")
    push.push(a_stream_event(items), None)
    [frame] = sockets.frames["anna"]
    assert (frame["type"], frame["data"]) == ("message.translated", one)
    assert sockets.frames["visitor"] == []
    with Calls() as calls:
        publisher.publish(a_stream_event(items), None)
    [(_, given)] = [sent for sent in calls.sent if sent[0] == "PutEvents"]
    assert given["Entries"][0]["DetailType"] == "message.translated"


@pytest.mark.feature("MSG-10")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Where is my order, please?", {"automatic": True, "language": "en-GB"}),
        ("👍 #1042", {"automatic": True}),
        (GERMAN, {"automatic": False}),
    ],
)
def test_nothing_is_translated_that_needs_none(company, interpreter, text, wanted):
    settle(company, **wanted)
    entry = company.message(text)

    understand(entry)

    assert interpreter.asked == []
    assert listed(company.admin, entry.conversation_id) == []


@pytest.mark.feature("MSG-10")
def test_a_message_that_comes_twice_is_translated_once(company, interpreter, aws):
    settle(company, automatic=True)
    entry = company.message(GERMAN)

    understand(entry)
    before = items_of(aws, entry.conversation_id, "translation#")
    understand(entry)

    assert interpreter.asked == [("de", "en", None)]
    assert items_of(aws, entry.conversation_id, "translation#") == before


@pytest.mark.feature("MSG-10")
def test_what_could_not_be_translated_now_comes_back_and_all_else_is_done(company, interpreter):
    settle(company, automatic=True)
    entry = company.message(GERMAN)
    interpreter.error = Unavailable("busy")

    assert understand(entry)["batchItemFailures"] == [{"itemIdentifier": "sqs-1"}]
    interpreter.error = None
    assert understand(entry) == {"batchItemFailures": []}

    assert len(listed(company.admin, entry.conversation_id)) == 1


@pytest.mark.feature("MSG-10")
def test_what_can_never_be_translated_does_not_come_back(company, interpreter):
    settle(company, automatic=True)
    entry = company.message(GERMAN)
    interpreter.error = NotTranslatable("no such pair")

    assert understand(entry) == {"batchItemFailures": []}


@pytest.mark.feature("MSG-10", "MSG-15")
def test_a_deleted_messages_translations_are_gone_too(company, interpreter, aws):
    settle(company, automatic=True)
    entry = company.message(GERMAN)
    understand(entry)
    conversations.customer_deleted(entry, now())

    told = company.thread(entry.conversation_id)[-1]
    assert told.type == "message.deleted"
    understand(told, "message.deleted")

    for start in ("translation#", "insight#"):
        assert items_of(aws, entry.conversation_id, start) == []


@pytest.mark.feature("MSG-26")
def test_an_answer_goes_out_in_the_customers_language_and_both_are_kept(company, interpreter):
    entry = company.message(GERMAN)
    anna = company.agent()

    sent = answer(anna, entry, text=ENGLISH, translate_to="de")

    assert sent.status == 201
    data = sent.json["data"]
    assert data["text"] == f"[en→de] {ENGLISH}"
    assert data["original"] == {"text": ENGLISH, "language": "en"}
    assert data["language"] == "de"
    assert company.head(entry.conversation_id).preview.text == ENGLISH
    read = translate(anna, company.thread(entry.conversation_id)[-1], "en")
    assert (read.json["text"], read.json["provider"]) == (ENGLISH, "agent")


@pytest.mark.feature("MSG-26")
def test_the_customer_sees_the_translation_alone(company, interpreter):
    from chalicelib.conversations.views import visitor_data

    entry = company.message(GERMAN)
    answer(company.agent(), entry, text=ENGLISH, translate_to="de")

    told = visitor_data(company.thread(entry.conversation_id)[-1])

    assert told["data"]["text"] == f"[en→de] {ENGLISH}"
    assert ENGLISH not in json.dumps({k: v for k, v in told["data"].items() if k != "text"})


@pytest.mark.feature("MSG-26", "MSG-13")
def test_a_quote_of_a_translated_answer_is_in_the_language_that_was_sent(company, interpreter):
    entry = company.message(GERMAN)
    anna = company.agent()
    first = answer(anna, entry, text="The tent is on its way.", translate_to="de").json

    second = answer(anna, entry, text="See above.", reply_to=first["id"]).json

    assert second["data"]["reply_to"]["text"] == "[en→de] The tent is on its way."


@pytest.mark.feature("MSG-26")
def test_what_is_written_in_the_customers_language_goes_out_as_it_is(company, interpreter):
    sent = answer(company.agent(), company.message(GERMAN), text=GERMAN, translate_to="de")

    assert sent.json["data"]["text"] == GERMAN
    assert sent.json["data"]["original"] is None
    assert interpreter.asked == []


@pytest.mark.feature("MSG-26")
@pytest.mark.parametrize("error", [Unavailable("it is busy"), NotTranslatable("no such pair")])
def test_an_answer_that_cannot_be_translated_is_not_sent_and_not_lost(company, interpreter, error):
    entry = company.message(GERMAN)
    anna = company.agent()
    interpreter.error = error

    refused = answer(anna, entry, text=ENGLISH, translate_to="de", client_id="c1")

    assert (refused.status, refused.json["code"]) == (422, "not_translated")
    assert refused.json["alternative"] == "untranslated"
    assert str(error) in refused.json["detail"]
    assert len(company.thread(entry.conversation_id)) == 1
    assert answer(anna, entry, text=ENGLISH, client_id="c1").status == 201


@pytest.mark.feature("MSG-26")
def test_a_translation_that_the_channel_cannot_carry_is_refused_before_it_is_sent(
    company, interpreter, monkeypatch
):
    entry = company.message(GERMAN, channel=company.sms)
    monkeypatch.setattr(
        interpreter, "translate", lambda text, source, target, formality=None: "ä" * 20_000
    )

    refused = answer(company.agent(), entry, text="Wait.", translate_to="de")

    assert (refused.status, refused.json["code"]) == (422, "too_long")
    assert len(company.thread(entry.conversation_id)) == 1


@pytest.mark.feature("MSG-26", "MSG-16")
def test_an_edited_answer_has_no_original_any_more_and_a_deleted_one_no_text(company, interpreter):
    entry = company.message(GERMAN)
    anna = company.agent()
    first = answer(anna, entry, text=ENGLISH, translate_to="de").json
    second = answer(anna, entry, text="Goodbye for now.", translate_to="de").json
    path = f"/v1/conversations/{entry.conversation_id}/messages"

    call("PATCH", f"{path}/{first['id']}", {"text": "Unterwegs."}, anna)
    call("DELETE", f"{path}/{second['id']}", caller=anna)

    edited, deleted = company.thread(entry.conversation_id)[1:3]
    assert (edited.data["text"], edited.data["original"]) == ("Unterwegs.", None)
    assert (deleted.data["text"], deleted.data["original"]) == ("", None)


@pytest.mark.feature("MSG-26")
def test_the_glossary_counts_for_what_was_translated_before_too(company, interpreter):
    entry = company.message("Das Zelt ist kaputt angekommen.")
    translate(company.admin, entry)

    settle(company, glossary=[{"term": "Zelt", "keep": False, "translations": {"en": "Tent"}}])
    said = translate(company.admin, entry).json["text"]

    assert said == "[de→en] Das Tent ist kaputt angekommen."
    assert len(interpreter.asked) == 2


@pytest.mark.feature("MSG-10", "MSG-26")
def test_only_an_admin_settles_how_messages_are_translated(company):
    settled = settle(company, automatic=True, glossary=[{"term": "Tide"}])

    assert settled["glossary"] == [{"term": "Tide", "keep": True, "translations": {}}]
    assert settled["provider"]["name"] == "amazon"
    assert settle(company, two_way=True, formality="formal") == settled | {
        "two_way": True,
        "formality": "formal",
    }
    change = {"translation": {"automatic": False}}
    assert call("PATCH", "/v1/settings", change, company.agent()).status == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "english!"},
        {"glossary": [{"term": "Tide"}, {"term": "tide"}]},
        {"glossary": [{"term": "Tide", "keep": False}]},
        {"glossary": [{"term": "  "}]},
        {"glossary": [{"term": f"t{number}"} for number in range(257)]},
        {"formality": "rude"},
        None,
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(company, wrong):
    assert call("PATCH", "/v1/settings", {"translation": wrong}, company.admin).status == 400
