"""When a disposition has to be chosen, and which one may be."""

from __future__ import annotations

import pytest

from chalicelib.dispositions.domain import Disposition, checked, data, of
from chalicelib.runtime.errors import Invalid, Refused

SOLVED = Disposition("dsp_1", "Solved")
REFUND = Disposition("dsp_2", "Refund", ("tm_1",))


@pytest.mark.feature("CONV-29")
def test_where_it_is_needed_nothing_closes_without():
    with pytest.raises(Refused) as refused:
        checked([SOLVED], "tm_1", None, needed=True)

    assert refused.value.facts == {"missing": ["disposition"]}
    assert checked([SOLVED], "tm_1", None, needed=False) is None


@pytest.mark.feature("CONV-29")
def test_it_is_one_of_the_teams():
    known = [SOLVED, REFUND]

    assert checked(known, "tm_1", "dsp_2", needed=True) == "Refund"
    assert checked(known, "tm_2", "dsp_1", needed=False) == "Solved"
    for chosen in ("dsp_2", "Solved", "dsp_gone"):
        with pytest.raises(Invalid) as refused:
            checked(known, "tm_2", chosen, needed=False)
        assert "disposition" in str(refused.value.facts["errors"])


def test_an_account_that_defined_none_says_it_in_its_own_words():
    assert checked([], "tm_1", "sold a jacket", needed=True) == "sold a jacket"


@pytest.mark.parametrize("one", [SOLVED, REFUND])
def test_it_is_read_as_it_was_kept(one):
    assert of(data(one)) == one
