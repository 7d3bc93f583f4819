"""Declared teams: their people, what they refer to, and their conversations when they go."""

import pytest

from chalicelib.channels import store as channels_store
from chalicelib.realtime import service as realtime
from tests.builders import a_company
from tests.door import call
from tests.integration.configuration.stack import Stack
from tests.integration.configuration.test_resources import HOURS

OVERFLOW = {"AfterSeconds": "120", "Action": "message", "Text": "Still there."}


@pytest.fixture
def team(stack):
    return stack.of("Team", "Sales")


def read(stack, id_):
    items = call("GET", "/v1/teams", caller=stack.company.admin).json["items"]
    return next(one for one in items if one["id"] == id_)


def email(stack, user):
    people = call("GET", "/v1/users", caller=stack.company.admin).json["items"]
    return next(one["email"] for one in people if one["id"] == user.user_id)


@pytest.mark.feature("ASG-12", "ASG-20")
def test_members_are_named_by_their_addresses_and_routing_is_as_declared(stack, team):
    anna, bo = stack.company.agent(), stack.company.agent()
    routing = {"OfferSeconds": "45", "Skills": ["German"], "Overflow": OVERFLOW}
    properties = {
        "Name": "Sales",
        "Distribution": "offer",
        "Members": [email(stack, anna).upper()],
        "Routing": routing,
    }

    made = read(stack, team.create(properties))
    assert (made["distribution"], made["member_ids"]) == ("offer", [anna.user_id])
    assert made["routing"]["offer_seconds"] == 45
    assert made["routing"]["skills"] == ["german"]
    assert made["routing"]["overflow"]["text"] == "Still there."

    team.update({"Name": "Sales", "Members": [email(stack, bo)]})

    changed = read(stack, team.id)
    assert (changed["distribution"], changed["member_ids"]) == ("manual", [bo.user_id])
    assert (changed["routing"]["offer_seconds"], changed["routing"]["overflow"]) == (30, None)


def test_what_is_made_a_moment_before_can_be_referred_to(stack, team):
    hours = stack.of("OfficeHours", "Hours").create(HOURS)
    promised = {"Name": "Gold", "FirstMinutes": "30", "HoursId": hours}
    policy = stack.of("SlaPolicy", "Gold").create(promised)

    made = read(
        stack, team.create({"Name": "Sales", "Routing": {"HoursId": hours, "SlaId": policy}})
    )

    assert (made["routing"]["hours_id"], made["routing"]["sla_id"]) == (hours, policy)


def test_all_that_a_team_refers_to_and_there_is_not_is_told_at_once(team):
    reason = team.refused(
        {
            "Name": "Sales",
            "Members": ["nobody@example.com", "no.one@example.com"],
            "Routing": {
                "HoursId": "hrs_0",
                "SlaId": "sla_0",
                "Overflow": OVERFLOW | {"Action": "team", "TeamId": "tm_0"},
            },
        }
    )

    assert reason.split("; ") == [
        "Members.0: no user has the address nobody@example.com",
        "Members.1: no user has the address no.one@example.com",
        "Routing.HoursId: there is no such calendar",
        "Routing.SlaId: there is no such service level",
        "Routing.Overflow.TeamId: there is no such other team",
    ]


def test_a_user_of_another_account_is_no_member(stack, team, answers):
    other = Stack(a_company("Other"), answers)
    theirs = email(other, other.company.agent())

    assert theirs in team.refused({"Name": "Sales", "Members": [theirs]})


def test_a_channel_and_a_widget_route_to_a_declared_team(stack, team):
    to = {"TeamId": team.create({"Name": "Sales"})}
    widget = stack.of("Widget", "Site")
    widget.create({"Name": "Site", "AllowedOrigins": ["https://shop.example"]} | to)
    channel = stack.of("Channel", "Chat")
    channel.create({"Kind": "webchat", "Name": "Chat"} | to)

    for one in (widget, channel):
        assert stack.channel(one.id).json["team_id"] == team.id
    kept = team.delete()
    assert kept["Status"] == "FAILED"
    assert "another team: " in kept["Reason"]


def test_a_team_with_open_conversations_stays_until_they_are_closed(stack, team):
    to = {"TeamId": team.create({"Name": "Sales"})}
    widget = stack.of("Widget", "Site")
    widget.create({"Name": "Site", "AllowedOrigins": ["*"]} | to)
    entry = stack.company.message(channel=channels_store.find(widget.id))
    widget.delete()

    refused = team.delete()
    assert refused["Reason"] == "first close the team's open conversations"
    assert read(stack, team.id)["name"] == "Sales"

    assert team.create({"Name": "Sales"}) == to["TeamId"]  # put back into the template
    path = f"/v1/conversations/{entry.conversation_id}/close"
    assert call("POST", path, {}, stack.company.admin).status == 200
    assert team.delete()["Status"] == "SUCCESS"
    assert stack.company.head(entry.conversation_id).team_id == team.id


def test_who_joins_or_leaves_connects_anew(stack, team, monkeypatch):
    renewed = []
    monkeypatch.setattr(realtime, "renew", lambda account, users: renewed.append(set(users)))
    anna, bo = stack.company.agent(), stack.company.agent()

    team.create({"Name": "Sales", "Members": [email(stack, anna)]})
    team.update({"Name": "Sales", "Members": [email(stack, bo)]})
    team.update({"Name": "Sales NO", "Members": [email(stack, bo)]})

    assert renewed == [{anna.user_id}, {anna.user_id, bo.user_id}, set()]


@pytest.mark.feature("AUTH-21")
def test_what_a_stack_does_is_in_the_audit_log_and_what_it_was_refused_is_not(stack, team):
    def log():
        items = call("GET", "/v1/audit", caller=stack.company.admin).json["items"]
        return [one for one in items if one["actor"]["name"].startswith("Stack ")]

    team.refused({"Name": "Sales", "Members": ["nobody@example.com"]})
    stack.delete("tm_never", {"Name": "Sales"}, "Sales", "Team")
    assert log() == []

    id_ = team.create({"Name": "Sales"})
    team.update({"Name": "Sales NO", "Distribution": "offer"})
    team.delete()

    entries = log()[::-1]
    assert [one["action"] for one in entries] == ["team.created", "team.updated", "team.deleted"]
    changed = entries[1]
    name = stack.id.split("/")[1]
    assert changed["actor"] == {"id": None, "name": f"Stack {name}"}
    assert changed["object"] == {"kind": "team", "id": id_, "name": "Sales NO"}
    assert changed["detail"] == {
        "stack": stack.id,
        "resource": "Sales",
        "fields": ["Distribution", "Name"],
    }
    assert stack.key not in str(entries)
