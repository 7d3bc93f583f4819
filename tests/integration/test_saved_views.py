"""Saved views: filters under a name, and who sees them."""

import pytest

from chalicelib.runtime.errors import NotFound
from chalicelib.saved_views import service
from tests.builders import a_company, later
from tests.door import call


def make(who, name="Urgent", **facts):
    body = {"name": name, "filter": {"priority": "urgent"}} | facts
    return call("POST", "/v1/views", body, who)


def names(who):
    return [view["name"] for view in call("GET", "/v1/views", caller=who).json["items"]]


@pytest.mark.feature("CONV-53")
def test_a_view_is_private_a_teams_or_the_accounts(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    make(anna, "Mine")
    make(anna, "Team", scope="team", team_id=team)
    make(company.admin, "All", scope="account")

    assert (names(anna), names(bo)) == (["All", "Mine", "Team"], ["All"])
    assert names(company.admin) == ["All", "Team"]
    assert make(anna, scope="account").status == 403
    assert make(bo, scope="team", team_id=team).status == 404
    assert make(anna, scope="team").status == 400
    assert make(anna, scope="private", team_id=team).status == 400


@pytest.mark.feature("CONV-53")
def test_a_view_has_a_live_count_of_what_its_reader_may_see(company):
    anna = company.agent("Anna Berg")
    hidden = company.channel(team_id=company.team(name="Board"))
    for channel in (company.webchat, hidden):
        entry = company.message(channel=channel)
        path = f"/v1/conversations/{entry.conversation_id}"
        assert call("PATCH", path, {"priority": "urgent"}, company.admin).status == 200
    company.message(at=later(9))
    made = make(company.admin, scope="account").json

    assert made["filter"] == {
        "inbox": None,
        "status": None,
        "channel": None,
        "team": None,
        "label": None,
        "priority": "urgent",
        "important": None,
        "assignee": None,
    }
    assert made["count"] == 2
    [seen] = call("GET", "/v1/views", caller=anna).json["items"]
    assert seen["count"] == 1
    listed = call("GET", "/v1/conversations", caller=anna, query={"view": made["id"]}).json
    assert len(listed["items"]) == 1


@pytest.mark.feature("CONV-53")
def test_a_view_is_changed_by_its_creator_and_a_shared_one_by_admins(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna, bo)
    anna, bo = company.caller(anna.user_id), company.caller(bo.user_id)
    own = f"/v1/views/{make(anna).json['id']}"
    shared = f"/v1/views/{make(anna, scope='team', team_id=team, sort='oldest').json['id']}"

    assert call("PATCH", shared, {"name": "x"}, bo).status == 403
    assert call("PATCH", own, {"name": "x"}, company.admin).status == 404
    changed = call("PATCH", shared, {"filter": {"important": True}}, company.admin).json
    assert (changed["filter"]["important"], changed["filter"]["priority"]) == (True, None)
    assert (changed["name"], changed["sort"]) == ("Urgent", "oldest")
    assert call("PATCH", shared, {"sort": None}, anna).json["sort"] is None
    assert call("DELETE", own, caller=anna).status == 204
    assert call("DELETE", own, caller=anna).status == 404
    assert call("DELETE", shared, caller=bo).status == 403


@pytest.mark.feature("CONV-53")
def test_lists_get_a_view_only_for_who_may_see_it(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    view_id = make(anna).json["id"]

    assert service.get(anna, view_id).filter == {"priority": "urgent"}
    for who in (bo, company.admin, a_company().admin):
        with pytest.raises(NotFound):
            service.get(who, view_id)


def test_there_is_an_end_to_views(company, monkeypatch):
    monkeypatch.setattr(service, "MOST", 1)
    make(company.admin)

    assert make(company.admin).status == 422
    assert make(company.admin, scope="account").status == 201


@pytest.mark.parametrize(
    "facts",
    [{"name": ""}, {"filter": {"colour": "red"}}, {"filter": {"status": "lost"}}, {"sort": "best"}],
)
def test_a_view_that_is_wrong_is_refused(company, facts):
    assert make(company.admin, **facts).status == 400
