"""SES in one process: mails go into the bucket and the queue, and what was sent into mailboxes."""

import asyncio
from email import message_from_bytes
from email.policy import default

import httpx2
import pytest

from chalicelib.channels.email import ses
from chalicelib.channels.email.inbound import read
from local.simulator.channels import Channel
from local.simulator.email import account, inbound, refresh
from local.simulator.failures import Failure
from local.simulator.message import BadRequest

pytestmark = pytest.mark.feature("CH-09", "CH-10")
FORWARD_TO = "chn_01jzzzzzzzzzzzzzzzzzzzzzzz@in.example"


class FakeAccount:
    """A bucket and a queue."""

    def __init__(self):
        self.mails, self.told = {}, []

    async def bucket(self):
        return "mails"

    async def receive(self, mail, notification, message_id):
        self.mails[f"in/{message_id}"] = mail
        await self.tell(notification)

    async def tell(self, notification):
        self.told.append(notification)


@pytest.fixture
def held(monkeypatch):
    made = FakeAccount()
    monkeypatch.setattr(account, "account_of", lambda aws: made)
    return made


@pytest.fixture
def channel(world):
    made = Channel(
        "chn_01JZZZZZZZZZZZZZZZZZZZZZZZ",
        "email",
        "help@nordlys.example",
        "",
        {},
        {"forward_to": FORWARD_TO},
    )
    world.channels.connect(made)
    return made


def post(world, channel, **message):
    return asyncio.run(inbound(world, channel, {"from": "jo@berg.example", **message}))


def captured(world, *mails):
    """What the emulator says that SES has sent."""
    answer = httpx2.Response(200, json={"messages": {"1": list(mails)}})
    world.http = httpx2.AsyncClient(transport=httpx2.MockTransport(lambda request: answer))


def a_mail(id_="0100-22@email.amazonses.com", **given):
    known = {"MessageId": id_, "Source": "Kim <help@nordlys.example>", "CC": [], "Timestamp": 1.0}
    known |= {"To": ["jo@berg.example"], "Subject": "Re: Lamp", "BodyText": "Try this."}
    return known | given


def test_a_customers_mail_lies_in_the_bucket_and_the_queue_names_it(world, channel, held):
    file = world.media.described(world.media.put(b"GIF89a", "image/gif", "lamp.gif"))

    answer = post(
        world,
        channel,
        text="It flickers.",
        subject="Lamp",
        name="Jo Berg",
        html="<p>It <b>flickers</b>.</p>",
        cc=["ann@berg.example"],
        media=[file],
    )

    assert answer.is_success
    [told] = ses.facts_of(held.told[0])
    assert told.details["recipients"] == [FORWARD_TO]
    parsed = read(held.mails[told.details["s3_key"]])
    assert (parsed.fact.text, parsed.fact.sender_name) == ("It flickers.", "Jo Berg")
    assert (parsed.fact.mail.subject, parsed.fact.mail.cc) == ("Lamp", ["ann@berg.example"])
    assert [(part.name, part.data) for part in parsed.parts] == [("lamp.gif", b"GIF89a")]
    [shown] = world.phones.thread("jo@berg.example", channel.address)
    assert (shown["status"], shown["subject"]) == ("received", "Lamp")


def test_what_the_company_sent_is_shown_once_and_reported_delivered(world, channel, held):
    captured(world, a_mail(), a_mail("other", Source="system@switchboard.example"))

    asyncio.run(refresh(world, channel))
    asyncio.run(refresh(world, channel))

    [shown] = world.phones.thread("jo@berg.example", channel.address)
    assert (shown["direction"], shown["text"]) == ("out", "Try this.")
    [told] = ses.facts_of(held.told[0])
    assert len(held.told) == 1
    assert (told.status, told.provider_message_id) == ("delivered", "0100-22")
    assert told.details["channel"] == channel.id


def test_a_mail_that_never_arrives_bounces(world, channel, held):
    world.failures.set("email", Failure.UNDELIVERABLE, 1)
    captured(world, a_mail())

    asyncio.run(refresh(world, channel))

    [told] = ses.facts_of(held.told[0])
    assert (told.status, told.error) == ("failed", "smtp; 550 5.1.1 user unknown")


def test_a_mail_without_a_subject_answers_the_companys_last(world, channel, held):
    captured(world, a_mail())
    asyncio.run(refresh(world, channel))

    post(world, channel, text="Thanks!")

    mail = message_from_bytes(next(iter(held.mails.values())), policy=default)
    assert mail["In-Reply-To"] == "<0100-22@email.amazonses.com>"
    assert mail["Subject"] == "Re: Lamp"


@pytest.mark.parametrize("what", [{"reaction": {"to": "1", "emoji": "x"}}, {"delete": {"to": "1"}}])
def test_what_mail_knows_nothing_of_is_refused(world, channel, held, what):
    with pytest.raises(BadRequest, match="text and files"):
        post(world, channel, **what)


def test_an_address_that_is_none_is_refused(world, channel, held):
    with pytest.raises(BadRequest, match="no mail address"):
        asyncio.run(inbound(world, channel, {"from": "jo", "text": "Hi", "subject": "x"}))


def test_the_account_is_asked_for_its_bucket_once(monkeypatch):
    asked = []
    monkeypatch.setattr(
        account,
        "outputs",
        lambda one: asked.append(one) or {"MailBucketName": "b", "MailQueueUrl": "q"},
    )
    made = account.MailAccount("http://aws.example")

    assert [asyncio.run(made.bucket()) for _ in range(2)] == ["b", "b"]
    assert len(asked) == 1
