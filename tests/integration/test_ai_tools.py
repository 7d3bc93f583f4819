"""Other systems that the AI agent may call, and what it may not."""

from __future__ import annotations

import json

import pytest

from chalicelib.ai_agent.service import tools
from chalicelib.runtime import outgoing
from chalicelib.runtime.errors import Invalid
from tests.door import call
from tests.integration.ai_desk import NOTHING, SURE, Chat, settle

ORDERS = {
    "name": "Order status",
    "url": "https://shop.example/orders/{order_number}",
    "parameters": [{"name": "order_number"}, {"name": "language", "required": False}],
    "triggers": ["order", "parcel"],
}


class System:
    """Stands for the other system."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bytes]] = []
        self.answer: bytes | Exception = json.dumps({"status": "sent", "days_left": 2}).encode()
        self.mime_type = "application/json"

    def fetch(self, url, headers, limit, seconds=None):
        return self.post(url, headers, b"", limit, seconds)

    def post(self, url, headers, body, limit, seconds=None):
        self.asked.append((url, body))
        if isinstance(self.answer, Exception):
            raise self.answer
        return outgoing.Fetched(self.answer, self.mime_type, url)


@pytest.fixture
def system(monkeypatch):
    made = System()
    monkeypatch.setattr(outgoing, "fetch", made.fetch)
    monkeypatch.setattr(outgoing, "post", made.post)
    monkeypatch.setattr(outgoing, "check_url", lambda url: url)
    return made


def create(company, **facts):
    return call("POST", "/v1/ai-agent/tools", ORDERS | facts, company.admin)


@pytest.mark.feature("AI-19")
def test_a_tool_is_kept_changed_and_removed_by_admins_alone(company, system):
    made = create(company)
    path = f"/v1/ai-agent/tools/{made.json['id']}"

    assert made.status == 201, made.body
    assert call("GET", path, caller=company.agent()).status == 403
    changed = call("PATCH", path, {"name": "Orders", "verified_only": True}, company.admin).json
    assert (changed["name"], changed["verified_only"]) == ("Orders", True)
    assert changed["parameters"] == made.json["parameters"]
    assert call("GET", "/v1/ai-agent/tools", caller=company.admin).json["items"] == [changed]
    assert call("DELETE", path, caller=company.admin).status == 204
    assert call("GET", path, caller=company.admin).status == 404


@pytest.mark.feature("AI-19")
@pytest.mark.parametrize(
    "facts",
    [
        {"url": "https://{order_number}.example/"},
        {"url": "https://shop.example/{nobody}"},
        {"url": "ftp://shop.example/"},
        {"method": "DELETE"},
        {"triggers": []},
        {"parameters": [{"name": "a b"}]},
        {"parameters": [{"name": "a", "type": "date"}]},
    ],
)
def test_a_tool_that_cannot_be_is_refused(company, system, facts):
    assert create(company, **facts).status == 400


@pytest.mark.feature("AI-19")
@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://169.254.169.254/latest", "http://a.b"]
)
def test_no_tool_leads_inside(company, url):
    assert create(company, url=url, parameters=[]).status == 400


@pytest.mark.feature("AI-19")
def test_it_is_called_once_with_what_the_customer_wrote_and_noted(company, system):
    settle(company)
    create(company)
    chat = Chat(company)

    entry = chat.ask("Where are my orders? The number is NX-4711.", NOTHING)
    chat.respond(entry, NOTHING)

    assert [url for url, _ in system.asked] == ["https://shop.example/orders/NX-4711"]
    said = chat.said[0]
    assert "status: sent" in said.data["text"]
    assert said.data["sources"][0]["kind"] == "tool"
    notes = [e for e in company.thread(chat.id) if e.type == "note.added"]
    assert len(notes) == 1
    assert "order_number = NX-4711" in notes[0].data["text"]
    assert "it answered 200" in notes[0].data["text"]


@pytest.mark.feature("AI-19")
def test_a_post_carries_typed_values_in_its_body(company, system):
    settle(company)
    parameters = [{"name": "amount", "type": "number"}, {"name": "email"}]
    create(company, method="POST", url="https://shop.example/x", parameters=parameters)

    Chat(company).ask("My order is over 12,5 and my mail kari@example.com", NOTHING)

    assert json.loads(system.asked[0][1]) == {"amount": 12.5, "email": "kari@example.com"}


@pytest.mark.feature("AI-19")
def test_what_a_customer_writes_stays_inside_its_place(company, system):
    settle(company)
    create(company, url="https://shop.example/orders/{order_number}?full=1")

    Chat(company).ask('My order is "a1/../../admin?x=1&y"', NOTHING)

    (url, _), *_ = system.asked
    assert url.startswith("https://shop.example/orders/")
    assert url.count("/") == 4
    assert url.endswith("?full=1")


@pytest.mark.feature("AI-19")
@pytest.mark.parametrize(
    "answer",
    [
        outgoing.Unreachable("it answers 500", True, 500),
        outgoing.TooLarge(),
        Invalid("this address is not a public one"),
        b"<html>",
        b"[" * 100_000,
    ],
)
def test_where_the_other_system_fails_knowledge_answers_and_the_call_is_noted(
    company, system, answer
):
    settle(company)
    create(company)
    system.answer, system.mime_type = answer, "text/html"
    chat = Chat(company)

    chat.ask("Where is order NX-4711?", SURE)

    assert chat.said[0].data["sources"][0]["kind"] == "article"
    assert [e.type for e in company.thread(chat.id)].count("note.added") == 1


@pytest.mark.feature("AI-19")
@pytest.mark.parametrize("text", ["Where is my order?", "In a disorderly shop NX-4711 is what?"])
def test_without_its_trigger_or_a_value_that_it_needs_it_is_not_called(company, system, text):
    settle(company)
    create(company)

    Chat(company).ask(text, SURE)

    assert system.asked == []


def test_there_is_an_end_to_tools(company, system, monkeypatch):
    monkeypatch.setattr(tools, "MOST", 1)
    create(company)

    assert create(company).status == 422
