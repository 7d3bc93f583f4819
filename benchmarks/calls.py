"""AWS calls and DynamoDB units of each path through the product, on the tests' AWS in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks import sms
from benchmarks.capacity import Meter
from benchmarks.emulated import aws
from benchmarks.figures import Figure, main

if TYPE_CHECKING:
    from chalicelib.accounts.domain import Caller
    from chalicelib.channels.domain import Channel
    from chalicelib.conversations.domain import Entry
    from tests.builders import Company

HOW = "calls counted by a hook on botocore; units computed from the items' sizes"
SMALL, LARGE = 100, 2000


def measure() -> list[Figure]:
    """Every path, in the order of a conversation's life."""
    with aws():
        from tests.builders import a_company

        company = a_company("Fjord Gear")
        return [
            *_door(company),
            *_conversation(company),
            *_lists(),
            *_suggestion(company),
        ]


def metered(act: Callable[[], Any]) -> Meter:
    """What an act cost."""
    with Meter() as meter:
        act()
    return meter


def _figures(name: str, meter: Meter, **budgets: float) -> list[Figure]:
    """Calls, reads and units of one path; `budgets` by the words of the names below."""
    measured = {
        "calls": sum(meter.values()),
        "transactions": meter["TransactWriteItems"],
        "reads": meter.reads,
        "read_units": meter.read_units,
        "write_units": meter.write_units,
    }
    calls = ", ".join(f"{count} {operation}" for operation, count in sorted(meter.items()))
    return [
        Figure(f"{name}: {word.replace('_', ' ')}", value, "", f"{calls}; {HOW}", budgets.get(word))
        for word, value in measured.items()
        if value or word in budgets
    ]


def _door(company: Company) -> list[Figure]:
    """A signed webhook, at a function that just started and at one that knows the channel."""
    from tests.aws import forget

    def post(sid: str) -> Callable[[], Any]:
        return lambda: _webhook(company.sms, sid)

    _webhook(company.sms, "SM0")
    forget()
    cold = metered(post("SM1"))
    warm = metered(post("SM2"))
    return [
        *_figures("webhook door, cold", cold, reads=1),
        *_figures("webhook door, warm", warm, calls=1, reads=0),
    ]


def _webhook(channel: Channel, sid: str) -> None:
    import app
    from tests.door import Context

    answer = app.app(sms.gateway_event(channel, "+4790123456", sid), Context())
    assert answer["statusCode"] == 200, answer


def _conversation(company: Company) -> list[Figure]:
    """An SMS conversation from the first message to one that reopens it."""
    from chalicelib.runtime.ids import now
    from tests.builders import a_sender
    from tests.door import call

    sender, anna = a_sender(company.sms), company.agent()
    stored = {"transactions": 1.0, "reads": 2.0}
    new = metered(lambda: _inbound(company, sender, "SM10"))
    known = metered(lambda: _inbound(company, sender, "SM11"))
    [row] = call("GET", "/v1/conversations", caller=anna, query={"inbox": "all"}).json["items"]
    path = f"/v1/conversations/{row['id']}"
    text = {"text": "Yes, we do.", "client_id": f"c-{now():%f}"}
    reply = metered(lambda: _ok(call("POST", f"{path}/messages", text, anna)))
    thread = metered(partial(_get, anna, f"{path}/timeline"))
    close = metered(lambda: _ok(call("POST", f"{path}/close", {}, anna)))
    reopening = metered(lambda: _inbound(company, sender, "SM12"))
    return [
        *_figures("message received, new contact", new, **stored),
        *_figures("message received, known contact", known, **stored),
        *_figures("message received, reopening", reopening, **stored),
        *_figures("reply that takes", reply),
        *_figures("close", close),
        *_figures("timeline page", thread),
    ]


def _inbound(company: Company, sender: str, sid: str) -> None:
    """The inbound worker takes one SMS."""
    from chalicelib.channels import worker

    event = sms.queued_event(company.sms, sender, sid)
    assert worker.inbound(event, None) == {"batchItemFailures": []}


def _get(caller: Caller, path: str, query: dict[str, Any] | None = None) -> None:
    """An agent looks."""
    from tests.door import call

    _ok(call("GET", path, caller=caller, query=query))


def _ok(answer: Any) -> None:
    assert answer.status < 300, answer.body


def _lists() -> list[Figure]:
    """A page of 50 of the team's inbox, and the numbers of all inboxes, as the account grows."""
    from tests.builders import a_company

    figures = []
    company = a_company("Growing")
    anna = company.agent()
    for held, fresh in ((SMALL, SMALL), (LARGE, LARGE - SMALL)):
        _fill(company, held - fresh, fresh)
        of_team = {"inbox": f"team:{company.team_id}", "limit": 50}
        for name, query in (("team", of_team), ("unassigned", {"inbox": "unassigned"})):
            page = metered(partial(_get, anna, "/v1/conversations", query))
            of = f"inbox page of 50, {name}, at {held:,}"
            figures += _figures(of, page, calls=2, read_units=15)
        counts = metered(partial(_get, anna, "/v1/inboxes"))
        figures += _figures(f"counts, at {held:,}", counts)
    return figures


def _fill(company: Company, first: int, how_many: int) -> None:
    """Open conversations that wait: copies of a real one's head, each a second older. Only heads
    are in the lists, and a transaction in moto takes as long as its tables are large."""
    from chalicelib.runtime.ids import iso, new_id, now

    dynamodb = boto3.client("dynamodb")
    table = "conversations"
    real = company.message(at=now() - timedelta(days=30)).conversation_id
    key = {"pk": {"S": f"{company.account_id}#{real}"}, "sk": {"S": "head"}}
    head = dynamodb.get_item(TableName=table, Key=key)["Item"]
    for number in range(first, first + how_many - 1):
        id_ = new_id("cnv")
        moment = iso(now() - timedelta(seconds=number))
        copied = head | {
            "pk": {"S": f"{company.account_id}#{id_}"},
            "updated_key": {"S": f"{moment}#{id_}"},
            "attention": {"S": f"{head['attention']['S'].rpartition('#')[0]}#{id_}"},
        }
        dynamodb.put_item(TableName=table, Item=copied)


def _suggestion(company: Company) -> list[Figure]:
    """An offer for a message, by a worker that holds the model and by one that just started."""
    from chalicelib.runtime.ids import now
    from chalicelib.suggestions import worker
    from chalicelib.suggestions.service import training
    from tests.builders import an_sqs_event, bus_event
    from tests.door import call

    article = {"title": "Shipping abroad", "text": "We ship to Norway, Sweden and Denmark."}
    _ok(call("POST", "/v1/articles", article, company.admin))
    training.train(company.account_id, now())

    def suggest(entry: Entry) -> Callable[[], Any]:
        event = an_sqs_event(bus_event(entry, "message.received"))
        return lambda: worker.suggest(event, None)

    first, second = (company.message("Do you ship to Norway?", at=now()) for _ in range(2))
    return [
        *_figures("suggestion, cold", metered(suggest(first))),
        *_figures("suggestion, warm", metered(suggest(second))),
    ]


if __name__ == "__main__":
    main(measure)
