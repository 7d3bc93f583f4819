"""Out of the inbox for a while and back, and closed by silence."""

from datetime import timedelta
from functools import partial

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.conversations import service
from chalicelib.conversations.domain import Status
from chalicelib.conversations.service import Written
from chalicelib.runtime.ids import iso, now
from tests.builders import a_sender, later
from tests.door import call
from tests.integration.desk import do, inbox, numbers, owe, path

HOUR = 3600


@pytest.mark.feature("CONV-29")
def test_what_closes_by_itself_is_not_asked_how_it_ended(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.reply(anna, id_, Written("Done"), later(1))
    accounts.update_policy(company.admin, {"needs_disposition": True})

    service.close_idle(company.account_id, id_, timedelta(hours=1), None, later(2 * HOUR))

    assert not company.head(id_).is_open


@pytest.mark.feature("CONV-47")
def test_over_http_a_snoozed_conversation_leaves_the_inbox_and_comes_back_unread(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    do(anna, id_, "take")
    do(anna, id_, "read", {"up_to": 2})
    until = iso(now() + timedelta(hours=2))

    asleep = do(anna, id_, "snooze", {"until": until})

    assert (asleep.status, asleep.json["snooze"]) == (200, {"until": until})
    assert (inbox(anna), inbox(anna, status="snoozed")) == ([], [id_])
    assert inbox(anna, f"team:{company.team_id}") == []
    assert company.load(anna) == 0
    awake = call("DELETE", path(id_, "snooze"), caller=anna)
    assert (awake.json["snooze"], awake.json["unread"]) == (None, True)
    assert (inbox(anna), numbers(anna)["me"]) == ([id_], (1, 1, 1))


@pytest.mark.feature("CONV-47")
def test_until_the_customer_replies_means_until_then(company):
    anna, sender = company.agent(), a_sender(company.webchat)
    id_ = company.message(sender=sender).conversation_id
    service.snooze(anna, id_, None, later(1))
    assert inbox(anna, "unassigned") == []

    service.reply(anna, id_, Written("We look into it"), later(2))
    assert inbox(anna) == []
    company.message("Any news?", sender, at=later(3))

    assert inbox(anna) == [id_]
    assert company.head(id_).snooze is None


@pytest.mark.feature("CONV-47")
def test_a_wake_up_call_counts_once_and_only_at_its_time_and_for_its_snooze(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    due, moved = later(HOUR), later(2 * HOUR)
    service.snooze(anna, id_, due, later(1))
    wake = partial(service.wake, company.account_id, id_)

    assert not wake(due, later(HOUR - 1))  # early
    service.snooze(anna, id_, moved, later(2))
    assert not wake(due, due)  # of the former snooze
    assert wake(moved, moved)
    assert not wake(moved, moved)  # twice
    types = [entry.type for entry in company.thread(id_)]
    assert types.count("conversation.woken") == 1


@pytest.mark.feature("CONV-47")
def test_a_wake_up_call_for_what_is_gone_is_nothing(company):
    anna = company.agent()
    id_ = company.message().conversation_id
    service.snooze(anna, id_, later(HOUR), later(1))
    service.delete(company.admin, id_, later(2))

    assert not service.wake(company.account_id, id_, later(HOUR), later(HOUR))
    assert not service.wake(company.account_id, "cnv_none", later(HOUR), later(HOUR))


@pytest.mark.feature("CONV-54")
def test_what_rests_is_closed_with_a_farewell_unless_the_customer_waits_or_owes(company):
    anna, quiet = company.agent(), timedelta(hours=1)
    id_ = company.message().conversation_id
    rest = partial(service.close_idle, company.account_id, id_, quiet, "Bye")

    assert rest(later(9 * HOUR)) is None  # the customer waits for us
    service.reply(anna, id_, Written("Done"), later(10 * HOUR))
    assert rest(later(10 * HOUR + 60)) == later(11 * HOUR)  # too early
    owe(company, id_, 1)
    assert rest(later(11 * HOUR)) is None
    owe(company, id_, 0)
    assert company.head(id_).is_open

    rest(later(11 * HOUR))
    rest(later(11 * HOUR))

    assert company.head(id_).status is Status.CLOSED
    texts = [e.data["text"] for e in company.thread(id_) if e.type == "message.sent"]
    assert texts == ["Done", "Bye"]
    assert company.thread(id_)[-2].actor.kind == "auto_responder"
