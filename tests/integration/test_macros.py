"""Macros: several things done by one pick, each with its own result."""

import pytest

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service as conversations
from chalicelib.macros import running, service
from chalicelib.runtime.errors import Taken
from tests.builders import NOON
from tests.door import call
from tests.integration.desk import do

REPLY = {"type": "reply", "text": "Hi {{contact.first_name|there}}", "format": "plain"}
CLOSE = {"type": "status", "status": "closed", "disposition": None}


def made(who, *actions, name="Refund", **facts):
    return call("POST", "/v1/macros", {"name": name, "actions": list(actions)} | facts, who)


def run(who, macro, conversation, **body):
    return do(who, conversation, f"macros/{macro.json['id']}", body)


def labels(who, *names, **facts):
    body = {"color": "#e5484d", "scope": "team"} | facts
    return [call("POST", "/v1/labels", {"name": n} | body, who).json["id"] for n in names]


@pytest.mark.feature("KB-12")
def test_one_pick_does_it_all_in_its_order_with_the_ordinary_entries(company):
    anna = company.agent("Anna Berg")
    refund, old = labels(anna, "Refund", "Old")
    conversation = company.message().conversation_id
    do(anna, conversation, "labels", {"add": [old]})
    macro = made(
        anna,
        REPLY,
        {"type": "note", "text": "Told {{contact.custom.plan|a free}} customer"},
        {"type": "label", "label_ids": [refund]},
        {"type": "unlabel", "label_ids": [old]},
        {"type": "assign", "user_ids": ["me"]},
        {"type": "priority", "priority": "high"},
        {"type": "snooze", "minutes": 60},
    )
    assert macro.status == 201, macro.body
    outcome = run(anna, macro, conversation)
    head = company.head(conversation)

    done = ["reply", "note", "label", "unlabel", "assign", "priority", "snooze"]
    assert outcome.json == {"done": done, "failed": []}
    assert (head.labels, head.priority, head.is_assigned_to(anna.user_id)) == (
        (refund,),
        "high",
        True,
    )
    assert head.snooze is not None
    told = [entry.type for entry in company.thread(conversation)[2:]]
    assert told == [
        "message.sent",
        "note.added",
        "conversation.labelled",
        "conversation.labelled",
        "conversation.assigned",
        "conversation.updated",
        "conversation.snoozed",
    ]
    texts = [entry.data["text"] for entry in company.thread(conversation)[2:4]]
    assert texts == ["Hi there", "Told a free customer"]
    assert {entry.actor.id for entry in company.thread(conversation)[2:]} == {anna.user_id}


@pytest.mark.feature("KB-12", "KB-09")
def test_a_gap_in_the_answer_refuses_all_of_it(company):
    anna = company.agent("Anna Berg")
    [label] = labels(anna, "Refund")
    conversation = company.message().conversation_id
    macro = made(
        anna,
        {"type": "label", "label_ids": [label]},
        {"type": "reply", "text": "Hi {{contact.first_name}}", "format": "plain"},
    )
    refused = run(anna, macro, conversation, client_id="run-1")

    assert (refused.status, refused.json["code"]) == (422, "unresolved_variable")
    assert len(company.thread(conversation)) == 1
    contacts.change(company.admin, company.head(conversation).contact.id, {"name": "Kari"})
    again = run(anna, macro, conversation, client_id="run-1")
    assert again.json == {"done": ["label", "reply"], "failed": []}


@pytest.mark.feature("KB-12")
def test_a_channel_that_takes_nothing_refuses_all_of_it(company):
    anna = company.agent("Anna Berg")
    entry = company.message(sender="+4790055501", channel=company.sms)
    conversations.customer_opted(
        company.account_id, company.sms.id, "phone", company.sms.thread, "+4790055501", True, NOON
    )
    macro = made(anna, {"type": "priority", "priority": "low"}, REPLY)
    refused = run(anna, macro, entry.conversation_id)

    assert (refused.status, refused.json["code"]) == (422, "opted_out")
    assert company.head(entry.conversation_id).priority is None


@pytest.mark.feature("KB-12")
def test_a_step_that_fails_stops_nothing_that_does_not_hang_on_it(company):
    anna = company.agent("Anna Berg")
    gone, kept = labels(anna, "Gone", "Kept")
    conversation = company.message().conversation_id
    macro = made(
        anna,
        {"type": "unlabel", "label_ids": [gone]},
        REPLY,
        {"type": "label", "label_ids": [kept]},
        CLOSE,
    )
    call("DELETE", f"/v1/labels/{gone}", caller=anna)
    outcome = run(anna, macro, conversation).json

    assert outcome["done"] == ["reply", "label", "status"]
    assert [(one["action"], one["code"]) for one in outcome["failed"]] == [("unlabel", "not_found")]
    assert company.head(conversation).status == "closed"


@pytest.mark.feature("KB-12")
def test_a_customer_who_was_not_answered_is_not_closed_away(company, monkeypatch):
    anna = company.agent("Anna Berg")
    [label] = labels(anna, "Refund")
    conversation = company.message().conversation_id
    macro = made(anna, REPLY, CLOSE, {"type": "label", "label_ids": [label]})

    def lost(*_):
        raise Taken("Bo Lind took this conversation")

    monkeypatch.setattr(running.conversations, "reply", lost)
    outcome = run(anna, macro, conversation).json

    assert outcome["done"] == ["label"]
    assert [one["action"] for one in outcome["failed"]] == ["reply", "status"]
    assert outcome["failed"][0]["detail"] == "Bo Lind took this conversation"
    assert company.head(conversation).is_open


@pytest.mark.feature("KB-12")
def test_a_macro_runs_with_the_agents_own_rights(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    conversation = company.message().conversation_id
    do(anna, conversation, "take")
    macro = made(company.admin, CLOSE)

    refused = run(bo, macro, conversation)
    assert refused.json["failed"][0]["code"] == "forbidden"
    assert run(anna, macro, conversation).json["done"] == ["status"]
    other = company.message().conversation_id
    call("PATCH", f"/v1/conversations/{other}", {"visible_to": [anna.user_id]}, company.admin)
    assert run(bo, macro, other).status == 404


@pytest.mark.feature("KB-12")
def test_the_same_run_twice_is_one(company):
    anna = company.agent("Anna Berg")
    conversation = company.message().conversation_id
    macro = made(anna, REPLY, {"type": "note", "text": "Told them"}, CLOSE)
    first = run(anna, macro, conversation, client_id="run-1")
    again = run(anna, macro, conversation, client_id="run-1")

    assert first.json == again.json == {"done": ["reply", "note", "status"], "failed": []}
    assert len(company.thread(conversation)) == 4


def test_a_run_that_stopped_in_between_says_nothing_twice(company, monkeypatch):
    anna = company.agent("Anna Berg")
    conversation = company.message().conversation_id
    macro = made(anna, REPLY, {"type": "note", "text": "Told them"}, CLOSE)
    monkeypatch.setattr(running, "once", lambda scope, key, effect: effect())
    run(anna, macro, conversation, client_id="run-1")
    again = run(anna, macro, conversation, client_id="run-1").json

    assert again["done"] == ["reply", "note"]
    assert again["failed"][0]["detail"] == "the conversation is closed already"
    assert len(company.thread(conversation)) == 4


@pytest.mark.feature("KB-12")
def test_what_follows_an_answer_that_began_a_new_conversation_is_done_there(company):
    anna = company.agent("Anna Berg")
    [label] = labels(anna, "Refund")
    conversation = company.message().conversation_id
    do(anna, conversation, "take")
    do(anna, conversation, "close", {})
    call("PATCH", "/v1/settings", {"after_close": "new"}, company.admin)
    macro = made(anna, REPLY, {"type": "label", "label_ids": [label]})
    outcome = run(anna, macro, conversation).json
    call("PATCH", "/v1/settings", {"after_close": "reopen"}, company.admin)

    assert outcome == {"done": ["reply", "label"], "failed": []}
    assert company.head(conversation).labels == ()
    assert conversations.labelled(anna, label, None, 5)[0][0][0].id != conversation


@pytest.mark.feature("KB-12")
def test_macros_are_private_a_teams_or_everyones(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    own = made(anna, CLOSE, name="own", visibility="private")
    made(anna, CLOSE, name="Team", team_id=team)
    made(anna, CLOSE, name="all")

    def names(who):
        return [one["name"] for one in call("GET", "/v1/macros", caller=who).json["items"]]

    assert (names(anna), names(bo)) == (["all", "own", "Team"], ["all"])
    assert names(company.admin) == ["all", "Team"]
    conversation = company.message().conversation_id
    assert run(bo, own, conversation).status == 404
    path = f"/v1/macros/{own.json['id']}"
    assert call("DELETE", path, caller=company.admin).status == 404
    assert call("PATCH", path, {"visibility": "everyone"}, anna).json["visibility"] == "everyone"
    assert call("PATCH", path, {"name": "x"}, bo).status == 403
    assert call("PATCH", path, {"visibility": "private"}, company.admin).status == 403
    assert call("GET", path, caller=bo).json["creator"]["name"] == "Anna Berg"
    assert call("DELETE", path, caller=company.admin).status == 204
    assert call("GET", path, caller=anna).status == 404


def test_a_changed_macro_keeps_what_was_not_changed_and_its_nulls(company):
    made_ = made(company.admin, {"type": "snooze", "minutes": 5})
    path = f"/v1/macros/{made_.json['id']}"
    forever = {"type": "snooze", "minutes": None}

    assert call("PATCH", path, {"actions": [forever]}, company.admin).json["actions"] == [forever]
    assert call("PATCH", path, {"name": "New"}, company.admin).json["actions"] == [forever]


@pytest.mark.feature("KB-12")
@pytest.mark.parametrize(
    ("actions", "field"),
    [
        ([{"type": "label", "label_ids": ["lbl_none"]}], "actions.0.label_ids"),
        ([CLOSE, {"type": "assign", "user_ids": []}], "actions.1.type"),
        ([{"type": "assign", "user_ids": ["usr_none"]}], "actions.0.user_ids"),
        ([REPLY | {"text": "{{contact.nme}}"}], "actions.0.text"),
        ([], "actions"),
        ([{"type": "explode"}], "actions.0"),
        ([REPLY | {"more": 1}], "actions.0.reply.more"),
        ([{"type": "snooze", "minutes": 0}], "actions.0.snooze.minutes"),
        ([{"type": "label", "label_ids": []}], "actions.0.label.label_ids"),
    ],
)
def test_a_macro_that_could_never_be_done_names_the_step(company, actions, field):
    answer = made(company.admin, *actions)

    assert (answer.status, answer.json["errors"][0]["field"]) == (400, field)


@pytest.mark.feature("KB-12")
def test_a_shared_macro_sets_no_label_that_others_do_not_see(company):
    anna = company.agent("Anna Berg")
    team = company.team(anna)
    anna = company.caller(anna.user_id)
    [own] = labels(anna, "Own", scope="private")
    [theirs] = labels(anna, "Theirs", team_id=team)

    for label, fits in ((own, {"visibility": "private"}), (theirs, {"team_id": team})):
        action = {"type": "label", "label_ids": [label]}
        assert made(anna, action).json["errors"][0]["field"] == "actions.0.label_ids"
        macro = made(anna, action, **fits)
        assert macro.status == 201
        path = f"/v1/macros/{macro.json['id']}"
        assert call("PATCH", path, {"visibility": "everyone"}, anna).status == 400


def test_there_is_an_end_to_macros(company, monkeypatch):
    monkeypatch.setattr(service, "MOST", 1)
    assert made(company.admin, CLOSE).status == 201

    assert made(company.admin, CLOSE).status == 422
    assert made(company.admin, CLOSE, visibility="private").status == 201
