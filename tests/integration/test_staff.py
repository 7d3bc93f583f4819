"""Colleagues come, change and go; an account keeps an admin, and no conversation is lost."""

import json
from datetime import timedelta

import pytest

from chalicelib.accounts import service
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import returning
from chalicelib.runtime.ids import now
from chalicelib.timers import actions
from chalicelib.timers import service as timers
from chalicelib.timers.domain import Kind, Timer
from tests.builders import a_company
from tests.door import call


def deactivate(by, who):
    return call("POST", f"/v1/users/{who.user_id}/deactivate", {}, by)


def held(company, who, count, **facts):
    """So many conversations that somebody took."""
    entries = [company.message(at=now(), **facts) for _ in range(count)]
    for entry in entries:
        conversations.take(who, entry.conversation_id, now())
    return [entry.conversation_id for entry in entries]


@pytest.mark.feature("AUTH-16")
def test_the_open_conversations_of_who_leaves_wait_for_their_team_again(company):
    anna = company.agent()
    ids = held(company, anna, 3)
    closed, snoozed, waiting = ids
    conversations.close(anna, closed, None, now())
    conversations.snooze(anna, snoozed, None, now())

    assert deactivate(company.admin, anna).status == 200

    for id_ in (snoozed, waiting):
        head = company.head(id_)
        assert (head.assignees, head.is_open, head.team_id) == ((), True, company.team_id)
    assert company.head(waiting).waiting_since
    assert [person.id for person in company.head(closed).assignees] == [anna.user_id]
    assert company.load(anna) == 0


@pytest.mark.feature("AUTH-16")
def test_who_shared_a_conversation_with_the_leaver_goes_on_with_it_alone(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    [id_] = held(company, anna, 1)
    soon = now() + timedelta(minutes=1)
    conversations.assign(company.admin, id_, [anna.user_id, bo.user_id], soon)

    deactivate(company.admin, anna)

    assert [person.id for person in company.head(id_).assignees] == [bo.user_id]
    assert (company.load(anna), company.load(bo)) == (0, 1)


@pytest.mark.feature("AUTH-16")
def test_a_desk_of_many_is_emptied_step_by_step_and_a_step_that_comes_twice_changes_nothing(
    company, aws, monkeypatch
):
    monkeypatch.setattr(returning, "AT_ONCE", 4)
    monkeypatch.setattr(returning, "AGAIN", timedelta(0))
    anna = company.agent()
    ids = held(company, anna, 10)
    deactivate(company.admin, anna)
    left = [id_ for id_ in ids if company.head(id_).assignees]
    assert len(left) == 6

    steps = 0  # each timer comes twice, and sets its next one twice at most
    while messages := aws.messages("timers"):
        due = [timers.read(body) for body in map(_body, messages) if body["kind"] == "departure"]
        for timer in due * 2:
            actions.ring(timer, timer.due)
        steps += 1
        assert steps < 6

    assert [id_ for id_ in ids if company.head(id_).assignees] == []
    assert [len(company.thread(id_)) for id_ in ids] == [3] * 10  # came, taken, given back
    assert company.load(anna) == 0


def _body(message):
    return json.loads(message["Body"])


@pytest.mark.feature("AUTH-16")
def test_a_step_that_comes_after_they_came_back_takes_nothing_from_them(company):
    anna = company.agent()
    deactivate(company.admin, anna)
    call("POST", f"/v1/users/{anna.user_id}/reactivate", {}, company.admin)
    [id_] = held(company, company.caller(anna.user_id), 1)

    actions.ring(Timer(Kind.DEPARTURE, company.account_id, anna.user_id, now()), now())

    assert [person.id for person in company.head(id_).assignees] == [anna.user_id]


@pytest.mark.feature("AUTH-16")
def test_who_was_deactivated_is_in_no_list_but_that_of_the_former_and_keeps_their_name(company):
    anna = company.agent("Anna Berg")
    deactivate(company.admin, anna)

    def names(**query):
        users = call("GET", "/v1/users", caller=company.admin, query=query).json["items"]
        return [user["name"] for user in users]

    assert names() == ["Ada Admin"]
    assert names(inactive=True) == ["Anna Berg"]
    one = call("GET", f"/v1/users/{anna.user_id}", caller=company.admin).json
    assert (one["active"], one["name"]) == (False, "Anna Berg")
    assert call("GET", "/v1/me", caller=anna).status == 401


@pytest.mark.feature("AUTH-16", "AUTH-10")
def test_only_who_manages_people_deactivates_and_nobody_oneself(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")

    assert deactivate(anna, bo).status == 403
    assert deactivate(company.admin, company.admin).status == 422
    assert deactivate(a_company().admin, anna).status == 404
    assert call("GET", "/v1/me", caller=bo).status == 200


@pytest.mark.feature("AUTH-09", "AUTH-16")
@pytest.mark.parametrize("how", ["demote", "deactivate"])
def test_of_two_admins_who_take_each_other_out_at_once_one_stays(company, at_once, how):
    other = company.agent("Bo Lind", role="admin")

    def act(by, who):
        if how == "deactivate":
            return deactivate(by, who)
        return call("PATCH", f"/v1/users/{who.user_id}", {"role": "agent"}, by)

    answers = at_once([lambda: act(company.admin, other), lambda: act(other, company.admin)])

    assert 200 in [answer.status for answer in answers]
    admins = [one for one in service.roster(company.account_id).users if one.role == "admin"]
    assert len(admins) == 1


@pytest.mark.feature("AUTH-09")
def test_all_of_many_admins_demoted_at_once_leave_one(company, at_once):
    others = [company.agent(f"Admin {n}", role="admin") for n in range(4)]
    everyone = [company.admin, *others]

    def demote(by, who):
        return call("PATCH", f"/v1/users/{who.user_id}", {"role": "agent"}, by)

    at_once([lambda by=by, who=who: demote(by, who) for by, who in zip(
        everyone, everyone[1:] + everyone[:1], strict=True)])  # fmt: skip

    admins = [one for one in service.roster(company.account_id).users if one.role == "admin"]
    assert len(admins) >= 1


@pytest.mark.feature("AUTH-09")
def test_the_last_admin_stays_though_others_were_deactivated(company):
    other = company.agent("Bo Lind", role="admin")
    deactivate(company.admin, other)

    path = f"/v1/users/{company.admin.user_id}"
    answer = call("PATCH", path, {"role": "agent"}, company.admin)

    assert (answer.status, answer.json["code"]) == (422, "refused")


@pytest.mark.feature("AUTH-13")
def test_everybody_sees_everybody_with_photo_role_and_presence(company, sockets):
    from tests.integration.test_realtime import open_socket

    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    open_socket(bo, "bo-1")

    users = call("GET", "/v1/users", caller=anna).json["items"]

    shown = {one["name"]: (one["role_name"], one["online"], one["photo_url"]) for one in users}
    assert shown == {
        "Ada Admin": ("Admin", False, None),
        "Anna Berg": ("Agent", False, None),
        "Bo Lind": ("Agent", True, None),
    }


@pytest.mark.feature("AUTH-13")
def test_a_long_list_of_users_comes_in_pages_without_gap_or_repeat(company):
    for number in range(4):
        company.agent(f"Agent {number}")
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = call("GET", "/v1/users", caller=company.admin, query=query).json
        seen += [user["name"] for user in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == ["Ada Admin", "Agent 0", "Agent 1", "Agent 2", "Agent 3"]


@pytest.mark.feature("ASG-39")
def test_skills_are_set_by_who_manages_people(company):
    anna = company.agent()
    path = f"/v1/users/{anna.user_id}"

    changed = call("PATCH", path, {"skills": ["German", "billing", "german"]}, company.admin)

    assert changed.json["skills"] == ["german", "billing"]
    assert call("PATCH", path, {"name": "Anna B"}, company.admin).json["skills"] == [
        "german",
        "billing",
    ]
    assert call("PATCH", path, {"skills": ["x"]}, anna).status == 403
    assert call("PATCH", path, {"skills": ["x" * 41]}, company.admin).status == 400


@pytest.mark.feature("AUTH-16", "CONV-40")
def test_what_only_the_leaver_might_see_is_for_the_admins_then(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    own, shared = held(company, anna, 2)
    waiting = company.message(at=now()).conversation_id
    for id_, named in ((own, [anna]), (waiting, [anna]), (shared, [anna, bo])):
        fields = {"visible_to": [one.user_id for one in named]}
        conversations.change_fields(company.admin, id_, fields, now())

    deactivate(company.admin, anna)

    for id_ in (own, waiting):
        head = company.head(id_)
        assert [person.id for person in head.visible_to] == [company.admin.user_id]
        assert head.assignees == ()
    assert {person.id for person in company.head(shared).visible_to} == {
        anna.user_id,
        bo.user_id,
    }
    assert call("GET", f"/v1/conversations/{own}", caller=bo).status == 404
