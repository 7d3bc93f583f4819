"""Who is there: several devices are one presence, and a reload is no leaving."""

import json
from datetime import timedelta

import pytest

from chalicelib.realtime import service, store
from chalicelib.realtime.domain import GRACE, Socket
from chalicelib.realtime.service import presence
from chalicelib.runtime.ids import now
from tests.aws import Calls
from tests.integration.test_realtime import open_socket, ws


@pytest.fixture
def clock(monkeypatch):
    """A time that the test moves."""

    class Clock:
        at = now()

        def pass_(self, seconds):
            self.at += timedelta(seconds=seconds)

        def __call__(self):
            return self.at

    ticking = Clock()
    monkeypatch.setattr(presence, "now", ticking)
    return ticking


def arrive(caller, socket_id, at):
    ticket = service.ticket_for_agent(caller, at)["ticket"]
    assert service.connect(socket_id, ticket, at)


def told(sockets, id_):
    return [frame["online"] for frame in sockets.frames[id_] if frame["type"] == "presence"]


@pytest.mark.feature("RT-11")
def test_several_devices_are_one_presence(company, sockets, clock):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")

    arrive(anna, "anna-1", clock.at)
    arrive(anna, "anna-2", clock.at)
    service.disconnect("anna-1", clock.at)
    clock.pass_(GRACE.total_seconds() + 1)

    assert service.online(company.account_id) == {anna.user_id, bo.user_id}
    assert told(sockets, "bo-1") == [True]


@pytest.mark.feature("RT-11")
def test_closing_the_last_connection_sets_offline_after_the_grace_time(company, sockets, clock):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")
    arrive(anna, "anna-1", clock.at)

    service.disconnect("anna-1", clock.at)
    during = service.online(company.account_id)
    clock.pass_(GRACE.total_seconds() + 1)
    after = service.online(company.account_id)
    for _ in range(2):
        service.presence_due(company.account_id, anna.user_id, clock.at)

    assert during == {anna.user_id, bo.user_id}
    assert after == {bo.user_id}
    assert told(sockets, "bo-1") == [True, False]


@pytest.mark.feature("RT-11")
def test_a_timer_is_set_for_the_end_of_the_grace_time(company, sockets, clock):
    anna = company.agent()
    arrive(anna, "anna-1", clock.at)

    with Calls() as calls:
        service.disconnect("anna-1", clock.at)

    [sent] = [given for name, given in calls.sent if name == "SendMessage"]
    timer = json.loads(sent["MessageBody"])
    assert sent["DelaySeconds"] == GRACE.total_seconds()
    assert (timer["kind"], timer["account_id"], timer["id"]) == (
        "presence",
        company.account_id,
        anna.user_id,
    )


@pytest.mark.feature("RT-11")
def test_a_reload_does_not_flicker(company, sockets, clock):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")
    arrive(anna, "anna-1", clock.at)

    service.disconnect("anna-1", clock.at)
    clock.pass_(3)
    arrive(anna, "anna-2", clock.at)
    clock.pass_(GRACE.total_seconds())
    service.presence_due(company.account_id, anna.user_id, clock.at)

    assert told(sockets, "bo-1") == [True]


@pytest.mark.feature("RT-11")
def test_the_timer_of_an_earlier_leaving_tells_nothing_of_a_later_one(company, sockets, clock):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")
    arrive(anna, "anna-1", clock.at)
    service.disconnect("anna-1", clock.at)
    clock.pass_(20)
    arrive(anna, "anna-2", clock.at)
    service.disconnect("anna-2", clock.at)

    clock.pass_(11)  # 31 s after the first leaving, 11 s after the second
    service.presence_due(company.account_id, anna.user_id, clock.at)
    early = told(sockets, "bo-1")
    clock.pass_(20)
    service.presence_due(company.account_id, anna.user_id, clock.at)

    assert early == [True]
    assert told(sockets, "bo-1") == [True, False]


@pytest.mark.feature("RT-11")
def test_a_user_whose_socket_broke_is_still_seen_to_leave(company, sockets, clock):
    """API Gateway tells of the end after a post has found the socket gone."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")
    arrive(anna, "anna-1", clock.at)
    sockets.gone.add("anna-1")
    [broken] = [s for s in store.agents(company.account_id, clock.at) if s.id == "anna-1"]
    service.send([broken], {"type": "pong"})

    ws("disconnect", "anna-1")
    clock.pass_(GRACE.total_seconds() + 2)
    service.presence_due(company.account_id, anna.user_id, clock.at)

    assert told(sockets, "bo-1") == [True, False]


@pytest.mark.feature("AUTH-11")
def test_another_company_hears_of_nobody(company, sockets, clock):
    from tests.builders import a_company

    open_socket(a_company().agent(), "elsewhere")

    arrive(company.agent(), "anna-1", clock.at)
    service.disconnect("anna-1", clock.at)

    assert sockets.frames["elsewhere"] == []


def test_a_visitor_is_nobodys_colleague(company, sockets, clock):
    from tests.integration.test_realtime import open_visitor

    open_socket(company.agent(), "s1")
    open_visitor(company, "ctc_1", "v1")

    service.disconnect("v1", clock.at)

    assert sockets.frames["s1"] == []
    assert store.find_socket("v1") is None


def test_a_socket_that_closed_meanwhile_is_not_brought_back(company, sockets):
    open_socket(company.agent(), "s1")
    socket = store.find_socket("s1")
    store.close_socket(socket)

    assert store.watch(socket, "cnv_1") is None
    from chalicelib.realtime.domain import Typing

    assert store.note_typing(socket, Typing("cnv_1", "reply", True, 1.0)) is False
    assert store.find_socket("s1") is None
    assert isinstance(socket, Socket)
    assert store.agents(company.account_id, now()) == []
