"""Variables: what is filled in, what stays a gap, and what is never read twice."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.markdown import to_plain
from chalicelib.templates.variables import (
    NAMES,
    UnresolvedVariable,
    fill,
    first_name,
    names,
    refuse_gaps,
    unknown,
)

KARI = {"contact.name": "Kari Nordmann", "contact.first_name": "Kari", "contact.custom.plan": "Pro"}

NAME = st.sampled_from(NAMES)
PIECE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["{{", "}}", "{", "}", "|", "{{}}", "{{ contact.name", "contact.name}}"]),
    NAME.map(lambda name: f"{{{{{name}}}}}"),
    st.tuples(NAME, st.text(max_size=6)).map(lambda one: f"{{{{ {one[0]} |{one[1]}}}}}"),
)
HOSTILE = st.lists(PIECE, max_size=12).map("".join)


@pytest.mark.feature("KB-09")
@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hi {{contact.first_name}}", "Hi Kari"),
        ("Hi {{ contact.first_name }}!", "Hi Kari!"),
        ("Hi {{Contact.First_Name|there}}", "Hi Kari"),
        ("Your plan: {{contact.custom.plan|none}}", "Your plan: Pro"),
        ("Call {{contact.phone|us back}}", "Call us back"),
        ("Call {{contact.phone| }}us", "Call us"),
        ("{{contact.name}}{{contact.name}}", "Kari NordmannKari Nordmann"),
    ],
)
def test_what_is_known_stands_for_a_variable_and_else_its_fallback(text, filled):
    done = fill(text, KARI)

    assert (done.text, done.unresolved) == (filled, ())


@pytest.mark.feature("KB-09")
def test_what_is_neither_known_nor_has_a_fallback_stays_a_gap_that_is_named_once():
    done = fill("{{contact.phone}}, {{contact.email}} or {{contact.phone}}", KARI)

    assert done.text == "{{contact.phone}}, {{contact.email}} or {{contact.phone}}"
    assert done.unresolved == ("contact.phone", "contact.email")


@pytest.mark.parametrize("value", ["", "  ", "\n\t"])
def test_a_blank_value_is_none(value):
    assert fill("Hi {{contact.name|there}}", {"contact.name": value}).text == "Hi there"


@pytest.mark.parametrize(
    "text",
    [
        "{{ order.id }} is a tag of the shop's own system",
        "{contact.name}",
        "{{contact}}",
        "{{contact.}}",
        "{{contact name}}",
        "{{xcontact.name}}",
        "{{contact.name|a\nb}}",
        "if (a) {{ return b; }}",
    ],
)
def test_other_braces_are_text_like_any_other(text):
    done = fill(text, KARI)

    assert (done.text, done.unresolved) == (text, ())
    refuse_gaps(text)


@pytest.mark.feature("KB-09")
@pytest.mark.parametrize(
    "name",
    ["{{agent.email}}", "{{agent.email|x}}", "{agent.email}", "}}{{agent.email}}{{", "{{{{x}}}}"],
)
@pytest.mark.parametrize("text", ["{{contact.name}}", "{{{contact.name}}}", "{ {{contact.name}} }"])
def test_a_contact_who_is_called_like_a_variable_gets_no_other_value(name, text):
    done = fill(text, {"contact.name": name, "agent.email": "anna@example.com"})

    assert "anna@example.com" not in done.text
    assert done.unresolved == ()
    refuse_gaps(done.text)


@pytest.mark.feature("KB-09", "KB-11")
@pytest.mark.parametrize(
    "name",
    [
        "[Reset](https://evil.example)",
        "**Bold**",
        "*x*",
        "_x_",
        "`code`",
        "```\nfence\n```",
        "- item",
        "a](https://evil.example)[b",
    ],
)
def test_no_name_formats_a_text(name):
    filled = fill("{{contact.name}}", {"contact.name": name}, markdown=True).text

    assert to_plain(filled) == filled


def test_a_plain_text_keeps_a_name_as_it_is_written():
    assert fill("{{contact.name}}", {"contact.name": "*Star* [1]"}).text == "*Star* [1]"


def test_a_value_is_one_line():
    assert fill("Hi {{contact.name}}", {"contact.name": "Kari\n\n\tNordmann"}).text == (
        "Hi Kari Nordmann"
    )


@given(HOSTILE, st.dictionaries(NAME, HOSTILE, max_size=4), st.booleans())
def test_what_was_filled_in_is_never_read_again(text, values, markdown):
    once = fill(text, values, markdown)
    secret = dict.fromkeys(NAMES, "SECRET")
    again = fill(once.text, secret, markdown)

    # only what was named a gap may still change
    assert ("SECRET" in again.text) <= bool(once.unresolved or "SECRET" in once.text)
    assert names(once.text) == once.unresolved


@given(HOSTILE, st.dictionaries(NAME, HOSTILE, max_size=4))
def test_a_text_is_refused_exactly_when_gaps_are_left(text, values):
    done = fill(text, values)
    if done.unresolved:
        with pytest.raises(UnresolvedVariable) as refused:
            refuse_gaps(done.text)

        assert refused.value.facts["variables"] == list(done.unresolved)
    else:
        refuse_gaps(done.text)


@given(st.text(alphabet="abc \n|.", max_size=40), st.dictionaries(NAME, st.text(), max_size=4))
def test_a_text_without_variables_stays_as_it_is(text, values):
    assert fill(text, values).text == text


def test_a_hostile_text_takes_no_time():
    text = ("{{contact" * 1000) + (".a" * 2000) + ("{{contact.name|" * 500) + (" " * 5000)
    began = time.perf_counter()
    fill(text, KARI)

    assert time.perf_counter() - began < 1


@pytest.mark.feature("KB-09")
def test_the_refusal_names_the_gaps_and_the_field():
    with pytest.raises(UnresolvedVariable, match=r"fill in \{\{contact.phone\}\}") as refused:
        refuse_gaps("Call {{contact.phone}}")

    assert refused.value.code == "unresolved_variable"
    assert refused.value.facts["errors"][0]["field"] == "text"


def test_slips_of_the_pen_are_known_from_attributes():
    text = "{{contact.nme}} {{contact.custom.plan}} {{agent.name.first}} {{contact.custom.a.b}}"

    assert unknown(text) == ("contact.nme", "agent.name.first", "contact.custom.a.b")


@pytest.mark.parametrize(("name", "first"), [("Kari Nordmann", "Kari"), ("  Li ", "Li"), ("", "")])
def test_people_are_greeted_by_the_first_word_of_their_name(name, first):
    assert first_name(name) == first
