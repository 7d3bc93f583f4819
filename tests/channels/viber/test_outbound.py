"""Sending through Viber's API."""

from dataclasses import replace

import pytest
import urllib3

from chalicelib.channels import quick_reply
from chalicelib.channels.domain import Option, SendError
from chalicelib.channels.viber import provider
from chalicelib.channels.viber.outbound import register, send
from tests.builders import a_channel
from tests.channels.messengers import a_file, a_part

CREDENTIALS = {"auth_token": "44dafb7e"}
BOT = a_channel(kind="viber", name="Nordlys kundeservice på nett i dag", settings={})
API = "https://chatapi.viber.com/pa"
TOKEN = 5_741_311_803_571_721_087
SENT = (200, {"status": 0, "status_message": "ok", "message_token": TOKEN})


def status(code, message="words"):
    return 200, {"status": code, "status_message": message}


def refused(wire, *answers):
    wire(*answers)
    with pytest.raises(SendError) as error:
        send(a_part(), BOT, CREDENTIALS)
    return error.value


@pytest.mark.feature("CH-22")
def test_a_text_goes_out_in_the_companys_name_and_its_token_comes_back(wire):
    line = wire(SENT)

    assert send(a_part(to="a1=="), BOT, CREDENTIALS) == "5741311803571721087"
    assert line.urls == [f"{API}/send_message"]
    assert line.headers()["X-Viber-Auth-Token"] == "44dafb7e"
    assert line.body() == {
        "receiver": "a1==",
        "sender": {"name": "Nordlys kundeservice på nett"},
        "tracking_data": "cnv_1.2",
        "type": "text",
        "text": "Ja, vi sender til Norge 🎉",
    }


def test_the_name_above_messages_can_be_chosen(wire):
    line = wire(SENT)
    send(a_part(), replace(BOT, settings={"sender_name": "Kim"}), CREDENTIALS)

    assert line.body()["sender"] == {"name": "Kim"}


@pytest.mark.feature("MSG-21")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("image", {"type": "picture", "text": "Se"}),
        ("video", {"type": "video", "text": "Se", "size": 5}),
        ("audio", {"type": "file", "size": 5, "file_name": "f"}),
        ("file", {"type": "file", "size": 5, "file_name": "f"}),
    ],
)
def test_a_file_goes_as_an_address_that_viber_fetches(wire, kind, expected):
    line = wire(SENT)
    send(a_part(files=(a_file("f", "x/y", kind),), text="Se"), BOT, CREDENTIALS)

    expected = expected | {"media": "https://files.example/f"}
    assert expected.items() <= line.body().items()


@pytest.mark.feature("MSG-23")
def test_quick_replies_are_a_keyboard_whose_presses_come_back_whole(wire):
    line = wire(SENT)
    send(a_part(options=(Option("q1", "Yes"), Option("q2", "No"))), BOT, CREDENTIALS)

    buttons = line.body()["keyboard"]["Buttons"]
    assert [button["Text"] for button in buttons] == ["Yes", "No"]
    assert quick_reply.decode(buttons[0]["ActionBody"]) == Option("q1", "Yes")
    assert all(button["Silent"] and button["Columns"] == 3 for button in buttons)


def test_a_long_title_has_a_row_for_itself(wire):
    line = wire(SENT)
    send(a_part(options=(Option("q1", "Yes"), Option("q2", "N" * 30))), BOT, CREDENTIALS)

    assert {button["Columns"] for button in line.body()["keyboard"]["Buttons"]} == {6}


@pytest.mark.feature("CH-16", "CH-23")
def test_who_does_not_subscribe_wants_nothing(wire):
    error = refused(wire, status(6, "notSubscribed"))

    assert (error.opted_out, error.retryable) == (True, False)
    assert "has not written to the bot" in str(error)


@pytest.mark.feature("CH-34")
def test_a_token_that_is_none_any_more_is_about_the_channel(wire):
    error = refused(wire, status(2, "invalidAuthToken"))

    assert (error.unauthorized, error.retryable) == (True, False)


@pytest.mark.parametrize(
    "answer", [status(12), (429, {}), (500, b"<html>"), (200, b"<html>"), (200, {"status": 0})]
)
def test_what_may_be_different_later_is_tried_again(wire, answer):
    assert refused(wire, answer).retryable


def test_the_wait_that_viber_asks_for_is_kept(wire):
    assert refused(wire, (429, {}, {"Retry-After": "30"})).after == 30


def test_silence_is_tried_again(wire):
    wire(error=urllib3.exceptions.ReadTimeoutError(None, "/", "silence"))

    with pytest.raises(SendError) as error:
        send(a_part(), BOT, CREDENTIALS)
    assert error.value.retryable


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (5, "This person is not on Viber any more."),
        (11, "None of this person's devices can show such a message."),
        (99, "Viber refused it: words"),
    ],
)
def test_a_refusal_is_a_sentence(wire, code, sentence):
    error = refused(wire, status(code))

    assert (str(error), error.retryable) == (sentence, False)


def test_connecting_proves_the_token_and_sets_the_webhook(wire):
    account = {"status": 0, "id": "pa:75", "name": "Nordlys", "uri": "nordlysbot"}
    line = wire((200, account), status(0))

    assert register(BOT, CREDENTIALS, "https://api.example.com/hooks/chn_1") == {
        "account_id": "pa:75",
        "account_name": "Nordlys",
        "uri": "nordlysbot",
    }
    assert line.urls == [f"{API}/get_account_info", f"{API}/set_webhook"]
    assert line.body()["url"] == "https://api.example.com/hooks/chn_1"
    assert {"delivered", "seen", "failed", "unsubscribed"} <= set(line.body()["event_types"])


def test_a_webhook_that_viber_does_not_reach_is_told(wire):
    wire(status(0), status(1, "Result:java.net.ConnectException"))

    with pytest.raises(SendError, match="ConnectException"):
        register(BOT, CREDENTIALS, "https://api.example.com/hooks/chn_1")


@pytest.mark.feature("CH-23")
def test_nobody_is_written_to_first():
    assert not provider.capabilities.can_initiate
