"""A customer proves who they are by a code that is mailed to them, whatever goes wrong (AI-20)."""

from __future__ import annotations

import itertools
import json
import re
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from chalicelib.ai_agent import store
from chalicelib.ai_agent.domain.verification import TRIES, Stage, Verification, tried
from chalicelib.ai_agent.service import codes, phrasing, verifying
from chalicelib.ai_agent.store import verifications
from chalicelib.contacts import service as contacts
from chalicelib.contacts.domain import Identity
from chalicelib.conversations import service, views
from chalicelib.conversations.domain import Person
from chalicelib.knowledge.domain.learning import learn
from chalicelib.runtime import mail, outgoing
from chalicelib.runtime.errors import Conflict
from chalicelib.runtime.ids import iso, now
from chalicelib.suggestions import store as suggestions_store
from chalicelib.suggestions.service import offering
from tests.aws import Calls
from tests.door import call
from tests.integration.ai_desk import NOTHING, SURE, Chat, settle
from tests.integration.test_ai_tools import System, create

KARI = "kari@example.com"
HIDDEN = "k***@example.com"
ORDER = "Where is order NX-4711?"
pytestmark = pytest.mark.feature("AI-20")


class Mailbox:
    """Stands for the mail service."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, str, str]] = []
        self.error: Exception | None = None

    def send(self, to, subject, text):
        if self.error:
            raise self.error
        self.mails.append((to, subject, text))

    @property
    def code(self) -> str:
        """The newest mail's."""
        return re.findall(r"(?m)^ +(\d{6})$", self.mails[-1][2])[0]

    @property
    def wrong(self) -> str:
        """Any other."""
        return f"{(int(self.code) + 1) % 1_000_000:06}"


@pytest.fixture
def mailbox(monkeypatch):
    made, numbers = Mailbox(), itertools.count(482_913, 1_111)
    monkeypatch.setattr(mail, "send", made.send)
    monkeypatch.setattr(codes.secrets, "randbelow", lambda below: next(numbers) % below)
    return made


@pytest.fixture
def system(monkeypatch):
    made = System()
    made.headers = []

    def fetch(url, headers, limit, seconds=None):
        made.headers.append(headers)
        return made.post(url, headers, b"", limit, seconds)

    monkeypatch.setattr(outgoing, "fetch", fetch)
    monkeypatch.setattr(outgoing, "post", made.post)
    monkeypatch.setattr(outgoing, "check_url", lambda url: url)
    return made


@pytest.fixture
def desk(company, system, mailbox):
    """A company whose order status is for verified customers."""
    settle(company, turn_limit=8)
    assert create(company, verified_only=True).status == 201
    return company


def known(company, email=KARI, channel=None):
    """A chat with somebody whose address is known."""
    chat = Chat(company, channel)
    chat.respond(chat.write("Hello"), NOTHING)
    contacts.change(company.admin, chat.head.contact.id, {"email": email})
    return chat


def asked(company, **facts):
    """The same, who has asked for what only verified customers are told."""
    chat = known(company, **facts)
    chat.ask(ORDER, NOTHING)
    return chat


def said(chat):
    """The AI agent's last word."""
    return chat.said[-1].data


def reason(chat):
    """Why it was handed over, or None."""
    found = [e for e in chat.company.thread(chat.id) if e.type == "conversation.handed_over"]
    return found[-1].data["reason"] if found else None


def state(chat):
    return store.verification(chat.company.account_id, chat.id)


def test_who_is_known_by_a_mail_address_gets_a_code_there(desk, system, mailbox):
    chat = asked(desk)

    (to, subject, text), *others = mailbox.mails
    assert (to, others) == (KARI, [])
    assert subject.startswith("Your code for ")
    assert "10 minutes" in text
    assert HIDDEN in said(chat)["text"]
    assert KARI not in said(chat)["text"]
    assert mailbox.code not in said(chat)["text"]
    assert said(chat)["ai"]["action"] == "verify"
    assert [option["id"] for option in said(chat)["options"]] == ["ai:code", "ai:person"]
    assert chat.head.is_with_ai
    assert chat.head.unreplied_since is not None
    assert system.asked == []


def test_a_code_is_one_transaction_of_four_items_and_a_try_is_one_write(desk, mailbox):
    with Calls() as sending:
        chat = asked(desk)
    entry = chat.write(mailbox.wrong)
    with Calls() as trying:
        chat.respond(entry, NOTHING)

    codes_sent = [items for items in sending.transactions() if "#codes" in str(items)]
    assert [len(items) for items in codes_sent] == [4]
    assert trying["PutItem"] == 1
    assert not [items for items in trying.transactions() if "verification" in str(items)]


def test_the_right_code_answers_what_was_asked_before(desk, system, mailbox):
    chat = asked(desk)

    chat.ask(f"It is {mailbox.code[:3]} {mailbox.code[3:]}", NOTHING)

    assert [url for url, _ in system.asked] == ["https://shop.example/orders/NX-4711"]
    assert system.headers[0]["Switchboard-Verified-Email"] == KARI
    text = said(chat)["text"]
    assert text.startswith("Thank you, that's right.")
    assert "status: sent" in text
    assert said(chat)["ai"]["action"] == "answer"
    assert chat.head.unreplied_since is None
    told = [e for e in desk.thread(chat.id) if e.type == "contact.verified"]
    assert [entry.data["email"] for entry in told] == [KARI]
    assert views.event(told[0]).data.email == KARI


def test_who_is_verified_is_not_asked_again_until_the_time_is_over(desk, system, mailbox):
    settle(desk, turn_limit=20, verified_hours=2)
    chat = asked(desk)
    chat.ask(mailbox.code, NOTHING)

    chat.ask("And order NX-4712?", NOTHING)
    assert len(system.asked) == 2
    chat.seconds += 2 * 3600
    chat.ask("And order NX-4713?", NOTHING)

    assert len(system.asked) == 2
    assert len(mailbox.mails) == 2
    assert said(chat)["ai"]["reason"] == "code_sent"


def test_a_number_after_that_time_verifies_nobody(desk, system, mailbox):
    chat = asked(desk)
    code = mailbox.code
    chat.ask(code, NOTHING)
    chat.seconds += 25 * 3600

    chat.ask(code, NOTHING)

    assert len(system.asked) == 1
    assert call("GET", path(chat), caller=desk.admin).json == {"verified": None}


def test_a_wrong_code_is_answered_with_the_tries_left_and_the_last_one_hands_over(
    desk, system, mailbox
):
    chat = asked(desk)

    for left in range(TRIES - 1, 0, -1):
        chat.ask(mailbox.wrong, NOTHING)
        assert str(left) in said(chat)["text"]
        assert chat.head.is_with_ai
    chat.ask(mailbox.wrong, NOTHING)

    assert reason(chat) == "verification"
    assert chat.head.is_waiting
    assert not state(chat).awaits(chat.now())
    assert system.asked == []


def test_after_too_many_wrong_codes_the_right_one_is_worth_nothing(desk, system, mailbox):
    chat = asked(desk)
    for _ in range(TRIES):
        chat.ask(mailbox.wrong, NOTHING)
    service.assign(desk.admin, chat.id, ["ai_agent"], chat.now())

    chat.ask(mailbox.code, NOTHING)

    assert system.asked == []
    assert not state(chat).holds(chat.head.contact.id, chat.now())


def test_a_code_is_good_for_ten_minutes(desk, system, mailbox):
    chat = asked(desk)
    chat.seconds += 600

    chat.ask(mailbox.code, NOTHING)

    assert said(chat)["ai"]["reason"] == "code_expired"
    assert "Send it again" in said(chat)["text"]
    assert system.asked == []


@pytest.mark.parametrize("sort", [{}, {"answer": {"kind": "button", "payload": "ai:code"}}])
def test_it_is_sent_again_as_another_code(desk, system, mailbox, sort):
    chat = asked(desk)
    first = mailbox.code

    chat.ask("Send it again", NOTHING, **sort)
    assert said(chat)["ai"]["reason"] == "code_again"
    assert len(mailbox.mails) == 2
    chat.ask(first, NOTHING)
    assert said(chat)["ai"]["reason"] == "code_wrong"
    chat.ask(mailbox.code, NOTHING)

    assert len(system.asked) == 1


def test_a_contact_gets_three_codes_an_hour(desk, mailbox):
    chat = asked(desk)
    chat.ask("Please send it again", NOTHING)
    chat.ask("Please send it again", NOTHING)
    chat.ask("Please send it again", NOTHING)

    assert len(mailbox.mails) == 3
    assert reason(chat) == "verification"

    service.assign(desk.admin, chat.id, ["ai_agent"], chat.now())
    chat.seconds += 3600
    chat.ask(ORDER, NOTHING)
    assert len(mailbox.mails) == 4


def test_an_address_gets_three_codes_an_hour_whoever_names_it(desk, mailbox):
    for _ in range(4):
        chat = Chat(desk)
        chat.ask(ORDER, NOTHING)
        chat.ask("victim@example.com", NOTHING)

    assert len(mailbox.mails) == 3
    assert reason(chat) == "verification"


def test_an_account_sends_so_many_codes_an_hour_and_no_more(desk, mailbox, monkeypatch):
    monkeypatch.setattr(verifications, "ACCOUNT_CODES_AN_HOUR", 2)
    chats = [asked(desk, email=f"k{place}@example.com") for place in range(3)]

    assert len(mailbox.mails) == 2
    assert [reason(chat) for chat in chats] == [None, None, "verification"]


def test_who_has_no_known_address_is_asked_for_one_and_known_by_it_once_proven(
    desk, system, mailbox
):
    chat = Chat(desk)
    chat.ask(ORDER, NOTHING)
    assert said(chat)["ai"]["reason"] == "address_wanted"
    assert mailbox.mails == []

    chat.ask("kari at example.com @", NOTHING)
    assert said(chat)["ai"]["reason"] == "address_wrong"
    chat.ask("Sure, it is Kari@Example.com.", NOTHING)
    assert mailbox.mails[0][0] == KARI
    contact_id = chat.head.contact.id
    assert contacts.get(desk.account_id, contact_id).email is None
    assert Identity("email", KARI) not in contacts.identities(desk.account_id, contact_id)
    chat.ask(mailbox.code, NOTHING)

    assert len(system.asked) == 1
    assert contacts.get(desk.account_id, contact_id).email == KARI
    assert contacts.known_on(desk.account_id, "email", KARI).contact.id == contact_id


def test_a_mistyped_address_may_be_given_again(desk, system, mailbox):
    chat = Chat(desk)
    chat.ask(ORDER, NOTHING)
    chat.ask("kari@exmaple.com", NOTHING)

    chat.ask("Sorry: kari@example.com", NOTHING)

    assert [to for to, *_ in mailbox.mails] == ["kari@exmaple.com", KARI]
    chat.ask(mailbox.code, NOTHING)
    assert len(system.asked) == 1


def test_who_is_known_by_an_address_cannot_name_another(desk, mailbox):
    chat = asked(desk)

    chat.ask("Use mallory@example.com instead", NOTHING)

    assert [to for to, *_ in mailbox.mails] == [KARI]


def test_an_address_of_another_contact_stays_theirs_and_nobody_is_told(desk, system, mailbox):
    owner = contacts.create(desk.admin, {"name": "Kari", "email": KARI}, now())[0]
    stranger, other = Chat(desk), Chat(desk)
    for chat, address in ((stranger, KARI), (other, "else@example.com")):
        chat.ask(ORDER, NOTHING)
        chat.ask(address, NOTHING)
        chat.ask(mailbox.code, NOTHING)

    first, second = ([e.data["text"] for e in chat.said] for chat in (stranger, other))
    assert [text.replace(HIDDEN, "e***@example.com") for text in first] == second
    assert contacts.known_on(desk.account_id, "email", KARI).contact.id == owner.id
    assert contacts.get(desk.account_id, stranger.head.contact.id).email is None
    assert contacts.get(desk.account_id, other.head.contact.id).email == "else@example.com"


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("text", ["I have no email", "I can't access my mail"])
def test_who_has_no_mail_gets_a_person(desk, given, text):
    chat = asked(desk) if given else Chat(desk)
    if not given:
        chat.ask(ORDER, NOTHING)

    chat.ask(text, NOTHING)

    assert reason(chat) == "verification"


def test_who_asks_for_a_person_gets_one_in_the_midst_of_it(desk):
    chat = asked(desk)

    chat.ask("I want to talk to a human", NOTHING)

    assert reason(chat) == "asked"


def test_another_question_is_answered_and_the_code_stays_good(desk, system, mailbox):
    chat = asked(desk)

    chat.ask("Do you ship to Norway?", SURE)
    assert said(chat)["sources"][0]["kind"] == "article"
    chat.ask(mailbox.code, NOTHING)

    assert len(system.asked) == 1
    assert len(mailbox.mails) == 1


def test_a_further_question_for_verified_customers_sends_no_further_code(desk, system, mailbox):
    chat = asked(desk)

    chat.ask("What about order NX-4712?", NOTHING)
    assert said(chat)["ai"]["reason"] == "code_pending"
    chat.ask(mailbox.code, NOTHING)

    assert len(mailbox.mails) == 1
    assert [url for url, _ in system.asked] == ["https://shop.example/orders/NX-4712"]


def test_the_code_counts_though_the_customer_wrote_on(desk, system, mailbox):
    chat = asked(desk)
    code = chat.write(mailbox.code)
    thanks = chat.write("thanks")

    chat.respond(code, NOTHING)
    chat.respond(thanks, NOTHING)

    assert len(system.asked) == 1
    assert "status: sent" in said(chat)["text"]


def test_a_message_that_is_delivered_twice_mails_one_code_and_is_one_try(desk, mailbox):
    chat = known(desk)
    question = chat.write(ORDER)
    for _ in range(2):
        chat.respond(question, NOTHING)
    guess = chat.write(mailbox.wrong)
    for _ in range(2):
        chat.respond(guess, NOTHING)

    assert len(mailbox.mails) == 1
    assert state(chat).tries_left == TRIES - 1


@pytest.mark.parametrize("right", [True, False])
def test_a_crash_between_the_try_and_the_answer_costs_nothing(
    desk, system, mailbox, monkeypatch, right
):
    chat = asked(desk)
    entry = chat.write(mailbox.code if right else mailbox.wrong)

    with monkeypatch.context() as broken:
        broken.setattr(service, "ai_reply", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            chat.respond(entry, NOTHING)
    chat.respond(entry, NOTHING)

    assert len(system.asked) == int(right)
    assert [e.type for e in desk.thread(chat.id)].count("contact.verified") == int(right)
    assert state(chat).tries_left == TRIES - 1
    assert said(chat)["ai"]["action"] == ("answer" if right else "verify")


def test_two_tries_at_once_cost_two(desk, mailbox, monkeypatch):
    chat = asked(desk)
    write, crossed = store.save_verification, []

    def crossing(account_id, conversation_id, after, at):
        if not crossed:
            crossed.append(True)
            faster = tried(state(chat), "msg_other", "0" * 64, timedelta(hours=1), at)
            write(account_id, conversation_id, faster, at)
        write(account_id, conversation_id, after, at)

    monkeypatch.setattr(store, "save_verification", crossing)
    chat.ask(mailbox.wrong, NOTHING)

    assert crossed
    assert state(chat).tries_left == TRIES - 2
    assert str(TRIES - 2) in said(chat)["text"]


def test_a_code_is_used_once(desk, system, mailbox):
    chat = asked(desk)
    chat.ask(mailbox.code, NOTHING)

    chat.ask(mailbox.code, NOTHING)

    assert len(system.asked) == 1
    assert said(chat)["text"] == "Thank you, that's right."
    assert [e.type for e in desk.thread(chat.id)].count("contact.verified") == 1


def test_a_code_proves_nothing_in_another_conversation(desk, system, mailbox):
    first = asked(desk)
    own = mailbox.code
    second = Chat(desk, desk.channel())
    second.ask(ORDER, NOTHING)
    second.ask("kari2@example.com", NOTHING)

    second.ask(own, NOTHING)

    assert said(second)["ai"]["reason"] == "code_wrong"
    assert system.asked == []
    first.ask(own, NOTHING)
    assert len(system.asked) == 1
    assert state(second).stage is Stage.CODE


def test_the_digest_of_a_code_is_of_one_conversation_contact_and_address(desk):
    chat, other = known(desk), known(desk, email="k2@example.com")

    assert codes.digest(chat.head, KARI, "123456") == codes.digest(chat.head, KARI, "123456")
    assert codes.digest(chat.head, KARI, "123456") != codes.digest(other.head, KARI, "123456")
    assert codes.digest(chat.head, KARI, "123456") != codes.digest(chat.head, "x@y.zz", "123456")


def test_a_code_that_cannot_be_mailed_is_no_dead_end(desk, mailbox):
    mailbox.error = ClientError({"Error": {"Code": "MessageRejected"}}, "SendEmail")

    chat = asked(desk)

    assert reason(chat) == "verification"
    assert HIDDEN in desk.thread(chat.id)[-2].data["detail"]


def by_bo(chat, text):
    """Somebody else writes in the contact's thread."""
    who = Person("bo@example.com", "Bo")
    dedup = f"bo{chat.seconds}"
    sender = chat.sender
    message = service.Received(
        chat.channel, sender, text, dedup=dedup, contact_id=sender, author=who
    )
    return service.receive(message, chat.now())


def test_somebody_else_in_the_thread_proves_nothing_and_is_told_nothing(desk, system, mailbox):
    chat = asked(desk)

    chat.respond(by_bo(chat, mailbox.code), NOTHING)
    assert state(chat).stage is Stage.CODE
    assert state(chat).tries_left == TRIES
    chat.ask(mailbox.code, NOTHING)
    assert len(system.asked) == 1
    entry = by_bo(chat, ORDER)
    assert verifying.proven(chat.head, entry, chat.now()) is None
    chat.respond(entry, NOTHING)

    assert len(system.asked) == 1
    assert reason(chat) == "verification"


def test_a_code_may_begin_with_zeros(desk, system, mailbox, monkeypatch):
    monkeypatch.setattr(codes.secrets, "randbelow", lambda below: 7)
    chat = asked(desk)

    chat.ask("000007", NOTHING)

    assert len(system.asked) == 1


def test_a_tool_is_told_the_proven_address_and_not_the_one_in_the_message(company, system, mailbox):
    settle(company)
    parameters = [{"name": "order_number"}, {"name": "email"}]
    create(company, verified_only=True, method="POST", url="https://a.b/x", parameters=parameters)
    chat = known(company)

    chat.ask("Where is order NX-4711? I am victim@example.com", NOTHING)
    chat.ask(mailbox.code, NOTHING)

    assert json.loads(system.asked[0][1]) == {"order_number": "NX-4711", "email": KARI}


def test_a_question_that_is_gone_is_not_answered(desk, system, mailbox):
    chat = known(desk)
    question = chat.ask(ORDER, NOTHING)
    service.customer_deleted(question, chat.now())

    chat.ask(mailbox.code, NOTHING)

    assert system.asked == []
    assert said(chat)["text"] == "Thank you, that's right."


def test_where_the_tool_then_fails_knowledge_answers(desk, system, mailbox):
    system.answer = outgoing.Unreachable("it answers 500", True, 500)
    chat = asked(desk)

    chat.ask(mailbox.code, SURE)

    assert said(chat)["sources"][0]["kind"] == "article"
    assert said(chat)["text"].startswith("Thank you, that's right.")


def test_a_person_who_took_over_gets_the_code_and_the_ai_agent_stays_silent(desk, system, mailbox):
    chat = asked(desk)
    service.take(desk.admin, chat.id, chat.now())
    before = len(chat.said)

    chat.ask(mailbox.code, NOTHING)

    assert (len(chat.said), system.asked) == (before, [])


def path(chat):
    return f"/v1/conversations/{chat.id}/verification"


def test_colleagues_who_see_the_conversation_see_that_it_is_verified(desk, mailbox):
    chat = known(desk)
    assert call("GET", path(chat), caller=desk.admin).json == {"verified": None}
    at, until = now(), now() + timedelta(hours=1)
    proven = Verification(
        chat.head.contact.id,
        Stage.VERIFIED,
        "msg_1",
        KARI,
        verified_at=at,
        until=until,
        revision=1,
    )
    store.save_verification(desk.account_id, chat.id, proven, at)

    seen = call("GET", path(chat), caller=desk.agent()).json["verified"]

    assert seen == {"email": KARI, "at": iso(at), "until": iso(until)}
    assert call("GET", "/v1/conversations/cnv_no/verification", caller=desk.admin).status == 404
    assert call("GET", path(chat)).status == 401


@pytest.mark.parametrize(("hours", "status"), [(0, 400), (1, 200), (168, 200), (169, 400)])
def test_how_long_it_lasts_is_settled_within_bounds(company, hours, status):
    body = {"verified_hours": hours}

    answer = call("PUT", "/v1/ai-agent", body, company.admin)

    assert answer.status == status
    if status == 200:
        assert call("GET", "/v1/ai-agent", caller=company.admin).json["verified_hours"] == hours


class Log:
    """Stands for the logger."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def warning(self, *said, **more):
        self.lines.append(f"{said} {more}")


def test_neither_code_nor_address_is_logged_when_mailing_fails(desk, mailbox, monkeypatch):
    log = Log()
    monkeypatch.setattr(codes, "logger", lambda: log)
    told = {"Error": {"Code": "MessageRejected", "Message": f"{KARI} is not verified"}}
    mailbox.error = ClientError(told, "SendEmail")

    asked(desk)

    assert log.lines == ["('no code mailed',) {'extra': {'error': 'ClientError'}}"]


def test_a_code_is_stored_nowhere(desk, aws, mailbox):
    chat = asked(desk)
    chat.ask(mailbox.wrong, NOTHING)
    tables = ("conversations", "accounts", "contacts")
    kept = [item for name in tables for item in aws.items(name) if desk.account_id in str(item)]
    kept += aws.items("idempotency")

    assert [item for item in kept if mailbox.code in str(item)] == []
    assert [item["sk"]["S"] for item in kept if state(chat).digest in str(item)] == ["verification"]
    sent = [item for item in kept if item["pk"]["S"] == f"{desk.account_id}#codes"]
    assert {item["sk"]["S"].partition("#")[0] for item in sent} == {"address", "contact", "hour"}
    assert all("ttl" in item for item in sent)
    assert KARI not in json.dumps(sent)


def test_a_told_code_is_not_learned_not_offered_not_reported_and_not_generated(
    desk, mailbox, monkeypatch
):
    seen = []

    def listen(account_id, config, question, turns, decision, reply):
        seen.append(question.text + " ".join(turn.text for turn in turns))
        return reply

    monkeypatch.setattr(phrasing, "phrased", listen)
    chat = asked(desk)
    wrong, code = mailbox.wrong, mailbox.code
    told = [chat.ask(f"The code is {one}", NOTHING) for one in (wrong, code)]
    chat.ask("Do you ship to Norway?", SURE)
    for entry in told:
        offering.suggest(desk.account_id, chat.id, entry.id, entry.data["text"], chat.now())
        offer = suggestions_store.latest(desk.account_id, chat.id)
        assert not {wrong, code} & set(re.findall(r"\d{6}", offer.question))
    service.take(desk.admin, chat.id, chat.now())
    service.reply(desk.admin, chat.id, service.Written("Yes, within 4 days."), chat.now())

    pairs = learn(desk.thread(chat.id))
    assert len(seen) == 2
    assert pairs
    for text in (*seen, *(pair.question + pair.text for pair in pairs)):
        assert wrong not in text
        assert code not in text


def test_a_code_after_everything_was_forgotten_is_not_readable_in_the_report(desk, mailbox):
    chat = asked(desk)
    code = mailbox.code
    verifications.VerificationItem(f"{desk.account_id}#{chat.id}").delete()

    chat.ask(f"{code}?", NOTHING)
    day = chat.now().date().isoformat()
    report = call("GET", "/v1/ai-agent/report", caller=desk.admin, query={"from": day, "to": day})

    assert report.json["top_unanswered"]
    assert code not in json.dumps(report.json)


def test_the_summary_of_a_hand_over_holds_no_code(desk, mailbox):
    chat = asked(desk)
    wrong = mailbox.wrong
    for _ in range(TRIES):
        chat.ask(f"code {wrong}", NOTHING)

    notes = [e for e in desk.thread(chat.id) if e.type == "note.added"]
    assert "NX-4711" in notes[-1].data["text"]
    assert wrong not in notes[-1].data["text"]


def test_it_goes_with_its_conversation(desk, aws, mailbox):
    chat = asked(desk)
    service.delete(desk.admin, chat.id, chat.now())

    service.purge(desk.account_id, chat.id)

    assert state(chat) is None


def test_others_who_keep_verifying_are_no_reason_for_a_second_code(desk, mailbox, monkeypatch):
    def busy(*_):
        raise Conflict("somebody was faster")

    monkeypatch.setattr(store, "issue", busy)

    with pytest.raises(Conflict):
        asked(desk)
    assert mailbox.mails == []


def test_an_address_that_two_prove_is_the_firsts(desk):
    first, second = Chat(desk), Chat(desk)
    for chat in (first, second):
        chat.write("Hello")
    one, two = first.head.contact.id, second.head.contact.id

    assert contacts.prove(desk.account_id, one, KARI)
    assert not contacts.prove(desk.account_id, two, KARI)
    assert contacts.prove(desk.account_id, one, KARI)
    assert contacts.known_on(desk.account_id, "email", KARI).contact.id == one
