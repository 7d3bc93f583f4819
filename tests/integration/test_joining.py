"""Handing conversations on and joining them, over the services and the doors; and what the customer
sees of it in the widget: nothing."""

from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import PERSONAL
from chalicelib.conversations import service
from chalicelib.conversations.domain import InvitationGone, Person
from chalicelib.conversations.service import Written
from chalicelib.realtime import worker as pushing
from chalicelib.runtime.errors import Forbidden, NotFound, Refused
from chalicelib.runtime.ids import now
from chalicelib.runtime.tokens import Visitor, issue
from tests.builders import a_company, a_sender, a_stream_event, bus_events, later
from tests.door import call
from tests.integration.desk import do, inbox, path
from tests.integration.test_realtime import items_of, open_visitor


@pytest.fixture
def desk(company):
    """A visitor whose conversation Anna has, and Bo, who is in Sales, too."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    sales = company.team(bo, name="Sales")
    sender = a_sender(company.webchat)
    id_ = company.message("Hi", sender).conversation_id
    service.reply(anna, id_, Written("Anna here"), later(1))
    return company, company.caller(anna.user_id), company.caller(bo.user_id), sales, id_, sender


@pytest.fixture
def shared(desk):
    """The same, and Bo has joined."""
    _, anna, bo, _, id_, _ = desk
    invitation = invite(anna, id_, bo.user_id)
    service.accept_invitation(bo, id_, invitation, later(20))
    return desk


def invite(who, id_, to, at=10.0):
    """Ask somebody to join; the id of the invitation."""
    return service.invite(who, id_, to, later(at)).invitations[-1].id


def widget(company, sender):
    """The visitor's own thread, as the widget gets it."""
    token = issue(Visitor(company.account_id, company.webchat.id, sender), now())
    answer = call("GET", "/v1/widget/timeline", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 200, answer.body
    return answer


def assignees(company, id_):
    return [person.id for person in company.head(id_).assignees]


@pytest.mark.feature("ASG-08", "ASG-31", "ASG-32")
def test_a_transfer_takes_it_out_of_ones_inbox_into_the_others(desk):
    company, anna, bo, _, id_, sender = desk

    service.transfer(anna, id_, bo.user_id, "She wants a refund", later(60))
    entry = company.message("Hello?", sender, at=later(70))

    assert (inbox(anna), inbox(bo)) == ([], [id_])
    assert (company.load(anna), company.load(bo)) == (0, 1)
    assert entry.conversation_id == id_
    assert service.reply(bo, id_, Written("Bo here"), later(80)).conversation_id == id_
    told = [event["detail-type"] for event in bus_events(company.thread(id_)[2])]
    assert told == ["conversation.transferred", "conversation.assigned"]


@pytest.mark.feature("ASG-31")
def test_in_another_teams_queue_its_members_find_it(desk):
    company, anna, bo, sales, id_, _ = desk

    head = service.transfer(anna, id_, sales, None, later(60))

    assert (head.team_id, head.assignees) == (sales, ())
    assert company.thread(id_)[-1].data["to_team_name"] == "Sales"
    assert inbox(bo, "unassigned") == [id_]
    assert inbox(bo, f"team:{sales}") == [id_]
    assert inbox(anna, "unassigned") == []
    assert company.load(anna) == 0
    with pytest.raises(NotFound):
        service.visible(anna, id_)


@pytest.mark.feature("ASG-31")
def test_who_gets_it_from_another_team_sees_it_although_the_team_stays(desk):
    company, _, bo, sales, _, _ = desk
    cleo = company.agent("Cleo Dahl")
    channel = company.channel(team_id=sales)
    id_ = company.message("Hi", channel=channel).conversation_id
    service.take(bo, id_, later(1))

    head = service.transfer(bo, id_, cleo.user_id, None, later(60))

    assert (head.team_id, inbox(cleo)) == (sales, [id_])
    assert service.visible(cleo, id_).id == id_


@pytest.mark.feature("ASG-31", "AUTH-11")
def test_nothing_is_handed_to_whom_there_is_not(desk):
    _, anna, bo, _, id_, _ = desk
    stranger = a_company()

    for to in ("usr_gone", "tm_gone", stranger.admin.user_id, stranger.team_id):
        with pytest.raises(NotFound):
            service.transfer(anna, id_, to, None, later(60))
        with pytest.raises(NotFound):
            service.invite(anna, id_, to, later(60))
    with pytest.raises(NotFound):
        service.transfer(stranger.admin, id_, bo.user_id, None, later(60))


@pytest.mark.feature("ASG-45")
def test_a_silent_assignee_loses_it_once_and_not_if_they_answered(desk):
    company, anna, bo, _, id_, _ = desk
    free = company.message().conversation_id
    service.take(bo, free, later(1))
    why = {"strategy": "silent", "reason": "Bo said nothing for 5 minutes"}

    def lose(conversation_id):
        return service.transfer_automatically(
            company.account_id, conversation_id, None, "silent", later(300), why
        )

    assert lose(id_) is None
    assert lose(free).passed == (bo.user_id,)
    assert lose(free) is None
    assert (company.load(anna), company.load(bo)) == (1, 0)
    assert company.thread(free)[-1].data["decision"] == why


@pytest.mark.feature("ASG-42")
def test_a_rule_moves_only_what_waits_and_only_elsewhere(desk):
    company, _, _, sales, id_, _ = desk
    free = company.message().conversation_id

    def move(conversation_id, to):
        return service.transfer_automatically(
            company.account_id, conversation_id, to, "overflow", later(300)
        )

    assert move(id_, sales) is None
    assert move(free, company.team_id) is None
    assert move(free, sales).team_id == sales
    assert move(free, sales) is None
    assert company.head(free).waiting_since == later(0)


@pytest.mark.feature("ASG-33", "ASG-34")
def test_who_is_invited_finds_it_joins_and_both_write_in_it(desk):
    company, anna, bo, _, id_, _ = desk

    invitation = invite(anna, id_, bo.user_id)
    assert [c.id for c in service.offered(bo)] == [id_]
    assert service.offered(anna) == []
    service.accept_invitation(bo, id_, invitation, later(20))
    again = service.accept_invitation(bo, id_, invitation, later(21))

    assert again.version == company.head(id_).version
    assert (inbox(anna), inbox(bo), service.offered(bo)) == ([id_], [id_], [])
    assert (company.load(anna), company.load(bo)) == (1, 1)
    for who in (anna, bo):
        assert service.reply(who, id_, Written("x"), later(30)).conversation_id == id_
    assert assignees(company, id_) == [anna.user_id, bo.user_id]


@pytest.mark.feature("ASG-33")
def test_of_a_whole_team_that_is_invited_whoever_is_first_joins(desk, at_once):
    company, anna, bo, _, id_, _ = desk
    cleo = company.agent("Cleo Dahl")
    billing = company.team(bo, cleo, name="Billing")
    bo, cleo = company.caller(bo.user_id), company.caller(cleo.user_id)
    invitation = invite(anna, id_, billing)
    assert [len(service.offered(who)) for who in (bo, cleo, anna)] == [1, 1, 0]

    outcomes = at_once(
        [partial(service.accept_invitation, who, id_, invitation, later(20)) for who in (bo, cleo)]
    )

    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [InvitationGone]
    assert len(assignees(company, id_)) == 2
    assert company.load(bo) + company.load(cleo) == 1
    assert service.offered(bo) == service.offered(cleo) == []


@pytest.mark.feature("ASG-33", "ASG-49")
def test_who_is_invited_sees_it_until_they_decline(desk):
    company, _, bo, sales, _, _ = desk
    cleo = company.agent("Cleo Dahl")
    id_ = company.message("Hi", channel=company.channel(team_id=sales)).conversation_id
    service.take(bo, id_, later(1))
    with pytest.raises(NotFound):
        service.visible(cleo, id_)

    invitation = invite(bo, id_, cleo.user_id)
    assert service.visible(cleo, id_).id == id_
    service.decline_invitation(cleo, id_, invitation, later(20))

    with pytest.raises(NotFound):
        service.visible(cleo, id_)
    assert company.head(id_).invitations == ()


@pytest.mark.feature("ASG-33")
def test_one_member_who_declines_does_not_speak_for_the_team(desk):
    company, anna, bo, sales, id_, _ = desk
    invitation = invite(anna, id_, sales)

    service.decline_invitation(bo, id_, invitation, later(20))

    assert [one.id for one in company.head(id_).invitations] == [invitation]
    service.cancel_invitation(anna, id_, invitation, later(30))
    assert company.head(id_).invitations == ()
    with pytest.raises(InvitationGone):
        service.accept_invitation(bo, id_, invitation, later(40))


@pytest.mark.feature("ASG-33", "CONV-44")
def test_in_a_team_of_personal_owners_a_guest_writes_in_the_owners_conversation(desk):
    company, anna, bo, _, id_, _ = desk
    accounts.update_team(company.admin, company.team_id, None, None, None, PERSONAL)

    service.accept_invitation(bo, id_, invite(anna, id_, bo.user_id), later(20))

    assert service.reply(bo, id_, Written("Me too"), later(30)).conversation_id == id_
    assert assignees(company, id_) == [anna.user_id, bo.user_id]


@pytest.mark.feature("ASG-35", "ASG-36", "ASG-37")
def test_the_customer_sees_one_name_and_nothing_of_who_comes_and_goes(shared, aws, sockets):
    company, anna, bo, sales, id_, sender = shared
    open_visitor(company, sender, "visitor")
    service.reply(bo, id_, Written("Bo behind the scenes"), later(30))
    invite(anna, id_, sales, 40)
    service.close(anna, id_, None, later(50))
    service.reply(bo, id_, Written("And on I go"), later(60))
    company.message("Thanks", sender, at=later(70))

    seen = widget(company, sender)
    pushing.push(a_stream_event(items_of(aws, id_)), None)

    said = [
        (one["type"], one["actor"]["name"], one["data"].get("text"))
        for one in seen.json["items"]
        if one["actor"]["kind"] == "agent"
    ]
    assert said == [
        ("message.sent", "Anna Berg", "Anna here"),
        ("message.sent", "Anna Berg", "Bo behind the scenes"),
        ("message.sent", "Anna Berg", "And on I go"),
    ]
    assert seen.json["conversation"]["status"] == "open"
    for told in (seen.body, str(sockets.frames["visitor"])):
        assert bo.user_id not in told
        assert "Bo Lind" not in told
    heard = {frame["type"] for frame in sockets.frames["visitor"]}
    assert heard == {"message.received", "message.sent"}


@pytest.mark.feature("ASG-36", "ASG-37")
def test_closing_by_one_of_two_ends_their_part_and_by_the_last_one_the_conversation(shared):
    company, anna, bo, _, id_, sender = shared

    left = service.close(anna, id_, None, later(50))
    assert (left.is_open, inbox(anna), inbox(bo)) == (True, [], [id_])
    assert (company.load(anna), company.load(bo)) == (0, 1)
    assert company.thread(id_)[-1].type == "conversation.left"

    closed = service.close(bo, id_, None, later(60))
    assert (closed.is_open, company.load(bo)) == (False, 0)
    assert widget(company, sender).json["conversation"]["status"] == "closed"


@pytest.mark.feature("ASG-37", "CONV-20")
def test_closing_ends_the_session_and_keeps_the_thread_and_the_way_back(shared):
    company, anna, _, _, id_, sender = shared

    service.close(anna, id_, None, later(50), everyone=True)

    assert not company.head(id_).is_open
    seen = [one["type"] for one in widget(company, sender).json["items"]]
    assert seen == ["message.received", "message.sent", "conversation.closed"]
    assert company.message("Again", sender, at=later(999)).conversation_id == id_


@pytest.mark.feature("ASG-36", "CONV-19")
def test_an_admin_who_is_not_in_it_ends_it_for_all_and_a_stranger_cannot(shared):
    company, _, _, _, id_, _ = shared
    with pytest.raises(Forbidden):
        service.close(company.agent("Cleo Dahl"), id_, None, later(50))

    service.close(company.admin, id_, None, later(50))

    assert not company.head(id_).is_open


@pytest.mark.feature("ASG-36")
def test_two_who_close_at_once_end_it_and_leave_no_load(shared, at_once):
    company, anna, bo, _, id_, _ = shared

    at_once([partial(service.close, who, id_, None, later(60)) for who in (anna, bo)])

    assert not company.head(id_).is_open
    assert (company.load(anna), company.load(bo)) == (0, 0)


@pytest.mark.feature("ASG-36")
def test_leaving_is_for_who_is_not_alone(desk):
    company, anna, bo, _, id_, _ = desk

    with pytest.raises(Refused, match="close it"):
        service.leave(anna, id_, later(50))
    with pytest.raises(Forbidden):
        service.leave(bo, id_, later(50))

    assert assignees(company, id_) == [anna.user_id]


@pytest.mark.feature("AUTH-16")
def test_who_is_released_leaves_what_others_have_and_what_was_theirs_alone_waits(shared):
    company, anna, bo, _, id_, _ = shared
    alone, rings = company.message().conversation_id, company.message().conversation_id
    service.take(bo, alone, later(30))
    bo_ = Person(bo.user_id, bo.name)
    service.offer(company.account_id, rings, bo_, later(90), None, None, later(40))
    asked = company.message().conversation_id
    service.take(anna, asked, later(30))
    invite(anna, asked, bo.user_id, 41)

    for one in (id_, alone, rings, asked, asked):
        service.release(company.account_id, one, bo.user_id, "deactivated", later(50))

    assert assignees(company, id_) == [anna.user_id]
    assert company.head(alone).waiting_since == later(50)
    assert (company.head(rings).offer, company.head(rings).passed) == (None, ())
    assert company.head(asked).invitations == ()
    assert company.load(bo) == 0
    assert accounts.user(company.account_id, bo.user_id).ringing is None
    assert service.offered(bo) == []


@pytest.mark.feature("ASG-31", "ASG-33", "ASG-36")
def test_the_doors_of_transfers_and_invitations(desk):
    company, anna, bo, sales, id_, _ = desk

    asked = do(anna, id_, "invite", {"team_id": sales}).json
    invitation = asked["invitations"][0]
    assert invitation["to"] == {"id": sales, "name": "Sales"}
    assert invitation["by"] == {"id": anna.user_id, "name": anna.name}
    listed = call("GET", "/v1/offers", caller=bo).json["items"]
    assert [one["id"] for one in listed] == [id_]
    joined = do(bo, id_, f"invitations/{invitation['id']}/accept")
    assert [one["id"] for one in joined.json["assignees"]] == [anna.user_id, bo.user_id]
    gone = do(company.admin, id_, f"invitations/{invitation['id']}/accept")
    assert (gone.status, gone.json["code"]) == (409, "invitation_gone")
    assert do(anna, id_, "leave").json["assignees"] == [{"id": bo.user_id, "name": bo.name}]
    assert do(bo, id_, "leave").status == 422
    second = do(bo, id_, "invite", {"user_id": anna.user_id}).json["invitations"][0]["id"]
    assert do(anna, id_, f"invitations/{second}/decline").status == 204
    third = do(bo, id_, "invite", {"user_id": anna.user_id}).json["invitations"][0]["id"]
    assert call("DELETE", path(id_, "invitations", third), caller=bo).status == 204
    body = {"team_id": sales, "note": "Please call back"}
    moved = do(bo, id_, "transfer", body).json
    assert (moved["team_id"], moved["assignees"], moved["invitations"]) == (sales, [], [])
    routing = call("GET", path(id_, "routing"), caller=bo).json
    assert routing["waiting"]["position"] == 1
    kinds = [one["kind"] for one in routing["decisions"]]
    assert kinds == [
        "conversation.transferred",
        "invitation.ended",
        "conversation.invited",
        "invitation.ended",
        "conversation.invited",
        "conversation.left",
        "conversation.joined",
        "conversation.invited",
        "message.sent",
    ]


@pytest.mark.feature("ASG-31", "ASG-33")
@pytest.mark.parametrize("act", ["transfer", "invite"])
@pytest.mark.parametrize(
    "body", [{}, {"user_id": "usr_1", "team_id": "tm_1"}, {"team_id": "usr_1"}, {"user_id": "tm_1"},
             {"user_id": ""}, {"user_id": ["x"]}],
)  # fmt: skip
def test_whom_it_is_for_is_named_once(desk, act, body):
    _, anna, _, _, id_, _ = desk

    assert do(anna, id_, act, body).status == 400


@pytest.mark.feature("ASG-36")
def test_the_door_of_closing_says_whether_it_ended_for_everyone(shared):
    _, anna, bo, _, id_, _ = shared

    left = do(anna, id_, "close", {})
    assert (left.status, left.json["status"]) == (200, "open")
    assert left.json["assignees"] == [{"id": bo.user_id, "name": bo.name}]

    back = do(bo, id_, "invite", {"user_id": anna.user_id}).json["invitations"][0]["id"]
    assert do(anna, id_, f"invitations/{back}/accept").status == 200
    assert do(anna, id_, "close", {"everyone": True}).json["status"] == "closed"
