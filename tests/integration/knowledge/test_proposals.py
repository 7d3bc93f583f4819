"""From conversations that ended to an article that somebody approved, and back to nothing."""

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.knowledge import service, store
from chalicelib.knowledge.domain import ANSWERABLE
from chalicelib.runtime.ids import now
from tests.builders import a_company
from tests.door import call

ASKED = "Is the red Skarv jacket waterproof?"
AGAIN = "is the red skarv jacket waterproof please"
TOLD = "Yes, it keeps out rain for a day."


def talk(company, question, answer, name=None):
    """A conversation that ended; answers its id."""
    agent = company.agent()
    entry = company.message(question, at=now())
    if name:
        path = f"/v1/contacts/{company.head(entry.conversation_id).contact.id}"
        assert call("PATCH", path, {"name": name}, company.admin).status == 200
        sender = company.head(entry.conversation_id).address
        company.message("Thanks in advance", sender=sender, at=now())
    conversations.reply(agent, entry.conversation_id, Written(answer), now())
    conversations.close(agent, entry.conversation_id, None, now())
    service.learn_from(company.account_id, entry.conversation_id)
    return entry.conversation_id


def proposed(company, status="open", **query):
    answer = call("GET", "/v1/proposals", caller=company.admin, query=query | {"status": status})
    assert answer.status == 200, answer.body
    return answer.json["items"]


def settle(company, id_, act, body=None, caller=None):
    return call("POST", f"/v1/proposals/{id_}/{act}", body, caller or company.admin)


@pytest.mark.feature("AI-25")
def test_a_question_that_comes_again_is_proposed_with_its_answer(company):
    talk(company, "Do you sell gift cards?", "We do.")
    talk(company, ASKED, TOLD)
    assert proposed(company) == []

    second = talk(company, AGAIN, TOLD)

    [one] = proposed(company)
    assert (one["question"], one["answer"], one["public"]) == (AGAIN, TOLD, True)
    assert one["conversation_id"] == second
    assert one["conversation_number"] == company.head(second).number


@pytest.mark.feature("AI-25")
def test_a_proposal_is_published_only_when_somebody_approves_and_in_their_words(company):
    talk(company, ASKED, TOLD)
    talk(company, AGAIN, TOLD)
    [one] = proposed(company)
    assert "article" not in {p.kind for p in service.passages(company.account_id)}

    words = {"question": "Is the Skarv jacket waterproof?", "answer": "Yes, to 20 000 mm."}
    done = settle(company, one["id"], "approve", words)

    article = call("GET", f"/v1/articles/{done.json['article_id']}", caller=company.agent()).json
    assert (article["title"], article["text"]) == (words["question"], words["answer"])
    assert article["created_by"]["id"] == company.admin.user_id
    assert proposed(company) == []
    assert [p["id"] for p in proposed(company, "approved")] == [one["id"]]
    [passage] = [p for p in service.passages(company.account_id) if p.kind in ANSWERABLE]
    assert passage.text == words["answer"]


@pytest.mark.feature("AI-25")
def test_learned_answers_are_for_agents_only(company):
    talk(company, ASKED, TOLD)

    [one] = service.passages(company.account_id)

    assert (one.kind, one.text) == ("answer", TOLD)
    assert one.kind not in ANSWERABLE


@pytest.mark.feature("AI-25")
def test_what_was_dismissed_does_not_come_back(company):
    talk(company, ASKED, TOLD)
    talk(company, AGAIN, TOLD)
    [one] = proposed(company)

    assert settle(company, one["id"], "dismiss").status == 204
    talk(company, ASKED, TOLD)

    assert proposed(company) == []
    assert [p["id"] for p in proposed(company, "dismissed")] == [one["id"]]


def test_what_is_proposed_is_not_proposed_again(company):
    for question in (ASKED, AGAIN, ASKED, AGAIN):
        talk(company, question, TOLD)

    assert len(proposed(company)) == 1


def test_one_conversation_that_asks_twice_is_no_recurrence(company):
    agent = company.agent()
    entry = company.message(ASKED, at=now())
    sender = company.head(entry.conversation_id).address
    conversations.reply(agent, entry.conversation_id, Written(TOLD), now())
    company.message(AGAIN, sender=sender, at=now())
    conversations.reply(agent, entry.conversation_id, Written("As I said, yes."), now())

    assert service.learn_from(company.account_id, entry.conversation_id) == 2
    assert proposed(company) == []


def test_learning_twice_is_learning_once(company):
    first = talk(company, ASKED, TOLD)

    service.learn_from(company.account_id, first)

    assert len(store.all_answers(company.account_id)) == 1
    assert proposed(company) == []


@pytest.mark.feature("AI-25")
def test_what_is_personal_is_not_kept(company):
    question = (
        "Hi, this is Amelia Clarke (amelia@example.com, +47 900 00 007). "
        "Where is my order NO-48213?"
    )
    talk(company, question, "Look under My orders: the link tells where it is.", "Amelia Clarke")
    talk(company, "And my order?", "Your order NO-48213 is in Bergen.")

    [one] = store.all_answers(company.account_id)

    for secret in ("Amelia", "Clarke", "example.com", "900 00", "48213"):
        assert secret not in one.question + one.text
    assert one.text.startswith("Look under My orders")


def test_a_proposal_with_something_masked_is_published_only_without(company):
    for mail in ("a@example.com", "b@example.com"):
        talk(company, f"Why does {mail} get no newsletter mail?", "Look into the junk folder.")
    [one] = proposed(company)

    refused = settle(company, one["id"], "approve", {})
    done = settle(company, one["id"], "approve", {"question": "Why is there no newsletter?"})

    assert (one["public"], refused.status, done.status) == (False, 422, 200)
    assert "[email]" in refused.json["detail"]


@pytest.mark.feature("AI-25", "CONV-26")
def test_deleting_a_conversation_unlearns_it(company, aws):
    first, second = talk(company, ASKED, TOLD), talk(company, AGAIN, TOLD)
    assert len(proposed(company)) == 1

    for one in (first, second):
        service.forget(company.account_id, one)

    assert proposed(company) == []
    left = [i for i in aws.items("knowledge") if i["pk"]["S"] == company.account_id]
    assert left == []


def test_of_two_who_settle_a_proposal_one_wins(company):
    talk(company, ASKED, TOLD)
    talk(company, AGAIN, TOLD)
    [one] = proposed(company)
    [same] = [store.get_proposal(company.account_id, one["id"])]
    settle(company, one["id"], "dismiss")

    from chalicelib.runtime.errors import Conflict

    with pytest.raises(Conflict):
        store.dismiss(same)
    assert settle(company, one["id"], "approve", {}).status == 409


def test_a_very_long_question_is_an_articles_title_all_the_same(company):
    long = "waterproof jacket " * 30
    for _ in range(2):
        talk(company, long, TOLD)
    [one] = proposed(company)

    assert settle(company, one["id"], "approve", {}).status == 200


def test_proposals_are_the_admins_and_the_accounts_own(company):
    talk(company, ASKED, TOLD)
    talk(company, AGAIN, TOLD)
    [one] = proposed(company)
    other = a_company()

    assert call("GET", "/v1/proposals", caller=company.agent()).status == 403
    assert settle(company, one["id"], "dismiss", caller=company.agent()).status == 403
    assert settle(company, one["id"], "dismiss", caller=other.admin).status == 404
    assert proposed(other) == []


def test_proposals_come_page_by_page_newest_first(company):
    for thing in ("tents", "boots", "stoves"):
        for _ in range(2):
            talk(company, f"Can {thing} be rented weekly?", f"Yes, we rent {thing}.")

    first = call("GET", "/v1/proposals", caller=company.admin, query={"limit": 2}).json
    rest = call(
        "GET",
        "/v1/proposals",
        caller=company.admin,
        query={"limit": 2, "cursor": first["next_cursor"]},
    ).json

    answers = [one["answer"] for one in first["items"] + rest["items"]]
    assert answers == [f"Yes, we rent {thing}." for thing in ("stoves", "boots", "tents")]
    assert rest["next_cursor"] is None
