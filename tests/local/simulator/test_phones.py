"""What stands on the customers' phones."""

from pathlib import Path

import pytest

from local.simulator.phones import Phones, Text, UnknownText
from tests.local.simulator.conftest import COMPANY, CUSTOMER


@pytest.fixture
def phones(tmp_path: Path) -> Phones:
    phones = Phones(tmp_path / "phones.json")
    phones.add(
        Text(
            "m1",
            "out",
            CUSTOMER,
            COMPANY,
            "Which size?",
            "delivered",
            media=[{"id": "f1", "kind": "image", "mime_type": "image/png", "name": ""}],
            options=[{"id": "m", "title": "M"}],
        )
    )
    return phones


def test_each_side_has_one_reaction_to_a_message(phones: Phones) -> None:
    phones.react("m1", "in", "👍")
    phones.react("m1", "in", "❤️")
    phones.react("m1", "out", "🎉")
    phones.react("m1", "out", None)

    message = phones.find("m1")
    assert message is not None
    assert message.reactions == {"in": "❤️"}


def test_an_edited_message_says_that_it_was(phones: Phones) -> None:
    phones.edit("m1", "Which size do you wear?")

    (message,) = phones.thread(CUSTOMER, COMPANY)
    assert (message["text"], message["edited"]) == ("Which size do you wear?", True)


def test_of_a_deleted_message_nothing_is_left_but_its_place(phones: Phones) -> None:
    phones.delete("m1")

    (message,) = phones.thread(CUSTOMER, COMPANY)
    assert message["deleted"]
    assert (message["text"], message["media"], message["options"]) == ("", [], [])


def test_changes_outlive_a_restart(phones: Phones, tmp_path: Path) -> None:
    phones.react("m1", "in", "👍")
    phones.edit("m1", "Which one?")

    assert Phones(tmp_path / "phones.json").find("m1") == phones.find("m1")


def test_what_no_phone_has_cannot_be_changed(phones: Phones) -> None:
    assert phones.find("m2") is None
    with pytest.raises(UnknownText, match="m2"):
        phones.react("m2", "in", "👍")


def test_who_wrote_last_is_listed_first_and_once(phones: Phones) -> None:
    phones.add(Text("m2", "in", "+46701234567", COMPANY, "Hej", "received"))
    phones.add(Text("m3", "in", "+46701234567", COMPANY, "Hallå", "received"))
    phones.add(Text("m4", "in", "+4511111111", "+4790000000", "Goddag", "received"))

    assert phones.customers(COMPANY) == ["+46701234567", CUSTOMER]
