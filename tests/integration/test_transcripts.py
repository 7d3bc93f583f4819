"""A conversation as text, downloaded or mailed, for the customer's eyes."""

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from chalicelib.transcripts import domain, service
from tests.aws import Calls
from tests.builders import a_sender, later
from tests.door import call

SECRET = "between us"


def mails():
    """All mail that went out."""
    return sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-north-1"].core_backend.sent_messages


@pytest.fixture
def thread(company):
    """A conversation with an answer and a note, and Anna who has it."""
    anna, at = company.agent("Anna Berg"), now()
    first = company.message("Do you ship?", at=at)
    conversations.add_note(anna, first.conversation_id, SECRET, later(1, at))
    conversations.reply(anna, first.conversation_id, Written("We do."), later(2, at))
    return company, anna, first.conversation_id


@pytest.mark.feature("MSG-24", "NOTE-01")
def test_an_agent_downloads_it_without_notes(thread):
    company, anna, id_ = thread
    head = company.head(id_)

    answer = call("GET", f"/v1/conversations/{id_}/transcript", caller=anna)

    assert answer.json["name"] == f"conversation-{head.number}.txt"
    text = answer.json["text"]
    assert f"Conversation #{head.number}" in text
    assert "Company:   Fjord Gear" in text
    assert f"{head.contact.name}, customer\n    Do you ship?" in text
    assert "Anna Berg, agent\n    We do." in text
    assert SECRET not in text


@pytest.mark.feature("MSG-24")
def test_it_is_mailed_to_an_address(thread):
    _, anna, id_ = thread
    before = len(mails())
    path = f"/v1/conversations/{id_}/transcript"

    answer = call("POST", path, {"email": "kari.o'hara+shop@example.co.uk"}, anna)

    assert (answer.status, answer.body) == (202, "")
    [mail] = mails()[before:]
    assert mail.destinations["ToAddresses"] == ["kari.o'hara+shop@example.co.uk"]
    assert mail.subject == "Your conversation with Fjord Gear"
    assert "We do." in mail.body
    assert SECRET not in mail.body


@pytest.mark.feature("MSG-24")
@pytest.mark.parametrize(
    "email",
    [
        "",
        "kari",
        "kari@example",
        "a@example.com,b@example.com",
        "a@example.com b@example.com",
        "Kari <kari@example.com>",
        "x<kari@example.com>",
        "kari@example.com\nBcc: all@example.com",
        "kari@example.com\r\n\r\nBuy this",
        "kari@example.com\n",
        "kari@-example.com",
        "kari@example..com",
        "k" * 65 + "@example.com",
        "kari@" + "e" * 250 + ".com",
        "k\u00e5ri@example.com\u2028Bcc: all@example.com",
    ],
)
def test_what_is_not_one_bare_address_gets_no_mail(thread, email):
    _, anna, id_ = thread
    before = len(mails())

    answer = call("POST", f"/v1/conversations/{id_}/transcript", {"email": email}, anna)

    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "email"
    assert len(mails()) == before


def test_a_name_cannot_write_a_header(aws):
    from tests.builders import a_company

    company = a_company("Fjord\r\nBcc: all@example.com")
    entry = company.message(at=now())

    service.send(company.admin, entry.conversation_id, "kari@example.com")

    assert mails()[-1].subject == "Your conversation with Fjord Bcc: all@example.com"


def test_a_conversation_that_one_may_not_see_has_no_transcript(company):
    anna, bo = company.agent("Anna Berg"), company.agent("Bo Lind")
    entry = company.message(at=now(), channel=company.channel(team_id=company.team(anna)))
    path, before = f"/v1/conversations/{entry.conversation_id}/transcript", len(mails())

    assert call("GET", path, caller=bo).status == 404
    assert call("POST", path, {"email": "bo@example.com"}, bo).status == 404
    assert len(mails()) == before


@pytest.mark.feature("MSG-24")
def test_it_is_read_page_by_page_and_no_further_than_it_goes(thread, monkeypatch):
    company, anna, id_ = thread
    sender = company.head(id_).address
    for number in range(8):
        company.message(f"Message {number}", sender, at=later(60 + number, now()))
    monkeypatch.setattr(service, "PAGE", 3)
    whole = service.transcript(anna, id_)[1]

    monkeypatch.setattr(domain, "MESSAGES_AT_MOST", 4)
    with Calls() as calls:
        cut = service.transcript(anna, id_)[1]

    positions = [whole.index(f"Message {number}") for number in range(8)]
    assert positions == sorted(positions)
    assert domain.CUT not in whole
    assert domain.CUT in cut
    assert "Message 4" in cut
    assert "Message 3" not in cut
    assert calls["Query"] <= 3


@pytest.mark.feature("MSG-24", "CONV-50")
def test_a_merged_conversation_is_told_with_what_was_merged_into_it(company):
    anna, at = company.agent("Anna Berg"), now()
    sender, second_shop = a_sender(company.webchat), company.channel()
    first = company.message("In the shop", sender, at=at)
    other = company.message("In the other shop", sender, second_shop, at=later(1, at))
    conversations.merge(anna, first.conversation_id, other.conversation_id, later(2, at))

    text = service.transcript(anna, first.conversation_id)[1]

    assert text.index("In the shop") < text.index("In the other shop")
