"""Bots that answer in a business's own chats, and who may be written to at all."""

import pytest

from chalicelib.channels.telegram.inbound import parse
from tests.channels.messengers import a_call
from tests.channels.telegram.payloads import GROUP, KIM, PRIVATE, a_message, an_update


def told(**update):
    """The one fact of an update."""
    [fact] = parse(a_call(an_update(**update)))
    return fact


@pytest.mark.feature("CH-33")
def test_what_the_business_wrote_itself_is_an_echo():
    owner = {"id": 1, "is_bot": False, "first_name": "Owner"}
    message = a_message(text="Hei", business_connection_id="bc1") | {"from": owner}
    fact = told(business_message=message)

    assert (fact.kind, fact.direction, fact.sender) == ("echo", "outbound", "1")
    assert (fact.chat, fact.recipient, fact.is_group) == ("7001", "7001", False)


def test_what_a_customer_wrote_to_a_business_is_a_message():
    fact = told(business_message=a_message(text="Hei", business_connection_id="bc1"))

    assert (fact.kind, fact.direction, fact.sender) == ("message", "inbound", "7001")
    assert fact.details["business_connection_id"] == "bc1"


def test_deleted_business_messages_are_a_fact_each():
    found = parse(
        a_call(an_update(deleted_business_messages={"chat": PRIVATE, "message_ids": [1, 2]}))
    )

    assert [(fact.kind, fact.reply_to, fact.sender) for fact in found] == [
        ("delete", "1", "7001"),
        ("delete", "2", "7001"),
    ]


def test_a_connected_business_is_about_the_account():
    connection = {"id": "bc1", "user": KIM, "date": 1767261600, "is_enabled": False}
    fact = told(business_connection=connection)

    assert (fact.kind, fact.details["is_enabled"]) == ("account_event", False)


@pytest.mark.feature("CH-16")
@pytest.mark.parametrize(
    ("status", "kind"),
    [("kicked", "unsubscribed"), ("member", "subscribed"), ("restricted", "ignored")],
)
def test_blocking_the_bot_is_a_word_of_its_own(status, kind):
    change = {"chat": PRIVATE, "from": KIM, "date": 1, "new_chat_member": {"status": status}}

    assert told(my_chat_member=change).kind == kind


def test_the_bot_leaving_a_group_unsubscribes_nobody():
    change = {"chat": GROUP, "from": KIM, "date": 1, "new_chat_member": {"status": "kicked"}}

    assert told(my_chat_member=change).kind == "ignored"
