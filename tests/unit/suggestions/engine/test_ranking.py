"""Which document answers a message, and how sure the engine is."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.suggestions.engine import evidence
from chalicelib.suggestions.engine.domain import Document, Example
from tests.unit.suggestions.engine.conftest import DOCUMENTS, EXAMPLES

HOSTILE = [
    "",
    " \n\t ",
    "the of and a",
    "null\x00byte",
    "😀😀😀",
    "a" * 100_000,
    "shipping " * 12_000,
    "\ud800 lone surrogate",
    "'; DROP TABLE documents; --",
    "\u202e\u200b\ufeff",
    "你好，可以退货吗",
]


@pytest.mark.feature("AI-01", "AI-08")
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you ship to Norway?", "abroad"),
        ("shiping to norway??", "abroad"),
        ("is delivery to Stockholm possible", "abroad"),
        ("how do I return it for a refund", "returns"),
        ("Is the jacket waterproof", "rain"),
        ("when do you open", "hours"),
        ("I cannot remember my password", "password"),
    ],
)
def test_what_answers_a_message_comes_first(model, question, answer):
    assert model.rank(question)[0].document_id == answer


@pytest.mark.feature("AI-01", "AI-27")
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wie kann ich die Ware zurückgeben und mein Geld zurückbekommen?", "returns"),
        ("¿Hacen envíos a Noruega?", "abroad"),
        ("¿A qué hora abren?", "hours"),
    ],
)
def test_a_question_in_another_language_finds_the_english_answer(model, question, answer):
    assert model.rank(question)[0].document_id == answer


@pytest.mark.feature("AI-01")
def test_an_account_without_history_works_in_a_language_the_encoder_never_saw(train):
    shop = [
        Document("frakt", "article", "Frakt och leverans", "Vi skickar paket inom två dagar."),
        Document("retur", "article", "Returer", "Du kan lämna tillbaka varan inom trettio dagar."),
        Document("faktura", "article", "Faktura", "Fakturan kommer med e-post efter leveransen."),
    ]

    model = train(shop, [])

    assert model.rank("Hur lämnar jag tillbaka en vara?")[0].document_id == "retur"
    assert model.rank("När skickas paketet?")[0].document_id == "frakt"


@pytest.mark.feature("AI-01", "AI-16")
def test_an_answer_is_surer_than_one_to_something_else_entirely(model):
    meant = model.rank("Do you ship to Norway?")[0].confidence
    strange = model.rank("what is the capital of Mongolia")[0].confidence

    assert meant > 2 * strange
    assert strange < 0.3


@pytest.mark.feature("AI-08")
def test_history_teaches_what_the_words_of_a_document_do_not_tell(train):
    silent = [Document("t1", "template", "VX-9 note", ""), Document("t2", "template", "KQ-4", "")]
    history = [
        Example("my screen stays black", "t1"),
        Example("the display shows nothing", "t1"),
        Example("I hear a loud noise from the fan", "t2"),
        Example("it is humming all day", "t2"),
    ]

    model = train(silent, history)

    assert model.rank("the monitor does not turn on")[0].document_id == "t1"
    assert model.rank("why is it so loud")[0].document_id == "t2"


@pytest.mark.feature("AI-08")
def test_replies_are_ranked_by_what_was_replied_to_like_messages(train):
    rooms = [f"room {number}" for number in range(70)]
    turns = [
        ("How many nights will you stay in {}?", "I would like to book {}"),
        ("The sauna of {} is open until nine.", "when can I use the sauna in {}"),
        ("I have cancelled {} for you.", "please cancel my stay in {}"),
    ]
    history = [
        Example(asked.format(room), reply=said.format(room))
        for said, asked in turns
        for room in rooms
    ]
    candidates = [
        Document("nights", "reply", "", "How many nights will it be?"),
        Document("sauna", "reply", "", "The sauna is open until ten."),
        Document("cancelled", "reply", "", "It is cancelled now."),
    ]

    model = train(candidates, history)

    assert model.rank("we want to reserve a double")[0].document_id == "nights"
    assert model.rank("we cannot come, please cancel it")[0].document_id == "cancelled"


def test_no_documents_rank_nothing(train):
    assert train([], EXAMPLES).rank("Do you ship to Norway?") == []


def test_a_single_document_is_ranked(train):
    ranked = train(DOCUMENTS[:1], []).rank("Do you ship to Norway?")

    assert [one.document_id for one in ranked] == ["abroad"]


def test_documents_without_a_word_are_left_out(train):
    model = train([*DOCUMENTS, Document("empty", "page", " ", "—"), Document("e2", "page", "", "")])

    assert {one.document_id for one in model.rank("hello")} == {one.id for one in DOCUMENTS}


def test_an_example_of_a_document_that_is_gone_teaches_nothing(train, model):
    more = train(examples=[*EXAMPLES, Example("do you ship to Norway", "deleted")])

    assert more.rank("do you ship to Norway") == model.rank("do you ship to Norway")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_messages_are_ranked_like_any(model, text):
    ranked = model.rank(text)

    assert len(ranked) == len(DOCUMENTS)
    assert all(0 <= one.confidence <= 1 for one in ranked)


def test_hostile_documents_and_examples_are_learnt_like_any(train):
    documents = [Document(f"d{i}", "page", text, text) for i, text in enumerate(HOSTILE)]
    examples = [Example(text, f"d{i}") for i, text in enumerate(HOSTILE)]

    ranked = train([*DOCUMENTS, *documents], examples).rank("Do you ship to Norway?")

    assert ranked[0].document_id == "abroad"


@given(text=st.text(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_confidences_fall_from_the_first_to_the_last_and_are_chances(model, text):
    ranked = model.rank(text)
    confidences = [one.confidence for one in ranked]

    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert confidences == sorted(confidences, reverse=True)


@given(
    text=st.text(max_size=60),
    among=st.sets(st.sampled_from([one.id for one in DOCUMENTS] + ["unknown"])),
    at_most=st.integers(0, 10),
)
@settings(max_examples=40, deadline=None)
def test_only_what_is_allowed_is_ranked(model, text, among, at_most):
    ranked = model.rank(text, at_most, among)

    assert {one.document_id for one in ranked} <= among - {"unknown"}
    assert len(ranked) == min(at_most, len(among - {"unknown"}))


@given(texts=st.lists(st.text(max_size=60), max_size=5))
@settings(max_examples=20, deadline=None)
def test_many_at_once_are_ranked_as_one_by_one(model, texts):
    together = model.rank_many(texts)

    for text, ranked in zip(texts, together, strict=True):
        alone = model.rank(text)
        assert {one.document_id: pytest.approx(one.confidence, abs=1e-4) for one in ranked} == {
            one.document_id: one.confidence for one in alone
        }


@pytest.mark.feature("AI-27")
@pytest.mark.parametrize("turn", [1, 3])
def test_the_order_of_what_is_learnt_changes_nothing(train, model, turn):
    documents = list(itertools.islice(itertools.cycle(DOCUMENTS), turn, turn + len(DOCUMENTS)))

    other = train(documents, EXAMPLES[::-1])

    for question in ("Do you ship to Norway?", "I want it exchanged", "open on Sunday?"):
        assert other.rank(question) == model.rank(question)


def test_of_two_documents_with_one_id_the_last_counts(train):
    model = train([*DOCUMENTS, Document("hours", "template", "Parking", "Behind the house.")], [])

    assert model.rank("where can I park my car")[0].document_id == "hours"


@pytest.mark.feature("AI-16")
def test_an_answer_that_fits_badly_is_not_sure_for_being_far_ahead_of_others():
    fits, far_ahead = np.array([8.0, 2.0]), np.array([8.0, 9.0])
    strange, close = np.array([-3.0, 2.0]), np.array([0.0, 0.0])

    def sure(known, first):
        return float(evidence.confidence(np.concatenate([known, first])[None])[0])

    assert sure(fits, far_ahead) > 0.9
    assert sure(strange, far_ahead) < 0.2
    assert sure(fits, close) < 0.6
    assert sure(strange, close) < min(sure(strange, far_ahead), sure(fits, close))


def test_the_only_article_of_an_account_is_not_sure_to_answer_everything(train):
    model = train([Document("a", "article", "Shipping abroad", "We ship to Norway.")], [])

    def sure(question):
        return model.rank(question)[0].confidence

    asked = ("What is the capital of France?", "My shoes broke.", "hello", "xyzzy quux")
    assert max(sure(question) for question in asked) < 0.1
    assert sure("Do you ship to Norway?") > 0.2
