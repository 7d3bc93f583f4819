"""What customers do besides writing: they react, correct, take back, opt out, move."""

from dataclasses import replace

import pytest

from chalicelib.conversations import domain
from chalicelib.conversations.domain import Actor, ActorKind, ChannelRef, Entry, Route
from chalicelib.conversations.domain.customers import REACTIONS_AT_MOST
from chalicelib.conversations.domain.model import moment
from chalicelib.runtime.errors import Refused
from tests.builders import (
    ANNA,
    BO,
    NOON,
    a_conversation,
    a_customer,
    a_message,
    a_sent_entry,
    a_start,
    an_agent,
    later,
)

ID = "evt_x"
LATE = later(60)
SMS = ChannelRef("chn_2", "twilio_sms", "SMS", True)


def written(text: str = "Do you ship to Norway?") -> Entry:
    """The first message of `a_conversation`."""
    return replace(a_start().told, data=a_message(text))


def reacted(message, by, emoji, who=None, conversation=None):
    """A reaction's change."""
    return domain.react(conversation or a_conversation(), message, by, emoji, ID, LATE, who)


def emojis(change) -> list[tuple[str, str]]:
    """Who put what on the message, as it reads then."""
    return [(one["by"], one["emoji"]) for one in change.rewrite.after.data["reactions"]]


@pytest.mark.feature("MSG-14")
def test_a_customers_reaction_is_on_the_message_and_told():
    message = a_sent_entry()

    change = reacted(message, a_customer(), "👍")

    mark = {"emoji": "👍", "by": "customer", "id": "ctc_1", "name": "Visitor 0001"}
    assert change.rewrite.after.data["reactions"] == [mark]
    assert (change.told.type, change.told.actor.kind) == ("message.reacted", "customer")
    assert change.told.data == {"message_id": message.id, "emoji": "👍", "reactions": [mark]}


@pytest.mark.feature("MSG-14", "CONV-32")
@pytest.mark.parametrize("waiting", [NOON, None])
def test_a_reaction_is_no_message_that_waits_for_an_answer(waiting):
    before = a_conversation(assignees=(ANNA,), unreplied_since=waiting, reads={ANNA.id: 1})

    after = reacted(a_sent_entry(), a_customer(), "👍", conversation=before).after

    assert after.unreplied_since == waiting
    assert (after.received_seq, after.news_seq) == (before.received_seq, before.news_seq)
    assert (after.last_entry_at, after.preview) == (before.last_entry_at, before.preview)
    assert not domain.is_unread(after, ANNA.id)


@pytest.mark.feature("MSG-14")
def test_a_customer_has_one_reaction_and_another_replaces_it():
    first = reacted(a_sent_entry(), a_customer(), "👍").rewrite.after

    assert emojis(reacted(first, a_customer(), "❤️")) == [("customer", "❤️")]


@pytest.mark.feature("MSG-14")
def test_a_reaction_that_is_taken_back_is_gone():
    first = reacted(a_sent_entry(), a_customer(), "👍").rewrite.after

    change = reacted(first, a_customer(), None)

    assert emojis(change) == []
    assert change.told.data["emoji"] is None


@pytest.mark.feature("MSG-14", "CH-33")
def test_the_same_reaction_twice_tells_nothing_new():
    first = reacted(a_sent_entry(), a_customer(), "👍").rewrite.after

    assert reacted(first, a_customer(), "👍") is None
    assert reacted(a_sent_entry(), a_customer(), None) is None


@pytest.mark.feature("MSG-14", "CH-21")
def test_in_a_group_everybody_has_a_reaction_of_their_own():
    kim = Actor(ActorKind.CUSTOMER, "ctc_1", "Kim")
    first = reacted(a_sent_entry(), kim, "👍", who="+4790000001").rewrite.after

    both = reacted(first, kim, "👍", who="+4790000002").rewrite.after

    assert [one["id"] for one in both.data["reactions"]] == ["+4790000001", "+4790000002"]
    gone = reacted(both, kim, None, who="+4790000001")
    assert [one["id"] for one in gone.rewrite.after.data["reactions"]] == ["+4790000002"]


@pytest.mark.feature("MSG-14")
def test_a_group_of_any_size_leaves_a_message_of_bounded_size():
    message = a_sent_entry()
    for number in range(REACTIONS_AT_MOST + 5):
        message = reacted(message, a_customer(), "👍", who=f"p{number}").rewrite.after

    assert len(message.data["reactions"]) == REACTIONS_AT_MOST
    assert message.data["reactions"][-1]["id"] == f"p{REACTIONS_AT_MOST + 4}"


@pytest.mark.feature("MSG-14")
def test_the_company_has_one_reaction_whoever_of_it_reacts():
    annas = reacted(written(), an_agent(), "👍").rewrite.after
    with_customers = reacted(annas, a_customer(), "🙏").rewrite.after

    change = reacted(with_customers, an_agent(BO), "❤️")

    assert emojis(change) == [("customer", "🙏"), ("agent", "❤️")]
    assert change.rewrite.after.data["reactions"][-1]["name"] == BO.name


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(("by", "told"), [(an_agent(), True), (a_customer(), None)])
def test_a_provider_is_told_of_our_reactions_alone(by, told):
    pushing = a_conversation(channel=SMS)
    message = replace(written(), data=domain.content("Hi", SMS))

    assert reacted(message, by, "👍", conversation=pushing).told.data.get("act") == told


def test_who_reads_from_us_is_not_told_through_a_provider():
    assert "act" not in reacted(written(), an_agent(), "👍").told.data


@pytest.mark.feature("MSG-14")
@pytest.mark.parametrize(
    "entry",
    [
        replace(a_sent_entry(), type="note.added"),
        replace(a_sent_entry(), data=a_sent_entry().data | {"deleted_at": "…"}),
    ],
)
def test_only_a_message_that_is_there_can_be_reacted_to(entry):
    with pytest.raises(Refused):
        reacted(entry, an_agent(), "👍")


@pytest.mark.feature("MSG-16")
def test_a_customers_correction_replaces_the_text_and_keeps_the_earlier_one():
    message = written("Do you shp?")
    shown = a_conversation(preview=domain.Preview("Do you shp?", ActorKind.CUSTOMER, 1))

    change = domain.edited_by_customer(shown, message, a_customer(), "Do you ship?", ID, LATE)

    after = change.rewrite.after
    assert (after.data["text"], after.data["edited_at"]) == ("Do you ship?", moment(LATE))
    assert [one["text"] for one in after.history] == ["Do you shp?"]
    assert (change.told.type, change.told.actor.kind) == ("message.edited", "customer")
    assert change.after.preview.text == "Do you ship?"
    assert change.after.unreplied_since == shown.unreplied_since


@pytest.mark.feature("MSG-15")
def test_what_a_customer_takes_back_is_gone_but_for_the_history():
    message = written("My card is 4111")
    file = {"id": "att_1", "name": "card.jpg"}
    message = replace(message, data=message.data | {"attachments": [file], "answer": {"kind": "x"}})
    shown = a_conversation(preview=domain.Preview("My card is 4111", ActorKind.CUSTOMER, 1))

    change = domain.deleted_by_customer(shown, message, a_customer(), ID, LATE)

    after = change.rewrite.after
    assert (after.data["text"], after.data["attachments"], after.data["answer"]) == ("", [], None)
    assert [one["text"] for one in after.history] == ["My card is 4111"]
    assert change.told.data == {"message_id": message.id, "retracted": True}
    assert change.after.preview.text == ""


@pytest.mark.feature("CH-33")
def test_corrections_that_say_nothing_new_are_passed_over():
    message = written("Hi")
    gone = domain.deleted_by_customer(a_conversation(), message, a_customer(), ID, LATE)
    gone = gone.rewrite.after

    for of, text in ((message, "Hi"), (gone, "Again"), (a_sent_entry(), "Yours")):
        edited = domain.edited_by_customer(a_conversation(), of, a_customer(), text, ID, LATE)
        assert edited is None
    for of in (gone, a_sent_entry()):
        assert domain.deleted_by_customer(a_conversation(), of, a_customer(), ID, LATE) is None


@pytest.mark.feature("CH-16")
def test_opting_out_and_in_again_is_told_once_each():
    out = domain.opted(a_conversation(), "chn_1", True, a_customer(), ID, LATE)

    assert out.after.own_route.opted_out
    assert out.told.type == "consent.updated"
    assert out.told.data == {"channel_id": "chn_1", "opted_out": True}
    assert domain.opted(out.after, "chn_1", True, a_customer(), ID, LATE) is None
    again = domain.opted(out.after, "chn_1", False, a_customer(), ID, LATE)
    assert not again.after.own_route.opted_out


@pytest.mark.feature("CH-16", "CONV-37")
def test_opting_out_of_one_channel_leaves_the_others():
    two = a_conversation(routes=(Route(SMS, "+4790000001"),))

    after = domain.opted(two, SMS.id, True, a_customer(), ID, LATE).after

    assert [route.opted_out for route in after.all_routes] == [False, True]
    assert domain.opted(two, "chn_other", True, a_customer(), ID, LATE) is None


@pytest.mark.feature("CRM-26")
def test_a_customer_who_moved_is_answered_at_the_new_address():
    change = domain.readdressed(a_conversation(), "chn_1", "ctc_new", a_customer(), ID, LATE)

    assert change.after.address == "ctc_new"
    assert change.told.type == "contact.moved"
    assert change.told.data == {"channel_id": "chn_1", "address": "ctc_new", "before": "ctc_1"}
    assert domain.readdressed(change.after, "chn_1", "ctc_new", a_customer(), ID, LATE) is None
    assert domain.readdressed(change.after, "chn_9", "ctc_x", a_customer(), ID, LATE) is None


@pytest.mark.feature("CH-34")
def test_a_held_message_waits_says_why_and_is_let_go_once():
    message = a_sent_entry()

    held = domain.hold(a_conversation(), message, "Waits.", ID, LATE)
    waiting = held.rewrite.after
    gone = domain.let_go(held.after, waiting, ID, LATE)

    assert (waiting.data["delivery"]["status"], waiting.data["delivery"]["error"]) == (
        "queued",
        "Waits.",
    )
    assert held.told.data == {"message_id": message.id, "status": "queued", "error": "Waits."}
    assert domain.hold(held.after, waiting, "Waits.", ID, LATE) is None
    assert gone.told.data["error"] is None
    assert domain.let_go(gone.after, gone.rewrite.after, ID, LATE) is None


@pytest.mark.feature("CH-34")
@pytest.mark.parametrize("status", ["sent", "delivered", "read", "failed"])
def test_what_went_out_or_failed_is_not_held(status):
    message = a_sent_entry(status)

    assert domain.hold(a_conversation(), message, "Waits.", ID, LATE) is None
    assert domain.let_go(a_conversation(), message, ID, LATE) is None


@pytest.mark.feature("CH-18", "CH-33")
def test_a_message_that_comes_late_does_not_close_the_window_early():
    new = Route(a_conversation().channel, "ctc_1", heard_at=LATE)
    old = replace(new, heard_at=NOON)

    first = domain.receive(a_conversation(), a_customer(), a_message(), new, "msg_2", LATE)
    second = domain.receive(first.after, a_customer(), a_message(), old, "msg_3", LATE)

    assert second.after.heard_at == LATE
