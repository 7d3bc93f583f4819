"""Service levels: settled over HTTP, running on conversations, told when they are missed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from chalicelib.accounts.domain import Caller
from chalicelib.conversations import service as conversations
from chalicelib.conversations import views
from chalicelib.conversations.domain import Conversation
from chalicelib.notifications import service as notifications
from chalicelib.realtime import service as realtime
from chalicelib.runtime.shelf import Managed
from chalicelib.sla import service as sla
from chalicelib.sla.domain.policy import Policy
from chalicelib.sla.store import shelf
from tests.aws import Calls
from tests.builders import NOON, Company, a_company, later
from tests.door import Answer, call

POLICIES = "/v1/sla-policies"
ROUND_THE_CLOCK = {"business_hours": False}
STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/fjord/1"

pytestmark = pytest.mark.usefixtures("aws")


def make(company: Company, **fields: Any) -> Answer:
    """POST a policy."""
    known = {"name": "Gold", "first_minutes": 30, "next_minutes": 60, "resolve_minutes": 240}
    return call("POST", POLICIES, known | fields, company.admin)


def minutes(number: float) -> datetime:
    """After noon."""
    return later(number * 60)


def written(company: Company, **more: Any) -> Conversation:
    """The head after a new customer's first message."""
    entry = company.message(at=NOON, **more)
    return company.head(entry.conversation_id)


def replied(company: Company, who: Caller, head: Conversation, at: datetime) -> Conversation:
    """The head after an agent's answer."""
    conversations.reply(who, head.id, conversations.Written("Yes"), at)
    return company.head(head.id)


def told(company: Company, head: Conversation) -> list[tuple[str, str]]:
    """What the thread says of its promises."""
    return [
        (entry.type, entry.data["target"])
        for entry in company.thread(head.id)
        if entry.type.startswith("sla.")
    ]


@pytest.mark.feature("ASG-38")
def test_a_policy_is_settled_changed_and_removed():
    company = a_company()
    made = make(company, notify=["assignee", "admins", company.admin.user_id]).json

    assert made["warn_percent"] == 80
    assert (made["business_hours"], made["ai_counts"], made["default"]) == (True, False, False)
    changed = call(
        "PATCH", f"{POLICIES}/{made['id']}", {"next_minutes": None, "default": True}, company.admin
    ).json
    assert (changed["next_minutes"], changed["default"]) == (None, True)
    assert call("GET", f"{POLICIES}/{made['id']}", caller=company.agent()).json == changed
    assert call("DELETE", f"{POLICIES}/{made['id']}", caller=company.admin).status == 204
    assert call("GET", POLICIES, caller=company.admin).json["items"] == []


def test_one_policy_at_most_is_the_default():
    company = a_company()
    make(company, default=True)
    make(company, name="Silver", default=True)

    items = call("GET", POLICIES, caller=company.admin).json["items"]
    assert [(one["name"], one["default"]) for one in items] == [("Gold", False), ("Silver", True)]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"first_minutes": 0}, {"first_minutes"}),
        ({"next_minutes": 10**9}, {"next_minutes"}),
        ({"warn_percent": 101, "name": ""}, {"warn_percent", "name"}),
        ({"notify": ["assignee", "usr_nobody"], "hours_id": "hrs_x"}, {"notify.1", "hours_id"}),
        (
            {"first_minutes": None, "next_minutes": None, "resolve_minutes": None},
            {"first_minutes", "next_minutes", "resolve_minutes"},
        ),
        ({"grace": 5}, {"grace"}),
    ],
)
def test_what_is_wrong_is_named_by_its_field(fields, named):
    answer = make(a_company(), **fields)

    assert answer.status == 400
    assert {error["field"] for error in answer.json["errors"]} == named


def test_a_change_that_leaves_no_target_is_refused():
    company = a_company()
    id_ = make(company, next_minutes=None, resolve_minutes=None).json["id"]

    answer = call("PATCH", f"{POLICIES}/{id_}", {"first_minutes": None}, company.admin)

    assert answer.status == 400
    assert sla.get(company.account_id, id_).first_minutes == 30


def test_only_who_manages_teams_settles_it_and_another_accounts_does_not_exist():
    company = a_company()
    agent, id_ = company.agent(), make(company).json["id"]
    stranger = a_company().admin

    assert call("POST", POLICIES, {"name": "Mine", "first_minutes": 1}, agent).status == 403
    assert call("PATCH", f"{POLICIES}/{id_}", {"name": "Mine"}, agent).status == 403
    assert call("DELETE", f"{POLICIES}/{id_}", caller=agent).status == 403
    assert call("GET", f"{POLICIES}/{id_}", caller=stranger).status == 404
    assert call("DELETE", f"{POLICIES}/{id_}", caller=stranger).status == 404


def test_what_a_stack_declares_is_changed_there_alone():
    company = a_company()
    declared = sla.create(company.admin, Policy("", "Gold", 5), "sla_declared", STACK)

    answer = call("PATCH", f"{POLICIES}/{declared.id}", {"name": "Mine"}, company.admin)

    assert (answer.status, answer.json["code"]) == (422, "managed")
    with pytest.raises(Managed):
        sla.delete(company.admin, declared.id)
    sla.delete(company.admin, declared.id, STACK)


@pytest.mark.feature("ASG-38")
def test_a_conversation_carries_what_was_promised_and_shows_it():
    company = a_company()
    id_ = make(company, default=True, **ROUND_THE_CLOCK).json["id"]

    head = written(company)

    assert head.sla is not None
    assert (head.sla.policy_id, head.sla.first_due) == (id_, minutes(30))
    answer = call("GET", f"/v1/conversations/{head.id}", caller=company.admin)
    assert answer.json["sla"]["first_due"] == "2026-03-02T12:30:00.000Z"


@pytest.mark.feature("ASG-48")
def test_a_reply_keeps_the_promise_and_the_next_question_is_promised_anew():
    company = a_company()
    make(company, default=True, **ROUND_THE_CLOCK)
    anna, head = company.agent(), written(company)

    head = replied(company, anna, head, minutes(10))
    assert head.sla is not None
    assert (head.sla.first_due, head.sla.resolve_left) == (None, 230 * 60)

    sender = head.address
    company.message(sender=sender, at=minutes(60))
    head = company.head(head.id)
    assert head.sla is not None
    assert (head.sla.next_due, head.sla.resolve_due) == (minutes(120), minutes(290))


@pytest.mark.feature("ASG-38", "CRM-21")
def test_a_customers_own_service_level_counts_and_the_panel_is_told_whose_it_is():
    company = a_company()
    make(company, default=True, **ROUND_THE_CLOCK)
    vip = make(company, name="VIP", first_minutes=5, **ROUND_THE_CLOCK).json
    first = written(company)
    path = f"/v1/contacts/{first.contact.id}"

    assert call("GET", f"{path}/sla", caller=company.admin).json["set_by"] == "account"
    assert call("PATCH", path, {"sla_id": vip["id"]}, company.admin).status == 200
    shown = call("GET", f"{path}/sla", caller=company.agent()).json
    assert (shown["policy"]["name"], shown["set_by"]) == ("VIP", "contact")

    conversations.close(company.admin, first.id, None, minutes(1))
    company.message(sender=first.address, at=minutes(2))
    again = company.head(first.id)
    assert again.sla is not None
    assert again.sla.policy_id == vip["id"]


@pytest.mark.feature("CRM-21")
def test_who_has_no_service_level_has_none_to_open_and_a_stranger_does_not_exist():
    company = a_company()
    head = written(company)
    path = f"/v1/contacts/{head.contact.id}/sla"

    assert call("GET", path, caller=company.admin).json == {"policy": None, "set_by": None}
    assert call("GET", path, caller=a_company().admin).status == 404
    unknown = call("GET", path, caller=company.admin, query={"team_id": "tm_gone"})
    assert unknown.status == 404


def test_an_account_without_service_levels_pays_no_read_for_them():
    company = a_company()
    head = written(company)

    with Calls() as calls:
        company.message(sender=head.address, at=minutes(1))

    read = [given["TableName"] for name, given in calls.sent if name in ("GetItem", "Query")]
    assert company.head(head.id).sla is None
    assert "accounts" not in read


@pytest.mark.feature("ASG-48")
def test_a_further_message_costs_no_read_for_its_promise():
    company = a_company()
    make(company, default=True)
    head = written(company)

    with Calls() as calls:
        company.message(sender=head.address, at=minutes(1))

    assert [name for name, _ in calls.sent].count("TransactWriteItems") == 1
    assert calls["GetItem"] + calls["Query"] == 2


@pytest.mark.feature("ASG-48")
def test_the_timer_warns_and_tells_of_the_miss_each_once_and_names_its_next_look():
    company = a_company()
    make(company, default=True, **ROUND_THE_CLOCK)
    head = written(company)
    where = (company.account_id, head.id)

    assert sla.timer(*where, NOON) == minutes(24)
    assert sla.due(*where, minutes(10)) is None
    assert sla.due(*where, minutes(24)) == minutes(30)
    assert sla.due(*where, minutes(24)) is None
    assert sla.due(*where, minutes(30)) == minutes(192)
    assert sla.due(*where, minutes(31)) is None

    assert told(company, head) == [("sla.warned", "first"), ("sla.breached", "first")]
    seen = company.head(head.id).sla
    assert seen is not None
    assert (seen.breached, seen.warned) == (("first",), ("first",))
    assert company.head(head.id).last_entry_at == NOON


def test_after_an_answer_a_late_timer_says_nothing():
    company = a_company()
    make(company, default=True, resolve_minutes=None, **ROUND_THE_CLOCK)
    head = written(company)
    replied(company, company.agent(), head, minutes(5))

    assert sla.due(company.account_id, head.id, minutes(40)) is None
    assert sla.timer(company.account_id, head.id, minutes(5)) is None
    assert told(company, head) == []


@pytest.mark.parametrize("gone", ["deleted", "unknown", "policy"])
def test_a_timer_of_what_is_gone_does_nothing(gone):
    company = a_company()
    id_ = make(company, default=True, **ROUND_THE_CLOCK).json["id"]
    head = written(company)
    if gone == "deleted":
        conversations.delete(company.admin, head.id, minutes(1))
    if gone == "policy":
        sla.delete(company.admin, id_)
    which = "cnv_unknown" if gone == "unknown" else head.id

    assert sla.due(company.account_id, which, minutes(40)) is None
    assert sla.timer(company.account_id, which, minutes(40)) is None


def test_several_misses_are_told_in_one_look_when_the_timer_was_very_late():
    company = a_company()
    make(company, default=True, **ROUND_THE_CLOCK)
    head = written(company)

    assert sla.due(company.account_id, head.id, minutes(500)) is None
    assert told(company, head) == [("sla.breached", "first"), ("sla.breached", "resolve")]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """To whom frames were sent, everybody being online: user and title."""
    seen: list[tuple[str, str]] = []

    class Everyone(frozenset[str]):
        def __contains__(self, _: object) -> bool:
            return True

    monkeypatch.setattr(realtime, "online", lambda account_id: Everyone())
    monkeypatch.setattr(
        realtime,
        "tell_user",
        lambda account_id, user_id, frame: seen.append((user_id, frame["data"]["title"])),
    )
    return seen


@pytest.mark.feature("ASG-48")
@pytest.mark.parametrize(
    ("notify", "who"),
    [
        (["assignee"], {"anna"}),
        (["team"], {"anna", "bo", "admin"}),
        (["admins"], {"admin"}),
        ([], set()),
    ],
)
def test_those_whom_the_policy_names_are_told(notify, who, offline):
    company = a_company()
    make(company, default=True, notify=notify, **ROUND_THE_CLOCK)
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    head = written(company)
    conversations.take(anna, head.id, minutes(1))

    _tell(company, head, "sla.warned", minutes(24))

    names = {anna.user_id: "anna", bo.user_id: "bo", company.admin.user_id: "admin"}
    assert {names[user] for user, _ in offline} == who
    assert all("first reply due in 6 minutes" in title for _, title in offline)
    for user in (anna, company.admin):
        listed = call("GET", "/v1/notifications", caller=user)
        assert listed.status == 200


@pytest.mark.feature("ASG-48")
def test_what_nobody_has_is_its_teams_to_know(offline):
    company = a_company()
    make(company, default=True, **ROUND_THE_CLOCK)
    anna, head = company.agent(), written(company)

    _tell(company, head, "sla.breached", minutes(30))
    _tell(company, head, "sla.breached", minutes(30))

    assert {user for user, _ in offline} == {anna.user_id, company.admin.user_id}
    assert len(offline) == 2
    assert all("overdue" in title for _, title in offline)


def _tell(company: Company, head: Conversation, kind: str, at: datetime) -> None:
    """Have the miss found and its event told, as timers and bus do."""
    sla.due(company.account_id, head.id, at)
    [entry] = [one for one in company.thread(head.id) if one.type == kind]
    detail = json.loads(json.dumps(views.bus_events(entry)[0][1]))
    notifications.handle(kind, detail, at)


def test_the_name_of_a_policy_is_known_while_there_is_one():
    company = a_company()
    id_ = make(company).json["id"]

    assert sla.name(company.account_id, id_) == "Gold"
    assert sla.name(company.account_id, "sla_gone") is None


def test_what_moves_no_clock_asks_for_no_policy_and_leaves_it_alone():
    company = a_company()
    make(company, default=True)
    anna, head = company.agent(), written(company)
    conversations.take(anna, head.id, minutes(1))
    shelf._known.clear()

    def asks(act: Any) -> bool:
        with Calls() as calls:
            act()
        keys = [given["Key"] for name, given in calls.sent if name == "GetItem"]
        return {"S": "sla"} in [key["sk"] for key in keys]

    assert not asks(lambda: conversations.add_note(anna, head.id, "A friend.", minutes(2)))
    assert company.head(head.id).sla == head.sla
    assert asks(lambda: replied(company, anna, head, minutes(3)))
