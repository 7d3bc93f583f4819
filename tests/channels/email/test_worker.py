"""The mail queue's function."""

import io
import json

import pytest

from chalicelib.channels.email import worker
from chalicelib.runtime import errors
from tests.channels.email.conftest import CHANNEL_ID, a_channel
from tests.channels.email.mails import mail
from tests.channels.email.test_ses import RECEIVED, sent

pytestmark = pytest.mark.feature("CH-09", "CH-10")
FORWARD_TO = f"{CHANNEL_ID.lower()}@in.example"


class World:
    """What the function reaches for."""

    def __init__(self):
        self.told, self.heard, self.channel = [], [], a_channel()
        self.objects = {"in/in-1": mail()}
        self.error = None

    def find(self, channel_id):
        if channel_id != CHANNEL_ID:
            raise errors.NotFound("there is no such channel")
        return self.channel

    def tell(self, channel, fact, at, last_try, files=None):
        if self.error:
            raise self.error
        self.told.append((channel.id, fact, last_try, files))

    def get_object(self, Bucket, Key):
        assert Bucket == "mails"
        return {"Body": io.BytesIO(self.objects[Key])}


@pytest.fixture
def world(monkeypatch, mail_settings):
    made = World()
    service = type("Service", (), {"find": made.find})()
    service.health = type(
        "Health", (), {"heard": lambda _, channel, at: made.heard.append(channel)}
    )()
    monkeypatch.setattr(worker, "service", service)
    monkeypatch.setattr(worker, "telling", made)
    monkeypatch.setattr(worker, "clients", type("C", (), {"s3": lambda _: made})())
    return made


def run(*bodies, tries=1):
    records = [
        {
            "messageId": f"sqs-{n}",
            "receiptHandle": "h",
            "body": body if isinstance(body, str) else json.dumps(body),
            "attributes": {"ApproximateReceiveCount": str(tries)},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-north-1:1:mail",
        }
        for n, body in enumerate(bodies)
    ]
    return worker.mail({"Records": records}, None)


def received(*recipients, virus="PASS", key="in/in-1", bucket="mails"):
    receipt = RECEIVED["receipt"] | {
        "recipients": list(recipients),
        "virusVerdict": {"status": virus},
        "action": {"type": "S3", "bucketName": bucket, "objectKey": key},
    }
    return RECEIVED | {"receipt": receipt}


@pytest.mark.parametrize("address", [FORWARD_TO, f"{CHANNEL_ID.lower()}+cnv_1.7@in.example"])
def test_a_mail_reaches_the_channel_that_it_was_delivered_to(world, address):
    assert run(received(address)) == {"batchItemFailures": []}

    [(channel_id, fact, _, files)] = world.told
    assert (channel_id, fact.text, files) == (CHANNEL_ID, "It flickers.", [])
    assert fact.mail.source == "in/in-1"
    assert fact.mail.verdicts["spam"] == "pass"
    assert fact.recipient == address
    assert world.heard == [world.channel]


def test_a_claimed_address_brings_no_mail_to_a_channel(world):
    """Anybody could name another company's address as their channel's."""
    run(received("Help@nordlys.example"))

    assert world.told == []


def test_a_mail_to_two_addresses_of_one_channel_is_one_message(world):
    run(received(FORWARD_TO, "help@nordlys.example", "ann@berg.example"))

    assert len(world.told) == 1


@pytest.mark.parametrize("notification", [
    received("ann@berg.example"),
    received(FORWARD_TO.replace("z@", "y@")),
    received(FORWARD_TO, virus="FAIL"),
    "no json",
    "{}",
    sent("Delivery", mail={"messageId": "system-mail"}),
])  # fmt: skip
def test_what_is_for_nobody_of_ours_is_let_go(world, notification):
    assert run(notification) == {"batchItemFailures": []}
    assert world.told == []


def test_a_mail_of_ours_that_comes_back_is_not_taken_in(world):
    world.objects["in/in-1"] = mail(X_Switchboard_Ref="cnv_1.7")

    assert run(received(FORWARD_TO)) == {"batchItemFailures": []}
    assert world.told == []


def test_a_notification_cannot_name_another_bucket(world):
    assert run(received(FORWARD_TO, bucket="secrets"))["batchItemFailures"]
    assert world.told == []


def test_a_report_reaches_its_channel_by_our_tag(world):
    told = sent("Delivery")
    told["mail"]["tags"] = {"channel": [CHANNEL_ID], "ref": ["cnv_1-7"]}
    run(told, tries=3)

    [(_, fact, last_try, _)] = world.told
    assert (fact.status, fact.ref, last_try) == ("delivered", "cnv_1.7", True)


def test_only_what_failed_comes_back(world):
    world.objects["in/in-2"] = mail()
    del world.objects["in/in-1"]

    answer = run(received(FORWARD_TO), received(FORWARD_TO, key="in/in-2"))

    assert answer == {"batchItemFailures": [{"itemIdentifier": "sqs-0"}]}
    assert len(world.told) == 1
