"""How messages sound, alone and together."""

from datetime import timedelta

import pytest
from vaderSentiment import vaderSentiment

from chalicelib.insights import sentiment
from chalicelib.insights.domain import Insight, combined, languages, mood
from chalicelib.insights.sentiment import score
from tests.builders import NOON


def insights(*scores, language="en"):
    return [
        Insight(f"msg_{n}", "cnv_1", NOON + timedelta(minutes=n), language, 0.9, value)
        for n, value in enumerate(scores)
    ]


@pytest.mark.feature("INS-04")
@pytest.mark.parametrize(
    ("scores", "label"),
    [
        ((0.8, 0.7, 0.6), "positive"),
        ((-0.8, -0.7), "negative"),
        ((0.0, 0.05, -0.1), "neutral"),
        ((0.8, -0.8, 0.9, -0.8), "mixed"),
        ((), None),
        ((None, None), None),
    ],
)
def test_a_mood_has_a_word(scores, label):
    assert mood(insights(*scores)).label == label


@pytest.mark.feature("INS-04")
def test_what_was_written_last_weighs_more_than_what_was_written_first():
    angry_first = mood(insights(-0.8, -0.8, -0.8, 0.8, 0.8, 0.8))
    happy_first = mood(insights(0.8, 0.8, 0.8, -0.8, -0.8, -0.8))

    assert angry_first.score > 0 > happy_first.score
    assert angry_first.score == -happy_first.score


@pytest.mark.feature("INS-04")
def test_a_mood_says_how_much_of_the_messages_it_knows():
    known = mood([*insights(0.5, 0.5), *insights(None, None, language="ja")])

    assert (known.covered, len(known.trend)) == (0.5, 2)


def test_the_order_of_messages_is_that_of_their_time():
    first, second = insights(-0.9, 0.9)

    assert mood([second, first]) == mood([first, second])


def test_a_strong_sentence_counts_for_more_than_polite_ones():
    assert combined([0.2, 0.2, -0.8]) < 0
    assert combined([0.0, 0.0, -0.8]) == -0.8
    assert combined([]) == 0.0


@pytest.mark.feature("INS-04")
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Thank you so much, that is wonderful!", 0.5, 1),
        ("This is the worst service ever. I am furious.", -1, -0.5),
        ("The tent is green.", -0.1, 0.1),
        ("Thanks. But the tent is broken and I am very disappointed.", -1, -0.2),
        ("It is not good at all.", -1, -0.1),
    ],
)
def test_english_is_scored(text, low, high):
    assert low <= score(text, "en") <= high


@pytest.mark.feature("INS-04")
@pytest.mark.parametrize(
    ("text", "language"),
    [("Das ist furchtbar, eine Katastrophe.", "de"), ("とても残念です", "ja"), ("12345", "und")],
)
def test_what_the_lexicon_does_not_know_has_no_score(text, language):
    assert score(text, language) is None


def test_emoji_are_understood_in_every_language():
    assert score("😠😠", "und") < 0 < score("😍 :)", "und")
    assert score("🚲", "und") is None


def test_languages_are_shares_of_what_was_understood():
    told = [*insights(0, 0, 0), *insights(None, language="de"), *insights(None, language="und")]

    assert languages(told) == [("en", 0.75), ("de", 0.25)]


def test_the_lexicon_is_found_where_there_is_no_source(monkeypatch):
    sentiment._analyzer.cache_clear()
    monkeypatch.setattr(vaderSentiment, "getsourcefile", lambda _: "elsewhere/vaderSentiment.py")

    assert score("This is terrible.", "en") < 0
