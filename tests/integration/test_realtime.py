"""Sockets: opened by a ticket, told what their owner may know, resumed without a gap."""

import json
from types import SimpleNamespace

import pytest

import app
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.realtime import service, store, worker
from chalicelib.realtime.domain import Peer, Socket
from chalicelib.runtime.ids import now
from chalicelib.runtime.tokens import Visitor
from tests.aws import Calls
from tests.builders import a_sender, a_stream_event, later
from tests.door import call


def open_socket(caller, id_, since=60):
    """An agent's socket that has been open for so many seconds."""
    role = str(caller.role)
    peer = Peer(
        caller.account_id, role, caller.user_id, caller.team_ids, caller.name, scope=caller.scope
    )
    store.open_socket(Socket(id_, peer), later(-since, now()))


def open_visitor(company, contact_id, id_):
    """A visitor's open socket."""
    store.open_socket(Socket(id_, Peer(company.account_id, "visitor", contact_id)), now())


def items_of(aws, conversation_id, prefix="entry#"):
    """What the stream would show of a conversation, in the order it was stored."""
    found = [
        item
        for item in aws.items("conversations")
        if item["pk"]["S"].endswith(conversation_id) and item["sk"]["S"].startswith(prefix)
    ]
    return sorted(found, key=lambda item: item["sk"]["S"])


def ws(route, socket_id, body=None, query=None):
    """Call a socket handler as API Gateway does."""
    handler = {
        "connect": app.websocket_connect,
        "message": app.websocket_message,
        "disconnect": app.websocket_disconnect,
    }[route]
    event = {
        "requestContext": {
            "domainName": "live.example.com",
            "apiId": "api",
            "stage": "api",
            "connectionId": socket_id,
        },
        "queryStringParameters": query,
        "body": body if body is None or isinstance(body, str) else json.dumps(body),
    }
    return handler(event, SimpleNamespace(aws_request_id="r"))


@pytest.mark.feature("RT-01")
def test_a_ticket_opens_one_socket_and_works_once(company, sockets):
    made = call("POST", "/v1/realtime/tickets", caller=company.agent())
    ticket = made.json["ticket"]

    assert made.json["url"] == f"wss://live.example.com/api?ticket={ticket}"
    assert made.json["expires_in"] == 60
    assert ws("connect", "s1", query={"ticket": ticket})["statusCode"] == 200
    assert ws("connect", "s2", query={"ticket": ticket})["statusCode"] == 401


@pytest.mark.parametrize("query", [None, {}, {"ticket": ""}, {"ticket": "guessed"}])
def test_without_a_ticket_of_ours_no_socket_opens(company, sockets, query):
    assert ws("connect", "s1", query=query)["statusCode"] == 401


def test_a_ticket_of_two_sockets_at_once_opens_one(company, sockets, at_once):
    ticket = service.ticket_for_agent(company.agent(), now())["ticket"]

    opened = at_once([lambda id_=f"s{n}": service.connect(id_, ticket, now()) for n in range(6)])

    assert opened.count(True) == 1


def test_a_ticket_is_good_for_a_minute(company, sockets):
    at = now()
    early, late = (service.ticket_for_agent(company.agent(), at)["ticket"] for _ in range(2))

    assert service.connect("s1", early, later(59, at))
    assert not service.connect("s2", late, later(62, at))


def test_a_socket_whose_time_is_over_no_longer_counts(company, sockets):
    anna = company.agent()
    peer = Peer(company.account_id, "agent", anna.user_id)
    store.open_socket(Socket("old", peer), later(-7201, now()))

    assert service.online(company.account_id) == frozenset()


@pytest.mark.feature("RT-10")
def test_a_resume_brings_exactly_what_was_missed_in_order(company, sockets):
    anna = company.agent()
    sender = a_sender(company.sms)
    id_ = company.message("1", sender, company.sms).conversation_id
    for number in range(2, 6):
        company.message(str(number), sender, company.sms)
    open_socket(anna, "s1")

    ws("message", "s1", {"type": "resume", "conversation_id": id_, "after_seq": 2})

    heard = sockets.frames["s1"]
    assert [frame.get("seq") for frame in heard] == [3, 4, 5, None]
    assert [frame["data"]["text"] for frame in heard[:3]] == ["3", "4", "5"]
    assert heard[3] == {
        "type": "resumed",
        "conversation_id": id_,
        "last_seq": 5,
        "head_seq": 5,
    }


@pytest.mark.feature("RT-10")
def test_more_than_a_hundred_missed_entries_come_by_asking_again(company, sockets, monkeypatch):
    monkeypatch.setattr("chalicelib.realtime.service.sockets.RESUMED_AT_MOST", 3)
    sender = a_sender(company.sms)
    for number in range(8):
        id_ = company.message(str(number), sender, company.sms).conversation_id
    open_socket(company.agent(), "s1")

    seen, asked = 0, 0
    while asked == 0 or sockets.frames["s1"][-1]["head_seq"] > seen:
        ws("message", "s1", {"type": "resume", "conversation_id": id_, "after_seq": seen})
        seen, asked = sockets.frames["s1"][-1]["last_seq"], asked + 1

    events = [frame for frame in sockets.frames["s1"] if frame["type"] != "resumed"]
    assert [event["seq"] for event in events] == list(range(1, 9))
    assert asked == 3


@pytest.mark.feature("RT-10")
def test_a_resume_after_nothing_missed_says_so(company, sockets):
    id_ = company.message().conversation_id
    open_socket(company.agent(), "s1")

    ws("message", "s1", {"type": "resume", "conversation_id": id_, "after_seq": 1})

    [answer] = sockets.frames["s1"]
    assert answer == {
        "type": "resumed",
        "conversation_id": id_,
        "last_seq": 1,
        "head_seq": 1,
    }


@pytest.mark.feature("AUTH-11")
@pytest.mark.parametrize("whose", ["another account", "another team"])
def test_nothing_is_resumed_that_the_caller_may_not_see(company, sockets, whose):
    from tests.builders import a_company

    if whose == "another account":
        id_ = a_company().message().conversation_id
    else:
        id_ = company.message(channel=company.channel(team_id=company.team())).conversation_id
    open_socket(company.agent(), "s1")

    ws("message", "s1", {"type": "resume", "conversation_id": id_, "after_seq": 0})

    assert sockets.frames["s1"] == []


@pytest.mark.parametrize(
    "frame",
    [
        "not json",
        "[]",
        "1",
        "{}",
        {"type": "unknown"},
        {"type": "resume"},
        {"type": "resume", "conversation_id": None, "after_seq": 0},
        {"type": "resume", "conversation_id": "x" * 5000, "after_seq": 0},
        {"type": "resume", "conversation_id": "OWN", "after_seq": "1"},
        {"type": "resume", "conversation_id": "OWN", "after_seq": -1},
        {"type": "resume", "conversation_id": "OWN", "after_seq": 10**100},
    ],
)
def test_a_frame_that_means_nothing_is_passed_over(company, sockets, frame):
    id_ = company.message().conversation_id
    if isinstance(frame, dict) and frame.get("conversation_id") == "OWN":
        frame = frame | {"conversation_id": id_}
    open_socket(company.agent(), "s1")

    assert ws("message", "s1", frame) == {"statusCode": 200}
    assert sockets.frames["s1"] == []


def test_a_ping_is_answered(company, sockets):
    open_socket(company.agent(), "s1")

    ws("message", "s1", {"type": "ping"})

    assert sockets.frames["s1"] == [{"type": "pong"}]


def test_a_frame_of_an_unknown_socket_is_passed_over(aws, sockets):
    assert ws("message", "ghost", {"type": "ping"}) == {"statusCode": 200}
    assert ws("disconnect", "ghost") == {"statusCode": 200}


@pytest.mark.feature("RT-01", "RT-02")
def test_an_entry_is_told_to_those_who_may_see_it_with_the_row_as_it_is_now(company, aws, sockets):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    for caller, id_ in ((anna, "anna"), (bo, "bo"), (company.admin, "admin")):
        open_socket(caller, id_)
    id_ = company.message("Hi", channel=company.channel(team_id=team)).conversation_id
    conversations.take(anna, id_, now())

    worker.push(a_stream_event(items_of(aws, id_)), None)

    assert sockets.types("anna") == ["message.received", "conversation.assigned"]
    assert sockets.frames["admin"] == sockets.frames["anna"]
    assert sockets.frames["bo"] == []
    rows = [frame["conversation"] for frame in sockets.frames["anna"]]
    assert {row["version"] for row in rows} == {2}
    assert rows[0]["assignees"] == [{"id": anna.user_id, "name": "Anna Berg"}]
    assert "unread" not in rows[0]


@pytest.mark.feature("RT-01")
def test_a_visitor_hears_their_own_messages_and_neither_notes_nor_who_has_it(company, aws, sockets):
    anna = company.agent()
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    open_visitor(company, sender, "visitor")
    open_visitor(company, a_sender(company.webchat), "stranger")
    conversations.add_note(anna, id_, "Difficult customer", now())
    conversations.assign(anna, id_, [anna.user_id], now())
    conversations.reply(anna, id_, Written("Hello"), now())
    conversations.close(anna, id_, None, now())
    conversations.reopen(anna, id_, now())

    worker.push(a_stream_event(items_of(aws, id_)), None)

    assert sockets.types("visitor") == [
        "message.received",
        "message.sent",
        "conversation.closed",
        "conversation.reopened",
    ]
    assert sockets.frames["stranger"] == []
    assert all("conversation" not in frame for frame in sockets.frames["visitor"])
    assert "Difficult" not in json.dumps(sockets.frames["visitor"])


@pytest.mark.feature("RT-10")
def test_a_visitors_resume_hides_what_is_internal(company, sockets):
    anna = company.agent()
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    conversations.add_note(anna, id_, "Difficult customer", now())
    conversations.reply(anna, id_, Written("Hello"), now())
    open_visitor(company, sender, "visitor")

    ws("message", "visitor", {"type": "resume", "conversation_id": id_, "after_seq": 0})

    assert sockets.types("visitor") == ["message.received", "message.sent", "resumed"]


@pytest.mark.feature("AUTH-11")
def test_a_visitor_resumes_nobody_elses_conversation(company, sockets):
    id_ = company.message("My secret").conversation_id
    open_visitor(company, a_sender(company.webchat), "stranger")

    ws("message", "stranger", {"type": "resume", "conversation_id": id_, "after_seq": 0})

    assert sockets.frames["stranger"] == []


def test_a_texter_has_no_socket_to_be_told_over(company, aws, sockets):
    id_ = company.message(channel=company.sms).conversation_id
    contact = company.head(id_).contact.id
    open_visitor(company, contact, "impossible")

    worker.push(a_stream_event(items_of(aws, id_)), None)

    assert sockets.frames["impossible"] == []


def test_a_socket_that_has_gone_is_told_no_more_and_the_others_are(company, aws, sockets):
    for id_ in ("gone", "open-1", "open-2"):
        open_socket(company.agent(id_), id_)
    sockets.gone.add("gone")
    id_ = company.message().conversation_id

    worker.push(a_stream_event(items_of(aws, id_)), None)

    assert sockets.types("open-1") == sockets.types("open-2") == ["message.received"]
    assert "gone" not in {socket.id for socket in store.agents(company.account_id, now())}


def test_a_socket_that_is_still_opening_is_told_what_comes_next(company, aws, sockets):
    """Until `$connect` is answered API Gateway calls it gone, and a moment later it is there."""
    open_socket(company.agent(), "opening", since=1)
    sockets.gone.add("opening")
    sender = a_sender(company.webchat)
    first = company.message(sender=sender).conversation_id
    worker.push(a_stream_event(items_of(aws, first)), None)

    sockets.gone.clear()
    second = company.message("Hello?", sender=sender)
    worker.push(a_stream_event(items_of(aws, first)[-1:]), None)

    assert [frame["id"] for frame in sockets.frames["opening"]] == [second.id]


def test_a_socket_in_trouble_keeps_the_frame_from_nobody_else(company, aws, sockets):
    for id_ in ("slow", "open-1"):
        open_socket(company.agent(id_), id_)
    sockets.broken.add("slow")
    id_ = company.message().conversation_id

    worker.push(a_stream_event(items_of(aws, id_)), None)

    assert sockets.types("open-1") == ["message.received"]
    assert store.find_socket("slow") is not None


def test_what_is_not_new_tells_nothing(company, aws, sockets):
    open_socket(company.agent(), "s1")
    id_ = company.message().conversation_id

    for kind in ("MODIFY", "REMOVE"):
        worker.push(a_stream_event(items_of(aws, id_), kind), None)
    worker.push(a_stream_event(items_of(aws, id_, "head")), None)

    assert sockets.frames["s1"] == []


def test_a_batch_reads_its_conversations_in_one_call(company, aws, sockets):
    ids = [company.message().conversation_id for _ in range(3)]
    event = a_stream_event([item for id_ in ids for item in items_of(aws, id_)])

    with Calls() as calls:
        worker.push(event, None)

    assert calls["BatchGetItem"] == 1
    assert calls["GetItem"] == 0


def test_two_hundred_sockets_are_posted_to_in_parallel(company, aws, sockets, monkeypatch):
    import threading
    import time

    busy, most, lock = 0, 0, threading.Lock()
    post = sockets.post_to_connection

    def slow(**given):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.002)
        with lock:
            busy -= 1
        post(**given)

    monkeypatch.setattr(sockets, "post_to_connection", slow)
    peer = Peer(company.account_id, "agent", "usr_x", frozenset())

    service.send([Socket(f"s{n}", peer) for n in range(200)], {"type": "pong"})

    assert len(sockets.frames) == 200
    assert most > 20


def test_a_visitors_ticket_speaks_for_the_visitor_alone(company, sockets):
    contact = a_sender(company.webchat)
    visitor = Visitor(company.account_id, company.webchat.id, contact)
    ticket = service.ticket_for_visitor(visitor, now())["ticket"]

    assert service.connect("v1", ticket, now())
    socket = store.find_socket("v1")
    assert socket
    widget = company.webchat.id
    assert socket.peer == Peer(company.account_id, "visitor", contact, channel_id=widget)
    assert service.online(company.account_id) == frozenset()


@pytest.mark.feature("AUTH-11", "RT-02")
@pytest.mark.parametrize("gone_already", [False, True])
def test_who_leaves_a_team_hears_no_more_of_it_from_that_moment(company, sockets, gone_already):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna, bo)
    open_socket(anna, "anna-1")
    open_socket(bo, "bo-1")
    if gone_already:
        sockets.gone.add("anna-1")

    answer = call("PATCH", f"/v1/teams/{team}", {"member_ids": [bo.user_id]}, company.admin)

    assert answer.status == 200
    assert "anna-1" in sockets.gone
    assert service.online(company.account_id) == {bo.user_id}
