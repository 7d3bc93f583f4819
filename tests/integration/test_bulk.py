"""One action on many conversations, each for itself."""

import pytest

from chalicelib.conversations import service
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.runtime.ids import iso, now
from tests.builders import a_company, later
from tests.door import call
from tests.integration.desk import inbox

pytestmark = pytest.mark.usefixtures("at_once")  # moto's calls are not atomic over threads


@pytest.fixture
def desk(company):
    """Anna's three conversations."""
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(3)]
    for id_ in ids:
        service.take(anna, id_, later(1))
    return company, anna, ids


def bulk(who, ids, **action):
    return call("POST", "/v1/conversations/bulk", {"conversation_ids": ids, "action": action}, who)


@pytest.mark.feature("CONV-52")
def test_each_conversation_has_a_result_of_its_own_in_the_order_asked(desk):
    company, anna, ids = desk
    closed, foreign = ids[1], a_company().message().conversation_id
    service.close(anna, closed, None, later(2))
    others = company.message().conversation_id
    asked = [ids[0], closed, foreign, "cnv_none", others, ids[2]]

    answer = bulk(anna, asked, kind="close", disposition="solved")

    assert answer.status == 200
    items = answer.json["items"]
    assert [one["id"] for one in items] == asked
    assert [one["ok"] for one in items] == [True, False, False, False, False, True]
    codes = [one["problem"] and one["problem"]["code"] for one in items]
    assert codes == [None, "refused", "not_found", "not_found", "forbidden", None]
    assert all(one["problem"]["detail"] for one in items if not one["ok"])
    assert inbox(anna) == []
    assert company.thread(ids[0])[-1].data["disposition"] == "solved"
    assert company.load(anna) == 0


@pytest.mark.feature("CONV-52")
def test_many_are_assigned_labelled_snoozed_and_reopened(desk):
    company, anna, ids = desk
    bo = company.agent("Bo Lind")
    label = labels.create(anna, "Refund", "#cc0000", LabelScope.TEAM, None)
    old = labels.create(anna, "Old", "#cc0000", LabelScope.TEAM, None)
    until = iso(later(3600, now()))

    for action in (
        {"kind": "label", "add": [label.id, old.id]},
        {"kind": "label", "remove": [old.id]},
        {"kind": "assign", "user_ids": [bo.user_id]},
        {"kind": "snooze", "until": until},
    ):
        assert {one["ok"] for one in bulk(anna, ids, **action).json["items"]} == {True}

    heads = [company.head(id_) for id_ in ids]
    assert {head.labels for head in heads} == {(label.id,)}
    assert {head.assignees[0].id for head in heads} == {bo.user_id}
    assert sorted(inbox(bo, status="snoozed")) == sorted(ids)
    bulk(bo, ids, kind="close")
    assert {one["ok"] for one in bulk(anna, ids, kind="reopen").json["items"]} == {True}
    assert sorted(inbox(bo)) == sorted(ids)
    assert company.load(bo) == 3


@pytest.mark.feature("CONV-52")
def test_the_same_conversation_twice_is_done_once(desk):
    company, anna, ids = desk

    answer = bulk(anna, [ids[0], ids[0]], kind="close").json

    assert [(one["id"], one["ok"]) for one in answer["items"]] == [(ids[0], True)]
    assert [e.type for e in company.thread(ids[0])].count("conversation.closed") == 1


@pytest.mark.feature("CONV-52")
def test_a_hundred_are_done_in_one_request(company):
    anna = company.agent()
    ids = [company.message().conversation_id for _ in range(100)]

    answer = bulk(anna, ids, kind="assign", user_ids=[anna.user_id])

    assert [one["ok"] for one in answer.json["items"]] == [True] * 100
    assert company.load(anna) == 100


@pytest.mark.feature("CONV-52")
@pytest.mark.parametrize(
    ("ids", "action"),
    [
        ([], {"kind": "reopen"}),
        (["x"] * 101, {"kind": "reopen"}),
        (["x"], {"kind": "delete"}),
        (["x"], {"kind": "assign"}),
        (["x"], {"kind": "snooze", "until": "tomorrow"}),
        (["x"], {"kind": "close", "user_ids": []}),
        (["x"], {}),
    ],
)
def test_a_wrong_request_does_nothing_to_any(company, ids, action):
    answer = bulk(company.admin, ids, **action)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


@pytest.mark.feature("CONV-52", "CONV-40")
def test_what_the_caller_may_not_see_is_not_found_among_the_rest(desk):
    company, anna, ids = desk
    service.change_fields(anna, ids[1], {"visible_to": [anna.user_id]}, later(2))

    answer = bulk(company.admin, ids, kind="close").json["items"]

    assert [one["ok"] for one in answer] == [True, False, True]
    assert answer[1]["problem"]["code"] == "not_found"
    assert company.head(ids[1]).is_open
