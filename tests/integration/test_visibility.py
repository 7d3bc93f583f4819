"""A restricted conversation exists for those named, and for nobody else by any way in."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from chalicelib.conversations import service
from chalicelib.conversations.domain import ActorKind
from chalicelib.conversations.service import Written
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.realtime import worker as push
from chalicelib.runtime.errors import NotFound
from tests.builders import a_sender, a_stream_event, later
from tests.door import call
from tests.integration.desk import badge, do, inbox, numbers, path, rows
from tests.integration.test_realtime import items_of, open_socket

SORTS = ["newest", "oldest", "created", "priority"]


@dataclass
class Secret:
    """A conversation restricted to Anna, which Bo and the admin know the id of."""

    company: Any
    anna: Any
    bo: Any
    id: str
    sender: str
    message: Any
    label: Any

    @property
    def others(self) -> list[Any]:
        return [self.company.caller(who.user_id) for who in (self.bo, self.company.admin)]


@pytest.fixture
def secret(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    sender = a_sender(company.webchat)
    entry = company.message("secret", sender)
    id_ = entry.conversation_id
    label = labels.create(company.admin, "Refund", "#cc0000", LabelScope.TEAM, None)
    service.label(anna, id_, [label.id], [], later(1))
    service.label_message(anna, id_, entry.id, [label.id], [], later(1))
    service.add_note(anna, id_, "look", later(2), mentions=[bo.user_id, company.team_id])
    service.change_fields(anna, id_, {"priority": "high", "visible_to": [anna.user_id]}, later(3))
    return Secret(company, company.caller(anna.user_id), bo, id_, sender, entry, label)


@pytest.mark.feature("CONV-40", "SRCH-05")
@pytest.mark.parametrize("sort", SORTS)
def test_it_is_in_no_list_of_others_in_any_order_and_in_all_of_those_named(secret, sort):
    team = f"team:{secret.company.team_id}"
    for who in secret.others:
        for which in ("me", "unassigned", "mentions", "starred", team, "all"):
            assert rows(who, inbox=which, status="any", sort=sort) == []
        assert rows(who, contact=secret.company.head(secret.id).contact.id) == []
        assert rows(who, number=secret.company.head(secret.id).number) == []
        assert rows(who, inbox="all", label=secret.label.id) == []
    for which in ("unassigned", team, "all"):
        assert [one["id"] for one in rows(secret.anna, inbox=which, sort=sort)] == [secret.id]


@pytest.mark.feature("CONV-40", "CONV-34", "CONV-35")
def test_it_counts_for_those_named_alone(secret):
    for who in secret.others:
        assert all(counted in ((0, 0, 0), (0, 0, None)) for counted in numbers(who).values())
        assert badge(who) == 0
    counted = numbers(secret.anna)
    assert counted["unassigned"][0] == counted[f"team:{secret.company.team_id}"][0] == 1
    assert badge(secret.anna) == 1


WAYS_IN = [
    ("GET", "", None),
    ("GET", "timeline", None),
    ("GET", "notes", None),
    ("PATCH", "", {"topic": "x"}),
    ("DELETE", "", None),
    ("POST", "messages", {"text": "x"}),
    ("POST", "notes", {"text": "x"}),
    ("POST", "take", None),
    ("POST", "assign", {"user_ids": []}),
    ("POST", "close", {}),
    ("POST", "reopen", None),
    ("POST", "read", {"up_to": 1}),
    ("POST", "unread", None),
    ("POST", "star", None),
    ("DELETE", "star", None),
    ("POST", "labels", {"add": []}),
    ("POST", "snooze", {"until": None}),
    ("DELETE", "snooze", None),
]


@pytest.mark.feature("CONV-40")
@pytest.mark.parametrize(("method", "rest", "body"), WAYS_IN)
def test_its_id_leads_nowhere_and_nothing_happens_to_it(secret, aws, method, rest, body):
    before = items_of(aws, secret.id, "")
    where = path(secret.id, rest) if rest else path(secret.id)

    for who in secret.others:
        answer = call(method, where, body, who)
        deletes = (method, rest) == ("DELETE", "") and not who.is_admin  # nobody else may at all
        expected = (403, "forbidden") if deletes else (404, "not_found")
        assert (answer.status, answer.json["code"]) == expected
    assert items_of(aws, secret.id, "") == before


@pytest.mark.feature("CONV-40", "MSG-22")
def test_its_messages_histories_and_files_are_not_to_be_had(secret):
    at = partial(path, secret.id, "messages", secret.message.id)
    for who in secret.others:
        for where in (at("history"), at("attachments", "att_1")):
            assert call("GET", where, caller=who).status == 404
        assert call("POST", at("labels"), {"add": []}, who).status == 404


@pytest.mark.feature("CONV-40", "SRCH-01")
def test_a_label_does_not_lead_to_it(secret):
    for who in secret.others:
        assert service.labelled(who, secret.label.id, None, 9) == ([], None)
    found, _ = service.labelled(secret.anna, secret.label.id, None, 9)
    assert {head.id for head, _ in found} == {secret.id}
    assert len(found) == 2


@pytest.mark.feature("CONV-40", "RT-02")
def test_sockets_of_others_hear_nothing_of_it(secret, aws, sockets):
    for name, who in (("anna", secret.anna), ("bo", secret.bo), ("ada", secret.company.admin)):
        open_socket(who, name)
    secret.company.message("more secrets", secret.sender, at=later(9))
    service.add_note(secret.anna, secret.id, "secret note", later(10))
    service.mark_read(secret.anna, secret.id, 2)

    push.push(a_stream_event(items_of(aws, secret.id)[-2:]), None)

    assert sockets.types("anna") == ["message.received", "note.added"]
    assert sockets.frames["bo"] == sockets.frames["ada"] == []


@pytest.mark.feature("CONV-40")
def test_what_was_told_before_is_told_after_to_those_named_alone(secret, aws, sockets):
    """The stream lags: an old entry is told by who may see it now."""
    open_socket(secret.bo, "bo")
    open_socket(secret.anna, "anna")

    push.push(a_stream_event(items_of(aws, secret.id)[:2]), None)

    assert sockets.types("bo") == []
    assert len(sockets.types("anna")) == 2


@pytest.mark.feature("CONV-40")
def test_opened_again_it_is_everyones(secret):
    call("PATCH", path(secret.id), {"visible_to": None}, secret.anna)

    for who in secret.others:
        assert inbox(who, "unassigned") == [secret.id]
        assert call("GET", path(secret.id), caller=who).status == 200
    assert inbox(secret.bo, "mentions") == [secret.id]


@pytest.mark.feature("CONV-40")
def test_a_user_of_another_team_who_is_named_sees_it(secret):
    company = secret.company
    dora = company.agent("Dora Elm")
    team = company.team(secret.anna)
    id_ = company.message(channel=company.channel(team_id=team)).conversation_id
    anna = company.caller(secret.anna.user_id)
    service.change_fields(anna, id_, {"visible_to": [anna.user_id, dora.user_id]}, later(9))

    assert inbox(company.caller(dora.user_id), "unassigned") == [id_]
    assert call("GET", path(id_), caller=dora).status == 200
    service.assign(anna, id_, [dora.user_id], later(20))
    assert inbox(dora) == [id_]


@pytest.mark.feature("CONV-41")
def test_it_is_assigned_only_to_those_named(secret):
    answer = do(secret.anna, secret.id, "assign", {"user_ids": [secret.bo.user_id]})

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert answer.json["user_ids"] == [secret.bo.user_id]
    assert do(secret.anna, secret.id, "take").status == 200


@pytest.mark.feature("CONV-40")
@pytest.mark.parametrize(
    ("named", "status", "code"),
    [(["usr_none"], 404, "not_found"), ([], 400, "invalid_request"), (["bo"], 422, "refused")],
)
def test_a_wrong_restriction_changes_nothing_of_what_came_with_it(secret, named, status, code):
    id_ = secret.company.message().conversation_id
    named = [secret.bo.user_id if one == "bo" else one for one in named]

    answer = call("PATCH", path(id_), {"topic": "x", "visible_to": named}, secret.anna)

    assert (answer.status, answer.json["code"]) == (status, code)
    assert secret.company.head(id_).topic is None
    assert len(secret.company.thread(id_)) == 1


@pytest.mark.feature("CONV-40")
def test_an_admin_may_hand_it_to_others_along_with_its_topic(secret):
    id_ = secret.company.message().conversation_id
    body = {"topic": "Complaint about us", "visible_to": [secret.bo.user_id]}

    answer = call("PATCH", path(id_), body, secret.company.admin)

    assert (answer.status, answer.json["topic"]) == (200, "Complaint about us")
    assert call("GET", path(id_), caller=secret.company.admin).status == 404


@pytest.mark.feature("CONV-40")
def test_of_restricting_and_reading_at_once_nothing_stays_behind_of_who_is_shut_out(
    company, at_once
):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id

    outcomes = at_once(
        [
            partial(service.change_fields, anna, id_, {"visible_to": [anna.user_id]}, later(9)),
            *(partial(service.mark_read, bo, id_, n) for n in (1, 1)),
            partial(service.take, bo, id_, later(9)),
        ]
    )

    head = company.head(id_)
    refused = [one for one in outcomes if isinstance(one, Exception)]
    if head.visible_to is None:  # Bo took it first: Anna is told whom to name
        assert head.is_assigned_to(bo.user_id)
        assert "Bo Lind has the conversation" in str(refused)
    else:
        assert head.assignees == ()
        assert any(isinstance(one, NotFound) for one in refused)
        with pytest.raises(NotFound):
            service.thread(bo, id_, None, None, None, 9)


@pytest.mark.feature("CONV-40")
def test_a_decision_made_before_the_restriction_is_not_stored_after_it(company, monkeypatch):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    id_ = company.message().conversation_id
    real, tries = service.changing.store.save, []

    def overtaken(*given, **more):
        tries.append(given)
        if len(tries) == 1:
            service.change_fields(anna, id_, {"visible_to": [anna.user_id]}, later(9))
        return real(*given, **more)

    monkeypatch.setattr(service.changing.store, "save", overtaken)

    with pytest.raises(NotFound):
        service.reply(bo, id_, Written("I was too late"), later(9))
    assert [e.type for e in company.thread(id_)] == ["message.received", "conversation.restricted"]


@pytest.mark.feature("CONV-42")
def test_what_was_begun_outbound_is_restricted_after_its_first_message(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    contact = company.head(company.message(channel=company.sms).conversation_id).contact.id
    body = {"contact_id": contact, "channel_id": company.sms.id, "text": "Hello"}
    begun = call("POST", "/v1/conversations", body, anna).json["id"]

    answer = call("PATCH", path(begun), {"visible_to": [anna.user_id]}, anna)

    assert [one["id"] for one in answer.json["visible_to"]] == [anna.user_id]
    assert inbox(anna) == [begun]
    assert call("GET", path(begun), caller=bo).status == 404


@pytest.mark.feature("NOTE-19")
def test_mentioning_who_may_not_see_it_is_refused_and_says_whom_to_add(secret):
    answer = do(secret.anna, secret.id, "notes", {"text": "x", "mentions": [secret.bo.user_id]})

    assert (answer.status, answer.json["code"]) == (422, "not_visible")
    assert answer.json["user_ids"] == [secret.bo.user_id]
    both = [secret.anna.user_id, secret.bo.user_id]
    assert call("PATCH", path(secret.id), {"visible_to": both}, secret.anna).status == 200
    again = do(secret.anna, secret.id, "notes", {"text": "x", "mentions": [secret.bo.user_id]})
    assert again.status == 201
    assert inbox(secret.bo, "mentions") == [secret.id]


@pytest.mark.feature("NOTE-19")
def test_a_team_cannot_be_mentioned_where_not_all_of_it_may_see(secret):
    team = secret.company.team(secret.bo, name="Sales")

    answer = do(secret.anna, secret.id, "notes", {"text": "x", "mentions": [team]})

    assert (answer.status, answer.json["code"]) == (422, "refused")
    assert "Sales" in answer.json["detail"]


def test_who_causes_a_restriction_is_in_the_thread(secret):
    told = secret.company.thread(secret.id)[-1]

    assert told.type == "conversation.restricted"
    assert (told.actor.kind, told.actor.id) == (ActorKind.AGENT, secret.anna.user_id)
    assert told.data == {"visible_to": [{"id": secret.anna.user_id, "name": "Anna Berg"}]}
    assert replace(told, data={}).conversation_id == secret.id
