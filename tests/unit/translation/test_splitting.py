"""Cutting texts to what one call takes."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.translation.splitting import batches, parts


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_parts_joined_are_the_text_and_none_is_too_long(text, most):
    cut = parts(text, most)

    assert "".join(cut) == text
    assert all(len(part.encode("utf-8", "surrogatepass")) <= most for part in cut)


def test_sentences_stay_whole_where_they_fit():
    assert parts("One is here. Two is here. Three!", 26) == ["One is here. Two is here. ", "Three!"]


@given(st.lists(st.text(max_size=30), max_size=20))
def test_batches_keep_the_order_and_lose_nothing(texts):
    assert [one for batch in batches(texts, 40) for one in batch] == texts
