"""Texts as features."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.suggestions.engine import words
from chalicelib.suggestions.engine.everyday import LEAST, telling
from chalicelib.suggestions.engine.sketch import NARROW, rarity, sketch


def features(text, *others):
    counted = words.count([text, *others])
    mine = counted.rows == 0
    return dict(
        zip(
            zip(counted.kinds[mine].tolist(), counted.hashes[mine].tolist(), strict=True),
            counted.counts[mine].tolist(),
            strict=True,
        )
    )


def test_words_pairs_and_pieces_are_counted():
    found = features("to be or not to be")
    kinds = [kind for kind, _ in found]

    assert kinds.count(words.WORD) == 4
    assert kinds.count(words.PAIR) == 4
    assert sum(count for (kind, _), count in found.items() if kind == words.WORD) == 6


def test_case_accents_and_full_width_make_no_difference():
    assert features("ÅTERBETALNING Zażółć") == features("aterbetalning zazołc")
    assert features("Ｒｅｆｕｎｄ") == features("refund")


def test_a_typing_error_leaves_most_pieces():
    right, wrong = features("shipping"), features("shiping")
    pieces = {key for key in right if key[0] == words.PIECE}

    assert len(pieces & wrong.keys()) > len(pieces) / 2


def test_a_word_counts_by_its_beginning_and_a_number_as_a_whole():
    def word(text):
        return {key for key in features(text) if key[0] == words.WORD}

    assert word("returned") == word("returning") == word("Return")
    assert word("Rückgabe") == word("Rückgaben")
    assert word("return") != word("refund")
    assert word("NO123456") != word("NO123457")


def test_what_is_common_in_everyday_language_tells_less_than_what_is_not():
    def told(text):
        counted = words.count([text])
        return telling(counted.hashes[counted.kinds == words.WORD]).tolist()

    [the], [where], [tent], [unheard] = told("the"), told("where"), told("tent"), told("Qvistgaard")

    assert the == np.float32(LEAST) < where < 1
    assert tent == unheard == 1
    assert max(told("und der ich")) < 1
    assert told("") == []


@given(text=st.text(max_size=80), before=st.text(max_size=40), after=st.text(max_size=40))
def test_features_do_not_depend_on_the_texts_beside(text, before, after):
    alone = features(text)
    counted = words.count([before, text, after])
    mine = counted.rows == 1

    assert len(alone) == int(mine.sum())
    assert {hash_ for _, hash_ in alone} == set(counted.hashes[mine].tolist())


@given(texts=st.lists(st.text(max_size=60), max_size=4))
def test_sketches_have_length_one_or_none(texts):
    counted = words.count(texts)
    sketched = sketch(counted, rarity(counted))
    lengths = np.bincount(sketched.rows, weights=sketched.values**2, minlength=len(texts))

    for text, length in zip(texts, lengths, strict=True):
        assert length < 1.001
        assert length > 0.999 or len(words.tokens(text)) <= 1
    assert sketched.narrow().shape == (len(texts), NARROW)
