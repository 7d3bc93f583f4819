"""Articles, sources and proposals: what comes in and goes out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.conversations.events import PersonView
from chalicelib.knowledge.domain import Kind, ProposalStatus
from chalicelib.runtime.model import Body, Model, Name
from chalicelib.runtime.paging import PageQuery

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=50_000, pattern=r"\S"),
    Field(description="Small Markdown, as in messages.", examples=["We ship to **Norway**."]),
]
Category = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Language = Annotated[
    str,
    StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    Field(description="BCP 47.", examples=["nb"]),
]
Address = Annotated[
    str,
    StringConstraints(
        max_length=2000,
        pattern=r'^https://[^\s/?#@:<>"\\]+\.[^\s/?#@:<>"\\]+(:\d{1,5})?([/?#][^\s<>"\\]*)?$',
    ),
    Field(
        description="Where customers read it on the web.",
        examples=["https://shop.example/help/shipping"],
    ),
]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Search = Annotated[str, StringConstraints(max_length=200)]
ArticleStatus = Literal["published", "draft"]


class ArticlesQuery(PageQuery):
    """The articles that the caller may read, all or those that fit."""

    q: Search = Field("", description="Words that must all stand in title or text.")
    status: ArticleStatus | None = None
    category: Category | None = None


class NewArticle(Body):
    """A help text."""

    title: Title
    text: Text
    status: ArticleStatus = "published"
    category: Category | None = None
    language: Language | None = None
    team_id: Id | None = Field(None, description="Whose it is; null: everyone's, customers too.")
    url: Address | None = None


class ArticleChange(Body):
    """What to change; what is absent stays. Null is none; of title, text and status: as it is."""

    title: Title | None = None
    text: Text | None = None
    status: ArticleStatus | None = None
    category: Category | None = None
    language: Language | None = None
    team_id: Id | None = None
    url: Address | None = None


class ArticleView(Model):
    """An article."""

    id: str
    title: str
    text: str
    status: ArticleStatus
    category: str | None
    language: str | None
    team_id: str | None
    url: str | None = Field(description="Where customers read it on the web.")
    created_at: str
    updated_at: str
    created_by: PersonView | None = Field(description="Null: from before this was noted.")
    updated_by: PersonView | None


class NewSource(Body):
    """Something to gather knowledge from: with `url` a site or a page, with `text` a snippet, with
    `attachment_id` an uploaded file."""

    kind: Kind
    name: Name | None = None
    url: str | None = Field(None, min_length=1, max_length=500, examples=["shop.example"])
    text: Text | None = None
    attachment_id: Id | None = None


class SourceChange(Body):
    """What to change; what is absent stays."""

    name: Name | None = None
    enabled: bool | None = Field(None, description="Whether it is used for answers.")
    text: Text | None = Field(None, description="Of a snippet.")


class SourceFileView(Model):
    """An uploaded file."""

    name: str
    size: int = Field(description="Bytes.")
    mime_type: str


class ProgressView(Model):
    """How far gathering is, in pages; more may be found on the way."""

    done: int
    known: int


class SourceView(Model):
    """A source and its health."""

    id: str
    kind: Kind
    name: str
    url: str | None
    enabled: bool
    status: Literal["waiting", "gathering", "ready", "failed"]
    error: str | None = Field(description="Why it failed, as a sentence.")
    pages: int = Field(description="Pages that something is used of.")
    passages: int
    skipped: int = Field(description="Pages that were found and are not used.")
    refreshed_at: str | None
    created_at: str
    text: str | None = Field(description="Of a snippet.")
    file: SourceFileView | None
    progress: ProgressView | None = Field(description="While it is gathered.")


class PageView(Model):
    """What became of a page."""

    url: str
    title: str
    status: Literal["read", "unchanged", "skipped", "failed"]
    reason: str | None = Field(description="Why nothing, or not all, of it is used.")
    passages: int
    fetched_at: str | None


class ProposalsQuery(PageQuery):
    """Proposals of one status."""

    status: Literal["open", "approved", "dismissed"] = "open"


class ProposalView(Model):
    """A question that customers ask again and again, with the best answer that agents gave."""

    id: str
    question: str
    answer: str
    conversation_id: str
    conversation_number: int
    status: ProposalStatus
    public: bool = Field(
        description="Whether it may be published as it stands: nothing personal was masked in it."
    )
    created_at: str


class Approval(Body):
    """Other words for what is published."""

    question: Title | None = None
    answer: Text | None = None


class Approved(Model):
    """The article that a proposal became."""

    article_id: str


class WidgetArticlesQuery(Body):
    """What a visitor looks for; nothing: the newest."""

    q: Search = ""


class WidgetArticleRow(Model):
    """An article in a visitor's list."""

    id: str
    title: str
    excerpt: str


class WidgetArticles(Model):
    """At most ten articles, the likeliest first."""

    items: list[WidgetArticleRow]


class WidgetArticle(Model):
    """An article as a visitor reads it."""

    id: str
    title: str
    text: str
    url: str | None = Field(description="Where it stands on the web.")
