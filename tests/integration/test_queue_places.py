"""What visitors are told while they wait: their place, and about how long it takes."""

import pytest

from chalicelib.channels.service import reading
from chalicelib.conversations import service as conversations
from chalicelib.routing import service as routing
from chalicelib.routing import worker
from chalicelib.runtime.ids import now
from chalicelib.runtime.tokens import Visitor, issue
from tests.builders import an_sqs_event, later
from tests.door import call
from tests.integration.floor import Floor
from tests.integration.test_realtime import open_visitor


@pytest.fixture
def floor(aws, company, sockets, monkeypatch):
    """An account whose visitors wait for somebody to take them."""
    made = Floor(aws, company, now(), monkeypatch)
    made.sockets = sockets
    return made


def wait(floor, seconds=0, **facts):
    """A visitor begins to wait so many seconds from now."""
    entry = floor.company.message(at=later(seconds, floor.at), **facts)
    return entry.conversation_id


def queue(floor, conversation_id):
    """What the widget reads of the queue."""
    head = floor.company.head(conversation_id)
    visitor = Visitor(head.account_id, head.channel.id, head.address)
    signed = {"authorization": f"Bearer {issue(visitor, now())}"}
    answer = call("GET", "/v1/widget/timeline", headers=signed)
    assert answer.status == 200
    return answer.json["queue"]


def take(floor, who, conversation_id, seconds):
    floor.at = later(seconds, floor.at)
    conversations.take(who, conversation_id, floor.at)
    floor.settle()


@pytest.mark.feature("WID-29")
def test_a_visitor_sees_their_place_and_once_the_queue_moves_how_long_it_takes(floor):
    anna = floor.company.agent("Anna Berg")
    ids = [wait(floor, number) for number in range(4)]
    floor.settle()
    assert [queue(floor, id_) for id_ in ids] == [
        {"position": number, "wait_seconds": None} for number in (1, 2, 3, 4)
    ]

    take(floor, anna, ids[0], 60)

    assert queue(floor, ids[0]) is None
    told = [queue(floor, id_) for id_ in ids[1:]]
    assert [one["position"] for one in told] == [1, 2, 3]
    assert [one["wait_seconds"] for one in told] == [60, 120, 180]


@pytest.mark.feature("WID-29")
def test_a_number_never_rises_though_others_come_first_and_the_queue_slows_down(floor):
    anna = floor.company.agent("Anna Berg")
    floor.rules(floor.company.team_id, order="vip")
    ids = [wait(floor, number) for number in range(3)]
    floor.settle()
    take(floor, anna, ids[0], 30)
    assert queue(floor, ids[1]) == {"position": 1, "wait_seconds": 30}

    urgent = wait(floor, 40)
    conversations.change_fields(floor.company.admin, urgent, {"priority": "urgent"}, floor.at)
    take(floor, anna, urgent, 600)
    also = wait(floor, 1)
    conversations.change_fields(floor.company.admin, also, {"priority": "urgent"}, floor.at)

    assert queue(floor, ids[1]) == {"position": 1, "wait_seconds": 30}
    assert queue(floor, also)["position"] == 1


@pytest.mark.feature("WID-29")
def test_those_who_wait_are_told_at_each_departure_and_who_is_served_that_it_is_over(floor):
    anna = floor.company.agent("Anna Berg")
    ids = [wait(floor, number) for number in range(3)]
    for id_ in ids:
        open_visitor(floor.company, floor.company.head(id_).address, f"socket-{id_}")
    floor.settle()

    take(floor, anna, ids[0], 45)

    frames = {id_: floor.sockets.frames[f"socket-{id_}"] for id_ in ids}
    assert frames[ids[0]] == [{"type": "queue", "position": None, "wait_seconds": None}]
    assert frames[ids[1]] == [{"type": "queue", "position": 1, "wait_seconds": 45}]
    assert frames[ids[2]] == [{"type": "queue", "position": 2, "wait_seconds": 90}]


@pytest.mark.feature("WID-29")
def test_a_departure_that_is_told_again_moves_no_number(floor):
    anna = floor.company.agent("Anna Berg")
    ids = [wait(floor, number) for number in range(3)]
    floor.settle()
    take(floor, anna, ids[0], 60)
    before = [queue(floor, id_) for id_ in ids[1:]]
    [departure] = [look for look in floor.looks if look.get("departed")]

    worker.routing(an_sqs_event(departure), None)

    assert [queue(floor, id_) for id_ in ids[1:]] == before


@pytest.mark.feature("WID-29")
def test_a_second_wait_is_counted_anew(floor):
    anna = floor.company.agent("Anna Berg")
    first, second = wait(floor), wait(floor, 1)
    floor.settle()
    assert queue(floor, first)["position"] == 1
    take(floor, anna, first, 10)
    conversations.assign(anna, first, [], later(20, floor.at))

    assert queue(floor, second)["position"] == 1
    assert queue(floor, first)["position"] == 2


@pytest.mark.feature("WID-29")
def test_a_widget_that_shows_no_queue_and_other_channels_say_nothing(floor, monkeypatch):
    quiet = floor.company.channel(
        settings={"allowed_origins": ["https://shop.example"], "show_queue": False}
    )
    text = floor.company.message(channel=floor.company.sms, at=floor.at)
    reading._known.clear()

    assert queue(floor, wait(floor, channel=quiet)) is None
    assert routing.place_of(floor.company.head(text.conversation_id)) is None


@pytest.mark.feature("WID-29")
def test_who_stands_behind_a_hundred_is_told_no_place(floor, monkeypatch):
    monkeypatch.setattr("chalicelib.routing.domain.pace.SHOWN_AT_MOST", 2)
    ids = [wait(floor, number) for number in range(3)]

    assert [queue(floor, id_) and 1 for id_ in ids] == [1, 1, None]
