"""Ranking passages by what was asked."""

import pickle
import zlib

import pytest

from chalicelib.suggestions import model
from chalicelib.suggestions.domain import Passage, offer

PASSAGES = [
    Passage("article", "art_1", "Shipping abroad", "We ship to Norway, Sweden and Denmark."),
    Passage("article", "art_2", "Returns", "Send it back within 30 days for a refund."),
    Passage("answer", "cnv_1#1", "Is the red jacket waterproof?", "Yes, it keeps out rain."),
]


@pytest.fixture(scope="module")
def trained() -> model.Model:
    made = model.train(PASSAGES)
    assert made
    return made


@pytest.mark.feature("AI-01")
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you ship to Norway?", "art_1"),
        ("shiping to norway??", "art_1"),
        ("how do I return it for a refund", "art_2"),
        ("Is the jacket waterproof", "cnv_1#1"),
    ],
)
def test_the_nearest_passage_comes_first(trained, question, answer):
    best, score = trained.rank(question)[0]

    assert best.id == answer
    assert 0 < score <= 1.001


def test_a_question_about_something_else_brings_no_offer(trained):
    assert offer(trained.rank("xyzzy 4711")) == []


def test_a_model_survives_being_stored(trained):
    again = model.load(model.dump(trained))

    assert again
    assert again.rank("Norway") == trained.rank("Norway")


def test_a_model_of_an_older_format_is_none():
    old = zlib.compress(pickle.dumps((model.FORMAT - 1, None)))

    assert model.load(old) is None


def test_nothing_known_is_no_model():
    assert model.train([]) is None
