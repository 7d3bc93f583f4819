"""Articles: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.runtime.model import Body, Model

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


Text = Annotated[str, StringConstraints(min_length=1, max_length=50_000, pattern=r"\S")]


class NewArticle(Body):
    """A help text."""

    title: Title
    text: Text


class ArticleChange(Body):
    """What to change."""

    title: Title | None = None
    text: Text | None = None


class ArticleView(Model):
    """An article."""

    id: str
    title: str
    text: str
    created_at: str
    updated_at: str
