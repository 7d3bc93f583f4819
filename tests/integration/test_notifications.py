"""Who is told when a queue begins to fill or a customer comes back, and how often."""

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sesv2.models import sesv2_backends

from chalicelib.conversations import service as conversations
from chalicelib.notifications import service, store, worker
from chalicelib.runtime.ids import now
from tests.builders import a_sender, an_sqs_event, bus_event, bus_events
from tests.door import call
from tests.integration.test_realtime import open_socket

TYPES = {
    "conversation.created",
    "conversation.reopened",
    "conversation.assigned",
    "conversation.closed",
    "conversation.invited",
    "conversation.transferred",
}


def tell(entry):
    """Deliver what an entry is on the bus, as far as a rule puts it into the queue."""
    for event in bus_events(entry):
        if event["detail-type"] in TYPES:
            assert worker.notify(an_sqs_event(event), None) == {"batchItemFailures": []}


def titles(who):
    """The titles of a user's notifications, oldest first."""
    found, _ = service.page(who, None, 50)
    return [one.title for one in found][::-1]


def mails():
    """Recipients and subjects of all mail that went out."""
    sent = sesv2_backends[DEFAULT_ACCOUNT_ID]["eu-north-1"].core_backend.sent_messages
    return [(message.destinations["ToAddresses"][0], message.subject) for message in sent]


def arrive(company, **facts):
    """A new conversation, told."""
    entry = company.message(at=now(), **facts)
    tell(entry)
    return entry


@pytest.fixture
def anna(company, sockets):
    """A colleague who is online."""
    caller = company.agent("Anna Berg")
    open_socket(caller, "anna")
    return caller


@pytest.mark.feature("NTF-04")
def test_a_teams_members_are_told_when_its_queue_goes_from_0_to_1_and_not_to_2(company, anna):
    first = arrive(company)
    arrive(company)

    contact = company.head(first.conversation_id).contact.name
    assert titles(anna) == titles(company.admin) == [f"{contact} is waiting in Entire team"]


@pytest.mark.feature("NTF-04")
def test_they_are_told_again_when_it_was_empty_in_between(company, anna):
    first = arrive(company)
    conversations.take(anna, first.conversation_id, now())
    tell(company.thread(first.conversation_id)[-1])

    arrive(company)

    assert len(titles(anna)) == 2


@pytest.mark.feature("NTF-04", "ASG-31")
def test_a_transfer_leaves_one_queue_and_rises_in_the_other(company, anna):
    sales = company.team(anna)
    first = arrive(company)
    head = conversations.transfer(
        company.caller(anna.user_id), first.conversation_id, sales, None, now()
    )
    tell(company.thread(head.id)[-1])
    second = arrive(company)

    names = [company.head(one.conversation_id).contact.name for one in (first, second)]
    assert titles(company.admin) == [f"{name} is waiting in Entire team" for name in names]
    cleo = company.agent("Cleo Falk")
    assert titles(cleo) == []
    assert titles(company.caller(anna.user_id)) == titles(company.admin)  # Sales: her own doing


@pytest.mark.feature("ASG-33", "NTF-03")
def test_who_is_asked_to_join_by_name_hears_of_it_and_a_whole_team_does_not(company, anna):
    bo = company.agent("Bo Lind")
    team = company.team(bo)
    entry = arrive(company)
    before = len(mails())
    conversations.take(anna, entry.conversation_id, now())
    conversations.invite(anna, entry.conversation_id, bo.user_id, now())
    asked = company.thread(entry.conversation_id)[-1]
    tell(asked)
    tell(asked)
    conversations.invite(anna, entry.conversation_id, team, now())
    tell(company.thread(entry.conversation_id)[-1])

    contact = company.head(entry.conversation_id).contact.name
    title = f"Anna Berg asks you to join the conversation with {contact}"
    assert titles(bo)[-1:] == [title]
    assert titles(bo).count(title) == 1
    assert [subject for _, subject in mails()[before:]] == [title]


@pytest.mark.feature("NTF-04")
def test_a_queue_that_emptied_before_we_heard_of_it_was_empty(company, anna):
    first = arrive(company)
    conversations.take(anna, first.conversation_id, now())  # its event is still under way

    arrive(company)

    assert len(titles(anna)) == 2


@pytest.mark.feature("NTF-04")
def test_an_answered_conversation_whose_event_comes_late_never_waited(company, anna):
    entry = company.message(at=now())
    conversations.take(anna, entry.conversation_id, now())

    tell(entry)

    assert titles(anna) == []


@pytest.mark.feature("NTF-04")
def test_who_is_not_in_the_team_is_not_told(company, anna):
    bo = company.agent("Bo Lind")
    team = company.team(anna)

    arrive(company, channel=company.channel(team_id=team))

    assert (len(titles(company.caller(anna.user_id))), titles(bo)) == (1, [])


def test_a_team_that_distributes_by_itself_needs_no_notice(company, anna):
    team = company.team(anna, distribution="automatic")

    arrive(company, channel=company.channel(team_id=team))

    assert titles(company.caller(anna.user_id)) == []


@pytest.mark.feature("NTF-03", "NTF-04")
def test_who_is_online_hears_it_and_who_is_offline_is_mailed(company, anna, sockets):
    before = len(mails())

    entry = arrive(company, text="Do you ship?")

    frame = sockets.frames["anna"][-1]
    assert frame["type"] == "notification.created"
    assert frame["data"]["conversation_id"] == entry.conversation_id
    assert frame["data"]["text"] == "Do you ship?"
    [mail] = mails()[before:]
    assert mail[1] == frame["data"]["title"]
    assert mail[0].startswith("admin")


@pytest.mark.feature("NTF-03", "NTF-04")
def test_an_event_that_comes_twice_is_told_and_mailed_once(company, anna, sockets):
    before = len(mails())
    entry = arrive(company)

    tell(entry)
    tell(entry)

    assert len(mails()[before:]) == 1
    assert len(titles(anna)) == 1
    assert sockets.types("anna").count("notification.created") == 1


@pytest.mark.feature("NTF-03")
def test_a_mail_that_did_not_go_out_is_tried_again_with_the_event(company, anna, monkeypatch):
    before = len(mails())
    event = bus_event(company.message(at=now()), "conversation.created")

    def refuse(*_):
        raise ConnectionError("SES is away")

    with monkeypatch.context() as broken:
        broken.setattr(service, "_mail", refuse)
        failed = worker.notify(an_sqs_event(event), None)["batchItemFailures"]
    assert failed == [{"itemIdentifier": "sqs-1"}]

    worker.notify(an_sqs_event(event), None)

    assert len(mails()[before:]) == 1
    assert len(titles(anna)) == 1


def test_one_poisoned_record_keeps_back_only_itself(company, anna):
    good = bus_event(company.message(at=now()), "conversation.created")

    failed = worker.notify(an_sqs_event("poison", good, {"detail": {}}), None)

    assert failed == {
        "batchItemFailures": [{"itemIdentifier": "sqs-1"}, {"itemIdentifier": "sqs-3"}]
    }
    assert len(titles(anna)) == 1


@pytest.mark.feature("NTF-05", "CONV-20")
def test_the_assignee_is_told_when_the_customer_reopens(company, anna):
    sender = a_sender(company.sms)
    first = arrive(company, sender=sender, channel=company.sms)
    conversations.take(anna, first.conversation_id, now())
    conversations.close(anna, first.conversation_id, None, now())
    for entry in company.thread(first.conversation_id)[1:]:
        tell(entry)
    told = len(titles(company.admin))

    again = company.message("It broke", sender, company.sms, at=now())
    tell(again)

    assert titles(anna)[-1] == f"{again.actor.name} wrote again"
    assert len(titles(company.admin)) == told


@pytest.mark.feature("NTF-05")
def test_a_colleagues_reopening_is_no_news_to_the_assignee(company, anna):
    first = company.message(at=now())
    conversations.take(anna, first.conversation_id, now())
    conversations.close(anna, first.conversation_id, None, now())
    conversations.reopen(company.admin, first.conversation_id, now())

    tell(company.thread(first.conversation_id)[-1])

    assert titles(anna) == []


def test_notifications_are_listed_newest_first_page_by_page_and_read(company, anna):
    for _ in range(3):
        entry = arrive(company)
        conversations.take(anna, entry.conversation_id, now())
        tell(company.thread(entry.conversation_id)[-1])

    first = call("GET", "/v1/notifications", caller=anna, query={"limit": 2}).json
    rest = call(
        "GET", "/v1/notifications", caller=anna, query={"limit": 2, "cursor": first["next_cursor"]}
    ).json

    ids = [one["id"] for one in first["items"] + rest["items"]]
    assert len(set(ids)) == 3
    assert ids == sorted(ids, reverse=True)
    assert rest["next_cursor"] is None
    assert call("POST", f"/v1/notifications/{ids[0]}/read", caller=anna).status == 204
    newest = call("GET", "/v1/notifications", caller=anna).json["items"][0]
    assert newest["read_at"]


def test_a_notification_is_its_users_alone(company, anna):
    arrive(company)
    [one] = service.page(anna, None, 1)[0]
    bo = company.agent("Bo Lind")

    assert call("POST", f"/v1/notifications/{one.id}/read", caller=bo).status == 404
    assert store.page(company.account_id, anna.user_id, None, 9)[0].read_at is None


def test_mail_speaks_of_a_verified_sender():
    assert boto3.client("sesv2").get_email_identity(EmailIdentity="hello@switchboard.example")


@pytest.mark.feature("CH-34")
def test_that_a_channel_needs_new_credentials_is_read_in_the_list_of_notifications(company):
    data = {"channel_id": company.sms.id, "name": "SMS", "reason": "The token was refused."}
    event = {"id": "evt_01JD0000000000000000000001", "account_id": company.account_id, "data": data}

    service.handle("channel.unauthorized", event, now())

    answer = call("GET", "/v1/notifications", caller=company.admin)
    assert answer.status == 200, answer.body
    assert [one["kind"] for one in answer.json["items"]] == ["channel.unauthorized"]
