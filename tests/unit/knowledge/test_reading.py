"""Web pages made into Markdown: by their own structure where they have one."""

import pytest

from chalicelib.knowledge.reading import html, sitemaps

HELP = """<main><h1>Help</h1>
<dl><dt>Do you ship?</dt><dd>We ship to all of Norway.</dd>
<dt>Returns?</dt><dd>Within sixty days.</dd></dl>
<ul><li>One</li><li><h3>Two</h3><p>Has text.</p> and a tail</li></ul></main>"""


def page(body, **facts):
    return html.read(body.encode(), "text/html; charset=utf-8", "https://shop.example/", **facts)


def test_questions_and_answers_in_a_list_of_terms_are_headings_with_text():
    assert page(HELP).text.split("\n\n") == [
        "# Help",
        "#### Do you ship?",
        "We ship to all of Norway.",
        "#### Returns?",
        "Within sixty days.",
        "- One",
        "### Two",
        "Has text.",
        "and a tail",
    ]


def test_what_stands_around_the_content_is_left_out():
    around = "<header>Shop</header><nav>Tents Jackets</nav>{}<footer>Imprint</footer>"
    text = "<h1>Shipping</h1><p>We ship to all of Norway in one to three working days.</p>"

    read = page(around.format(f"<main>{text}</main>"))

    assert "We ship to all of Norway" in read.text
    assert not any(word in read.text for word in ("Tents", "Imprint"))


def test_a_page_without_any_structure_is_read_all_the_same():
    assert "We ship to all of Norway." in page("We ship to all of Norway.").text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Shipping | Fjord Gear</title>", "Shipping"),
        ("<title>Fjord-Gear</title>", "Fjord-Gear"),
        ("", ""),
    ],
)
def test_a_title_is_without_the_sites_name(head, title):
    assert page(f"<html><head>{head}</head><body><p>Text</p></body></html>").title == title


def test_a_heading_is_found_by_its_own_id_one_inside_or_its_sections():
    read = page(
        "<main><h2 id='a'>One</h2><h2><a name='b'></a>Two</h2>"
        "<section id='c'><h2>Three</h2></section><h2 id='has space'>Four</h2></main>"
    )

    assert read.anchors == {"one": "a", "two": "b", "three": "c"}


@pytest.mark.parametrize(
    ("lang", "language"),
    [("nb-NO", "nb-NO"), ("de_DE", "de-DE"), ("", ""), ("<script>", ""), ("x" * 50, "")],
)
def test_a_page_says_its_language_or_nothing(lang, language):
    quoted = lang.replace("<", "&lt;")

    assert page(f'<html lang="{quoted}"><body><p>Text</p></body></html>').language == language


def test_wishes_of_a_header_count_as_those_of_the_page():
    assert page("<p>Text</p>", robots_header="noindex").noindex
    assert page("<p>Text</p>", robots_header="Switchboard: none").noindex
    assert page("<a href=x>y</a>", robots_header="nofollow").links == []


def test_a_sitemap_may_be_a_list_of_lines():
    found = sitemaps.read(b"\xef\xbb\xbfhttps://shop.example/a\r\nnonsense\nhttps://shop.example/b")

    assert found.pages == ("https://shop.example/a", "https://shop.example/b")
