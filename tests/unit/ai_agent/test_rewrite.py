"""Drafts that read shorter, friendlier, more formal or right, and say the same."""

import re

import pytest
from hypothesis import given, strategies

from chalicelib.ai_agent.domain.rewrite import rewrite

STYLES = ("shorter", "friendlier", "formal", "grammar")


@pytest.mark.feature("AI-24", "AI-27")
@pytest.mark.parametrize(
    ("style", "draft", "made"),
    [
        (
            "shorter",
            "I just wanted to let you know that your order is very likely here soon.",
            "Your order is likely here soon.",
        ),
        ("shorter", "We are late due to the fact that it snows.", "We are late because it snows."),
        ("shorter", "Please pay the the bill.", "Please pay the bill."),
        (
            "formal",
            "Hey, we can't send it and it's not here!! Thanks 🎉",
            "Hello, we cannot send it and it is not here. Thank you",
        ),
        (
            "friendlier",
            "We cannot send it. You are right.",
            "Hi there,\n\nWe can't send it. You're right.",
        ),
        ("friendlier", "Hello Kari, we cannot send it.", "Hello Kari, we can't send it."),
        (
            "grammar",
            "i dont know  where the the parcel is ,sorry",
            "I don't know where the parcel is, sorry",
        ),
        ("grammar", "your parcel left. it comes tomorrow.", "Your parcel left. It comes tomorrow."),
        ("grammar", "das das Paket ist da", "Das Paket ist da"),
        ("friendlier", "Das Paket ist bei der Post.", "Hallo,\n\nDas Paket ist bei der Post."),
        ("shorter", "Das ist wirklich sehr schön.", "Das ist wirklich sehr schön."),
    ],
)
def test_a_draft_reads_as_it_is_wanted(style, draft, made):
    assert rewrite(draft, style) == made


@pytest.mark.feature("AI-24")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "kept",
    [
        "https://shop.example/very/just/a?b=i",
        "anna.just@example.com",
        "`just dont`",
        "{{contact.first_name|there}}",
        "4711-22",
        "1.5",
        "10:30",
    ],
)
def test_what_is_no_prose_stays_as_it_is(style, kept):
    assert kept in rewrite(f"Please see {kept} and tell us.", style)


@given(strategies.text(max_size=300), strategies.sampled_from(STYLES))
def test_numbers_are_the_same_whatever_the_draft(text, style):
    assert re.findall(r"\d+", rewrite(text, style)) == re.findall(r"\d+", text)


@given(strategies.text(alphabet="ab. \n!`{}@:/", max_size=80), strategies.sampled_from(STYLES))
def test_what_was_rewritten_once_stays_so(text, style):
    once = rewrite(text, style)

    assert rewrite(once, style) == once
