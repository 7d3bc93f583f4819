"""What a contact is called before anyone has named it."""

import pytest

from chalicelib.contacts.domain import lead_name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("+4790123456", "+47 90 12 34 56"),
        ("+14133881111", "+1 413-388-1111"),
        ("384387", "384387"),
        ("POSTEN", "POSTEN"),
        ("+999", "+999"),
    ],
)
def test_a_texter_is_called_by_the_number_as_people_write_it(address, name):
    assert lead_name("phone", address, "ctc_1") == name


def test_a_visitor_is_called_by_the_end_of_their_id():
    assert lead_name("webchat", "ctc_01JABCD", "ctc_01JABCD") == "Visitor ABCD"
