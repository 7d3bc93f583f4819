"""What agents do with offers changes the ranking for like questions, and only for these."""

import pytest

from chalicelib.suggestions.engine.domain import Example, worth
from tests.unit.suggestions.engine.conftest import EXAMPLES

ASKED = "Do you ship to Norway?"
LIKE = ["do you deliver to Norway", "can you ship it to Norway please", "shipping to Norway?"]
REJECTED = Example(ASKED, "abroad", outcome="rejected")


def first(model, text):
    return model.rank(text)[0].document_id


@pytest.mark.feature("AI-05", "AI-07")
def test_a_rejected_answer_is_no_longer_first_for_a_like_question(train):
    model = train(examples=[])
    assert [first(model, text) for text in LIKE] == ["abroad"] * 3

    model.learn([REJECTED])

    assert first(model, ASKED) != "abroad"
    assert all(first(model, text) != "abroad" for text in LIKE)


@pytest.mark.feature("AI-07")
def test_a_rejected_answer_stays_first_for_other_questions(train):
    model = train(examples=[])
    before = {one.document_id: one.confidence for one in model.rank("parcels for Danish customers")}

    model.learn([REJECTED])

    after = {one.document_id: one.confidence for one in model.rank("parcels for Danish customers")}
    assert first(model, "parcels for Danish customers") == "abroad"
    assert after["abroad"] == pytest.approx(before["abroad"], abs=0.1)
    assert first(model, "how do I return it for a refund") == "returns"


@pytest.mark.feature("AI-05", "AI-07")
def test_a_rejection_is_remembered_by_the_next_training(train):
    model = train(examples=[REJECTED])

    assert all(first(model, text) != "abroad" for text in [ASKED, *LIKE])


@pytest.mark.feature("AI-07")
def test_one_rejection_does_not_undo_what_many_accepted(train):
    accepted = [Example(text, "abroad", outcome="sent") for text in [ASKED, *LIKE]]

    model = train(examples=[*accepted, REJECTED])

    assert first(model, "do you ship to Norway") == "abroad"


@pytest.mark.feature("AI-06", "AI-07")
def test_being_ignored_once_weighs_less_than_being_rejected(train):
    ignored, rejected = train(examples=[]), train(examples=[])
    ignored.learn([Example(ASKED, "abroad", outcome="ignored")])
    rejected.learn([REJECTED])

    def chance(model):
        return next(one for one in model.rank(ASKED) if one.document_id == "abroad").confidence

    assert first(ignored, ASKED) == "abroad"
    assert chance(train(examples=[])) > chance(ignored) > chance(rejected)


@pytest.mark.feature("AI-06", "AI-07")
@pytest.mark.parametrize("outcome", ["sent", "edited", "manual"])
def test_an_accepted_answer_counts_at_once_for_like_questions(train, outcome):
    model = train()
    question = "the zip of my coat broke after a week"
    before = {one.document_id: one.confidence for one in model.rank(question)}

    model.learn([Example(question, "invoice", outcome=outcome)])

    assert first(model, "the zip of my coat is broken") == "invoice"
    after = {one.document_id: one.confidence for one in model.rank(question)}
    assert after["invoice"] > before["invoice"]


@pytest.mark.feature("AI-04", "AI-06")
def test_an_edit_teaches_the_less_the_more_was_changed():
    edits = [Example("q", "d", outcome="edited", distance=d) for d in (0.0, 0.5, 1.0)]

    assert [round(worth(one), 2) for one in edits] == [1.0, 0.6, 0.2]
    assert worth(REJECTED) == worth(Example("q", "d", outcome="ignored")) == 0


def test_lessons_about_unknown_documents_or_deeds_change_nothing(train, model):
    other = train()

    other.learn([Example(ASKED, "gone", outcome="rejected"), Example(ASKED, "abroad", outcome="?")])
    other.learn([])

    assert other.rank(ASKED) == model.rank(ASKED)


def test_the_order_of_lessons_changes_nothing(train):
    deeds = [*EXAMPLES, REJECTED, Example(LIKE[0], "returns", outcome="rejected")]

    assert train(examples=deeds).rank(ASKED) == train(examples=deeds[::-1]).rank(ASKED)
