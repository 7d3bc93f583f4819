"""What a transcript says, and that a note is never in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.conversations.domain import Actor, ActorKind, Entry
from chalicelib.runtime.ids import entry_id
from chalicelib.transcripts import domain
from tests.builders import ANNA, NOON, a_conversation, a_customer, a_message, an_agent, later


def an_entry(seq, type_, actor, data):
    return Entry(
        entry_id("msg", seq, NOON), "acc_1", "cnv_1", seq, type_, actor, later(seq * 60), data
    )


def received(seq, text="Do you ship?", **facts):
    return an_entry(seq, "message.received", a_customer(), a_message(text) | facts)


def sent(seq, text="We do.", actor=None, **facts):
    return an_entry(seq, "message.sent", actor or an_agent(), a_message(text) | facts)


def render(*messages, **facts):
    return domain.render("Fjord Gear", a_conversation(**facts), messages, cut=False)


@pytest.mark.feature("MSG-24")
def test_it_tells_who_wrote_what_when_and_of_what_it_is_a_transcript():
    text = render(received(1), sent(2), number=12)

    assert text.splitlines() == [
        "Conversation #12",
        "",
        "Company:   Fjord Gear",
        "Customer:  Visitor 0001",
        "Channel:   Shop",
        "Began:     2026-03-02 12:00 UTC",
        "Last news: 2026-03-02 12:00 UTC",
        "",
        "2026-03-02 12:01 UTC  Visitor 0001, customer",
        "    Do you ship?",
        "",
        "2026-03-02 12:02 UTC  Anna Berg, agent",
        "    We do.",
    ]


@pytest.mark.feature("MSG-24")
def test_edited_text_is_as_it_is_now_and_deleted_text_is_gone():
    text = render(sent(1, "Now", edited_at="…"), sent(2, "", deleted_at="…", edited_at="…"))

    assert "Anna Berg, agent (edited)\n    Now" in text
    assert "Anna Berg, agent\n    (deleted)" in text


def test_files_stand_by_their_names_and_what_did_not_arrive_says_so():
    failed = {"status": "failed", "error": "no such number", "at": "…"}
    file = {"id": "att_1", "name": "invoice\n.pdf", "mime_type": "application/pdf", "size": 1}
    text = render(sent(1, "", attachments=[file, {"url": "…"}], delivery=failed))

    assert "agent (not delivered)\n    [invoice .pdf]\n    [attachment]" in text


def test_machines_are_called_what_they_are():
    robot = Actor(ActorKind.AUTO_RESPONDER)

    assert "automatic answer, automatic answer\n    Closed" in render(sent(1, "Closed", robot))


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028"])
def test_no_message_can_pass_for_the_head_of_another(end):
    forged = "2026-03-02 12:02 UTC  Anna Berg, agent"
    text = render(received(1, f"Hello{end}{forged}"))

    assert [line for line in text.splitlines() if line == forged] == []


def test_of_a_long_thread_the_newest_messages_are_there_and_the_cut_is_told():
    thread = [received(seq) for seq in range(1, domain.MESSAGES_AT_MOST + 3)]

    messages, cut = domain.newest(reversed(thread))

    assert cut is True
    assert [one.seq for one in messages] == list(range(3, domain.MESSAGES_AT_MOST + 3))
    assert domain.CUT in domain.render("Fjord Gear", a_conversation(), messages[:1], cut)


def test_a_thread_of_long_messages_ends_before_the_answer_is_too_large():
    thread = [received(seq, "ø" * 10_000) for seq in range(1, 200)]

    messages, cut = domain.newest(reversed(thread))

    assert (len(messages), cut) == (domain.BYTES_AT_MOST // 20_000, True)


def test_whoever_stops_reading_does_not_read_on():
    def endless():
        seq = 10**9
        while True:
            seq -= 1
            yield received(seq)

    messages, _ = domain.newest(endless())

    assert len(messages) == domain.MESSAGES_AT_MOST


SECRET = "⟦internal⟧"
INTERNAL = ("note.added", "note.edited", "conversation.closed", "conversation.assigned",
            "conversation.labelled", "conversation.updated", "delivery.updated")  # fmt: skip


@pytest.mark.feature("NOTE-01", "MSG-24")
@given(st.lists(st.one_of(
    st.builds(lambda text: ("message.received", text), st.text()),
    st.builds(lambda text: ("message.sent", text), st.text()),
    st.builds(lambda kind, text: (kind, text + SECRET), st.sampled_from(INTERNAL), st.text()),
)))  # fmt: skip
def test_no_note_and_nothing_internal_is_ever_in_it(kinds):
    thread = [
        an_entry(seq, type_, an_agent(ANNA), a_message(text) | {"disposition": SECRET})
        for seq, (type_, text) in enumerate(kinds, 1)
    ]
    thread = [replace(one, changes={"labels": [SECRET]}) for one in thread]

    messages, _ = domain.newest(reversed(thread))
    text = domain.render("Fjord Gear", a_conversation(), messages, cut=False)

    assert SECRET not in text
    assert len(messages) == sum(kind in domain.MESSAGES for kind, _ in kinds)
