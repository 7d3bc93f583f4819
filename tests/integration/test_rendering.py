"""Templates as they read in a conversation: variables, files, and no gap that a customer sees."""

from dataclasses import replace

import boto3
import pytest

from chalicelib.contacts import service as contacts
from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.templates import service
from chalicelib.templates.values import fill_in
from chalicelib.templates.variables import UnresolvedVariable
from tests.builders import NOON, later
from tests.door import call
from tests.integration.desk import do
from tests.integration.test_attachments import PNG, upload


def a_template(who, text="Hi {{contact.first_name}}", **facts):
    answer = call("POST", "/v1/templates", {"name": "Hello", "text": text} | facts, who)
    assert answer.status == 201, answer.body
    return answer.json["id"]


def rendered(who, template, conversation):
    body = {"conversation_id": conversation}
    return call("POST", f"/v1/templates/{template}/render", body, who)


def kari(company, **facts):
    """Somebody who told their name, and what they wrote."""
    entry = company.message()
    known = {"name": "Kari Nordmann", "email": "kari@example.com"} | facts
    contacts.change(company.admin, entry.actor.id, known)
    return entry.conversation_id


def keys(prefix):
    page = boto3.client("s3").list_object_versions(Bucket="data", Prefix=prefix)
    return [one["Key"] for one in page.get("Versions", [])]


@pytest.mark.feature("KB-09")
def test_a_template_is_filled_in_with_what_is_known(company):
    anna = company.agent("Anna Berg")
    conversation = kari(company, custom={"plan": "Pro"})
    call("PATCH", f"/v1/conversations/{conversation}", {"topic": "Skis"}, company.admin)
    text = (
        "{{contact.name}}|{{contact.first_name}}|{{contact.email}}|{{contact.custom.plan}}|"
        "{{agent.name}}|{{agent.first_name}}|{{agent.email}}|{{conversation.number}}|"
        "{{conversation.topic}}|{{conversation.channel}}|{{conversation.team}}|{{company.name}}"
    )
    answer = rendered(anna, a_template(anna, text), conversation).json
    head = company.head(conversation)

    got = answer["text"].split("|")
    assert got[:4] == ["Kari Nordmann", "Kari", "kari@example.com", "Pro"]
    assert got[4:6] == ["Anna Berg", "Anna"]
    assert got[6].endswith("@example.com")
    assert got[7:] == [str(head.number), "Skis", "Shop", "Entire team", "Fjord Gear"]
    assert answer["unresolved"] == []


@pytest.mark.feature("KB-09")
def test_nobody_is_greeted_as_visitor_or_by_a_number(company):
    anna = company.agent("Anna Berg")
    visitor, texter = company.message(), company.message(channel=company.sms)
    kind = a_template(anna, "Hi {{contact.first_name|there}}")
    bare = a_template(anna, "Hi {{contact.first_name}}, {{contact.custom.plan}}")

    for entry in (visitor, texter):
        assert rendered(anna, kind, entry.conversation_id).json["text"] == "Hi there"
        left = rendered(anna, bare, entry.conversation_id).json
        assert left["unresolved"] == ["contact.first_name", "contact.custom.plan"]
        assert left["text"] == "Hi {{contact.first_name}}, {{contact.custom.plan}}"


@pytest.mark.feature("KB-09")
def test_a_contact_called_like_a_variable_learns_nothing(company):
    anna = company.agent("Anna Berg")
    conversation = kari(company, name="{{agent.email}} [x](https://evil.example)")
    answer = rendered(
        anna, a_template(anna, "Hi {{contact.name}}", format="markdown"), conversation
    )

    assert answer.json["text"] == "Hi ((agent.email)) (x)(https://evil.example)"
    assert answer.json["unresolved"] == []


@pytest.mark.feature("KB-09")
def test_what_no_agent_says_names_no_agent(company):
    head = company.head(kari(company))
    text = "{{contact.first_name}}, {{agent.name|the team}} of {{company.name}}: {{agent.email}}"
    done = fill_in(None, head, text)

    assert done.text == "Kari, the team of Fjord Gear: {{agent.email}}"
    assert done.unresolved == ("agent.email",)


@pytest.mark.feature("KB-09")
def test_a_gap_never_reaches_a_customer(company):
    anna = company.agent("Anna Berg")
    conversation = company.message().conversation_id
    refused = do(anna, conversation, "messages", {"text": "Call {{contact.phone}}"})

    assert (refused.status, refused.json["code"]) == (422, "unresolved_variable")
    assert refused.json["variables"] == ["contact.phone"]
    assert refused.json["errors"][0]["field"] == "text"
    assert do(anna, conversation, "messages", {"text": "{{contact.phone|x}}"}).status == 422
    assert do(anna, conversation, "notes", {"text": "{{contact.phone}}"}).status == 201
    assert do(anna, conversation, "messages", {"text": "Use {{ order.id }}"}).status == 201
    assert company.head(conversation).preview.text == "Use {{ order.id }}"


@pytest.mark.feature("KB-09")
def test_a_gap_is_refused_when_a_message_is_planned(company):
    anna = company.agent("Anna Berg")
    conversation = company.message().conversation_id
    body = {"text": "Hi {{contact.name}}", "send_at": "2099-01-01T00:00:00Z"}

    refused = do(anna, conversation, "scheduled", body)

    assert (refused.status, refused.json["code"]) == (422, "unresolved_variable")


def test_what_a_worker_says_is_not_a_template(company):
    head = company.head(company.message().conversation_id)
    automatic = Written("{{contact.name}}", human=False)
    conversations.refuse_unsendable(head.own_route, automatic, NOON)

    with pytest.raises(UnresolvedVariable):
        conversations.refuse_unsendable(head.own_route, replace(automatic, human=True), NOON)


def test_what_the_caller_may_not_see_is_not_rendered(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    conversation = company.message().conversation_id
    own = a_template(anna, visibility="private")
    shared = a_template(anna)
    call(
        "PATCH", f"/v1/conversations/{conversation}", {"visible_to": [anna.user_id]}, company.admin
    )

    assert rendered(bo, own, conversation).status == 404
    assert rendered(bo, shared, conversation).status == 404
    assert rendered(anna, own, conversation).status == 200


@pytest.mark.feature("KB-11")
def test_a_templates_files_go_along_and_outlive_it(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    conversation = company.message().conversation_id
    file = upload(company, owner=anna.user_id)
    template = a_template(anna, "**See**", format="markdown", attachments=[file])
    answer = rendered(bo, template, conversation).json
    [lent] = answer["attachments"]

    assert (answer["format"], lent["name"], lent["kind"]) == ("markdown", "photo.png", "image")
    assert rendered(bo, template, conversation).json["attachments"] == [lent]
    body = {"text": answer["text"], "format": "markdown", "attachments": [lent["id"]]}
    sent = do(bo, conversation, "messages", body)
    assert sent.status == 201, sent.body
    assert call("DELETE", f"/v1/templates/{template}", caller=anna).status == 204
    assert keys(f"attachments/{company.account_id}/{template}/") == []
    kept = f"attachments/{company.account_id}/{conversation}/{lent['id']}"
    assert boto3.client("s3").get_object(Bucket="data", Key=kept)["Body"].read() == PNG


@pytest.mark.feature("KB-11")
def test_a_lent_file_is_the_one_agents_to_send_and_for_the_one_conversation(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    here, there = company.message().conversation_id, company.message().conversation_id
    file = upload(company, owner=anna.user_id)
    template = a_template(anna, attachments=[file])
    [lent] = rendered(anna, template, here).json["attachments"]

    body = {"text": "See", "attachments": [lent["id"]]}
    assert do(bo, here, "messages", body).status == 422
    assert do(anna, there, "messages", body).status == 422
    assert do(anna, here, "messages", body).status == 201


@pytest.mark.feature("KB-11")
def test_files_of_a_template_come_and_go_with_its_changes(company):
    anna = company.agent("Anna Berg")
    first, second = (upload(company, owner=anna.user_id) for _ in range(2))
    template = a_template(anna, attachments=[first])
    path = f"/v1/templates/{template}"

    both = call("PATCH", path, {"attachments": [second, first]}, anna).json
    assert [one["id"] for one in both["attachments"]] == [second, first]
    assert call("PATCH", path, {"name": "Same"}, anna).json["attachments"] == both["attachments"]
    one = call("PATCH", path, {"attachments": [second]}, company.admin).json
    assert [file["id"] for file in one["attachments"]] == [second]
    assert keys(f"attachments/{company.account_id}/{template}/") == [
        f"attachments/{company.account_id}/{template}/{second}"
    ]
    link = call("GET", f"{path}/attachments/{second}", caller=anna).json
    assert second in link["url"]
    assert call("GET", f"{path}/attachments/{first}", caller=anna).status == 404


@pytest.mark.feature("KB-11")
def test_a_file_that_is_not_the_callers_is_refused_and_nothing_is_kept(company):
    anna = company.agent("Anna Berg")
    strange = upload(company, owner="usr_other")
    body = {"name": "Hello", "text": "Hi", "attachments": [strange]}

    assert call("POST", "/v1/templates", body, anna).status == 422
    assert call("GET", "/v1/templates", caller=anna).json["items"] == []


def test_files_of_a_template_that_was_refused_are_not_kept(company):
    anna = company.agent("Anna Berg")
    a_template(anna, short_code="ship")
    file = upload(company, owner=anna.user_id)
    before = keys(f"attachments/{company.account_id}/")
    body = {"name": "Hello", "text": "Hi", "short_code": "ship", "attachments": [file]}

    assert call("POST", "/v1/templates", body, anna).status == 409
    assert keys(f"attachments/{company.account_id}/") == before


def test_a_template_whose_file_is_gone_says_so(company):
    anna = company.agent("Anna Berg")
    file = upload(company, owner=anna.user_id)
    template = a_template(anna, attachments=[file])
    boto3.client("s3").delete_object(
        Bucket="data", Key=f"attachments/{company.account_id}/{template}/{file}"
    )
    answer = rendered(anna, template, company.message().conversation_id)

    assert (answer.status, answer.json["attachment_id"]) == (422, file)


@pytest.mark.feature("KB-09")
def test_what_is_known_of_a_contact_is_kept_by_names_of_the_companys_own(company):
    entry = company.message(at=later(1))
    path = f"/v1/contacts/{entry.actor.id}"
    changed = call("PATCH", path, {"custom": {"plan": "Pro", "size": "42"}}, company.admin)

    assert changed.json["custom"] == {"plan": "Pro", "size": "42"}
    assert call("PATCH", path, {"name": "Kari"}, company.admin).json["custom"]["plan"] == "Pro"
    less = call("PATCH", path, {"custom": {"size": "43"}}, company.admin).json
    assert less["custom"] == {"size": "43"}
    assert call("PATCH", path, {"custom": None}, company.admin).json["custom"] == {}
    for wrong in ({"Plan": "x"}, {"a.b": "x"}, {"plan": ""}, {"plan": "x" * 501}, {"plan": 1}):
        assert call("PATCH", path, {"custom": wrong}, company.admin).status == 400
    new = call("POST", "/v1/contacts", {"name": "Ola", "custom": {"plan": "Free"}}, company.admin)
    assert new.json["custom"] == {"plan": "Free"}


def test_an_account_sees_its_own_templates_only(company):
    from tests.builders import a_company

    stranger = a_company("Other").admin
    template = a_template(company.admin)

    assert rendered(stranger, template, company.message().conversation_id).status == 404
    assert service.everyones(stranger.account_id) == []
