"""A floor of agents: what is stored is published, queues are worked on, and time goes as told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.domain import Caller, Routing
from chalicelib.conversations import stream
from chalicelib.conversations import worker as publisher
from chalicelib.realtime import store as sockets_store
from chalicelib.realtime.domain import Peer, Socket
from chalicelib.routing import worker as routing
from chalicelib.timers import actions
from chalicelib.timers import service as timer_service
from chalicelib.timers import worker as timers
from chalicelib.timers.domain import Timer
from tests.aws import Aws
from tests.builders import Company, a_stream_event, an_sqs_event, bus_events, later


class Floor:
    """An account whose functions run when they are told to."""

    def __init__(self, aws: Aws, company: Company, at: datetime, patch: Any) -> None:
        self.aws, self.company, self.at = aws, company, at
        self.told: set[str] = set()
        self.timers: list[dict[str, Any]] = []
        """Those that were set, as their messages; they come when a test says so."""
        self.looks: list[dict[str, Any]] = []
        """Messages that the routing function took."""
        patch.setattr(routing, "now", lambda: self.at)
        patch.setattr(timers, "now", lambda: self.at)
        really = timer_service.set

        def set_(timer: Timer, at: datetime) -> None:
            really(timer, at)
            self.timers.append(timer_service.message(timer))

        patch.setattr(timer_service, "set", set_)

    def come(self, caller: Caller) -> None:
        """Open a socket for an agent."""
        fresh = self.company.caller(caller.user_id)
        peer = Peer(fresh.account_id, str(fresh.role), fresh.user_id, fresh.team_ids, fresh.name)
        sockets_store.open_socket(Socket(f"socket-{fresh.user_id}", peer), later(-60, self.at))

    def go(self, caller: Caller) -> None:
        """Close it."""
        socket = sockets_store.find_socket(f"socket-{caller.user_id}")
        assert socket
        sockets_store.close_socket(socket)

    def rules(self, team_id: str, **rules: Any) -> None:
        """Settle how a team's work is distributed."""
        team = accounts_store.load_roster(self.company.account_id).team(team_id)
        assert team
        known = asdict(team.routing) | {"overflow": team.routing.overflow}
        changed = replace(team, routing=Routing(**(known | rules)))
        accounts_store.save_team(changed, frozenset(), frozenset())

    def person(self, caller: Caller) -> Any:
        """A user as stored."""
        return accounts_store.load_user(self.company.account_id, caller.user_id)

    def settle(self, deliver: Callable[[dict[str, Any]], Any] | None = None) -> None:
        """Publish what is new and work on the queues, until nothing is left to do at this time."""
        while self.publish() or self.work(deliver):
            continue

    def publish(self) -> bool:
        """Hand new entries to `publish`, and to the timers what they ask for."""
        new = [
            item
            for item in self.aws.items("conversations")
            if item["pk"]["S"].startswith(f"{self.company.account_id}#cnv")
            and item["sk"]["S"].startswith("entry#")
            and item["pk"]["S"] + item["sk"]["S"] not in self.told
        ]
        new.sort(key=lambda item: item["occurred_at"]["S"])
        self.told |= {item["pk"]["S"] + item["sk"]["S"] for item in new}
        event = a_stream_event(new)
        publisher.publish(event, None)
        told = [event for one in stream.read(event) if one.entry for event in bus_events(one.entry)]
        asked = [event for event in told if event["detail-type"] in actions.ASKED]
        timers.timers(an_sqs_event(*asked), None)
        return bool(new)

    def work(self, deliver: Callable[[dict[str, Any]], Any] | None = None) -> bool:
        """Have the routing function take what waits for it, a message at a time."""
        messages = self.aws.messages("routing")
        for message in messages:
            self.looks.append(json.loads(message["Body"]))
            event = an_sqs_event(message["Body"], group=message["Attributes"]["MessageGroupId"])
            if deliver:
                deliver(event)
            else:
                assert routing.routing(event, None) == {"batchItemFailures": []}
        return bool(messages)

    def ring(self, kind: str, at: datetime | None = None) -> int:
        """Let the timers of a kind come, and all that follows; answers how many came."""
        due = [one for one in self.timers if one["kind"] == kind]
        self.timers = [one for one in self.timers if one["kind"] != kind]
        if at:
            self.at = at
        assert timers.timers(an_sqs_event(*due), None) == {"batchItemFailures": []}
        self.settle()
        return len(due)

    def last(self, conversation_id: str, type_: str) -> Any:
        """The newest entry of a type."""
        found = [e for e in self.company.thread(conversation_id) if e.type == type_]
        return found[-1] if found else None

    def types(self, conversation_id: str) -> list[str]:
        """What happened to a conversation."""
        return [entry.type for entry in self.company.thread(conversation_id)]
