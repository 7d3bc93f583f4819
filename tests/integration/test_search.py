"""What is found: words, numbers, names and labels, by those who may see it."""

import boto3
import pytest

from chalicelib.conversations import service as conversations
from chalicelib.runtime.errors import Conflict
from chalicelib.search import store, worker
from chalicelib.search.service import indexing
from infra.queues import QUEUES
from tests.builders import a_company, an_sqs_event, bus_events, later
from tests.door import call

HEARD = next(queue.events for queue in QUEUES if queue.name == "search")


def index(*entries):
    """Bring the index up to date, as the queue would."""
    for entry in entries:
        told = [event for event in bus_events(entry) if event["detail-type"] in HEARD]
        assert worker.search(an_sqs_event(*told), None) == {"batchItemFailures": []}


def written(company, text, **facts):
    """A customer's message that is in the index."""
    entry = company.message(text, **facts)
    index(entry)
    return entry


def newest(company, conversation_id):
    return company.thread(conversation_id)[-1]


def search(who, q="", **filters):
    answer = call("GET", "/v1/search", caller=who, query={"q": q} | filters)
    assert answer.status == 200, answer.body
    return answer.json


def found(who, q="", **filters):
    """The texts of what is found."""
    return [hit["snippet"] for hit in search(who, q, **filters)["items"]]


@pytest.mark.feature("SRCH-04")
@pytest.mark.parametrize(
    "q", ["norway", "NORWAY", "norw", "ship norway", "Nørwåy", "norwai", "norwya", "shipp norway"]
)
def test_a_message_is_found_by_its_words_in_any_case_begun_or_misspelt(company, q):
    written(company, "Do you ship to Norway?")
    written(company, "Where is my parcel?")

    assert found(company.admin, q) == ["Do you ship to Norway?"]


@pytest.mark.feature("SRCH-04")
@pytest.mark.parametrize("q", ["sweden", "norway sweden", "no1way", "nowhere"])
def test_what_nobody_wrote_is_not_found(company, q):
    written(company, "Do you ship to Norway?")

    assert found(company.admin, q) == []


@pytest.mark.feature("SRCH-04", "SRCH-06")
def test_a_hit_says_where_it_is_and_what_matched(company):
    entry = written(company, "Do you ship to Malmö, or only to Norway?")

    [hit] = search(company.admin, "malmo norw")["items"]

    assert hit["entry"] == {
        "id": entry.id,
        "seq": 1,
        "conversation_id": entry.conversation_id,
        "type": "message.received",
        "actor": {"kind": "customer", "id": entry.actor.id, "name": entry.actor.name},
        "occurred_at": "2026-03-02T12:00:00.000Z",
    }
    assert hit["conversation"]["id"] == entry.conversation_id
    assert hit["words"] == ["Malmö", "Norway"]


@pytest.mark.feature("SRCH-04")
def test_answers_and_notes_are_found_too_the_newest_first(company):
    first = written(company, "A refund, please")
    id_, anna = first.conversation_id, company.agent()
    index(conversations.add_note(anna, id_, "refund agreed with Bo", later(5)))
    index(conversations.reply(anna, id_, written_by("Your refund is on its way"), later(9)))

    assert found(anna, "refund") == [
        "Your refund is on its way",
        "refund agreed with Bo",
        "A refund, please",
    ]
    assert found(anna, "refund", agent=anna.user_id) == [
        "Your refund is on its way",
        "refund agreed with Bo",
    ]


def written_by(text):
    return conversations.Written(text)


@pytest.mark.feature("SRCH-04")
def test_filters_narrow_what_is_found_and_need_no_word(company):
    one = written(company, "refund one")
    two = written(company, "refund two", channel=company.sms, at=later(86_400))
    admin = company.admin

    assert found(admin, contact=one.actor.id) == ["refund one"]
    assert found(admin, "refund", channel=company.sms.id) == ["refund two"]
    assert found(admin, channel=company.sms.id) == ["refund two"]
    assert found(admin, "refund", contact=two.actor.id, channel=company.webchat.id) == []
    assert found(admin, "refund", **{"from": "2026-03-03"}) == ["refund two"]
    assert found(admin, "refund", to="2026-03-02") == ["refund one"]
    assert found(admin, "refund", to="2026-03-02T12:00:00Z") == []
    assert found(admin, "refund", **{"from": "2026-03-02T13:00:00+01:00"}) == [
        "refund two",
        "refund one",
    ]


@pytest.mark.feature("SRCH-02", "SRCH-04")
def test_closed_conversations_are_found_and_the_state_is_a_filter(company):
    entry = written(company, "refund")
    conversations.close(company.admin, entry.conversation_id, None, later(9))

    assert found(company.admin, "refund") == ["refund"]
    assert found(company.admin, "refund", status="closed") == ["refund"]
    assert found(company.admin, "refund", status="open") == []


@pytest.mark.feature("SRCH-03")
def test_a_search_in_an_inbox_finds_only_what_is_there(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    night = company.team(anna, name="Night")
    mine = written(company, "refund mine")
    written(company, "refund waiting")
    written(company, "refund at night", channel=company.channel(team_id=night))
    conversations.take(anna, mine.conversation_id, later(5))

    assert found(anna, "refund", inbox="me") == ["refund mine"]
    assert sorted(found(anna, "refund", inbox="unassigned")) == [
        "refund at night",
        "refund waiting",
    ]
    assert found(anna, "refund", inbox=f"team:{night}") == ["refund at night"]
    assert len(found(anna, "refund")) == 3
    assert len(found(bo, "refund")) == 2
    listed = call("GET", "/v1/conversations", caller=anna, query={"inbox": "me", "q": "refund"})
    assert [one["id"] for one in listed.json["items"]] == [mine.conversation_id]


@pytest.mark.feature("CONV-56", "SRCH-04")
def test_a_conversation_is_found_by_its_number(company):
    first, second = written(company, "first"), written(company, "second")
    number = company.head(second.conversation_id).number

    assert found(company.admin, f"#{number}") == ["second"]
    assert found(company.admin, str(number)) == ["second"]
    assert found(company.admin, f"#{number} second") == ["second"]
    assert found(company.admin, f"#{number} first") == []
    assert company.head(first.conversation_id).number == number - 1


@pytest.mark.feature("SRCH-04")
def test_a_conversation_is_found_by_its_topic_as_it_is_now_and_by_its_contacts_name(company):
    entry = written(company, "Hello there", channel=company.sms, sender="+4790123456")
    admin, id_ = company.admin, entry.conversation_id
    for second, topic in enumerate(("Broken kayak", "Leaking tent"), 5):
        conversations.change_fields(admin, id_, {"topic": topic}, later(second))
        index(newest(company, id_))

    assert found(admin, "leaking") == ["Leaking tent"]
    assert found(admin, "kayak") == []
    assert found(admin, "90 12 34") == ["+47 90 12 34 56"]
    assert search(admin, "tent hello")["items"][0]["words"] == ["Hello"]


@pytest.mark.feature("SRCH-04", "MSG-16")
def test_an_edited_message_is_found_by_what_it_says_now(company):
    anna = company.agent()
    id_ = written(company, "hello").conversation_id
    sent = conversations.reply(anna, id_, written_by("It costs ninety crowns"), later(5))
    index(sent)
    conversations.edit(anna, id_, sent.id, "It costs eighty crowns", later(9))
    index(newest(company, id_))

    assert found(anna, "eighty") == ["It costs eighty crowns"]
    assert found(anna, "ninety") == []
    assert "ninety" not in indexed(company)
    assert "eighty" in indexed(company)


@pytest.mark.feature("SRCH-04", "MSG-15")
def test_a_deleted_message_leaves_no_word_behind_also_when_the_index_lags(company):
    anna = company.agent()
    id_ = written(company, "hello").conversation_id
    sent = conversations.reply(anna, id_, written_by("The secret is swordfish"), later(5))
    index(sent)
    conversations.delete_message(anna, id_, sent.id, later(9))

    assert found(anna, "swordfish") == []  # before the index knows
    index(newest(company, id_))
    index(sent)  # an event that was late

    assert found(anna, "swordfish") == []
    assert not indexed(company) & {"swordfish", "secret"}


def indexed(company):
    """Every word that the index holds for a company in any way."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName="search")
    items = [item for page in pages for item in page["Items"]]
    own = [item for item in items if item["pk"]["S"].startswith(company.account_id)]
    keys = {part for item in own for part in f"{item['pk']['S']}#{item['sk']['S']}".split("#")}
    documents = {part for item in own for part in item.get("terms", {"S": ""})["S"].split('"')}
    return keys | documents


@pytest.mark.feature("SRCH-04", "CONV-26")
def test_a_deleted_conversation_leaves_nothing_in_the_index(company, aws):
    anna = company.agent()
    entry = written(company, "swordfish", sender="ctc_keep")
    other = written(company, "hello swordfish")
    for second in range(indexing.DROPPED_AT_ONCE + 5):
        note = conversations.add_note(anna, entry.conversation_id, f"word{second}", later(second))
        index(note)
    conversations.delete(company.admin, entry.conversation_id, later(99))
    aws.messages("search")
    gone = {"account_id": company.account_id, "conversation_id": entry.conversation_id}
    event = {"detail-type": "conversation.deleted", "detail": gone}

    assert found(company.admin, "swordfish") == ["hello swordfish"]
    worker.search(an_sqs_event(event), None)
    [again] = aws.messages("search")
    worker.search(an_sqs_event(again["Body"]), None)

    assert aws.messages("search") == []
    assert not {word for word in indexed(company) if word.startswith("word")}
    assert entry.conversation_id not in indexed(company)
    assert found(company.admin, "swordfish") == ["hello swordfish"]
    assert other.conversation_id in indexed(company)


@pytest.mark.feature("SRCH-04")
def test_an_event_that_comes_twice_changes_nothing(company, aws):
    entry = written(company, "twice twice")
    before = [(item["pk"], item["sk"], item.get("terms")) for item in aws.items("search")]

    index(entry)

    after = [(item["pk"], item["sk"], item.get("terms")) for item in aws.items("search")]
    assert after == before


def test_what_a_crash_left_halfway_is_finished_by_the_next_attempt(company, monkeypatch):
    entry = company.message("swordfish")
    monkeypatch.setattr(store.PostingItem, "batch_write", lambda: 1 / 0)
    told = [event for event in bus_events(entry) if event["detail-type"] == "message.received"]
    assert worker.search(an_sqs_event(*told), None)["batchItemFailures"]
    monkeypatch.undo()

    index(entry)

    assert found(company.admin, "swordfish") == ["swordfish"]


def test_two_that_index_the_same_at_once_are_told_apart(company, monkeypatch):
    entry = written(company, "swordfish")
    load = store._load
    monkeypatch.setattr(store, "_load", lambda document: (load(document)[0], 7))

    with pytest.raises(Conflict):
        indexing.index("message.received", bus_events(entry)[0]["detail"])


@pytest.mark.feature("SRCH-05")
def test_another_company_finds_nothing_of_it(company):
    entry = written(company, "swordfish")
    other = a_company()

    assert found(other.admin, "swordfish") == []
    assert found(other.admin, contact=entry.actor.id) == []


@pytest.mark.feature("SRCH-05")
def test_a_restricted_conversation_is_found_by_those_named_alone(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    entry = written(company, "salary question")
    conversations.change_fields(
        company.admin, entry.conversation_id, {"visible_to": [anna.user_id]}, later(5)
    )

    assert found(company.caller(anna.user_id), "salary") == ["salary question"]
    assert found(bo, "salary") == []
    assert found(company.admin, "salary") == []


@pytest.mark.feature("SRCH-04")
def test_pages_go_on_where_they_ended_and_miss_and_repeat_nothing(company):
    texts = [f"refund {n:02d}" for n in range(7)]
    for n, text in enumerate(texts):
        written(company, text, at=later(n))
    got, cursor = [], None
    for _ in range(10):
        page = search(company.admin, "refund", limit=3, **({"cursor": cursor} if cursor else {}))
        got += [hit["snippet"] for hit in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break

    assert got == texts[::-1]


@pytest.mark.feature("SRCH-05")
def test_a_page_goes_on_over_what_the_caller_may_not_see_but_not_for_ever(company, monkeypatch):
    from chalicelib.search.service import finding

    bo = company.agent("Bo Lind")
    hidden = company.channel(team_id=company.team(name="Board"))
    written(company, "refund for all", at=later(0))
    for n in range(12):
        written(company, f"refund {n}", channel=hidden, at=later(n + 1))
    monkeypatch.setattr(finding, "PAGE", 3)
    monkeypatch.setattr(finding, "ROUNDS", 2)

    pages = [search(bo, "refund", limit=2)]
    while pages[-1]["next_cursor"]:
        pages.append(search(bo, "refund", limit=2, cursor=pages[-1]["next_cursor"]))

    assert [len(page["items"]) for page in pages[:-1]] == [0] * (len(pages) - 1)
    assert [hit["snippet"] for hit in pages[-1]["items"]] == ["refund for all"]
    assert len(pages) == 3


@pytest.mark.feature("CONV-50", "SRCH-04")
def test_a_merged_conversations_messages_are_found_in_the_one_it_is_read_in(company):
    sms = written(company, "swordfish by SMS", channel=company.sms, sender="+4790000077")
    other = company.channel("twilio_sms", address="+4759440999")
    second = written(company, "again by the other number", channel=other, sender="+4790000077")
    conversations.merge(company.admin, second.conversation_id, sms.conversation_id, later(9))

    [hit] = search(company.admin, "swordfish")["items"]

    assert hit["conversation"]["id"] == second.conversation_id
    assert hit["entry"]["conversation_id"] == sms.conversation_id


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": "!?"},
        {"status": "open"},
        {"q": "x" * 301},
        {"q": "refund", "from": "yesterday"},
        {"q": "refund", "from": "0001-01-01T00:00:00+14:00"},
        {"q": "refund", "to": "2026-02-30"},
        {"q": "refund", "inbox": "nothing"},
        {"q": "refund", "limit": 51},
        {"q": "refund", "cursor": "?"},
    ],
)
def test_a_search_for_nothing_or_nonsense_says_so(company, query):
    answer = call("GET", "/v1/search", caller=company.admin, query=query)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request"), answer.body


def test_a_range_that_ends_before_it_begins_finds_nothing(company):
    written(company, "refund")

    assert found(company.admin, "refund", **{"from": "2027-01-01", "to": "2026-01-01"}) == []
    assert found(company.admin, "refund", to="9999-12-30") == ["refund"]


@pytest.mark.feature("SRCH-01", "NOTE-10", "NOTE-11")
def test_a_label_finds_the_messages_and_conversations_that_it_is_on(company):
    anna = company.agent()
    label = {"name": "VIP", "color": "#ff0000"}
    label_id = call("POST", "/v1/labels", label, anna).json["id"]
    first, second = written(company, "one"), written(company, "two", at=later(60))
    conversations.label(anna, first.conversation_id, [label_id], [], later(5))
    conversations.label_message(anna, second.conversation_id, second.id, [label_id], [], later(99))

    answer = call("GET", "/v1/search/labels", caller=anna, query={"label": label_id})

    hits = answer.json["items"]
    assert [hit["entry"] and hit["entry"]["id"] for hit in hits] == [second.id, None]
    assert [hit["snippet"] for hit in hits] == ["two", "one"]
    assert found(anna, "one", label=label_id) == ["one"]
    assert found(anna, "two", label=label_id) == ["two"]
    assert found(anna, "one", label="lbl_other") == []
