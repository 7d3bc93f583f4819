"""Messages and notes: sending, changing, deleting, labelling; their files and earlier texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.conversations.api.blueprint import bp
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.conversations import schema, service, views
    from chalicelib.drafts import service as drafts
else:
    service = lazy("chalicelib.conversations.service")
    schema = lazy("chalicelib.conversations.schema")
    views = lazy("chalicelib.conversations.views")
    drafts = lazy("chalicelib.drafts.service")

CONVERSATION = "/v1/conversations/{conversation_id}"
MESSAGE = CONVERSATION + "/messages/{message_id}"
NOTE = CONVERSATION + "/notes/{note_id}"


@bp.route(CONVERSATION + "/messages", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.REPLY)
def post_message(conversation_id: str, body: schema.NewMessage) -> views.AnyEvent:
    """Answer the customer. Takes an unassigned conversation, reopens a closed one."""
    who = caller(bp)
    sent = service.reply(who, conversation_id, body.written(), arrived(bp))
    drafts.discard(who.account_id, conversation_id, who.user_id, "reply")
    return views.event(sent, who.user_id)


@bp.route(MESSAGE + "/reactions", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def react_to_message(
    conversation_id: str, message_id: str, body: schema.Reacting
) -> views.AnyEvent:
    """Put an emoji on a message, or take it back (MSG-14)."""
    who = caller(bp)
    message = service.react(who, conversation_id, message_id, body.emoji, arrived(bp))
    return views.event(message, who.user_id)


@bp.route(MESSAGE + "/mail", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_mail(conversation_id: str, message_id: str) -> schema.MailSource:
    """A mail as it was written (CH-09)."""
    found = service.mail_source(caller(bp), conversation_id, message_id)
    return schema.MailSource(
        html=found.html, full_text=found.full_text, source_url=found.source_url
    )


@bp.route(MESSAGE, methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def edit_message(conversation_id: str, message_id: str, body: schema.NewText) -> views.AnyEvent:
    """Change one's own message, shortly after it was sent and where the channel allows it."""
    who = caller(bp)
    edited = service.edit(who, conversation_id, message_id, body.text, arrived(bp))
    return views.event(edited, who.user_id)


@bp.route(MESSAGE, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, needs=Permission.REPLY)
def delete_message(conversation_id: str, message_id: str) -> schema.Deletion:
    """Delete a message that was sent; its author or an admin may. Earlier text stays in the
    history."""
    retracted = service.delete_message(caller(bp), conversation_id, message_id, arrived(bp))
    return schema.Deletion(retracted=retracted)


@bp.route(MESSAGE + "/history", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_history(conversation_id: str, message_id: str) -> schema.History:
    """What a message or note said before it was changed or deleted."""
    earlier = service.history(caller(bp), conversation_id, message_id)
    return schema.History(items=[schema.Earlier.model_validate(one) for one in earlier])


@bp.route(MESSAGE + "/retry", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=202, needs=Permission.REPLY)
def retry_message(conversation_id: str, message_id: str) -> views.AnyEvent:
    """Send a message again whose delivery failed."""
    return views.event(service.retry(caller(bp), conversation_id, message_id, arrived(bp)))


@bp.route(MESSAGE + "/labels", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.NOTE)
def label_message(conversation_id: str, message_id: str, body: schema.Labelling) -> views.AnyEvent:
    """Set and take labels of one message (NOTE-11)."""
    who = caller(bp)
    labelled = service.label_message(
        who, conversation_id, message_id, body.add, body.remove, arrived(bp)
    )
    return views.event(labelled, who.user_id)


@bp.route(MESSAGE + "/attachments/{attachment_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_attachment(conversation_id: str, message_id: str, attachment_id: str) -> schema.Link:
    """A short-lived link to a file of a message (MSG-22)."""
    url, seconds = service.attachment_link(caller(bp), conversation_id, message_id, attachment_id)
    return schema.Link(url=url, expires_in=seconds)


@bp.route(CONVERSATION + "/notes", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.NOTE)
def post_note(conversation_id: str, body: schema.NewNote) -> views.AnyEvent:
    """Leave a note that only colleagues see, mentioning users and teams."""
    who = caller(bp)
    note = service.add_note(
        who,
        conversation_id,
        body.text,
        arrived(bp),
        body.client_id,
        parent_id=body.parent_id,
        mentions=body.mentions,
    )
    drafts.discard(who.account_id, conversation_id, who.user_id, "note")
    return views.event(note)


@bp.route(NOTE, methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.NOTE)
def edit_note(conversation_id: str, note_id: str, body: schema.NoteChange) -> views.AnyEvent:
    """Change a note; its author or an admin may (NOTE-18)."""
    return views.event(
        service.edit_note(
            caller(bp), conversation_id, note_id, body.text, body.mentions, arrived(bp)
        )
    )


@bp.route(NOTE, methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.NOTE)
def delete_note(conversation_id: str, note_id: str) -> None:
    """Delete a note; its author or an admin may."""
    service.delete_note(caller(bp), conversation_id, note_id, arrived(bp))
