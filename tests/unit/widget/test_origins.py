"""On which pages a widget may stand."""

import pytest

from chalicelib.widget.service import origin_allowed
from tests.builders import a_channel


def allowed(origin: str | None, *origins: str) -> bool:
    return origin_allowed(a_channel(settings={"allowed_origins": list(origins)}), origin)


@pytest.mark.parametrize("listed", ["https://shop.example", "shop.example", "http://shop.example"])
def test_a_listed_site_may_by_name_with_or_without_scheme(listed):
    assert allowed("https://shop.example", listed)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "https://sub.shop.example",
        "https://shop.example:8443",
        "null",
        "",
        None,
    ],
)
def test_any_other_page_may_not(origin):
    assert not allowed(origin, "https://shop.example")


def test_a_port_is_part_of_a_site():
    assert allowed("http://localhost:5173", "http://localhost:5173")
    assert not allowed("http://localhost:5174", "http://localhost:5173")


def test_a_star_allows_every_page_and_even_none():
    assert allowed("https://anything.example", "*")
    assert allowed(None, "*")


def test_without_a_list_no_page_may():
    assert not origin_allowed(a_channel(settings={}), "https://shop.example")
