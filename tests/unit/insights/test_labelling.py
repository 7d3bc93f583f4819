"""Labels by how similar conversations were labelled."""

import gzip
import json
import random
from collections import defaultdict
from pathlib import Path

import pytest

from chalicelib.insights.labelling import FLOOR, PROPOSED, Example, Examples, propose

SHARED = Path(__file__).resolve().parents[4] / "shared" / "suggest"
NAMES = {"lbl_r": "Refund", "lbl_s": "Shipping"}
REFUNDS = (
    "I want my money back for the boots",
    "money back please, the boots leak",
    "please give my money back for these boots",
    "my money back, boots are too small",
)
PARCELS = (
    "when does my parcel arrive",
    "my parcel is late",
    "where is the parcel now",
    "the parcel did not arrive",
)


def examples(*more, labels=(("lbl_r", REFUNDS), ("lbl_s", PARCELS))):
    made = [
        Example(f"{label}{n}", text, frozenset([label]))
        for label, texts in labels
        for n, text in enumerate(texts)
    ]
    return Examples([*made, *more])


@pytest.mark.feature("NOTE-20")
def test_a_label_of_alike_conversations_is_proposed():
    [(label, sure)] = propose("the boots leak, I want my money back", NAMES, examples())

    assert label == "lbl_r"
    assert FLOOR <= sure <= 1


@pytest.mark.feature("NOTE-20")
def test_a_label_is_proposed_where_the_customer_says_its_name():
    assert propose("a refund!", NAMES, Examples([]))[0][0] == "lbl_r"
    assert propose("refunding", NAMES, Examples([])) == []


@pytest.mark.feature("NOTE-20")
def test_a_label_that_was_set_only_twice_says_nothing_yet():
    few = examples(labels=(("lbl_r", REFUNDS[:2]), ("lbl_s", PARCELS)))

    assert propose("I want my money back for the boots", NAMES, few) == []


@pytest.mark.feature("NOTE-20")
def test_nothing_is_proposed_for_what_is_unlike_all():
    assert propose("Do you have a shop in Tromsø?", NAMES, examples()) == []
    assert propose("", NAMES, examples()) == []


@pytest.mark.feature("NOTE-20")
def test_a_label_that_is_set_or_rejected_is_not_proposed():
    assert propose(REFUNDS[0], NAMES, examples(), without=["lbl_r"]) == []


@pytest.mark.feature("NOTE-20")
def test_a_rejection_lowers_a_label_for_alike_conversations_and_for_no_others():
    text = "my money back, the boots leak"
    no = [Example(f"no{n}", text, frozenset(), frozenset(["lbl_r"])) for n in range(3)]

    before, after = examples().voted(text), examples(*no).voted(text)
    parcel = "where is my parcel"

    assert after.get("lbl_r", 0.0) < before["lbl_r"]
    assert examples(*no).voted(parcel)["lbl_s"] == pytest.approx(
        examples().voted(parcel)["lbl_s"], abs=0.1
    )


def test_a_conversation_is_not_its_own_neighbour():
    text = "my money back, the boots leak"
    itself = Example("cnv_1", text, frozenset())

    assert (
        examples(itself).voted(text, but="cnv_1")["lbl_r"] > examples(itself).voted(text)["lbl_r"]
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not on this machine")
@pytest.mark.feature("NOTE-20")
@pytest.mark.parametrize(("folder", "precise"), [("banking77", 0.75), ("xsid_de", 0.8)])
def test_proposals_above_the_floor_are_mostly_right(folder, precise):
    about = defaultdict(list)
    with gzip.open(SHARED / folder / "queries.jsonl.gz", "rt") as file:
        for line in file:
            row = json.loads(line)
            about[(row["answers"] or [""])[0]].append(row["text"])
    chance = random.Random(7)
    usual = sorted(kind for kind, texts in about.items() if kind and len(texts) >= 12)
    kinds = chance.sample(usual, min(10, len(usual)))
    known = Examples([Example(f"{k}{n}", t, frozenset([k])) for k in kinds
                      for n, t in enumerate(about[k][:8])])  # fmt: skip
    asked = [(text, k) for k in kinds for text in about[k][8:14]]
    asked += [(about[k][0], "") for k in sorted(about) if k not in kinds][:40]

    made = [
        (label == kind)
        for text, kind in asked
        for label, _ in propose(text, dict.fromkeys(kinds, "x"), known)
    ]

    assert sum(made) / len(made) >= precise
    assert len(made) <= PROPOSED * len(asked)
