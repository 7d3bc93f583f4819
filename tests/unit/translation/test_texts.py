"""What goes out to a translator, and what of it must come back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts.domain import GlossaryTerm
from chalicelib.translation.texts import Work, translate


class Shouter:
    """A translator that shouts; it leaves tags alone and, as told, what is not to be translated."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> str:
        self.asked.append(text)
        parts = re.split(r'(<span translate="no"[^>]*>.*?</span>|<[^>]+>|&\w+;)', text)
        return "".join(p if p.startswith(("<", "&")) else p.upper() for p in parts)


def shouted(text, glossary=(), target="de", markdown=False, most=10_000, call=None):
    return translate(text, glossary, target, Work(call or Shouter(), most, markdown))


@pytest.mark.feature("MSG-09", "MSG-26")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("see https://shop.example/a?b=c&d=e.", "SEE https://shop.example/a?b=c&d=e."),
        ("write to anna@shop.example now", "WRITE TO anna@shop.example NOW"),
        ("order #1042-b or XPZ-4400 please", "ORDER #1042-b OR XPZ-4400 PLEASE"),
        ("hi {{contact.first_name|there}}, welcome", "HI {{contact.first_name|there}}, WELCOME"),
        ("call +47 900 00 007 today", "CALL +47 900 00 007 TODAY"),
        ("ask @mina_okafor about it", "ASK @mina_okafor ABOUT IT"),
        ("run `make test` first", "RUN `make test` FIRST"),
        ("5 < 6 & 7 > 6", "5 < 6 & 7 > 6"),
        ("a < b & c for me", "A < B & C FOR ME"),
        ("1. first\n2. second\n\n> quoted\n- last", "1. FIRST\n2. SECOND\n\n> QUOTED\n- LAST"),
        ("  two  \n\n\n  three", "  TWO  \n\n\n  THREE"),
        ("before\n```\ncode stays\n```\nafter", "BEFORE\n```\ncode stays\n```\nAFTER"),
        ("🙂 12 345", "🙂 12 345"),
    ],
)
def test_what_is_no_words_comes_back_as_it_was(text, said):
    assert shouted(text) == said


@pytest.mark.feature("MSG-09")
def test_bold_words_and_links_stay_bold_and_linked():
    said = shouted("see **the tent** in [our shop](https://shop.example/t)", markdown=True)

    assert said == "SEE **THE TENT** IN [OUR SHOP](https://shop.example/t)"


GLOSSARY = (
    GlossaryTerm("Tide"),
    GlossaryTerm("sleeping bag", keep=False, translations={"de": "Schlafsack"}),
    GlossaryTerm("bag", keep=False, translations={"de": "Tasche"}),
)


@pytest.mark.feature("MSG-26")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the Tide is great", "THE Tide IS GREAT"),
        ("the tide is high", "THE TIDE IS HIGH"),
        ("TIDE", "TIDE"),
        ("Tides and Tidelands", "TIDES AND TIDELANDS"),
        ("a sleeping bag and a bag", "A Schlafsack AND A Tasche"),
        ("Sleeping bag?", "Schlafsack?"),
        ("baggage", "BAGGAGE"),
    ],
)
def test_terms_of_the_glossary_are_kept_or_said_as_told(text, said):
    assert shouted(text, GLOSSARY) == said


def test_a_term_without_a_word_in_this_language_is_translated_as_any():
    assert shouted("my bag", GLOSSARY, target="fr") == "MY BAG"


def test_several_lines_are_one_call():
    call = Shouter()

    assert shouted("one\ntwo\nthree", call=call) == "ONE\nTWO\nTHREE"
    assert len(call.asked) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda said: re.sub(r"<span.*?</span>", "", said),
        lambda said: said + said,
        lambda said: said.replace("<p>", "").replace("</p>", ""),
        lambda said: said.replace("</p>", "<script>x</script></p>"),
        lambda said: said.replace('id="0"', 'id="7"'),
        lambda said: "",
    ],
)
@pytest.mark.feature("MSG-09")
def test_what_comes_back_damaged_is_asked_again_in_pieces(damage):
    def call(text):
        said = Shouter()(text)
        return damage(said) if "<" in text else said

    assert shouted("see #1042 soon", call=call) == "SEE #1042 SOON"


@pytest.mark.feature("MSG-26")
def test_a_text_longer_than_a_call_takes_goes_out_in_sentences():
    text = " ".join(f"Sentence number {word} is here." for word in ("one", "two", "three") * 300)
    call = Shouter()

    assert shouted(text, most=1000, call=call) == text.upper()
    assert max(len(one.encode()) for one in call.asked) <= 1000


def test_a_word_longer_than_a_call_takes_arrives_whole():
    assert shouted("å" * 900, most=100) == "Å" * 900


@given(st.text(max_size=300), st.booleans())
def test_whatever_a_text_is_every_protected_thing_stays(text, markdown):
    held = "https://shop.example/x {{name}} #A-1"

    said = translate(f"{text}\n{held}", (), "de", Work(Shouter(), 10_000, markdown))

    assert said.split("\n")[-1] == held
    assert len(said.split("\n")) == len(f"{text}\n{held}".split("\n"))
