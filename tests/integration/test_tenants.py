"""No id of another account exists over any route, and settings are an admin's."""

import json
import re

import pytest

import app
from chalicelib.accounts.domain import OF_AGENTS
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.domain import Kind, Proposal, ProposalStatus
from chalicelib.knowledge.store import proposals
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.macros import service as macros
from chalicelib.notifications import store as notifications
from chalicelib.notifications.domain import Notification
from chalicelib.runtime.endpoint import OPERATIONS, SIGNED_IN
from chalicelib.saved_views import service as saved_views
from chalicelib.saved_views.domain import ViewScope
from chalicelib.scheduled import service as scheduled
from chalicelib.suggestions import store as suggestions
from chalicelib.templates import service as templates
from chalicelib.templates.domain import shared
from tests.builders import NOON, a_company, later
from tests.door import call, needs_a_user, routes


def need(method, path):
    """What a route declares that it needs."""
    return OPERATIONS[app.app.routes[path][method].view_function].needs


BODIES = {
    "messages": {"text": "Hi", "client_id": "c1"},
    "notes": {"text": "VIP"},
    "assign": {"user_ids": []},
    "close": {},
    "read": {"up_to": 1},
    "send": {},
    "scheduled": {"text": "Hi", "delay_seconds": 5},
    "reactions": {"emoji": "👍"},
    "{kind}": {"text": "Hi"},
    "transcript": {"email": "x@example.com"},
    "merge": {"conversation_id": "cnv_1"},
    "unmerge": {"conversation_id": "cnv_1"},
    "render": {"conversation_id": "cnv_1"},
    "{message_id}": {"text": "Hi"},
    "{note_id}": {"text": "Hi"},
    "translation": {"language": "de"},
    "accept": {"offer_id": "off_1"},
    "reject": {"offer_id": "off_1"},
    "transfer": {"user_id": "usr_1"},
    "invite": {"user_id": "usr_1"},
    "password": {"current": "correct horse 7", "password": "correct horse 8"},
    "switch": {"account_id": "acc_1"},
    "accounts": {"token": "inv_1"},
    "identities": {"provider": "google"},
    "complete": {"code": "c", "state": "s"},
    "numbers": {"phone": "+4790000000"},
    "verify": {"code": "123456"},
    "photo": {"attachment_id": "att_1"},
    "availability": {"status": "away"},
    "auth/signup": {
        "email": "x@example.com",
        "password": "correct horse 7",
        "name": "X",
        "company": "X",
    },
}
TOOL = {
    "name": "order_status",
    "description": "Where an order is.",
    "method": "GET",
    "url": "https://twilio.example.com/orders/{number}",
    "parameters": [
        {"name": "number", "type": "string", "required": True, "description": "Its number."}
    ],
    "triggers": ["where is my order"],
}
HOURS = {"name": "Secret", "time_zone": "UTC", "week": {"mon": [["09:00", "17:00"]]}}
REPLY = {"name": "Secret", "when": "always", "text": "Secret"}
WRITES = {
    ("PUT", "/v1/me/teams/{team_id}/availability"): {"chats": True},
    ("POST", "/v1/roles"): {"name": "Readers", "permissions": []},
    ("PATCH", "/v1/roles/{role_id}"): {"name": "Renamed"},
    ("POST", "/v1/invitations"): {"email": "new@example.com", "role": "agent"},
    ("POST", "/v1/pause-reasons"): {"name": "Lunch"},
    ("PATCH", "/v1/pause-reasons/{reason_id}"): {"name": "Renamed"},
    ("POST", "/v1/office-hours"): HOURS,
    ("PATCH", "/v1/office-hours/{hours_id}"): {"name": "Renamed"},
    ("POST", "/v1/sla-policies"): {"name": "Gold", "first_minutes": 5},
    ("PATCH", "/v1/sla-policies/{policy_id}"): {"name": "Renamed"},
    ("POST", "/v1/dispositions"): {"name": "Solved"},
    ("PATCH", "/v1/dispositions/{disposition_id}"): {"name": "Renamed"},
    ("POST", "/v1/auto-replies"): REPLY,
    ("PATCH", "/v1/auto-replies/{reply_id}"): {"name": "Renamed"},
    ("POST", "/v1/users"): {
        "email": "new@example.com",
        "name": "New",
        "password": "correct horse 7",
    },
    ("PATCH", "/v1/users/{user_id}"): {"name": "Renamed"},
    ("POST", "/v1/teams"): {"name": "Support"},
    ("PATCH", "/v1/teams/{team_id}"): {"name": "Renamed"},
    ("DELETE", "/v1/teams/{team_id}"): None,
    ("POST", "/v1/channels"): {"kind": "webchat", "name": "Second shop"},
    ("PATCH", "/v1/channels/{channel_id}"): {"name": "Renamed"},
    ("DELETE", "/v1/channels/{channel_id}"): None,
    ("POST", "/v1/channels/{channel_id}/check"): None,
    ("POST", "/v1/channels/{channel_id}/templates/sync"): None,
    ("POST", "/v1/account/configuration-key"): None,
    ("POST", "/v1/articles"): {"title": "Shipping", "text": "We ship."},
    ("PATCH", "/v1/articles/{article_id}"): {"title": "Renamed"},
    ("DELETE", "/v1/articles/{article_id}"): None,
    ("PATCH", "/v1/settings"): {"edit_minutes": 5},
    ("POST", "/v1/sources"): {"kind": "snippet", "text": "We ship."},
    ("PATCH", "/v1/sources/{source_id}"): {},
    ("DELETE", "/v1/sources/{source_id}"): None,
    ("POST", "/v1/sources/{source_id}/refresh"): None,
    ("POST", "/v1/proposals/{proposal_id}/approve"): {},
    ("POST", "/v1/proposals/{proposal_id}/dismiss"): None,
    ("PUT", "/v1/ai-agent"): {},
    ("POST", "/v1/ai-agent/playground"): {"text": "Hi"},
    ("POST", "/v1/ai-agent/tools"): TOOL,
    ("PATCH", "/v1/ai-agent/tools/{tool_id}"): {"name": "other"},
    ("DELETE", "/v1/ai-agent/tools/{tool_id}"): None,
}
"""Much of what settles how the account works, with a body that is right."""

OWN = {
    "/v1/attachments": {"name": "a.png", "mime_type": "image/png", "size": 10},
    "/v1/conversations": {"contact_id": "ctc_1", "channel_id": "chn_1", "text": "Hi"},
    "/v1/conversations/bulk": {"conversation_ids": ["cnv_1"], "action": {"kind": "reopen"}},
    "/v1/contacts": {"name": "Kari"},
    "/v1/labels": {"name": "VIP", "color": "#ff8800"},
    "/v1/templates": {"name": "Hi", "text": "Hi"},
    "/v1/macros": {"name": "Hi", "actions": [{"type": "note", "text": "Hi"}]},
    "/v1/views": {"name": "Mine", "filter": {}},
    "/v1/copilot": {"question": "Do we ship?"},
    "/v1/rewrite": {"text": "Hi", "style": "shorter"},
}
"""What every agent may make."""

TIME = {"since": "2026-11-01T00:00:00Z", "until": "2026-11-02T00:00:00Z"}
QUERIES = {
    "/v1/search": {"q": "secret"},
    "/v1/search/labels": {"label": "lbl_1"},
    "/v1/ai-agent/report": {"from": "2026-11-01", "to": "2026-11-21"},
    "/v1/availability-report": TIME,
    "/v1/users/{user_id}/availability-log": TIME,
}
"""What a list cannot do without."""

NAMES = ("/v1/me/identities/", "/v1/me/numbers/")
"""What is named, within what is one's own; no id of anybody."""

WITH_IDS = [
    (m, p) for m, p in routes() if "{" in p and needs_a_user(m, p) and not p.startswith(NAMES)
]
PROTECTED = [(m, p) for m, p in routes() if needs_a_user(m, p)]
SETTLES = [(m, p) for m, p in PROTECTED if m != "GET" and need(m, p) not in {SIGNED_IN, *OF_AGENTS}]


MADE = [
    ("role_id", "/v1/roles", {"name": "Secret", "permissions": []}),
    ("invitation_id", "/v1/invitations", {"email": "secret@example.com", "role": "agent"}),
    ("reason_id", "/v1/pause-reasons", {"name": "Secret"}),
    ("hours_id", "/v1/office-hours", HOURS),
    ("policy_id", "/v1/sla-policies", {"name": "Secret", "first_minutes": 5}),
    ("disposition_id", "/v1/dispositions", {"name": "Secret"}),
    ("reply_id", "/v1/auto-replies", REPLY),
]


def made(company, path, body):
    """The id of something that was just made over HTTP."""
    answer = call("POST", path, body, company.admin)
    assert answer.status == 201, answer.body
    return answer.json["id"]


@pytest.fixture(scope="module")
def theirs(aws):
    """Another company, with one of everything that has an id."""
    company = a_company("Other")
    anna = company.agent("Anna Berg")
    entry = company.message()
    sent = service.reply(anna, entry.conversation_id, Written("Secret"), later(1))
    note = service.add_note(anna, entry.conversation_id, "Secret", later(2))
    article = knowledge.create(company.admin, "Secret", "Secret", NOON)
    notifications.save(
        Notification(company.account_id, anna.user_id, "ntf_1", "k", "t", "x", None, NOON)
    )
    one = {
        "id": "sug_1",
        "message_id": entry.id,
        "text": "Secret",
        "source": {"kind": "article", "id": article.id, "title": "Secret"},
        "score": 0.9,
        "state": "offered",
    }
    frame = {"type": "suggestion.ready", "data": {"message_id": entry.id, "suggestions": [one]}}
    suggestions.save(
        company.account_id,
        entry.conversation_id,
        entry.id,
        "Secret",
        frame,
        {"sug_1": article.id},
        NOON,
    )
    source = knowledge.add_source(company.admin, Kind.SNIPPET, NOON, text="Secret")
    asked = Proposal(
        company.account_id, "prp_1", "Secret", "Secret", entry.conversation_id, 1,
        ProposalStatus.OPEN, NOON,
    )  # fmt: skip
    assert proposals.propose(asked)
    tool = call("POST", "/v1/ai-agent/tools", TOOL, company.admin).json
    waits = scheduled.plan(anna, entry.conversation_id, Written("Secret"), later(60), True, NOON)
    label = labels.create(anna, "Secret", "#ff8800", LabelScope.TEAM, None)
    template = templates.create(anna, {"name": "Secret", "text": "Secret"}, (), NOON)
    steps = [{"type": "note", "text": "Secret"}]
    macro = macros.create(anna, "Secret", shared(None, None), steps, NOON)
    view = saved_views.create(anna, "Secret", ViewScope.PRIVATE, None, {}, None)
    ids = {
        **{name: made(company, path, body) for name, path, body in MADE},
        "identity_id": "google_1",
        "phone": "+4790012345",
        "conversation_id": entry.conversation_id,
        "contact_id": entry.actor.id,
        "label_id": label.id,
        "template_id": template.id,
        "macro_id": macro.id,
        "view_id": view.id,
        "scheduled_id": waits.id,
        "kind": "reply",
        "message_id": sent.id,
        "attachment_id": "att_1",
        "note_id": note.id,
        "suggestion_id": "sug_1",
        "user_id": anna.user_id,
        "team_id": company.team(anna),
        "channel_id": company.webchat.id,
        "article_id": article.id,
        "notification_id": "ntf_1",
        "source_id": source.id,
        "proposal_id": "prp_1",
        "tool_id": tool["id"],
    }
    return company, ids


def filled(path, ids):
    """The path with ids in the place of its parameters."""
    return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)


def body_of(method, path):
    if (method, path) in WRITES:
        return WRITES[method, path]
    return None if method == "GET" else OWN.get(path) or BODIES.get(path.rpartition("/")[2], {})


@pytest.fixture(scope="module")
def ours(aws):
    return a_company()


@pytest.mark.feature("AUTH-11")
@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_an_id_of_another_account_does_not_exist(ours, theirs, aws, method, path):
    company, ids = theirs
    before = _all_of(aws, company)

    answer = call(
        method,
        filled(path, ids),
        body_of(method, path),
        caller=ours.admin,
        query=QUERIES.get(path),
    )

    assert (answer.status, answer.json["code"]) == (404, "not_found"), answer.body
    assert "Secret" not in answer.body
    assert _all_of(aws, company) == before


@pytest.mark.feature("AUTH-11")
@pytest.mark.parametrize(("method", "path"), WITH_IDS)
@pytest.mark.parametrize("id_", ["nothing", "%23", "a#b", "x" * 300, "ø\u0000"], ids=range(5))
def test_an_id_that_nobody_has_does_not_exist_either(ours, method, path, id_):
    ids = dict.fromkeys(re.findall(r"\{(\w+)\}", path), id_)

    answer = call(
        method,
        filled(path, ids),
        body_of(method, path),
        caller=ours.admin,
        query=QUERIES.get(path),
    )

    assert (answer.status, answer.json["code"]) == (404, "not_found"), answer.body


@pytest.mark.feature("AUTH-11")
@pytest.mark.parametrize("inbox", ["me", "unassigned", "all"])
def test_no_list_shows_another_accounts_conversations(ours, theirs, inbox):
    answer = call("GET", "/v1/conversations", caller=ours.admin, query={"inbox": inbox})

    assert answer.json["items"] == []


@pytest.mark.feature("AUTH-11")
def test_another_accounts_team_is_no_inbox_and_takes_no_members_or_channels(ours, theirs):
    _company, ids = theirs
    admin = ours.admin
    foreign = {"team_id": ids["team_id"]}
    own = ours.webchat.id

    assert (
        call(
            "GET", "/v1/conversations", caller=admin, query={"inbox": f"team:{ids['team_id']}"}
        ).status
        == 404
    )
    assert call("PATCH", f"/v1/channels/{own}", foreign, admin).status == 404
    assert (
        call("POST", "/v1/channels", {"kind": "webchat", "name": "x"} | foreign, admin).status
        == 404
    )
    members = {"name": "x", "member_ids": [ids["user_id"]]}
    assert call("POST", "/v1/teams", members, admin).status == 404


@pytest.mark.feature("AUTH-11")
def test_a_conversation_cannot_be_given_to_another_accounts_user(ours, theirs):
    _, ids = theirs
    own = ours.message().conversation_id

    answer = call(
        "POST", f"/v1/conversations/{own}/assign", {"user_ids": [ids["user_id"]]}, ours.admin
    )

    assert (answer.status, answer.json["code"]) == (422, "refused")


@pytest.mark.feature("AUTH-10")
@pytest.mark.parametrize(("method", "path"), SETTLES)
def test_an_agent_settles_nothing(theirs, aws, method, path):
    company, ids = theirs
    anna = company.caller(ids["user_id"])
    before = _all_of(aws, company)

    answer = call(method, filled(path, ids), body_of(method, path), caller=anna)

    assert (answer.status, answer.json["code"]) == (403, "forbidden"), answer.body
    assert _all_of(aws, company) == before


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_nobody_gets_in_without_being_proven(aws, method, path):
    answer = call(method, filled(path, dict.fromkeys(re.findall(r"\{(\w+)\}", path), "x")),
                  _valid(method, path), query=QUERIES.get(path))  # fmt: skip

    assert answer.status == 401
    assert json.loads(answer.body)["code"] == "unauthorized"


def _valid(method, path):
    if path == "/v1/me" and method == "PATCH":
        return {}
    return body_of(method, path)


def _all_of(aws, company):
    """Everything stored for a company, to be compared."""
    return [
        item
        for table in ("accounts", "conversations", "knowledge", "notifications", "contacts")
        for item in aws.items(table)
        if item["pk"]["S"].startswith(company.account_id)
    ]


@pytest.mark.feature("AUTH-10")
@pytest.mark.parametrize(
    "path", ["/v1/channels", "/v1/channels/kinds", "/v1/channels/{channel_id}"]
)
def test_an_agent_does_not_read_how_channels_are_settled(theirs, path):
    company, ids = theirs

    answer = call("GET", filled(path, ids), caller=company.caller(ids["user_id"]))

    assert (answer.status, answer.json["code"]) == (403, "forbidden")


@pytest.mark.feature("ASG-13")
def test_a_team_that_messages_come_to_or_wait_in_is_not_removed(company):
    team = company.team(name="Night")
    channel = call(
        "POST",
        "/v1/channels",
        {"kind": "webchat", "name": "Night chat", "team_id": team},
        company.admin,
    ).json["id"]

    routed = call("DELETE", f"/v1/teams/{team}", caller=company.admin)
    call("PATCH", f"/v1/channels/{channel}", {"team_id": company.team(name="Day")}, company.admin)
    free = call("DELETE", f"/v1/teams/{team}", caller=company.admin)

    assert (routed.status, routed.json["code"]) == (422, "refused")
    assert "Night chat" in routed.json["detail"]
    assert free.status == 204
