"""Who is told of mentions, answers under notes, held messages and conversations that are back."""

import pytest

from chalicelib.channels import service as channels
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.notifications import service, worker
from chalicelib.runtime.ids import iso, now, parse_iso
from chalicelib.scheduled import service as scheduled
from chalicelib.scheduled import store as scheduled_store
from infra.queues import QUEUES
from tests.builders import a_bus_event, an_sqs_event, bus_events, later
from tests.door import call
from tests.integration.test_realtime import items_of, open_socket

[RULE] = [queue.events for queue in QUEUES if queue.name == "notifications"]


def tell(*entries):
    """Deliver what entries are on the bus, as far as the rule puts it into the queue."""
    for entry in entries:
        for event in bus_events(entry):
            if event["detail-type"] in RULE:
                assert worker.notify(an_sqs_event(event), None) == {"batchItemFailures": []}


def told(who):
    """Kinds and titles of a user's notifications, oldest first."""
    found, _ = service.page(who, None, 50)
    return [(one.kind, one.title) for one in found][::-1]


@pytest.fixture
def team(company, sockets):
    """Anna, Bo and Cleo of a team, online, and a conversation of theirs."""
    names = ("Anna Berg", "Bo Lind", "Cleo Falk")
    people = [company.agent(name) for name in names]
    id_ = company.team(*people)
    channel = company.channel(team_id=id_)
    members = [company.caller(one.user_id) for one in people]
    for member in members:
        open_socket(member, member.user_id)
    entry = company.message(at=now(), channel=channel)
    conversations.take(members[0], entry.conversation_id, now())
    return company, *members, entry.conversation_id


def note(who, id_, text="Look at this", parent=None, mentions=()):
    written = conversations.add_note(
        who, id_, text, now(), parent_id=parent and parent.id, mentions=mentions
    )
    tell(written)
    return written


def again(company, head, text="Wait!"):
    """A further message of the conversation's customer."""
    channel = channels.get(company.account_id, head.channel.id)
    return company.message(text, head.address, channel, at=now())


MENTION = ("note.mention", "Anna Berg mentioned you")


@pytest.mark.feature("NOTE-04")
def test_a_mentioned_user_is_told_and_nobody_else(team, sockets):
    company, anna, bo, cleo, id_ = team

    note(anna, id_, "Look at\nthis, @Bo", mentions=[bo.user_id])

    assert told(bo) == [MENTION]
    assert told(anna) == told(cleo) == told(company.admin) == []
    [frame] = sockets.frames[bo.user_id]
    assert frame["data"]["text"] == "Look at this, @Bo"
    assert frame["data"]["conversation_id"] == id_


@pytest.mark.feature("NOTE-04", "NOTE-06")
def test_a_mentioned_user_of_no_team_of_the_conversation_is_told_and_may_read_it(team):
    company, anna, _, _, id_ = team
    stranger = company.agent("Dag Moe")

    note(anna, id_, mentions=[stranger.user_id])

    assert told(stranger) == [MENTION]
    assert call("GET", f"/v1/conversations/{id_}", caller=stranger).status == 200


@pytest.mark.feature("NOTE-05")
def test_all_of_a_mentioned_team_are_told_once_but_for_the_writer(team):
    company, anna, bo, cleo, id_ = team
    outsider = company.agent("Dag Moe")
    others = company.team(anna, bo, outsider, name="Returns")

    note(anna, id_, mentions=[others, bo.user_id])

    assert told(bo) == told(company.caller(outsider.user_id)) == [MENTION]
    assert told(anna) == told(cleo) == []


@pytest.mark.feature("NOTE-05")
def test_of_a_team_that_distributes_by_itself_one_member_is_told(team):
    company, anna, bo, cleo, id_ = team
    others = company.team(bo, cleo, distribution="automatic", name="Returns")

    note(anna, id_, mentions=[others])

    assert sorted([told(bo), told(cleo)]) == [[], [MENTION]]


@pytest.mark.feature("NOTE-04", "NTF-03")
def test_an_event_that_comes_twice_is_told_once(team, sockets):
    _, anna, bo, _, id_ = team
    written = note(anna, id_, mentions=[bo.user_id])

    tell(written, written)

    assert told(bo) == [MENTION]
    assert sockets.types(bo.user_id) == ["notification.created"]


@pytest.mark.feature("NOTE-18", "NOTE-04")
def test_whom_an_edited_note_mentions_anew_is_told_and_the_others_not_again(team):
    company, anna, bo, cleo, id_ = team
    written = note(anna, id_, mentions=[bo.user_id])

    both = [bo.user_id, cleo.user_id]
    conversations.edit_note(anna, id_, written.id, "You, too", both, now())
    tell(company.thread(id_)[-1])

    assert told(bo) == told(cleo) == [MENTION]


@pytest.mark.feature("NOTE-07")
def test_an_answer_under_a_note_is_told_to_its_author_and_to_all_who_wrote_there(team):
    company, anna, bo, cleo, id_ = team
    first = note(anna, id_)

    second = note(bo, id_, parent=first)
    note(cleo, id_, parent=second)  # an answer to an answer is under the same note
    note(anna, id_, parent=first)

    assert told(anna) == [
        ("note.answer", "Bo Lind answered your note"),
        ("note.answer", "Cleo Falk answered your note"),
    ]
    assert told(bo) == [
        ("note.answer", "Cleo Falk wrote in a thread of yours"),
        ("note.answer", "Anna Berg wrote in a thread of yours"),
    ]
    assert told(cleo) == [("note.answer", "Anna Berg wrote in a thread of yours")]
    assert told(company.admin) == []


@pytest.mark.feature("NOTE-07")
def test_who_is_mentioned_in_an_answer_to_their_own_note_is_told_once(team):
    _, anna, bo, _, id_ = team
    first = note(anna, id_)

    note(bo, id_, parent=first, mentions=[anna.user_id])

    assert told(anna) == [("note.mention", "Bo Lind mentioned you")]


@pytest.mark.feature("NOTE-07", "CONV-40", "RT-09")
def test_of_a_restricted_conversation_only_its_people_hear(team, sockets):
    _, anna, bo, cleo, id_ = team
    first = note(bo, id_)
    note(cleo, id_, parent=first)
    before = told(cleo)
    assert told(bo)
    named = {"visible_to": [anna.user_id, cleo.user_id]}
    conversations.change_fields(anna, id_, named, now())

    note(anna, id_, "Between us", parent=first)

    assert told(bo) == []
    assert told(cleo) == [*before, ("note.answer", "Anna Berg wrote in a thread of yours")]
    assert "Between us" not in str(sockets.frames[bo.user_id])


@pytest.mark.feature("CONV-40", "NTF-04")
def test_a_restricted_conversation_that_waits_is_told_to_its_people_and_fills_no_queue(team):
    company, anna, bo, cleo, id_ = team
    named = {"visible_to": [anna.user_id, cleo.user_id]}
    conversations.change_fields(anna, id_, named, now())
    conversations.assign(anna, id_, [], now())
    tell(company.thread(id_)[-1])

    assert [kind for kind, _ in told(cleo)] == ["queue.rising"]
    assert told(bo) == told(anna) == []

    head = company.head(id_)
    shared = company.message(at=now(), channel=company.channel(team_id=head.team_id))
    tell(shared)
    assert [kind for kind, _ in told(bo)] == ["queue.rising"]


@pytest.mark.feature("CONV-47")
def test_whose_conversation_is_back_from_snooze_is_told(team):
    company, anna, bo, _, id_ = team
    due = later(600, now())
    conversations.snooze(anna, id_, due, now())
    conversations.wake(company.account_id, id_, due, due)

    tell(company.thread(id_)[-1])

    contact = company.head(id_).contact.name
    assert told(anna) == [("conversation.woken", f"Back from snooze: {contact}")]
    assert told(bo) == []


@pytest.mark.feature("CONV-47")
def test_who_wakes_a_conversation_needs_no_notice_of_it(team):
    company, anna, bo, _, id_ = team
    conversations.assign(anna, id_, [anna.user_id, bo.user_id], now())
    conversations.snooze(anna, id_, None, now())
    conversations.unsnooze(bo, id_, now())

    tell(company.thread(id_)[-1])

    assert (len(told(anna)), told(bo)) == (1, [])


@pytest.mark.feature("CONV-47")
def test_a_customer_who_wakes_a_conversation_is_told_of_as_such(team):
    company, anna, _, _, id_ = team
    conversations.snooze(anna, id_, None, now())
    head = company.head(id_)

    tell(again(company, head))

    assert told(anna) == [("conversation.woken", f"{head.contact.name} wrote again")]


def scheduled_event(team, aws):
    """What the newest state of the conversation's one scheduled message is on the bus."""
    [item] = items_of(aws, team[-1], "scheduled#")
    frame = scheduled_store.ScheduledItem.from_raw_data(item).frame
    detail = frame | {"account_id": team[0].account_id, "occurred_at": iso(now())}
    return a_bus_event("scheduled.updated", detail)


@pytest.mark.feature("MSG-17")
def test_the_author_of_a_held_message_is_told_why_each_time_it_is_held(team, aws):
    company, anna, bo, _, id_ = team
    head, at = company.head(id_), now()
    one = scheduled.plan(bo, id_, Written("See you"), later(60, at), True, at)
    worker.notify(an_sqs_event(scheduled_event(team, aws)), None)
    assert told(bo) == []

    for number in (1, 2):
        again(company, head)
        scheduled.due(company.account_id, id_, one.id, later(60 * number, at))
        event = scheduled_event(team, aws)
        worker.notify(an_sqs_event(event, event), None)
        scheduled.change(bo, id_, one.id, None, later(60 * (number + 1), at), None, at)

    held = ("scheduled.held", f"Your message to {head.contact.name} was held back")
    assert told(bo) == [held, held]
    assert told(anna) == []
    assert service.page(bo, None, 1)[0][0].text == "The customer wrote in the meantime"


@pytest.mark.feature("MSG-17")
def test_of_a_message_whose_author_may_see_the_conversation_no_more_its_assignee_is_told(team, aws):
    company, anna, bo, _, id_ = team
    at = now()
    one = scheduled.plan(bo, id_, Written("See you"), later(60, at), True, at)
    conversations.change_fields(anna, id_, {"visible_to": [anna.user_id]}, at)
    scheduled.due(company.account_id, id_, one.id, later(60, at))

    worker.notify(an_sqs_event(scheduled_event(team, aws)), None)

    contact = company.head(id_).contact.name
    assert told(anna) == [("scheduled.held", f"Bo Lind's message to {contact} was held back")]
    assert told(bo) == []


def test_the_newest_notification_is_of_what_happened_last(team, aws):
    company, anna, bo, _, id_ = team
    at = now()
    one = scheduled.plan(bo, id_, Written("See you"), later(60, at), True, at)
    note(anna, id_, mentions=[bo.user_id])
    head = company.head(id_)
    again(company, head)
    scheduled.due(company.account_id, id_, one.id, parse_iso(iso(later(60, at))))
    worker.notify(an_sqs_event(scheduled_event(team, aws)), None)

    assert [kind for kind, _ in told(bo)] == ["note.mention", "scheduled.held"]
