"""How events are put together into calls of the bus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.conversations.worker import AT_ONCE, BYTES_AT_ONCE, _batches


@given(st.lists(st.integers(1, BYTES_AT_ONCE), max_size=40))
def test_every_event_is_put_once_in_order_and_no_call_is_too_large(sizes):
    entries = [(str(number), "x" * size) for number, size in enumerate(sizes)]

    batches = list(_batches(entries))

    assert [entry for batch in batches for entry in batch] == entries
    assert all(len(batch) <= AT_ONCE for batch in batches)
    assert all(sum(len(text) for _, text in batch) <= BYTES_AT_ONCE for batch in batches)


@pytest.mark.parametrize(("text", "calls"), [("é" * 90_000, 2), ("a" * 90_000, 1)])
def test_size_is_counted_in_bytes_not_in_characters(text, calls):
    assert len(list(_batches([("one", text), ("two", text)]))) == calls
