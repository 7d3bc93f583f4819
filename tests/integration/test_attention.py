"""Who has what on screen, who types, who has read: told to those who may see it, to no other."""

import json
from dataclasses import replace

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.states import state_of
from chalicelib.realtime import service, worker
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.builders import a_sender
from tests.integration.test_realtime import open_socket, open_visitor, ws


def view(socket_id, conversation_id):
    ws("message", socket_id, {"type": "view", "conversation_id": conversation_id})


def of_type(sockets, socket_id, kind):
    return [frame for frame in sockets.frames[socket_id] if frame["type"] == kind]


def viewers(sockets, socket_id):
    """What a socket knows of who views what, after all it was told."""
    known = {}
    for frame in of_type(sockets, socket_id, "viewing"):
        known[frame["conversation_id"]] = [user["name"] for user in frame["users"]]
    return {id_: names for id_, names in known.items() if names}


@pytest.fixture
def desk(company, sockets):
    """Anna and Bo at work, each with a socket of their name."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(anna, "anna")
    open_socket(bo, "bo")
    return anna, bo


@pytest.mark.feature("RT-03", "RT-09")
def test_colleagues_see_who_views_what_until_they_look_elsewhere(company, sockets, desk):
    one, two = (company.message().conversation_id for _ in range(2))

    view("anna", one)
    first = viewers(sockets, "bo")
    view("anna", two)
    second = viewers(sockets, "bo")
    view("anna", None)

    assert first == {one: ["Anna Berg"]}
    assert second == {two: ["Anna Berg"]}
    assert viewers(sockets, "bo") == {}
    assert viewers(sockets, "anna") == {}


@pytest.mark.feature("RT-03", "RT-09")
def test_a_view_ends_with_its_socket(company, sockets, desk):
    id_ = company.message().conversation_id
    view("anna", id_)
    view("bo", id_)

    ws("disconnect", "anna")

    assert viewers(sockets, "bo") == {id_: ["Bo Lind"]}


@pytest.mark.feature("RT-11")
def test_a_second_device_keeps_the_view(company, sockets, desk):
    id_ = company.message().conversation_id
    open_socket(desk[0], "anna-phone")
    for socket in ("anna", "anna-phone"):
        view(socket, id_)

    ws("disconnect", "anna")

    assert viewers(sockets, "bo") == {id_: ["Anna Berg"]}


@pytest.mark.feature("RT-09", "RT-10")
def test_who_comes_later_is_told_who_views_what_already(company, sockets, desk):
    one, two = (company.message().conversation_id for _ in range(2))
    view("anna", one)
    view("bo", two)
    open_socket(company.agent("Cy Moe"), "cy")

    view("cy", None)

    assert viewers(sockets, "cy") == {one: ["Anna Berg"], two: ["Bo Lind"]}


@pytest.mark.feature("AUTH-11", "CONV-40")
def test_of_what_one_may_not_see_one_hears_nothing(company, sockets, desk):
    team = company.team(desk[0])
    open_socket(company.caller(desk[0].user_id), "anna-sales")
    id_ = company.message(channel=company.channel(team_id=team)).conversation_id

    view("anna-sales", id_)
    view("bo", id_)  # guessed: Bo may not see it, and is not seen to
    ws("message", "anna-sales", {"type": "typing", "conversation_id": id_, "active": True})
    ws("message", "bo", {"type": "typing", "conversation_id": id_, "active": True})
    open_socket(company.agent("Cy Moe"), "cy")
    view("cy", None)

    assert viewers(sockets, "anna-sales") == {id_: ["Anna Berg"]}
    assert of_type(sockets, "anna-sales", "typing") == []
    assert sockets.frames["bo"] == []
    assert sockets.frames["cy"] == []


@pytest.mark.feature("AUTH-11")
def test_another_companys_conversation_is_viewed_by_nobody(company, sockets, desk):
    from tests.builders import a_company

    other = a_company()
    id_ = other.message().conversation_id
    open_socket(other.agent(), "theirs")

    view("anna", id_)
    ws("message", "anna", {"type": "typing", "conversation_id": id_, "active": True})

    assert sockets.frames["theirs"] == sockets.frames["bo"] == []


def test_viewing_the_same_again_tells_nothing_and_writes_nothing(company, sockets, desk):
    id_ = company.message().conversation_id
    view("anna", id_)
    before = len(sockets.frames["bo"])

    with Calls() as calls:
        view("anna", id_)

    assert len(sockets.frames["bo"]) == before
    assert dict(calls) == {"GetItem": 1}


def test_a_frame_costs_a_handful_of_calls_however_many_are_there(company, sockets, desk):
    one, two = (company.message().conversation_id for _ in range(2))
    for number in range(10):
        open_socket(company.agent(f"A {number}"), f"s{number}")
        view(f"s{number}", one)

    with Calls() as moving:
        view("s0", two)
    with Calls() as typing:
        ws("message", "s1", {"type": "typing", "conversation_id": one, "active": True})
    with Calls() as repeated:
        ws("message", "s1", {"type": "typing", "conversation_id": one, "active": True})

    moved = {"GetItem": 1, "TransactWriteItems": 1, "Query": 1, "BatchGetItem": 1}
    assert dict(moving) == moved
    assert dict(typing) == {"GetItem": 2, "UpdateItem": 1, "Query": 2}
    assert dict(repeated) == {"GetItem": 1}


@pytest.mark.feature("RT-06", "RT-08")
def test_an_agent_who_types_a_reply_is_seen_by_colleagues_and_by_the_visitor(
    company, sockets, desk
):
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    open_visitor(company, sender, "visitor")
    open_visitor(company, a_sender(company.webchat), "stranger")
    open_socket(desk[0], "anna-phone")

    ws("message", "anna", {"type": "typing", "conversation_id": id_, "active": True})
    ws("message", "anna", {"type": "typing", "conversation_id": id_, "active": False})

    user = {"id": desk[0].user_id, "name": "Anna Berg", "kind": "agent"}
    about = {"type": "typing", "conversation_id": id_}
    assert sockets.frames["bo"] == [
        about | {"active": active, "user": user, "mode": "reply"} for active in (True, False)
    ]
    assert sockets.frames["visitor"] == [about | {"active": active} for active in (True, False)]
    assert sockets.frames["stranger"] == []
    assert sockets.frames["anna"] == sockets.frames["anna-phone"] == []


@pytest.mark.feature("RT-06", "NOTE-01")
def test_the_visitor_never_hears_that_a_note_is_written(company, sockets, desk):
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    open_visitor(company, sender, "visitor")

    note = {"type": "typing", "conversation_id": id_, "mode": "note", "active": True}
    ws("message", "anna", note)

    assert [frame["mode"] for frame in sockets.frames["bo"]] == ["note"]
    assert sockets.frames["visitor"] == []


def as_visitor(company, contact, socket_id):
    """A visitor's socket, opened by their ticket."""
    from chalicelib.runtime.tokens import Visitor

    visitor = Visitor(company.account_id, company.webchat.id, contact)
    assert service.connect(socket_id, service.ticket_for_visitor(visitor, now())["ticket"], now())


@pytest.mark.feature("RT-06")
def test_agents_see_that_the_customer_types(company, sockets, desk):
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    as_visitor(company, sender, "visitor")

    ws("message", "visitor", {"type": "typing", "active": True})

    contact = company.head(id_).contact
    [frame] = sockets.frames["anna"]
    assert frame == {
        "type": "typing",
        "conversation_id": id_,
        "active": True,
        "mode": "reply",
        "user": {"id": contact.id, "name": contact.name, "kind": "customer"},
    }
    assert sockets.frames["visitor"] == []


@pytest.mark.feature("AUTH-11")
def test_a_visitor_types_in_no_conversation_but_their_own_and_views_none(company, sockets, desk):
    id_ = company.message("My secret").conversation_id
    as_visitor(company, a_sender(company.webchat), "stranger")

    typing = {"type": "typing", "conversation_id": id_, "mode": "note", "active": True}
    ws("message", "stranger", typing)
    view("stranger", id_)

    assert sockets.frames["anna"] == []


def head_record(head, before, after):
    """A change of a head's read marks as the stream shows it."""
    keys = {"pk": {"S": f"{head.account_id}#{head.id}"}, "sk": {"S": "head"}}

    def image(reads):
        state = state_of(replace(head, reads=reads))
        return {**keys, "state": {"S": json.dumps(state)}}

    change = {"Keys": keys, "OldImage": image(before), "NewImage": image(after)}
    return {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}


@pytest.mark.feature("RT-07")
def test_the_agent_sees_that_the_customer_has_read(company, sockets, desk):
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    open_visitor(company, sender, "visitor")

    worker.push(head_record(company.head(id_), {}, {"customer": 1}), None)

    read = {"type": "read", "conversation_id": id_, "by": "customer", "user_id": None, "up_to": 1}
    assert sockets.frames["anna"] == sockets.frames["bo"] == [read]
    assert sockets.frames["visitor"] == []


@pytest.mark.feature("RT-07")
def test_the_visitor_sees_that_an_agent_has_read_and_the_agents_devices_agree(
    company, sockets, desk
):
    anna, _ = desk
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    open_visitor(company, sender, "visitor")
    conversations.mark_read(anna, id_, 1)

    worker.push(
        head_record(company.head(id_), {"customer": 1}, {"customer": 1, anna.user_id: 1}), None
    )

    assert sockets.frames["anna"] == [
        {"type": "read", "conversation_id": id_, "by": "agent", "user_id": anna.user_id,
         "up_to": 1}
    ]  # fmt: skip
    assert sockets.frames["visitor"] == [{"type": "read", "by": "agent", "up_to": 1}]


def test_a_head_that_changed_otherwise_tells_no_reading(company, sockets, desk):
    id_ = company.message().conversation_id

    worker.push(head_record(company.head(id_), {"customer": 1}, {"customer": 1}), None)

    assert sockets.frames["anna"] == []
