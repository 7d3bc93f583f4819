"""Which addresses are one, which belong to a site, and which lead nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.knowledge.domain.addresses import (
    canonical,
    entered,
    is_page,
    key,
    pattern,
    same_site,
)
from chalicelib.runtime.errors import Invalid

BASE = "https://shop.example/help/"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a", "https://shop.example/a"),
        ("b", "https://shop.example/help/b"),
        ("../a#top", "https://shop.example/a"),
        ("HTTP://WWW.Shop.Example:443/a//b", "https://www.shop.example/a/b"),
        ("https://shop.example/x/../a", "https://shop.example/a"),
        ("/a?utm_source=x&b=2&a=1&gclid=9", "https://shop.example/a?a=1&b=2"),
        ("/a;jsessionid=12AB?x=1", "https://shop.example/a?x=1"),
        ("/ü ö", "https://shop.example/%C3%BC%20%C3%B6"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("", "https://shop.example/help/"),
    ],
)
def test_a_link_has_one_spelling(link, url):
    assert canonical(link, BASE) == url
    assert canonical(url, BASE) == url


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "tel:112",
        "data:text/html,x",
        "https://user:secret@shop.example/",
        "https://[bad/",
        "https://shop.example:x/",
        "/a?a=1&b=2&c=3&d=4",
        "/" + "x" * 600,
        "https://" + "x" * 70 + ".é.example/",
    ],
)
def test_what_leads_to_no_page_is_none(link):
    assert canonical(link, BASE) is None


@given(st.text(max_size=60))
def test_no_link_is_too_odd(link):
    found = canonical(link, BASE)

    assert found is None or canonical(found, BASE) == found


def test_only_our_own_stand_ins_are_called_without_tls():
    plain = frozenset({"localhost:4580"})

    assert canonical("http://localhost:4580/shop/", BASE, plain) == "http://localhost:4580/shop/"
    assert canonical("http://localhost:4581/", BASE, plain) == "https://localhost:4581/"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" shop.example ", "https://shop.example/"),
        ("https://shop.example/help?x=1", "https://shop.example/help?x=1"),
        ("http://Shop.Example", "https://shop.example/"),
    ],
)
def test_an_admin_writes_an_address_as_people_do(text, url):
    assert entered(text) == url


@pytest.mark.parametrize(
    "text", ["", "shop", "two words", "https://", "file:///etc/passwd", "localhost"]
)
def test_what_is_no_address_is_said_so(text):
    with pytest.raises(Invalid):
        entered(text)


def test_www_and_the_bare_name_are_one_site_and_subdomains_are_not():
    assert same_site("https://www.shop.example/a", "https://shop.example/b")
    assert not same_site("https://blog.shop.example/", "https://shop.example/")
    assert not same_site("https://shop.example.evil/", "https://shop.example/")
    assert not same_site("https://shop.example:8443/", "https://shop.example/")
    assert key("https://www.shop.example/a/") == key("https://shop.example/a")
    assert key("https://shop.example/a?x=1") != key("https://shop.example/a")


def test_pictures_and_rounds_are_no_pages():
    assert is_page("https://shop.example/v1.2/help.html")
    assert not is_page("https://shop.example/a.JPG")
    assert not is_page("https://shop.example/a/b/a/b/a/")
    assert not is_page("https://shop.example" + "/x1/x2/x3/x4/x5/x6" * 2)


def test_siblings_without_end_are_one_family():
    assert pattern("https://shop.example/cal/2026/01")[0] == "/cal/0/0"
    assert pattern("https://shop.example/all?page=7") == ("/all?", 20)
    assert pattern("https://shop.example/about") is None
