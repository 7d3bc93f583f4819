"""Signatures as Standard Webhooks describes them, both ways."""

import base64

import pytest

from chalicelib.channels.api_channel import signature
from chalicelib.channels.api_channel.signature import headers, new_secret, verify
from tests.builders import a_channel, a_hook

pytestmark = pytest.mark.feature("CH-32")

# The example of the Standard Webhooks specification and its reference libraries' tests.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, SENT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Set what time it is."""

    def put(seconds):
        monkeypatch.setattr(signature.time, "time", lambda: float(seconds))

    put(SENT)
    return put


def check(body=BODY, secret=SECRET, **changes):
    given = {"webhook-id": ID, "webhook-timestamp": str(SENT), "webhook-signature": SIGNATURE}
    given |= {name.replace("_", "-"): value for name, value in changes.items()}
    present = {name: value for name, value in given.items() if value is not None}
    return verify(a_hook(body, headers=present), a_channel(kind="api"), {"signing_secret": secret})


def test_the_specifications_own_example():
    assert check()


def test_our_own_calls_are_signed_alike():
    assert headers(ID, BODY, SECRET) == {
        "webhook-id": ID,
        "webhook-timestamp": str(SENT),
        "webhook-signature": SIGNATURE,
    }


def test_one_right_signature_of_several_is_enough():
    assert check(webhook_signature=f"v1,AAAA v2,xxxx {SIGNATURE}")
    assert not check(webhook_signature="v1,AAAA v2,xxxx")


@pytest.mark.parametrize("name", ["webhook_id", "webhook_timestamp", "webhook_signature"])
@pytest.mark.parametrize("value", [None, "", "x", "ø", "-1", "²", "1" * 30, "v1,", "v1a,x"])
def test_missing_or_mangled_headers_are_refused(name, value):
    assert not check(**{name: value})


@pytest.mark.parametrize(("seconds", "accepted"), [(0, True), (300, True), (301, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_call_may_be_five_minutes_off_and_no_more(clock, seconds, sign, accepted):
    clock(SENT + sign * seconds)

    assert check() is accepted


def test_another_body_id_time_or_secret_is_refused():
    assert not check(body=BODY + b" ")
    assert not check(webhook_id=ID + "x")
    assert not check(webhook_timestamp=str(SENT + 1))
    assert not check(secret=new_secret())


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_*", "whsec_ø", "no base64!"])
def test_a_secret_without_a_key_trusts_nobody(secret):
    assert not check(secret=secret)


def test_a_channel_without_a_secret_trusts_nobody():
    assert not verify(a_hook(BODY), a_channel(kind="api"), {})


def test_a_new_secret_is_long_and_of_the_form_that_libraries_take():
    first, second = new_secret(), new_secret()

    assert first != second
    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"))) == 32


def test_a_secret_in_the_alphabet_of_urls_is_the_same_key():
    standard = "whsec_" + base64.b64encode(b"\xfb\xff" * 12).decode()
    other = standard.replace("+", "-").replace("/", "_")

    assert other != standard
    assert headers(ID, BODY, other) == headers(ID, BODY, standard)
