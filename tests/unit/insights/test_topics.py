"""What messages are about, in the words of those who wrote them."""

import gzip
import json
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.insights.phrases import phrases, stem
from chalicelib.insights.topics import MOST, Background, Said, topics, words_of

SHARED = Path(__file__).resolve().parents[4] / "shared" / "suggest"


def said(*texts, language="en"):
    return [Said(f"msg_{number}", text, language) for number, text in enumerate(texts)]


@pytest.mark.feature("INS-04")
def test_a_conversation_of_three_messages_has_its_key_phrases():
    found = topics(
        said(
            "Hi there! My tent arrived yesterday but one of the poles is broken.",
            "Can I get a refund for the tent, or will you send a new pole?",
            "Thanks! How long does the refund take?",
        )
    )

    assert {one.name for one in found} == {"Tent", "Pole", "Refund"}
    assert next(one for one in found if one.name == "Refund").message_ids == ("msg_1", "msg_2")
    assert all(0 < one.share <= 1 for one in found)


@pytest.mark.feature("INS-04")
def test_german_nouns_keep_their_capitals():
    found = topics(
        said(
            "Hallo, ich habe eine Frage zu meiner Bestellung.",
            "Vielen Dank, und wo ist die Rechnung?",
            language="de",
        )
    )

    assert {one.name for one in found} == {"Bestellung", "Rechnung"}


@pytest.mark.parametrize("texts", [(), ("👍",), ("Hi!", "Thanks!", "ok"), ("12345", "...")])
def test_politeness_and_numbers_are_no_topic(texts):
    assert topics(said(*texts)) == []


TENTS = [f"The tent pole {verb} in the wind" for verb in ("broke", "bent", "cracked", "failed")]
CARDS = [f"My gift card {verb} at the checkout" for verb in ("failed", "expired", "vanished")]
SHOES = [f"Are the hiking boots {word}" for word in ("waterproof", "warm", "heavy", "in stock")]


@pytest.mark.feature("INS-04")
def test_a_longer_history_falls_into_its_topics():
    found = topics(said(*TENTS, *CARDS, *SHOES))

    assert len(found) >= 3
    groups = [set(one.message_ids) for one in found]
    for own in (range(4), range(4, 7), range(7, 11)):
        assert any({f"msg_{n}" for n in own} <= group for group in groups)
    assert sum(one.share for one in found) <= 1.001


@pytest.mark.feature("INS-04")
def test_what_everybody_says_to_a_company_names_nothing():
    others = said(*(f"Question about Nordlys order {n}" for n in "abcdefgh"))
    everybody = Background.of([words_of(one) for one in others])
    texts = ["the Nordlys order and the zipper", "a Nordlys order, the zipper again"]

    assert topics(said(*texts), everybody)[0].name == "Zipper"


@pytest.mark.feature("INS-05")
def test_two_thousand_messages_have_at_most_six_topics():
    chance = random.Random(1)
    parts = (TENTS, CARDS, SHOES)
    texts = [f"{chance.choice(chance.choice(parts))} {n}" for n in range(2000)]

    found = topics(said(*texts))

    assert 2 <= len(found) <= MOST
    assert all(len(one.message_ids) <= 100 for one in found)
    assert len({one.name for one in found}) == len(found)


@given(st.lists(st.text(max_size=60), max_size=14))
def test_whatever_is_written_topics_are_few_named_and_of_these_messages(texts):
    messages = said(*texts)
    found = topics(messages)

    assert len(found) <= MOST
    known = {one.id for one in messages}
    for one in found:
        assert one.name
        assert one.message_ids
        assert known >= set(one.message_ids)


def test_plurals_are_the_word():
    assert [stem(w) for w in ("Tents", "boxes", "parties", "glass", "bus", "Anna's")] == [
        "tent",
        "boxe",
        "party",
        "glass",
        "bus",
        "anna",
    ]


def test_a_phrase_does_not_reach_over_a_comma():
    found = {one.written for one in phrases("broken zipper, green tent", "en")}

    assert {"broken zipper", "green tent"} <= found
    assert not any("zipper green" in one for one in found)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not on this machine")
@pytest.mark.feature("INS-05")
def test_messages_about_five_things_are_mostly_put_apart():
    about = defaultdict(list)
    with gzip.open(SHARED / "banking77" / "queries.jsonl.gz", "rt") as file:
        for line in file:
            row = json.loads(line)
            about[row["answers"][0]].append(row["text"])
    kinds = random.Random(5).sample(sorted(about), 5)
    truth = {f"{kind}/{n}": kind for kind in kinds for n in range(25)}
    messages = [Said(f"{k}/{n}", text, "en") for k in kinds for n, text in enumerate(about[k][:25])]

    found = topics(messages)

    pure = sum(
        max([truth[id_] for id_ in one.message_ids].count(kind) for kind in kinds) for one in found
    )
    assert pure / sum(len(one.message_ids) for one in found) >= 0.6
