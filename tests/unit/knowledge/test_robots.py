"""robots.txt, as sites write it and as they should not."""

import time

import pytest

from chalicelib.knowledge.domain.sources import LONGEST_PAUSE
from chalicelib.knowledge.reading import robots

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("User-agent: Switchboard\nDisallow: /\n\nUser-agent: *\nAllow: /", "/", False),
        ("User-agent: other\nDisallow: /", "/", True),
        ("<html>not found</html>", "/", True),
        ("\0\xff" * 100, "/", True),
    ],
)
def test_rules_are_read_as_the_standard_says(rules, path, allowed):
    assert robots.read(rules).allows(SHOP + path) is allowed


@pytest.mark.parametrize(
    ("said", "pause"),
    [("3", 3), ("0.4", 0), ("99999", LONGEST_PAUSE), ("nan", 0), ("-5", 0), ("x", 0)],
)
def test_a_pause_is_bounded(said, pause):
    assert robots.read(f"User-agent: *\nCrawl-delay: {said}").pause == pause


def test_a_huge_robots_txt_takes_no_time():
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 40_000 + "b\n" + "Disallow: /x\n" * 100_000
    begun = time.perf_counter()

    read = robots.read(rules)
    read.allows(SHOP + "/" + "a" * 400)

    assert time.perf_counter() - begun < 1
    assert len(robots.kept(rules)) <= robots.KEPT
