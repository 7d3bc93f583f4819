"""Messages and notes after they were written: quoted, edited, deleted, mentioned in."""

from datetime import timedelta

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import ActorKind, Person, Preview, Status
from chalicelib.runtime.errors import Forbidden, NotVisible, Refused
from chalicelib.runtime.ids import entry_id
from tests.builders import (
    ANNA,
    BO,
    NOON,
    a_channel_ref,
    a_conversation,
    a_message,
    a_reader,
    a_route,
    a_sent_entry,
    an_agent,
    later,
)

ID = "evt_x"
QUARTER = timedelta(minutes=15)
SALES = Person("tm_2", "Sales")
FILE = {"id": "att_1", "name": "map.png", "mime_type": "image/png", "size": 9, "kind": "image"}


def a_note(**facts):
    """A note of Anna's that mentions Bo."""
    data = {"text": "VIP", "parent_id": None, "mentions": domain.people((BO,)),
            "edited_at": None, "deleted_at": None}  # fmt: skip
    known = {"id": entry_id("nte", 2, NOON), "type": "note.added", "data": data}
    return a_sent_entry(**(known | facts))


def noted(conversation, mentions=(), by=None, at=NOON):
    return domain.note(conversation, by or an_agent(), {"text": "x"}, mentions, ID, at)


@pytest.mark.feature("MSG-20")
def test_a_message_says_in_which_format_it_is_written():
    assert domain.content("*Hi*", a_channel_ref(), "markdown")["format"] == "markdown"
    assert domain.content("*Hi*", a_channel_ref())["format"] == "plain"


@pytest.mark.feature("CONV-36", "MSG-01")
def test_writing_first_makes_a_conversation_of_ones_own_that_asks_for_nothing():
    draft = a_conversation(version=0, waiting_since=None, unreplied_since=None,
                           received_seq=0, news_seq=0)  # fmt: skip

    change = domain.start_outbound(draft, an_agent(), a_message("Hello"), ID)

    assert change.after.assignees == (ANNA,)
    assert (change.after.unreplied_since, change.after.waiting_since) == (None, None)
    assert not domain.is_unread(change.after, ANNA.id)
    assert not domain.is_unread(change.after, BO.id)
    assert (change.entry.type, change.entry.changes["created"]) == ("message.sent", True)
    assert change.load_deltas() == {ANNA.id: 1}


@pytest.mark.feature("MSG-04")
def test_a_row_names_the_files_of_a_message_without_text():
    message = domain.content("", a_channel_ref(), attachments=[FILE])

    after = domain.reply(a_conversation(), an_agent(), message, a_route(), ID, NOON).after

    assert after.preview.text == "map.png"


@pytest.mark.feature("MSG-13")
def test_a_quote_shows_what_was_said_and_by_whom():
    message = a_sent_entry()

    assert domain.quote(message) == {
        "message_id": message.id, "text": "Yes", "author": ActorKind.AGENT,
    }  # fmt: skip


@pytest.mark.feature("MSG-13")
@pytest.mark.parametrize(
    "entry",
    [a_note(), a_sent_entry(data=a_message("") | {"deleted_at": "…"})],
    ids=["a note", "a deleted message"],
)
def test_neither_notes_nor_what_is_gone_can_be_quoted(entry):
    with pytest.raises(Refused, match="quoted"):
        domain.quote(entry)


@pytest.mark.feature("MSG-16")
@pytest.mark.parametrize("seconds", [0, 900])
def test_an_author_edits_their_message_and_the_earlier_text_is_kept(seconds):
    message = a_sent_entry()
    row = a_conversation(version=2, preview=Preview("Yes", ActorKind.AGENT, 2))

    change = domain.edit(row, message, an_agent(), "Yes!", QUARTER, ID, later(seconds))

    after = change.rewrite.after
    assert (after.data["text"], after.data["edited_at"]) == ("Yes!", domain_time(seconds))
    earlier = {"text": "Yes", "by": {"id": ANNA.id, "name": ANNA.name}, "at": domain_time(seconds)}
    assert after.history == (earlier,)
    assert change.entry.data == {"message_id": message.id, "text": "Yes!"}
    assert change.after.preview.text == "Yes!"
    assert change.after.last_entry_at == NOON


def domain_time(seconds):
    return later(seconds).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.mark.feature("MSG-16")
def test_every_earlier_text_is_kept():
    message, row = a_sent_entry(), a_conversation(version=2)
    for text in ("a", "b"):
        message = domain.edit(row, message, an_agent(), text, QUARTER, ID, NOON).rewrite.after

    assert [one["text"] for one in message.history] == ["Yes", "a"]


@pytest.mark.feature("MSG-16")
@pytest.mark.parametrize(
    ("by", "seconds", "pushes", "error", "words"),
    [
        (an_agent(BO, admin=True), 0, False, Forbidden, "author"),
        (an_agent(), 901, False, Refused, "15 minutes"),
        (an_agent(), 0, True, Refused, "cannot change"),
    ],
)
def test_an_edit_is_refused_to_others_too_late_and_where_it_cannot_be_taken_back(
    by, seconds, pushes, error, words
):
    conversation = a_conversation(version=2, channel=a_channel_ref(pushes))

    with pytest.raises(error, match=words):
        domain.edit(conversation, a_sent_entry(), by, "No", QUARTER, ID, later(seconds))


@pytest.mark.feature("MSG-15")
@pytest.mark.parametrize("pushes", [True, False])
@pytest.mark.parametrize("by", [an_agent(), an_agent(BO, admin=True)])
def test_a_deleted_message_leaves_a_tombstone_and_says_whether_the_customer_still_has_it(
    by, pushes
):
    message = a_sent_entry(data=a_sent_entry().data | {"attachments": [FILE]})
    row = a_conversation(
        version=2, channel=a_channel_ref(pushes), preview=Preview("Yes", ActorKind.AGENT, 2)
    )

    change = domain.delete_message(row, message, by, ID, NOON)

    assert change.entry.data == {"message_id": message.id, "retracted": not pushes}
    gone = change.rewrite.after
    assert (gone.data["text"], gone.data["attachments"]) == ("", [])
    assert gone.data["deleted_at"]
    assert gone.history[0]["text"] == "Yes"
    assert change.after.preview.text == ""


@pytest.mark.feature("MSG-15", "MSG-16")
def test_what_is_deleted_or_the_customers_own_cannot_be_changed():
    row = a_conversation(version=2)
    gone = domain.delete_message(row, a_sent_entry(), an_agent(), ID, NOON).rewrite.after
    theirs = a_sent_entry(type="message.received")

    with pytest.raises(Refused, match="deleted already"):
        domain.delete_message(row, gone, an_agent(), ID, NOON)
    with pytest.raises(Refused, match="deleted already"):
        domain.edit(row, gone, an_agent(), "x", QUARTER, ID, NOON)
    with pytest.raises(Refused, match="cannot be changed"):
        domain.delete_message(row, theirs, an_agent(admin=True), ID, NOON)
    with pytest.raises(Forbidden):
        domain.delete_message(row, a_sent_entry(), an_agent(BO), ID, NOON)


def test_a_row_goes_on_showing_a_newer_message_when_an_older_one_changes():
    row = a_conversation(version=3, preview=Preview("Thanks", ActorKind.CUSTOMER, 3))

    after = domain.edit(row, a_sent_entry(), an_agent(), "No", QUARTER, ID, NOON).after

    assert after.preview.text == "Thanks"


@pytest.mark.feature("NOTE-04", "NOTE-05", "NOTE-06")
def test_a_note_brings_the_conversation_to_those_whom_it_mentions():
    elsewhere = a_conversation(team_id="tm_other")

    change = noted(elsewhere, (BO, SALES))

    assert change.after.mentioned == {BO.id: 2, SALES.id: 2}
    assert change.entry.data["mentions"] == domain.people((BO, SALES))
    assert {domain.Seat("mentioned", BO.id), domain.Seat("mentioned", SALES.id)} <= domain.seats(
        change.after
    )
    assert domain.is_unread(domain.read(change.after, BO.id, 1).after, BO.id)
    assert domain.may_see(a_reader(BO.id), change.after)
    assert domain.may_see(a_reader("usr_of_sales", SALES.id), change.after)


@pytest.mark.feature("NOTE-08")
def test_any_number_of_notes_fit_and_mentioning_oneself_is_nothing():
    conversation = a_conversation()
    for number in range(60):
        conversation = noted(conversation, (ANNA,), at=later(number)).after

    assert conversation.version == 61
    assert conversation.mentioned == {}


def test_who_was_mentioned_longest_ago_makes_room():
    conversation = a_conversation()
    for number in range(domain.MENTIONED_AT_MOST + 1):
        conversation = noted(conversation, (Person(f"usr_{number}", "x"),)).after

    assert len(conversation.mentioned) == domain.MENTIONED_AT_MOST
    assert "usr_0" not in conversation.mentioned


@pytest.mark.feature("NOTE-19")
def test_whoever_may_not_see_a_restricted_conversation_cannot_be_mentioned_in_it():
    restricted = a_conversation(visible_to=(ANNA,))

    with pytest.raises(NotVisible, match="Bo Lind may not see") as refusal:
        noted(restricted, (ANNA, BO))
    assert refusal.value.facts == {"user_ids": [BO.id]}
    with pytest.raises(NotVisible):
        domain.edit_note(restricted, a_note(), an_agent(), "x", (BO,), ID, NOON)


@pytest.mark.feature("NOTE-18")
@pytest.mark.parametrize("by", [an_agent(), an_agent(BO, admin=True)])
def test_a_note_is_changed_by_its_author_or_an_admin_and_the_earlier_text_stays(by):
    row = a_conversation(version=2, mentioned={BO.id: 2})

    change = domain.edit_note(row, a_note(), by, "Very VIP", (BO, SALES), ID, NOON)

    after = change.rewrite.after
    assert (after.data["text"], after.history[0]["text"]) == ("Very VIP", "VIP")
    assert change.entry.changes == {"mentioned": domain.people((SALES,))}
    assert change.after.mentioned == {BO.id: 2, SALES.id: 3}


@pytest.mark.feature("NOTE-18")
def test_a_deleted_note_is_empty_but_for_its_history():
    change = domain.delete_note(a_conversation(version=2), a_note(), an_agent(), ID, NOON)

    gone = change.rewrite.after
    assert (gone.data["text"], gone.data["mentions"]) == ("", [])
    assert [one["text"] for one in gone.history] == ["VIP"]
    with pytest.raises(Refused, match="deleted already"):
        domain.edit_note(change.after, gone, an_agent(), "x", (), ID, NOON)


@pytest.mark.feature("NOTE-18")
def test_a_colleague_changes_nobodys_notes():
    row = a_conversation(version=2)

    with pytest.raises(Forbidden, match="author or an admin"):
        domain.edit_note(row, a_note(), an_agent(BO), "x", (), ID, NOON)
    with pytest.raises(Forbidden, match="author or an admin"):
        domain.delete_note(row, a_note(), an_agent(BO), ID, NOON)


def test_a_closed_conversation_can_be_noted_in_and_stays_closed():
    closed = a_conversation(status=Status.CLOSED, waiting_since=None)

    assert noted(closed, (BO,)).after.status is Status.CLOSED
