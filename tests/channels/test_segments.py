"""How many SMS a text is; the console counts the same cases (console/tests/segments.test.ts)."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.segments import BASIC, EXTENSION, PART, SINGLE, count

VECTORS = json.loads((Path(__file__).parent / "segments.json").read_text())

pytestmark = pytest.mark.feature("CH-15")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_known_texts(vector):
    found = count(vector["text"] * vector["repeat"])

    assert [found.encoding, found.units, found.segments, found.remaining] == vector["expect"]


def test_the_alphabet_has_every_place_but_the_escape():
    assert len(BASIC) == 127
    assert len(EXTENSION) == 10
    assert not BASIC & EXTENSION


def test_a_lone_half_of_a_surrogate_pair_counts_as_one_unit():
    assert count("\ud83d").units == 1


def parts(text):
    """The text cut into parts by hand: greedily, and never inside a character."""
    encoding = count(text).encoding
    made = [""]
    for character in text:
        if count_units(made[-1] + character, encoding) > PART[encoding]:
            made.append("")
        made[-1] += character
    return made


def count_units(text, encoding):
    if encoding == "ucs2":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text) + sum(character in EXTENSION for character in text)


TEXTS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet=sorted(BASIC | EXTENSION), max_size=500),
    st.text(alphabet="a€ж🎉", max_size=300),
)


@settings(max_examples=100)
@given(TEXTS)
def test_a_text_is_as_many_parts_as_cutting_it_makes(text):
    found = count(text)

    assert found.units == count_units(text, found.encoding)
    if not text:
        assert found.segments == 0
    elif found.units <= SINGLE[found.encoding]:
        assert (found.segments, found.remaining) == (1, SINGLE[found.encoding] - found.units)
    else:
        made = parts(text)
        assert found.segments == len(made)
        last = count_units(made[-1], found.encoding)
        assert found.remaining == PART[found.encoding] - last


@settings(max_examples=100)
@given(TEXTS, TEXTS)
def test_writing_more_never_costs_less_in_the_same_alphabet(text, more):
    before, after = count(text), count(text + more)

    assert after.encoding == before.encoding or after.encoding == "ucs2"
    assert after.segments >= before.segments
