"""CPU of a customer's message, function by function, beside bare boto3 making the same calls.

Each function runs once against the AWS in memory, which records its calls and answers. Then the
function and bare boto3 take turns on those answers: what differs is our Python and PynamoDB.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks import sms
from benchmarks.canned import network, wire
from benchmarks.emulated import aws
from benchmarks.figures import Figure, main

if TYPE_CHECKING:
    from tests.aws import Aws, Calls
    from tests.builders import Company

ROUNDS, REPEATS = 15, 20
HOW = f"CPU time a run, {REPEATS} runs a round, median of {ROUNDS} rounds in turns with bare boto3"
SERVICES = {
    "SendMessageBatch": "sqs",
    "PutEvents": "events",
    "PostToConnection": "apigatewaymanagementapi",
}
STORED = ("door", "inbound")
"""The functions up to where the message is stored."""

Act = Callable[[], Any]


def measure() -> list[Figure]:
    """Milliseconds and ratio of each function, and the sum up to stored."""
    with aws() as made:
        recorded = {name: _record(act) for name, act in _functions(made).items()}
    spent = {name: _in_turns(act, calls) for name, (act, calls) in recorded.items()}
    figures = []
    for name, (ours, bare) in spent.items():
        calls = ", ".join(operation for operation, _ in recorded[name][1].sent)
        method = f"{HOW}: {calls}"
        figures.append(Figure(f"{name}: CPU", ours, "ms", method))
        figures.append(Figure(f"{name}: against bare boto3", ours / bare, "x", method, 2.0))
    stored = sum(spent[name][0] for name in STORED)
    return [
        *figures,
        Figure("bare boto3, the inbound's calls", spent["inbound"][1], "ms", HOW),
        Figure("a message up to stored", stored, "ms", f"{HOW}; {' and '.join(STORED)}", 1.5),
    ]


def _functions(made: Aws) -> dict[str, Act]:
    """The four functions that a message of a known customer passes, warm."""
    import app
    from chalicelib.channels import worker as channels
    from chalicelib.conversations import worker as conversations
    from chalicelib.realtime import service as sockets
    from chalicelib.realtime import worker as realtime
    from chalicelib.realtime.store import Peer, Socket
    from chalicelib.runtime.ids import now
    from tests.builders import a_company, a_sender, a_stream_event
    from tests.door import Context

    company = a_company()
    sender = a_sender(company.sms)
    for sid in ("SM1", "SM2"):
        channels.inbound(sms.queued_event(company.sms, sender, sid), None)
    admin = company.admin
    peer = Peer(company.account_id, str(admin.role), admin.user_id, admin.team_ids)
    sockets.store.open_socket(Socket("socket-1", peer), now())
    door = sms.gateway_event(company.sms, sender, "SM3")
    app.app(door, Context())
    queued = sms.queued_event(company.sms, sender, "SM4")
    stream = a_stream_event([_last_entry(made, company)])
    return {
        "door": lambda: app.app(door, Context()),
        "inbound": lambda: channels.inbound(queued, None),
        "publish": lambda: conversations.publish(stream, None),
        "push": lambda: realtime.push(stream, None),
    }


def _last_entry(made: Aws, company: Company) -> dict[str, Any]:
    return max(
        (
            item
            for item in made.items("conversations")
            if item["pk"]["S"].startswith(company.account_id)
            and item["sk"]["S"].startswith("entry#")
        ),
        key=lambda item: item["sk"]["S"],
    )


def _record(act: Act) -> tuple[Act, Calls]:
    """What a function called and was answered."""
    from tests.aws import Calls

    with network([b""]), Calls() as calls:  # moto answers all but posts to sockets
        act()
    return act, calls


def _in_turns(ours: Act, calls: Calls) -> tuple[float, float]:
    """Milliseconds of CPU a run: the function's, and that of its calls by bare boto3."""
    bare = _bare(calls)
    times: tuple[list[float], list[float]] = ([], [])
    with network(wire(calls)):
        for _ in range(ROUNDS):
            for act, spent in zip((ours, bare), times, strict=True):
                begun = time.process_time()
                for _ in range(REPEATS):
                    act()
                spent.append((time.process_time() - begun) * 1000 / REPEATS)
    return statistics.median(times[0]), statistics.median(times[1])


def _bare(calls: Calls) -> Act:
    """The same requests through plain clients."""
    from chalicelib.runtime import clients

    session = clients._session()
    made = {
        service: session.client(service, config=clients._config())
        for service in {"dynamodb", *SERVICES.values()}
    }
    acts = [(made[SERVICES.get(name, "dynamodb")], name, given) for name, given in calls.sent]

    def act() -> None:
        for client, name, given in acts:
            client._make_api_call(name, given)

    return act


if __name__ == "__main__":
    main(measure)
