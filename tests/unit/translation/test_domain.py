"""Which languages are the same, and what providers call them."""

import pytest

from chalicelib.accounts.domain import GlossaryTerm
from chalicelib.translation.amazon import LANGUAGES
from chalicelib.translation.domain import digest, glossary_version, is_same, nearest


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("nb", "no"),
        ("nn-NO", "no"),
        ("no", "no"),
        ("pt-BR", "pt"),
        ("pt-PT", "pt-PT"),
        ("PT-pt", "pt-PT"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh-Hans", "zh"),
        ("fil", "tl"),
        ("en-GB", "en"),
        ("eo", None),
        ("und", None),
    ],
)
def test_a_language_has_the_name_that_the_provider_gives_it(code, name):
    assert nearest(code, LANGUAGES) == name


def test_regions_are_one_language_and_neighbours_are_not():
    assert is_same("en-GB", "EN")
    assert is_same("nb", "nn")
    assert not is_same("da", "no")


def test_another_term_is_another_glossary_and_another_order_is_not():
    one, two = GlossaryTerm("Tide"), GlossaryTerm("bag", False, {"de": "Tasche"})

    assert glossary_version((one, two)) == glossary_version((two, one))
    assert glossary_version((one,)) != glossary_version((one, two))


def test_texts_that_only_join_to_the_same_have_other_digests():
    assert digest("ab", "c") != digest("a", "bc")
