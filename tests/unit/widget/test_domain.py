"""What the widget shows of a conversation."""

import pytest

from chalicelib.widget.domain import is_shown
from tests.builders import a_message, a_sent_entry


@pytest.mark.feature("NOTE-01")
@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("message.sent", True),
        ("conversation.closed", True),
        ("note.added", False),
        ("note.edited", False),
        ("conversation.assigned", False),
        ("conversation.labelled", False),
        ("delivery.updated", False),
    ],
)
def test_a_visitor_sees_what_is_said_and_nothing_internal(type_, shown):
    data = a_message() if type_ == "message.sent" else {}

    assert is_shown(a_sent_entry(type=type_, data=data)) is shown


@pytest.mark.feature("AUTH-11")
def test_what_was_said_over_another_channel_stays_there():
    texted = a_message("My PIN is 1234") | {"channel_kind": "twilio_sms"}

    assert not is_shown(a_sent_entry(data=texted))
