"""A quick reply's way there and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.channels.domain import Option
from chalicelib.channels.quick_reply import decode, encode

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


@pytest.mark.feature("MSG-23")
@settings(max_examples=50)
@given(WORDS, WORDS)
def test_what_was_given_along_comes_back(id_, title):
    assert decode(encode(Option(id_, title))) == Option(id_, title)


@pytest.mark.parametrize(
    "said", ["", "Hei", "{}", '{"id": ', '{"id": "a"}', '{"id": 1, "title": 2}']
)
def test_what_a_customer_writes_is_no_button(said):
    assert decode(said) is None
