"""What clients send about conversations and inboxes; what they get is in views.py and events.py."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from chalicelib.accounts.schema import Bcp47
from chalicelib.conversations.domain import Priority
from chalicelib.conversations.events import AnyEvent, PersonView
from chalicelib.runtime.model import Body, ClientId, Model
from chalicelib.runtime.paging import PageQuery

if TYPE_CHECKING:
    from chalicelib.conversations.service import Written

Text = Annotated[str, StringConstraints(min_length=1, max_length=10_000, pattern=r"\S")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Topic = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Skill = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Sort = Literal["newest", "oldest", "created", "priority"]


class ListQuery(PageQuery):
    """Which list, in which order, and which of it."""

    inbox: str | None = Field(
        None, max_length=64, examples=["me", "unassigned", "team:tm_01J…", "all"]
    )
    view: Id | None = Field(None, description="A saved view; its filters and sort apply.")
    contact: Id | None = Field(None, description="All conversations of one contact instead.")
    number: int | None = Field(None, ge=1, description="The one conversation with this number.")
    q: str | None = Field(None, max_length=200, description="Words to find in the inbox.")
    status: Literal["open", "closed", "snoozed", "any"] | None = Field(
        None, description="Open unless said; Starred shows any."
    )
    channel: Id | None = None
    team: Id | None = None
    label: Id | None = None
    priority: Literal["low", "medium", "high", "urgent"] | None = None
    important: bool | None = None
    assignee: Id | None = Field(None, description="A user's id, or `none`.")
    sort: Sort | None = Field(None, description="Unless said, what the caller chose for the inbox.")


class TimelineQuery(Body):
    """Entries before a cursor, after a seq, or around one; none of them: the newest."""

    limit: int = Field(50, ge=1, le=100)
    before: str | None = Field(None, max_length=1000, description="`next_cursor` of a page.")
    after_seq: int | None = Field(None, ge=0, le=2**31)
    around: int | None = Field(None, ge=1, le=2**31, description="A seq to have in the middle.")


class Timeline(Model):
    """A page of a thread, in ascending order."""

    items: list[AnyEvent]
    next_cursor: str | None = None
    earlier: str | None = Field(
        None,
        description="On the page where the thread begins: the contact's previous conversation.",
    )


class NewOption(Body):
    """A quick reply to offer."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    id: Id | None = Field(None, description="What comes back when it is pressed; else its title.")


Gap = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]


class NewTemplate(Body):
    """An approved template and what goes into its gaps, in their order."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    header: list[Gap] = Field([], max_length=10)
    body: list[Gap] = Field([], max_length=50)
    buttons: list[Gap] = Field([], max_length=10)
    header_attachment: Id | None = None


MailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$"),
]


class NewMessage(Body):
    """An answer to the customer: text, files or both, or an approved template."""

    text: Annotated[str, StringConstraints(max_length=10_000)] = ""
    format: Literal["plain", "markdown"] = "plain"
    attachments: list[Id] = Field([], max_length=10)
    channel_id: Id | None = Field(None, description="Another of the conversation's channels.")
    reply_to: Id | None = Field(None, description="The message that this one answers.")
    options: list[NewOption] = Field([], max_length=13, description="Quick replies to offer.")
    template: NewTemplate | None = None
    subject: Topic | None = Field(None, description="Of mail; else as before.")
    cc: list[MailAddress] | None = Field(
        None, max_length=20, description="Of mail; null: whoever was in copy before."
    )
    suggestion_id: Id | None = Field(
        None, description="The suggested answer that the text began as, before it was edited."
    )
    translate_to: Bcp47 | None = Field(
        None, description="The customer's language: they get a translation, colleagues see both."
    )
    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one message."
    )

    @model_validator(mode="after")
    def _says_something(self) -> NewMessage:
        if self.template is not None:
            if self.text.strip() or self.attachments or self.options:
                raise ValueError("a template has its own text; leave the rest out")
        elif not self.text.strip() and not self.attachments:
            raise ValueError("write something or attach a file")
        titles = [option.title for option in self.options]
        if len(set(titles)) != len(titles):
            raise ValueError("each quick reply once")
        return self

    def written(self) -> Written:
        """As the services take it."""
        from chalicelib.channels.domain import Option
        from chalicelib.conversations.service import TemplateChoice, Written

        chosen = self.template and TemplateChoice(
            self.template.id,
            tuple(self.template.header),
            tuple(self.template.body),
            tuple(self.template.buttons),
            self.template.header_attachment,
        )
        return Written(
            self.text,
            self.format,
            tuple(self.attachments),
            self.channel_id,
            self.reply_to,
            self.client_id,
            self.suggestion_id,
            options=tuple(Option(one.id or one.title, one.title) for one in self.options),
            template=chosen or None,
            subject=self.subject,
            cc=None if self.cc is None else tuple(self.cc),
            translate_to=self.translate_to,
        )


class CloseAfter(Body):
    """End the conversation with its first message; how it ended has to be said (CH-26, CH-28)."""

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class NewConversation(NewMessage):
    """A first message to one contact (CONV-36)."""

    contact_id: Id | list[Id] | None = Field(
        None, description="Whom to write to; several are refused, which is what broadcasts are for."
    )
    address: Annotated[str, StringConstraints(min_length=3, max_length=254)] | None = Field(
        None, description="A phone number or mail address instead: finds or makes the contact."
    )
    close: CloseAfter | None = None
    channel_id: Id
    topic: Topic | None = None
    visible_to: list[Id] | None = Field(None, min_length=1, max_length=15)


class ConversationChange(Body):
    """What is set of a conversation; what is absent stays."""

    topic: Topic | None = None
    priority: Priority | None = None
    important: bool | None = None
    visible_to: list[Id] | None = Field(
        None, min_length=1, max_length=15, description="Who alone may see it; null: the team."
    )
    skills: list[Skill] = Field(
        [], max_length=10, description="What its agents must know, beside what its team asks."
    )


class Reacting(Body):
    """An emoji; null takes the company's reaction back."""

    emoji: Annotated[str, StringConstraints(min_length=1, max_length=16)] | None


class MailSource(Model):
    """A mail as it was written, quoted history and signature included."""

    html: str | None = Field(description="Sanitised; show it in a sandboxed frame.")
    full_text: str
    source_url: str | None = Field(description="The whole mail as it came, for a while.")


class NewText(Body):
    """A message's new text."""

    text: Text


class NewNote(Body):
    """A note for colleagues."""

    text: Text
    parent_id: Id | None = Field(None, description="The note that this one answers.")
    mentions: list[Id] = Field([], max_length=20, description="Users and teams.")
    client_id: ClientId | None = Field(
        None, description="The client's own id: sent twice, it is one note."
    )


class NoteChange(Body):
    """A note's new text."""

    text: Text
    mentions: list[Id] | None = Field(None, max_length=20)


class Assignment(Body):
    """Who gets the conversation; nobody puts it back into Unassigned."""

    user_ids: list[Id] = Field(max_length=10)


class Closing(Body):
    """How it ended."""

    disposition: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    everyone: bool = Field(
        False, description="Also for colleagues who have it; else they go on with the customer."
    )


class ReadUpTo(Body):
    """How far the caller has read."""

    up_to: int = Field(ge=0, le=2**31)


class Snoozing(Body):
    """Until when; null: until the customer writes."""

    until: AwareDatetime | None = None


class Labelling(Body):
    """Labels to set and to take, by id."""

    add: list[Id] = Field([], max_length=10)
    remove: list[Id] = Field([], max_length=20)


class Merging(Body):
    """The conversation that goes into this one."""

    conversation_id: Id


class BulkAssign(Assignment):
    """Give them all to these users."""

    kind: Literal["assign"]


class BulkLabel(Labelling):
    """Label them all."""

    kind: Literal["label"]


class BulkSnooze(Snoozing):
    """Snooze them all."""

    kind: Literal["snooze"]


class BulkClose(Closing):
    """Close them all."""

    kind: Literal["close"]


class BulkReopen(Body):
    """Reopen them all."""

    kind: Literal["reopen"]


BulkAction = BulkAssign | BulkLabel | BulkSnooze | BulkClose | BulkReopen


class Bulk(Body):
    """One action on many conversations (CONV-52)."""

    conversation_ids: list[Id] = Field(min_length=1, max_length=100)
    action: Annotated[BulkAction, Field(discriminator="kind")]


class BulkProblem(Model):
    """Why it was not done for one of them."""

    code: str
    detail: str


class BulkResult(Model):
    """What became of one of them."""

    id: str
    ok: bool
    problem: BulkProblem | None = None


class BulkResults(Model):
    """One result for each conversation, in the order given."""

    items: list[BulkResult]


class InboxView(Model):
    """A list of conversations and its numbers; 100 stands for 100 or more."""

    id: str
    name: str
    kind: Literal["me", "unassigned", "mentions", "starred", "team", "all"]
    open: int
    unreplied: int = Field(description="Customers who wait for an answer (CONV-34).")
    unread: int | None = Field(description="Of the caller's own lists; null where it is shared.")


class Inboxes(Model):
    """The caller's lists, and the number on the icon (CONV-35)."""

    items: list[InboxView]
    badge: int
    waiting: int = Field(description="What waits in the caller's teams (ASG-29).")


class Deletion(Model):
    """Whether the customer's copy is gone, too."""

    retracted: bool


class Earlier(Model):
    """A text that was changed or deleted."""

    text: str
    by: PersonView
    at: str


class History(Model):
    """Earlier texts, oldest first."""

    items: list[Earlier]


class Link(Model):
    """A short-lived link to a file."""

    url: str
    expires_in: int = Field(description="Seconds.")


def moment(at: datetime | None) -> datetime | None:
    """A client's time cut to the milliseconds that we store."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000) if at else None
