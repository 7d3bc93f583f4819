"""How a message of ours reaches its provider: in parts, with files, quotes and quick replies; and
what is done to it afterwards."""

from dataclasses import replace

import pytest

from chalicelib.channels import registry
from chalicelib.channels.domain import Option, SendError
from chalicelib.conversations import service
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import now
from tests.integration.conftest import PNG
from tests.integration.facts import a_telegram, received, reread, said, tell
from tests.integration.test_attachments import upload
from tests.integration.test_delivery import body_of, deliver

LATER = SendError("The provider is not available right now.", retryable=True)


class Bot:
    """Stands for Telegram's API: takes parts and acts, or refuses as told."""

    def __init__(self):
        self.parts, self.acts, self.refusals = [], [], []

    def send(self, part, channel, credentials):
        """A number within the chat."""
        self.refuse()
        self.parts.append(part)
        return str(100 + len(self.parts))

    def act(self, act, channel, credentials):
        """A reaction, a new text, a deletion."""
        self.refuse()
        self.acts.append(act)

    def refuse(self):
        """As told; None lets one pass."""
        error = self.refusals.pop(0) if self.refusals else None
        if error:
            raise error


@pytest.fixture
def bot(monkeypatch):
    made = Bot()
    real = registry.provider_of("telegram")
    able = replace(real.capabilities, max_length=40, files_per_message=1, caption=10)
    stand_in = replace(real, send=made.send, act=made.act, capabilities=able)
    monkeypatch.setitem(registry._loaded, "telegram", stand_in)
    return made


@pytest.fixture
def chat(company, bot):
    """Kari wrote on Telegram; Anna answers."""
    telegram, anna = a_telegram(company), company.agent()
    tell(telegram, said("1", "Hi", sender="7", sender_name="Kari"))
    hers = received(telegram, "7:1")

    def write(text="Yes", **more):
        """Send an answer and let it be delivered."""
        entry = service.reply(anna, hers.conversation_id, Written(text, **more), now())
        deliver(body_of(entry))
        return reread(entry)

    return company, telegram, anna, hers, write


def done(company, entry, act):
    """Let an act on a message be delivered: the entry that tells of it."""
    told = company.thread(entry.conversation_id)[-1]
    assert told.type == act
    return deliver(body_of(entry, attempt_of=told.seq))


@pytest.mark.feature("CH-30", "MSG-01")
def test_a_long_text_goes_out_in_parts(chat, bot):
    _, _, _, _, write = chat

    entry = write("We ship to Norway. We ship to Sweden. And to Finland, too.")

    assert [part.text for part in bot.parts] == [
        "We ship to Norway. We ship to Sweden.",
        "And to Finland, too.",
    ]
    assert entry.data["delivery"]["status"] == "queued"  # Telegram reports that it is sent


@pytest.mark.feature("CH-33", "MSG-12")
def test_a_part_that_went_out_is_not_sent_again_with_the_one_that_failed(chat, bot, waits):
    _, telegram, _, _, write = chat
    bot.refusals = [None, LATER]

    entry = write("We ship to Norway. We ship to Sweden. And to Finland, too.")
    assert len(bot.parts) == 1
    assert deliver(body_of(entry), receives=2) == []
    assert deliver(body_of(entry), receives=3) == []

    assert [part.text[:3] for part in bot.parts] == ["We ", "And"]
    for id_ in ("7:101", "7:102"):
        found = service.find_sent(entry.account_id, telegram.id, id_, None)
        assert found.id == entry.id


@pytest.mark.feature("MSG-13", "CH-30")
def test_an_answer_quotes_by_the_providers_own_number(chat, bot):
    _, _, _, hers, write = chat
    first = write("Yes", reply_to=hers.id)
    write("Really", reply_to=first.id)

    assert [part.reply_to for part in bot.parts] == ["1", "101"]


@pytest.mark.feature("MSG-23")
def test_quick_replies_go_along(chat, bot):
    _, _, _, _, write = chat

    write("Red?", options=(Option("r", "Red"), Option("b", "Blue")))

    assert bot.parts[0].options == (Option("r", "Red"), Option("b", "Blue"))


@pytest.mark.feature("MSG-20")
def test_rich_text_stays_rich_where_it_can(chat, bot):
    _, _, _, _, write = chat

    write("**Yes**, [here](https://x.example)", format="markdown")

    assert bot.parts[0].text == "**Yes**, [here](https://x.example)"


@pytest.mark.feature("MSG-20")
def test_rich_text_is_plain_where_it_cannot_be_otherwise(company, line):
    anna = company.agent()
    id_ = company.message(channel=company.sms).conversation_id
    written = Written("**Yes**, we `do`", format="markdown")

    deliver(body_of(service.reply(anna, id_, written, now())))

    assert line.texts() == ["Yes, we do"]


@pytest.mark.feature("MSG-22", "CH-30")
def test_files_go_one_by_one_by_link_or_by_their_bytes(chat, bot):
    company, _, anna, hers, write = chat
    ids = tuple(upload(company, PNG, f"{n}.png", owner=anna.user_id) for n in range(2))

    write("Look", attachments=ids)

    [first], [second] = (part.files for part in bot.parts)
    assert [part.text for part in bot.parts] == ["Look", ""]
    assert (first.name, first.mime_type, first.size) == ("0.png", "image/png", len(PNG))
    assert first.url.startswith("https://")
    assert f"/{hers.conversation_id}/{ids[0]}" in first.url
    assert second.load() == PNG


@pytest.mark.feature("MSG-14")
def test_a_reaction_is_told_to_the_provider_and_taken_back(chat, bot):
    company, _, anna, hers, _ = chat
    service.react(anna, hers.conversation_id, hers.id, "👍", now())
    assert done(company, hers, "message.reacted") == []
    service.react(anna, hers.conversation_id, hers.id, None, now())
    assert done(company, hers, "message.reacted") == []
    assert done(company, hers, "message.reacted") == []  # delivered again

    told = [(one.kind, one.to, one.provider_message_id, one.emoji) for one in bot.acts]
    assert told == [("reaction", "7", "1", "👍"), ("reaction", "7", "1", None)]


@pytest.mark.feature("MSG-15", "MSG-16")
def test_a_correction_and_a_deletion_are_told_to_the_provider(chat, bot):
    company, _, anna, _, write = chat
    entry = write("Yse")

    service.edit(anna, entry.conversation_id, entry.id, "Yes", now())
    done(company, entry, "message.edited")
    assert service.delete_message(anna, entry.conversation_id, entry.id, now())
    done(company, entry, "message.deleted")

    told = [(one.kind, one.provider_message_id, one.text) for one in bot.acts]
    assert told == [("edit", "101", "Yes"), ("delete", "101", "")]


@pytest.mark.feature("MSG-16")
def test_an_act_that_may_pass_is_tried_again_and_at_last_let_be(chat, bot, waits):
    company, _, anna, hers, _ = chat
    service.react(anna, hers.conversation_id, hers.id, "👍", now())
    seq = company.thread(hers.conversation_id)[-1].seq
    bot.refusals = [LATER] * 2 + [SendError("Too old.")]

    body = body_of(hers, attempt_of=seq)
    returned = [deliver(body, receives) for receives in (1, 2, 3)]

    assert returned == [["sqs-1"], ["sqs-1"], []]
    assert waits == [1, 3]
    assert reread(hers).data["reactions"]  # the company's own thread keeps it


def test_nothing_is_told_of_a_message_that_the_provider_never_had(chat, bot):
    company, _, anna, hers, _ = chat
    waiting = service.reply(anna, hers.conversation_id, Written("Yes"), now())
    service.react(anna, hers.conversation_id, waiting.id, "👍", now())

    assert done(company, waiting, "message.reacted") == []
    assert bot.acts == []


def test_a_message_that_was_deleted_before_it_went_out_does_not_go_out(chat, bot):
    _, _, anna, hers, _ = chat
    waiting = service.reply(anna, hers.conversation_id, Written("Yes"), now())
    service.delete_message(anna, hers.conversation_id, waiting.id, now())

    assert deliver(body_of(waiting)) == []
    assert bot.parts == []
