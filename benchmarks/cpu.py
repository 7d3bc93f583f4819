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
BUDGET = 1.5 / 0.46
"""1.5 ms where a bare boto3 transaction takes 0.46 ms: a ratio holds on any machine."""

Act = Callable[[], Any]
Run = tuple[Act, list[bytes]]
"""What runs, and what the network answers it."""


def measure() -> list[Figure]:
    """Milliseconds and ratio of each function, and the sum up to stored."""
    with aws() as made:
        acts = _functions(made)
        recorded = {name: _record(act) for name, act in acts.items()}
    runs: dict[str, Run] = {"transaction": (_transaction(recorded["inbound"]), [b"{}"])}
    for name, calls in recorded.items():
        answers = wire(calls.answers)
        runs |= {name: (acts[name], answers), f"bare {name}": (_bare(calls.sent), answers)}
    spent = _in_turns(runs)
    figures = []
    for name, calls in recorded.items():
        how = f"{HOW}: {', '.join(operation for operation, _ in calls.sent)}"
        ratio = spent[name] / spent[f"bare {name}"]
        figures.append(Figure(f"{name}: CPU", spent[name], "ms", how))
        figures.append(Figure(f"{name}: against bare boto3", ratio, "x", how, 2.0))
    stored = sum(spent[name] for name in STORED)
    ratio = stored / spent["transaction"]
    how = f"{HOW}; {' and '.join(STORED)}"
    return [
        *figures,
        Figure("bare boto3, one transaction: CPU", spent["transaction"], "ms", HOW),
        Figure("a message up to stored: CPU", stored, "ms", how),
        Figure("a message up to stored: against one bare transaction", ratio, "x", how, BUDGET),
    ]


def _functions(made: Aws) -> dict[str, Act]:
    """The four functions that a message of a known customer passes, warm."""
    import app
    from chalicelib.channels import worker as channels
    from chalicelib.conversations import worker as conversations
    from chalicelib.realtime import store
    from chalicelib.realtime import worker as realtime
    from chalicelib.realtime.domain import Peer, Socket
    from chalicelib.runtime.ids import now
    from tests.builders import a_company, a_sender, a_stream_event
    from tests.door import Context

    company = a_company()
    sender = a_sender(company.sms)
    for sid in ("SM1", "SM2"):
        channels.inbound(sms.queued_event(company.sms, sender, sid), None)
    admin = company.admin
    peer = Peer(company.account_id, str(admin.role), admin.user_id, admin.team_ids)
    store.open_socket(Socket("socket-1", peer), now())
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


def _record(act: Act) -> Calls:
    """What a function calls and is answered."""
    from tests.aws import Calls

    with network([b""]), Calls() as calls:  # moto answers all but posts to sockets
        act()
    return calls


def _in_turns(runs: dict[str, Run]) -> dict[str, float]:
    """Milliseconds of CPU of each, from rounds in which all take their turn."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (act, answers) in runs.items():
            with network(answers):
                begun = time.process_time()
                for _ in range(REPEATS):
                    act()
                times[name].append((time.process_time() - begun) * 1000 / REPEATS)
    return {name: statistics.median(all_) for name, all_ in times.items()}


def _transaction(calls: Calls) -> Act:
    """The one transaction that stores a message."""
    return _bare([one for one in calls.sent if one[0] == "TransactWriteItems"])


def _bare(sent: list[tuple[str, dict[str, Any]]]) -> Act:
    """The same requests through plain clients."""
    from chalicelib.runtime import clients

    session: Any = clients._session()  # its stubs know no name that is computed
    made = {
        service: session.client(service, config=clients._config())
        for service in {"dynamodb", *SERVICES.values()}
    }
    acts = [(made[SERVICES.get(name, "dynamodb")], name, given) for name, given in sent]

    def act() -> None:
        for client, name, given in acts:
            client._make_api_call(name, given)

    return act


if __name__ == "__main__":
    main(measure)
