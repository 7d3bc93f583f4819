"""Which auto-reply a message gets, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.accounts.domain import CHATS, Availability
from chalicelib.conversations.domain import AI_AGENT, Entry, Person
from chalicelib.responder.domain import replies, words
from chalicelib.responder.domain.replies import ALWAYS, BUSY, CLOSED, AutoReply
from tests.builders import (
    NOON,
    a_closed_conversation,
    a_conversation,
    a_customer,
    a_message,
    a_sent_entry,
    a_user,
    an_agent,
    later,
)


def a_reply(id_: str = "atr_1", when: str = ALWAYS, **facts: Any) -> AutoReply:
    """An auto-reply for everything."""
    return AutoReply(id_, id_, when, "Thanks.", **facts)


def a_received(**facts: Any) -> Entry:
    """A customer's first message."""
    known: dict[str, Any] = {
        "type": "message.received",
        "actor": a_customer(),
        "data": a_message(),
        "changes": {"created": True},
    }
    return a_sent_entry(**(known | facts))


def chosen(
    *settled: AutoReply,
    closed: bool = False,
    busy: bool = False,
    begins: bool = False,
    **facts: Any,
) -> str | None:
    """The id of the auto-reply that a message gets."""
    found = replies.choose(settled, a_conversation(**facts), lambda: closed, lambda: busy, begins)
    return found.id if found else None


@pytest.mark.feature("AUTO-01")
def test_each_setting_answers_in_its_own_case():
    three = (a_reply("a", ALWAYS), a_reply("b", BUSY), a_reply("c", CLOSED))

    assert chosen(*three, closed=True, busy=True, begins=True) == "c"
    assert chosen(*three, busy=True, begins=True) == "b"
    assert chosen(*three, begins=True) == "a"
    assert chosen(*three) is None


@pytest.mark.feature("AUTO-10")
def test_the_one_for_channel_and_team_counts_before_the_one_for_everybody():
    everybody = a_reply("all", CLOSED)
    team = a_reply("team", CLOSED, team_ids=("tm_1",))
    channel = a_reply("channel", CLOSED, channel_ids=("chn_1",))
    both = a_reply("both", CLOSED, channel_ids=("chn_1",), team_ids=("tm_1",))

    assert chosen(everybody, team, channel, both, closed=True) == "both"
    assert chosen(everybody, team, channel, closed=True) == "channel"
    assert chosen(everybody, team, closed=True) == "team"
    assert chosen(everybody, team, closed=True, team_id="tm_2") == "all"
    assert chosen(team, channel, closed=True, team_id="tm_2", channel=_other()) is None


def _other() -> Any:
    from tests.builders import a_channel_ref

    return replace(a_channel_ref(), id="chn_2")


def test_one_that_is_switched_off_says_nothing():
    assert chosen(a_reply(enabled=False), begins=True) is None


@pytest.mark.feature("AUTO-01")
@pytest.mark.parametrize(
    ("head", "message"),
    [
        (a_conversation(), a_received(data=a_message() | {"mail": {"automatic": True}})),
        (a_conversation(), a_received(data=a_message() | {"deleted_at": "2026-03-02"})),
        (a_conversation(), a_received(occurred_at=NOON - timedelta(hours=2))),
        (a_conversation(), a_sent_entry()),
        (a_conversation(unreplied_since=None), a_received()),
        (a_closed_conversation(), a_received()),
        (a_conversation(assignees=(Person(AI_AGENT, "Robin"),)), a_received()),
    ],
    ids=["machine", "deleted", "stale", "ours", "answered", "closed", "with the AI agent"],
)
def test_what_no_machine_should_answer_gets_no_answer(head, message):
    assert not replies.may_answer(head, message, NOON)
    assert replies.may_answer(a_conversation(), a_received(), NOON)


def test_where_a_person_wrote_a_moment_ago_nobody_is_told_that_nobody_is_there():
    said = a_sent_entry(actor=an_agent())

    assert replies.spoke_lately([said], later(60 * 29))
    assert not replies.spoke_lately([said], later(60 * 31))
    assert not replies.spoke_lately([a_received()], NOON)


@pytest.mark.feature("AUTO-01")
@pytest.mark.parametrize(
    ("facts", "online", "limit", "free"),
    [
        ({}, True, None, True),
        ({"load": 2}, True, 3, True),
        ({"load": 3}, True, 3, False),
        ({}, False, None, False),
        ({"availability": Availability.AWAY}, True, None, False),
        ({"off": {"tm_1": frozenset({CHATS})}}, True, None, False),
        ({"off": {"tm_2": frozenset({CHATS})}}, True, None, True),
        ({"wrap_up_until": later(60)}, True, None, False),
        ({"wrap_up_until": later(-60)}, True, None, True),
    ],
)
def test_busy_is_a_team_of_which_nobody_could_take_it(facts, online, limit, free):
    assert replies.is_free(a_user(**facts), "tm_1", online, limit, NOON) is free


def test_a_spell_is_the_time_in_which_something_is_said_once():
    opens = datetime(2026, 3, 3, 8, tzinfo=UTC)
    head, message = a_conversation(), a_received()

    assert replies.spell(CLOSED, head, message, opens) == replies.spell(
        CLOSED, head, replace(message, seq=9), opens
    )
    assert replies.spell(CLOSED, head, message, None) == "closed:never"
    waits_anew = replace(head, waiting_since=later(60))
    assert replies.spell(BUSY, head, message, None) != replies.spell(
        BUSY, waits_anew, message, None
    )
    assert replies.spell(ALWAYS, head, message, None) == f"begin:{message.seq}"


@pytest.mark.feature("AUTO-10")
@pytest.mark.parametrize(
    ("opens", "language", "said"),
    [
        (datetime(2026, 3, 2, 17, tzinfo=UTC), "en", "18:00"),
        (datetime(2026, 3, 3, 8, tzinfo=UTC), "en", "Tuesday 09:00"),
        (datetime(2026, 3, 3, 8, tzinfo=UTC), "no", "tirsdag 09:00"),
        (datetime(2026, 3, 8, 8, tzinfo=UTC), "de", "Sonntag 09:00"),
        (datetime(2026, 3, 9, 8, tzinfo=UTC), "en", "2026-03-09 09:00"),
        (datetime(2026, 3, 3, 8, tzinfo=UTC), "ja", "2026-03-03 09:00"),
    ],
)
def test_when_it_opens_is_told_by_the_clock_of_the_office(opens, language, said):
    assert words.moment(opens, NOON, "Europe/Oslo", language) == said


def test_every_language_has_seven_days():
    assert all(len(set(days.split())) == 7 for days in words.WEEKDAYS.values())


def test_a_customer_reads_their_language_where_there_is_a_text_in_it():
    texts = {"nb": "Takk.", "pt-BR": "Obrigado."}

    assert words.text_for("Thanks.", texts, "no") == ("Takk.", "no")
    assert words.text_for("Thanks.", texts, "pt") == ("Obrigado.", "pt")
    assert words.text_for("Thanks.", texts, "fi") == ("Thanks.", "en")
    assert words.text_for("Thanks.", texts, None) == ("Thanks.", "en")


@pytest.mark.parametrize(
    ("text", "closed", "why"),
    [
        ("We are back {opens_at}.", True, None),
        ("We are back {opens_at}.", False, "opens_at"),
        ("Hi {{contact.first_name|there}}", False, None),
        ("Hi {{contact.first_name}}", False, "contact.first_name"),
        ("{{agent.name}} here", False, "agent.name"),
        ("{{contact.shoe}}", False, "no variable"),
        ("#{{conversation.number}} at {{company.name}}", False, None),
    ],
)
def test_a_text_leaves_no_gap_that_a_person_would_have_to_fill(text, closed, why):
    found = words.problem(text, closed)

    assert (found is None) if why is None else (why in (found or ""))


def test_an_auto_reply_is_read_as_it_was_kept():
    one = a_reply(channel_ids=("chn_1",), texts={"de": "Danke."}, pause_hours=3)

    assert replies.of(replies.data(one)) == one
    assert replies.of(replies.data(one)).texts == {"de": "Danke."}
