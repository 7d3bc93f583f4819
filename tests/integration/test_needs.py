"""What a route needs is asked before anything is done, over HTTP and for every role."""

import re

import pytest

import app
from chalicelib.accounts import store
from chalicelib.accounts.domain import OF_AGENTS, CustomRole, Permission
from chalicelib.runtime.endpoint import ADMINS, OPERATIONS, PUBLIC, SIGNED_IN, VISITOR
from chalicelib.runtime.ids import new_id
from tests.builders import a_company, later
from tests.door import call, needs_a_user, routes
from tests.integration.desk import do, path


def needs(method, route):
    view = app.app.routes[route][method].view_function
    return OPERATIONS[view].needs if view in OPERATIONS else None


NEEDY = [
    (method, route, needs(method, route))
    for method, route in routes()
    if needs(method, route) not in {None, PUBLIC, VISITOR, SIGNED_IN}
]
FOR_VISITORS = [(m, r) for m, r in routes() if needs(m, r) == VISITOR]
WITH_A_USER = [(m, r) for m, r in routes() if needs_a_user(m, r)]


def allowed(company, *permissions):
    """A user in "Entire team" whose role allows just this."""
    role = CustomRole(company.account_id, new_id("rol"), "Just this", frozenset(permissions))
    store.create_role(role)
    return company.agent("Kim Holt", role=role.id)


@pytest.fixture(scope="module")
def world(aws):
    """A company in which something has happened, and a user whose role allows nothing, but who has
    a conversation."""
    company = a_company()
    kim = allowed(company)
    entry = company.message()
    assign = {"user_ids": [kim.user_id]}
    assert do(company.admin, entry.conversation_id, "assign", assign).status == 200
    ids = {
        "conversation_id": entry.conversation_id,
        "message_id": entry.id,
        "user_id": kim.user_id,
        "team_id": company.team_id,
        "channel_id": company.webchat.id,
    }
    return company, kim, ids


def filled(route, ids):
    return re.sub(r"\{(\w+)\}", lambda found: ids.get(found[1], "x"), route)


def everything(aws, company):
    return [
        item
        for table in ("accounts", "conversations", "knowledge", "notifications", "contacts")
        for item in aws.items(table)
        if item["pk"]["S"].startswith(company.account_id)
    ]


@pytest.mark.feature("AUTH-17", "AUTH-10")
def test_a_role_that_allows_nothing_is_refused_wherever_something_is_needed(world, aws):
    company, kim, ids = world
    before = everything(aws, company)

    answers = {
        (method, route): call(method, filled(route, ids), {}, kim) for method, route, _ in NEEDY
    }

    assert {one: answer.status for one, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert {answer.json["code"] for answer in answers.values()} == {"forbidden"}
    assert everything(aws, company) == before


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize("permission", sorted({need for *_, need in NEEDY} - {ADMINS}))
def test_each_permission_opens_the_routes_that_need_it_and_no_others(world, permission):
    company, _, ids = world
    only = allowed(company, Permission(permission))
    body = {
        "not": "a field of any body"
    }  # refused after the permission is, before anything is done

    for method, route, need in NEEDY:
        answer = call(method, filled(route, ids | {"user_id": "x"}), body, only)
        if need != permission:
            assert answer.status == 403, (method, route)
        elif answer.status == 403:  # for a reason that is not the need
            assert answer.json.get("permission") != permission, (method, route, answer.body)


@pytest.mark.feature("AUTH-10")
def test_an_agent_is_refused_all_that_settles_the_account(world):
    company, _, ids = world
    anna = company.agent()

    for method, route, need in NEEDY:
        if need not in OF_AGENTS:
            assert call(method, filled(route, ids), {}, anna).status == 403, (method, route)


@pytest.mark.feature("AUTH-10")
def test_an_agent_neither_reads_nor_writes_settings_but_knows_the_rules_of_their_work(world):
    company, kim, _ = world

    for method, body in (("GET", None), ("PATCH", {"edit_minutes": 1})):
        assert call(method, "/v1/settings", body, company.agent()).status == 403
    rules = call("GET", "/v1/policy", caller=kim).json

    assert set(rules) == {
        "after_close",
        "edit_minutes",
        "needs_disposition",
        "translation",
        "workload",
    }
    assert "glossary" not in rules["translation"]


@pytest.mark.feature("AUTH-16", "AUTH-17")
@pytest.mark.parametrize(("method", "route"), WITH_A_USER)
def test_a_user_who_is_gone_gets_in_nowhere(world, method, route):
    company, kim, ids = world
    gone = type(kim)(company.account_id, "usr_gone", "Gone", "admin", frozenset())

    assert call(method, filled(route, ids), {}, gone).status == 401


@pytest.mark.feature("AUTH-11")
@pytest.mark.parametrize(("method", "route"), FOR_VISITORS)
@pytest.mark.parametrize("token", ["", "Bearer x", "Bearer eyJhbGciOiJub25lIn0.e30."])
def test_what_is_for_a_visitor_asks_for_their_token(aws, method, route, token):
    body = {
        "/v1/widget/messages": {"text": "Hi", "client_id": "c1"},
        "/v1/widget/read": {"up_to": 1},
        "/v1/widget/attachments": {"name": "a.png", "mime_type": "image/png", "size": 1},
    }
    query = {"q": "shipping"} if route == "/v1/widget/articles" else None

    answer = call(method, filled(route, {}), body.get(route, {}), None, {"Authorization": token},
                  query)  # fmt: skip

    assert (answer.status, answer.json["code"]) == (401, "unauthorized"), answer.body


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize(
    ("action", "needed"),
    [
        ({"kind": "assign", "user_ids": []}, Permission.ASSIGN),
        ({"kind": "label", "add": [], "remove": ["lbl_1"]}, Permission.NOTE),
        ({"kind": "snooze", "until": None}, Permission.CLOSE),
        ({"kind": "close"}, Permission.CLOSE),
        ({"kind": "reopen"}, Permission.CLOSE),
    ],
)
def test_what_is_done_to_many_needs_what_doing_it_to_one_does(company, action, needed):
    id_ = company.message().conversation_id
    body = {"conversation_ids": [id_], "action": action}
    others = [one for one in Permission if one not in {needed, Permission.CLOSE_ANY}]

    refused = call("POST", "/v1/conversations/bulk", body, allowed(company, *others))
    done = call(
        "POST", "/v1/conversations/bulk", body, allowed(company, needed, Permission.READ_TEAM)
    )

    assert (refused.status, refused.json["permission"]) == (403, needed)
    assert done.status == 200


@pytest.mark.feature("AUTH-17", "MSG-09")
def test_a_step_of_a_macro_needs_what_doing_it_by_hand_does(company):
    id_ = company.message().conversation_id
    steps = [
        {"type": "note", "text": "Called back"},
        {"type": "priority", "priority": "high"},
        {"type": "assign", "user_ids": ["me"]},
        {"type": "status", "status": "closed"},
    ]
    macro = call("POST", "/v1/macros", {"name": "End", "actions": steps}, company.admin).json["id"]
    reader = allowed(company, Permission.READ_TEAM)
    writer = allowed(company, Permission.READ_TEAM, Permission.NOTE, Permission.ASSIGN)

    nothing = do(reader, id_, f"macros/{macro}").json
    some = do(writer, id_, f"macros/{macro}").json

    assert nothing["done"] == []
    assert {one["code"] for one in nothing["failed"]} == {"forbidden"}
    assert (some["done"], [one["action"] for one in some["failed"]]) == (
        ["note", "priority", "assign"], ["status"],
    )  # fmt: skip


@pytest.mark.feature("AUTH-17", "CONV-40")
def test_who_may_not_assign_does_not_say_who_alone_sees_a_conversation(company):
    id_ = company.message().conversation_id
    kim = allowed(company, Permission.READ_TEAM, Permission.NOTE)

    restricted = call("PATCH", path(id_), {"visible_to": [kim.user_id]}, kim)
    marked = call("PATCH", path(id_), {"important": True}, kim)

    assert (restricted.status, marked.status) == (403, 200)
    assert company.head(id_).visible_to is None


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/v1/labels", {"name": "VIP", "color": "#ff8800"}),
        ("/v1/templates", {"name": "Hi", "text": "Hi"}),
        ("/v1/macros", {"name": "Hi", "actions": [{"type": "note", "text": "Hi"}]}),
    ],
)
def test_what_others_get_is_not_shared_by_who_neither_writes_nor_manages_it(company, address, body):
    reader = allowed(company, Permission.READ_TEAM)
    manager = allowed(company, Permission.SHARED)

    assert call("POST", address, body, reader).status == 403
    made = call("POST", address, body, manager)
    assert made.status == 201, made.body
    gone = call("DELETE", f"{address}/{made.json['id']}", caller=allowed(company, Permission.REPLY))
    assert gone.status == 403
    again = call(
        "DELETE", f"{address}/{made.json['id']}", caller=allowed(company, Permission.SHARED)
    )
    assert again.status == 204


@pytest.mark.feature("AUTH-17", "CONV-25")
def test_who_may_delete_deletes_and_who_may_close_any_closes_what_is_a_colleagues(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    do(anna, id_, "take")
    closer = allowed(company, Permission.READ_TEAM, Permission.CLOSE)
    any_ = allowed(company, Permission.READ_TEAM, Permission.CLOSE_ANY)
    deleter = allowed(company, Permission.READ_ALL, Permission.DELETE)

    assert do(closer, id_, "close", {}).status == 403
    assert do(any_, id_, "close", {}).status == 200
    assert call("DELETE", path(id_), caller=any_).status == 403
    assert call("DELETE", path(id_), caller=deleter).status == 204


@pytest.mark.feature("AUTH-17", "MSG-17")
def test_a_message_for_later_is_held_when_its_author_may_not_write_any_more(company):
    from chalicelib.scheduled import service as scheduled

    kim = allowed(company, Permission.READ_TEAM, Permission.REPLY)
    id_ = company.message().conversation_id
    planned = scheduled.plan(kim, id_, _text("See you soon"), later(60), hold=False, at=later(1))
    role = store.load_role(company.account_id, kim.role)[0]
    store.change_role(CustomRole(role.account_id, role.id, role.name, frozenset()))

    scheduled.due(company.account_id, id_, planned.id, later(61))

    assert [entry.type for entry in company.thread(id_)] == ["message.received"]
    [held] = scheduled.pending(company.admin, id_)
    assert held.status == "held"


def _text(words):
    from chalicelib.conversations.service import Written

    return Written(words)
