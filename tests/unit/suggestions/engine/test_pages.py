"""Which passage of a website answers, read and cut as a crawl does it."""

from pathlib import Path

import pytest

from chalicelib.knowledge.domain import passages
from chalicelib.knowledge.reading import html
from chalicelib.suggestions.engine.domain import Document

SHOP = Path(__file__).parents[4] / "local" / "pages" / "shop"


@pytest.fixture(scope="module")
def shop(train):
    """A model of the demo shop's pages, without any history."""
    found = []
    for path in sorted(SHOP.rglob("*.html")):
        page = html.read(path.read_bytes(), "text/html", f"https://shop.example/{path.name}")
        found += passages.cut(page.text, page.title, page.anchors)
    return train([Document(one.title, "page", one.title, one.text) for one in found], [])


@pytest.mark.feature("AI-01", "KB-01")
@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("How do I wash a jacket filled with down?", "Washing down"),
        ("Can I wash a down jacket?", "Washing down"),
        ("how often should I wash my rain jacket", "Washing a shell jacket"),
        ("which spray keeps the water out again", "When water no longer rolls off"),
        ("what is the price of a new zip", "Repairs and prices"),
        ("my package has not arrived", "Where is my parcel?"),
        ("wie lange dauert der Versand", "Wie lange dauert die Lieferung nach Deutschland?"),
    ],
)
def test_of_passages_that_share_words_the_one_that_is_meant_comes_first(shop, question, heading):
    assert shop.rank(question)[0].document_id.rpartition(" › ")[2] == heading


@pytest.mark.feature("AI-01", "AI-16")
@pytest.mark.parametrize(
    "question", ["what is the capital of Mongolia", "tell me a joke", "hello", "cancel my gym"]
)
def test_a_website_is_not_sure_to_answer_what_it_is_not_about(shop, question):
    assert shop.rank(question)[0].confidence < 0.2
