"""Notes: threaded, mentioning, changed; for colleagues alone."""

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.domain import Availability
from chalicelib.availability import service as availability
from chalicelib.conversations import service, views
from chalicelib.realtime import worker as push
from chalicelib.widget import domain as widget
from tests.builders import NOON, a_stream_event, later
from tests.door import call
from tests.integration.desk import badge, do, inbox, numbers, path, rows
from tests.integration.test_realtime import items_of, open_socket, open_visitor


@pytest.fixture
def desk(company):
    """Anna's conversation and her colleagues."""
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    service.take(anna, id_, later(1))
    return company, anna, bo, id_


def note(who, id_, text="Look", **more):
    return do(who, id_, "notes", {"text": text} | more)


@pytest.mark.feature("NOTE-04", "NOTE-06", "CONV-06", "CONV-35")
def test_who_is_mentioned_finds_it_unread_in_mentions_and_may_read_it_all(company):
    anna = company.agent("Anna Berg")
    team = company.team(anna)
    dora = company.agent("Dora Elm")
    id_ = company.message("Hi", channel=company.channel(team_id=team)).conversation_id
    anna = company.caller(anna.user_id)
    service.take(anna, id_, later(1))
    assert call("GET", path(id_), caller=dora).status == 404

    note(anna, id_, mentions=[dora.user_id])

    assert numbers(dora)["mentions"] == (1, 1, 1)
    assert badge(dora) == 1
    [row] = rows(dora, inbox="mentions")
    assert (row["id"], row["unread"], row["mentioned"]) == (id_, True, True)
    thread = call("GET", path(id_, "timeline"), caller=dora).json["items"]
    assert [one["data"].get("text") for one in thread] == ["Hi", None, "Look"]
    assert do(dora, id_, "read", {"up_to": 3}).status == 204
    assert numbers(dora)["mentions"] == (1, 1, 0)
    assert badge(dora) == 0


@pytest.mark.feature("NOTE-05", "NOTE-06", "CONV-06")
def test_a_mentioned_team_finds_it_each_member_for_themselves(desk):
    company, anna, bo, id_ = desk
    cleo = company.agent("Cleo Dahl")
    team = company.team(bo, cleo, name="Sales")
    bo, cleo = company.caller(bo.user_id), company.caller(cleo.user_id)

    note(anna, id_, mentions=[team])

    for who in (bo, cleo):
        assert inbox(who, "mentions") == [id_]
        assert numbers(who)["mentions"] == (1, 1, 1)
    do(bo, id_, "read", {"up_to": 3})
    assert [one["unread"] for one in rows(bo, inbox="mentions")] == [False]
    assert [one["unread"] for one in rows(cleo, inbox="mentions")] == [True]
    assert (numbers(bo)["mentions"][2], numbers(cleo)["mentions"][2]) == (0, 1)
    assert inbox(anna, "mentions") == []


@pytest.mark.feature("NOTE-05", "CONV-06")
def test_mentioned_twice_over_it_is_listed_and_counted_once(desk):
    company, anna, bo, id_ = desk
    team = company.team(bo, name="Sales")
    bo = company.caller(bo.user_id)

    note(anna, id_, mentions=[team, bo.user_id, company.team_id])

    assert inbox(bo, "mentions") == [id_]
    assert numbers(bo)["mentions"] == (1, 1, 1)


@pytest.mark.feature("NOTE-05")
def test_of_a_team_that_distributes_automatically_one_who_is_free_is_asked(desk):
    company, anna, bo, id_ = desk
    cleo, dora = company.agent("Cleo Dahl"), company.agent("Dora Elm")
    team = company.team(bo, cleo, dora, distribution="automatic", name="Support")
    availability.become(bo, bo.user_id, Availability.AWAY, None, False, NOON)
    service.take(cleo, company.message().conversation_id, later(1))

    told = note(anna, id_, mentions=[team]).json["data"]["mentions"]

    assert told == [{"id": dora.user_id, "name": "Dora Elm"}]
    assert inbox(company.caller(cleo.user_id), "mentions") == []
    availability.become(cleo, cleo.user_id, Availability.AWAY, None, False, NOON)
    availability.become(dora, dora.user_id, Availability.AWAY, None, False, NOON)
    told = note(anna, id_, mentions=[team]).json["data"]["mentions"]
    assert told == [{"id": team, "name": "Support"}]  # nobody is free: all of them


@pytest.mark.feature("NOTE-04", "CONV-06")
def test_an_assignee_has_it_in_their_own_inbox_not_among_mentions(desk):
    _, anna, bo, id_ = desk

    note(bo, id_, mentions=[anna.user_id])

    assert (inbox(anna), inbox(anna, "mentions")) == ([id_], [])
    assert numbers(anna)["me"] == (1, 1, 1)
    service.assign(anna, id_, [bo.user_id], later(60))
    assert inbox(anna, "mentions") == [id_]


@pytest.mark.feature("NOTE-07")
def test_notes_are_answered_in_one_thread_under_the_first(desk):
    _, anna, bo, id_ = desk
    first = note(anna, id_).json["id"]

    answer = note(bo, id_, "Seen", parent_id=first).json
    again = note(anna, id_, "Good", parent_id=answer["id"]).json

    assert (answer["data"]["parent_id"], again["data"]["parent_id"]) == (first, first)


@pytest.mark.feature("NOTE-07")
def test_only_a_note_that_is_there_is_answered(desk):
    company, anna, _, id_ = desk
    gone = note(anna, id_).json["id"]
    call("DELETE", path(id_, "notes", gone), caller=anna)
    message = company.thread(id_)[0].id

    for parent, status in ((gone, 422), (message, 422), ("nte_none", 404)):
        assert note(anna, id_, parent_id=parent).status == status


@pytest.mark.feature("NOTE-09", "NOTE-08")
@pytest.mark.parametrize("limit", [1, 4, 100])
def test_notes_stand_inline_and_together_newest_first_page_by_page(desk, limit):
    company, anna, _, id_ = desk
    for number in range(9):
        note(anna, id_, str(number))
        company.message(sender=company.head(id_).address)
    inline = call("GET", path(id_, "timeline"), caller=anna).json["items"]
    assert [one["type"] for one in inline].count("note.added") == 9

    seen, cursor = [], None
    for _ in range(-(-9 // limit)):
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = call("GET", path(id_, "notes"), caller=anna, query=query).json
        seen += page["items"]
        cursor = page["next_cursor"]

    assert cursor is None
    assert [one["data"]["text"] for one in seen] == [str(n) for n in reversed(range(9))]
    assert {one["actor"]["name"] for one in seen} == {"Anna Berg"}
    assert all(one["occurred_at"] for one in seen)


@pytest.mark.feature("NOTE-18")
def test_a_note_is_changed_and_its_earlier_text_stays_in_the_history(desk):
    company, anna, bo, id_ = desk
    first = note(anna, id_).json["id"]
    where = path(id_, "notes", first)

    assert call("PATCH", where, {"text": "x"}, bo).status == 403
    edited = call("PATCH", where, {"text": "Better", "mentions": [bo.user_id]}, anna).json
    assert (edited["data"]["text"], bool(edited["data"]["edited_at"])) == ("Better", True)
    assert inbox(bo, "mentions") == [id_]
    assert company.thread(id_)[-1].changes == {"mentioned": [{"id": bo.user_id, "name": "Bo Lind"}]}
    assert call("PATCH", where, {"text": "Best"}, company.admin).json["data"]["mentions"] == [
        {"id": bo.user_id, "name": "Bo Lind"}
    ]
    history = call("GET", path(id_, "messages", first, "history"), caller=bo).json["items"]
    assert [one["text"] for one in history] == ["Look", "Better"]


@pytest.mark.feature("NOTE-18")
def test_a_deleted_note_is_in_no_panel_and_empty_in_the_thread(desk):
    company, anna, bo, id_ = desk
    first = note(anna, id_).json["id"]
    where = path(id_, "notes", first)

    assert call("DELETE", where, caller=bo).status == 403
    assert call("DELETE", where, caller=company.admin).status == 204

    assert call("GET", path(id_, "notes"), caller=anna).json["items"] == []
    [inline] = [one for one in call("GET", path(id_, "timeline"), caller=anna).json["items"]
                if one["id"] == first]  # fmt: skip
    assert (inline["data"]["text"], bool(inline["data"]["deleted_at"])) == ("", True)
    assert call("DELETE", where, caller=anna).status == 422


@pytest.mark.feature("NOTE-18")
def test_a_note_is_changed_after_a_team_that_it_mentions_is_gone(desk):
    company, anna, _, id_ = desk
    team = company.team(name="Project")
    first = note(anna, id_, mentions=[team]).json["id"]
    accounts.delete_team(company.admin, team)

    edited = call("PATCH", path(id_, "notes", first), {"text": "x"}, anna)

    assert (edited.status, edited.json["data"]["text"]) == (200, "x")
    assert note(anna, id_, mentions=[team]).status == 404


@pytest.mark.feature("NOTE-01", "MSG-11")
def test_no_note_and_nothing_about_it_reaches_the_customer(desk, aws, sockets):
    company, anna, bo, id_ = desk
    open_visitor(company, company.head(id_).contact.id, "visitor")
    open_socket(bo, "bo")
    first = note(anna, id_, "secret", mentions=[bo.user_id], client_id="n1").json
    assert note(anna, id_, "secret", client_id="n1").json["id"] == first["id"]
    call("PATCH", path(id_, "notes", first["id"]), {"text": "more secret"}, anna)
    call("DELETE", path(id_, "notes", first["id"]), caller=anna)

    push.push(a_stream_event(items_of(aws, id_)), None)

    about_notes = [one for one in sockets.types("bo") if one.startswith("note.")]
    assert about_notes == ["note.added", "note.edited", "note.deleted"]
    assert not [one for one in sockets.types("visitor") if one.startswith("note.")]
    assert "secret" not in str(sockets.frames["visitor"])
    shown = [e for e in company.thread(id_) if widget.is_shown(e)]
    assert {e.type for e in shown} <= views.PUBLIC
    assert company.head(id_).preview.text != "secret"


@pytest.mark.feature("CONV-32")
def test_a_note_answers_nobody(desk):
    company, anna, _, id_ = desk
    since = company.head(id_).unreplied_since

    note(anna, id_)

    assert company.head(id_).unreplied_since == since
    assert numbers(anna)["me"][1] == 1
