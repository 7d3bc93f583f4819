"""Models and vectors as bytes: read back the same, refused when damaged or of another format."""

import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.suggestions.engine import artefact, container
from chalicelib.suggestions.engine.domain import Example
from chalicelib.suggestions.engine.vectors import Vectors


@pytest.fixture(scope="module")
def stored(model):
    return artefact.dump(model)


@given(text=st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_a_stored_model_ranks_as_before(model, stored, text):
    again = artefact.load(stored)

    assert again
    assert again.rank(text) == model.rank(text)


def test_what_was_learnt_since_the_training_is_stored_too(train):
    model = train()
    model.learn([Example("Do you ship to Norway?", "abroad", outcome="rejected")])

    again = artefact.load(artefact.dump(model))

    assert again
    assert again.rank("Do you ship to Norway?")[0].document_id != "abroad"


def test_a_model_of_nothing_is_stored_too(train):
    again = artefact.load(artefact.dump(train([], [])))

    assert again
    assert again.rank("hello") == []


def test_arrays_are_read_in_place(stored):
    unpacked = container.unpack(artefact.FORMAT, stored)

    assert unpacked
    for array in unpacked[1].values():
        assert not array.flags.writeable
        assert not array.flags.owndata


def test_another_format_is_no_model(model, monkeypatch):
    monkeypatch.setattr(artefact, "FORMAT", artefact.FORMAT - 1)
    older = artefact.dump(model)
    monkeypatch.undo()

    assert artefact.load(older) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SBM1",
        b"SBM1\xff\xff\xff\xff",
        b"SBM1\x02\x00\x00\x00{}",
        b"SBM1\x02\x00\x00\x00[]",
        pickle.dumps({"format": 1}),
        container.pack(artefact.FORMAT, {}, {}),
        container.pack(artefact.FORMAT, {"ids": ["a"]}, {}),
    ],
)
def test_what_is_no_model_is_refused(data):
    assert artefact.load(data) is None


def test_a_model_that_was_cut_short_is_refused(stored):
    assert artefact.load(stored[: len(stored) // 2]) is None


def test_a_header_cannot_ask_for_objects(stored):
    length = int.from_bytes(stored[4:8], "little")
    header = json.loads(stored[8 : 8 + length])
    header["arrays"]["rarity"][0] = "|O"
    forged = json.dumps(header).encode().ljust(length)

    assert artefact.load(stored[:8] + forged + stored[8 + length :]) is None


def test_objects_are_not_stored():
    with pytest.raises(ValueError, match="not stored"):
        container.pack(1, {}, {"objects": np.array([object()])})


def test_only_new_texts_are_encoded(train):
    first = Vectors()
    first.of(["one", "two", "two"])
    second = Vectors.load(first.dump())

    again = second.of(["two", "three", "one"])

    assert first.encoded == 2
    assert second.encoded == 1
    assert np.array_equal(again[0], first.of(["two"])[0])


def test_vectors_that_are_no_longer_asked_for_are_not_kept():
    vectors = Vectors()
    vectors.of(["kept", "dropped"])
    later = Vectors.load(vectors.dump())
    later.of(["kept"])

    last = Vectors.load(later.dump())
    last.of(["kept", "dropped"])

    assert last.encoded == 1


@pytest.mark.parametrize("data", [b"", b"rubbish", container.pack(99, {}, {})])
def test_vectors_of_another_format_are_none(data):
    vectors = Vectors.load(data)
    vectors.of(["one"])

    assert vectors.encoded == 1
