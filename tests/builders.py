"""Values for tests: each builder takes the one fact that matters and fills in the rest."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.domain import Account, Availability, Caller, Role, Scope, User
from chalicelib.channels import store as channels_store
from chalicelib.channels.domain import Channel, HookRequest
from chalicelib.conversations import domain, service
from chalicelib.conversations.domain import (
    Actor,
    ActorKind,
    Change,
    ChannelRef,
    Conversation,
    Entry,
    Person,
    Reader,
    Route,
    Status,
)
from chalicelib.runtime.ids import entry_id, new_id
from chalicelib.runtime.secrets import write_credentials

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANNA = Person("usr_anna", "Anna Berg")
BO = Person("usr_bo", "Bo Lind")
TWILIO_TOKEN = "twilio-secret-of-the-test"
TWILIO_SID = "AC00000000000000000000000000000001"

_counter = itertools.count(1)


def later(seconds: float, than: datetime = NOON) -> datetime:
    """A moment after another."""
    return than + timedelta(seconds=seconds)


def a_channel_ref(pushes: bool = False) -> ChannelRef:
    """A website chat, or a channel with a provider behind it."""
    kind = "twilio_sms" if pushes else "webchat"
    return ChannelRef("chn_1", kind, "Shop", pushes)


def a_conversation(**facts: Any) -> Conversation:
    """An open conversation that waits in Unassigned."""
    known: dict[str, Any] = {
        "account_id": "acc_1",
        "id": "cnv_1",
        "team_id": "tm_1",
        "channel": a_channel_ref(),
        "contact": Person("ctc_1", "Visitor 0001"),
        "address": "ctc_1",
        "status": Status.OPEN,
        "created_at": NOON,
        "last_entry_at": NOON,
        "version": 1,
        "waiting_since": NOON,
        "unreplied_since": NOON,
        "received_seq": 1,
        "news_seq": 1,
        "number": 1,
    }
    if facts.get("assignees"):
        known |= {"waiting_since": None, "assigned_at": NOON}
    if facts.get("status") is Status.CLOSED:
        known |= {"waiting_since": None, "unreplied_since": None}
    return Conversation(**(known | facts))


def a_route(channel: ChannelRef | None = None) -> Route:
    """Where a contact is reached: the conversation's own channel unless said."""
    return Route(channel or a_channel_ref(), "ctc_1")


def a_closed_conversation(**facts: Any) -> Conversation:
    """One that ended."""
    return a_conversation(status=Status.CLOSED, **facts)


def an_agent(person: Person = ANNA, admin: bool = False) -> Actor:
    """A colleague who acts."""
    return Actor(ActorKind.AGENT, person.id, person.name, admin)


def a_reader(user_id: str = ANNA.id, *teams: str, scope: Scope = Scope.TEAM) -> Reader:
    """A colleague who may see what is in their teams, unless said."""
    return Reader(user_id, frozenset(teams), scope)


def a_customer() -> Actor:
    """The contact who writes."""
    return Actor(ActorKind.CUSTOMER, "ctc_1", "Visitor 0001")


def a_message(text: str = "Do you ship to Norway?") -> dict[str, Any]:
    """A message's content, before anything is known of its delivery."""
    return domain.content(text, a_channel_ref())


def a_sent_entry(status: str = "queued", **facts: Any) -> Entry:
    """A message of ours in the timeline."""
    known: dict[str, Any] = {
        "id": entry_id("msg", 2, NOON),
        "account_id": "acc_1",
        "conversation_id": "cnv_1",
        "seq": 2,
        "type": "message.sent",
        "actor": an_agent(),
        "occurred_at": NOON,
        "data": a_message("Yes") | {"delivery": {"status": status, "error": None, "at": "…"}},
    }
    return Entry(**(known | facts))


def a_start() -> Change:
    """The change that a first message makes."""
    draft = a_conversation(version=0, waiting_since=None, unreplied_since=None, received_seq=0)
    return domain.start(draft, a_customer(), a_message(), entry_id("msg", 1, NOON))


def a_channel(**facts: Any) -> Channel:
    """A connected website chat."""
    known: dict[str, Any] = {
        "account_id": "acc_1",
        "id": "chn_1",
        "kind": "webchat",
        "name": "Shop",
        "team_id": "tm_1",
        "created_at": NOON,
        "settings": {"allowed_origins": ["https://shop.example"]},
    }
    return Channel(**(known | facts))


def a_user(id_: str = "usr_1", **facts: Any) -> User:
    """A colleague who is available."""
    known: dict[str, Any] = {
        "account_id": "acc_1",
        "id": id_,
        "email": f"{id_}@example.com",
        "name": id_,
        "role": Role.AGENT,
        "availability": Availability.AVAILABLE,
        "created_at": NOON,
    }
    return User(**(known | facts))


def a_hook(body: bytes, url: str = "https://api.example.com/api/hooks/chn_1", **facts: Any) -> Any:
    """A form post as a provider makes it."""
    known: dict[str, Any] = {
        "method": "POST",
        "headers": {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"},
        "query": {},
    }
    return HookRequest(url=url, body=body, **(known | facts))


@dataclass
class Company:
    """An account of its own in the tables, with an admin and two channels in "Entire team"."""

    account_id: str
    admin: Caller
    team_id: str
    webchat: Channel
    sms: Channel

    def agent(self, name: str = "Anna Berg", **facts: Any) -> Caller:
        """A further user, online nowhere."""
        id_ = new_id("usr")
        email = f"agent{next(_counter)}@example.com"
        user = a_user(id_, account_id=self.account_id, email=email, name=name, **facts)
        accounts_store.create_user(user)
        return self.caller(user.id)

    def caller(self, user_id: str) -> Caller:
        """A user as the rules see them now."""
        found = accounts_store.load_caller(self.account_id, user_id)
        assert found
        return found

    def team(self, *members: Caller, distribution: str = "manual", name: str = "Sales") -> str:
        """A further team."""
        from chalicelib.accounts import service as accounts

        ids = frozenset(member.user_id for member in members)
        return accounts.create_team(self.admin, name, distribution, ids, NOON).id

    def channel(
        self, kind: str = "webchat", credentials: dict[str, str] | None = None, **facts: Any
    ) -> Channel:
        """A further channel, connected."""
        known = {"account_id": self.account_id, "id": new_id("chn"), "team_id": self.team_id}
        channel = a_channel(kind=kind, **(known | facts))
        channels_store.save(channel)
        if credentials:
            write_credentials(channel.account_id, channel.id, credentials)
        return channel

    def message(
        self,
        text: str = "Do you ship to Norway?",
        sender: str | None = None,
        channel: Channel | None = None,
        dedup: str | None = None,
        at: datetime = NOON,
    ) -> Entry:
        """A customer's message, received; from somebody new unless said."""
        channel = channel or self.webchat
        id_ = dedup or f"m{next(_counter)}"
        sender = sender or a_sender(channel)
        contact = sender if channel.kind == "webchat" else None
        received = service.Received(channel, sender, text, dedup=id_, contact_id=contact)
        return service.receive(received, at)

    def head(self, conversation_id: str) -> Conversation:
        """A conversation as it is stored."""
        found = service.load(self.account_id, conversation_id)
        assert found
        return found

    def thread(self, conversation_id: str) -> list[Entry]:
        """All of a conversation's entries."""
        return service.timeline(self.account_id, conversation_id, None, 0, 1000)

    def load(self, who: Caller) -> int:
        """How many open conversations a user is counted to have."""
        return accounts_store.load_user(self.account_id, who.user_id).load


def a_sender(channel: Channel) -> str:
    """An address that nobody had before."""
    if channel.kind == "webchat":
        return new_id("ctc")
    return f"+47900{next(_counter):05d}"


def a_company(name: str = "Fjord Gear") -> Company:
    """A fresh account in the tables of the `aws` fixture."""
    account = Account(new_id("acc"), name, NOON)
    admin = a_user(
        new_id("usr"),
        account_id=account.id,
        email=f"admin{next(_counter)}@example.com",
        name="Ada Admin",
        role=Role.ADMIN,
    )
    accounts_store.create_account(account, admin)
    team_id = accounts_store.everyone_team_id(account.id)
    caller = accounts_store.load_caller(account.id, admin.id)
    assert caller
    webchat = a_channel(account_id=account.id, id=new_id("chn"), team_id=team_id)
    sms = a_channel(
        account_id=account.id,
        id=new_id("chn"),
        team_id=team_id,
        kind="twilio_sms",
        name="SMS",
        address="+4759440123",
        settings={"account_sid": TWILIO_SID},
    )
    for channel in (webchat, sms):
        channels_store.save(channel)
    write_credentials(account.id, sms.id, {"auth_token": TWILIO_TOKEN})
    return Company(account.id, caller, team_id, webchat, sms)


def an_sqs_event(*bodies: Any, group: str | None = None, receives: int = 1) -> dict[str, Any]:
    """What Lambda is called with for messages of a queue."""
    return {
        "Records": [
            {
                "messageId": f"sqs-{number}",
                "receiptHandle": f"receipt-{number}",
                "body": body if isinstance(body, str) else json.dumps(body),
                "attributes": {
                    "ApproximateReceiveCount": str(receives),
                    "MessageGroupId": group or f"group-{number}",
                },
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-north-1:123456789012:queue",
                "awsRegion": "eu-north-1",
            }
            for number, body in enumerate(bodies, 1)
        ]
    }


def a_stream_event(items: Iterable[dict[str, Any]], event_name: str = "INSERT") -> dict[str, Any]:
    """What Lambda is called with for stored items, as a DynamoDB stream shows them."""
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventName": event_name,
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {key: item[key] for key in ("pk", "sk")},
                    "NewImage": item,
                    "SequenceNumber": str(number),
                    "StreamViewType": "NEW_AND_OLD_IMAGES",
                },
            }
            for number, item in enumerate(items, 1)
        ]
    }


def a_bus_event(type_: str, detail: dict[str, Any]) -> dict[str, Any]:
    """An event as a rule puts it into a queue."""
    return {
        "version": "0",
        "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
        "detail-type": type_,
        "source": "switchboard",
        "account": "123456789012",
        "time": "2026-03-02T12:00:00Z",
        "region": "eu-north-1",
        "resources": [],
        "detail": detail,
    }


def bus_events(entry: Entry) -> list[dict[str, Any]]:
    """All events that an entry is on the bus."""
    from chalicelib.conversations import views

    return [a_bus_event(type_, detail) for type_, detail in views.bus_events(entry)]


def bus_event(entry: Entry, type_: str) -> dict[str, Any]:
    """One of them."""
    return next(event for event in bus_events(entry) if event["detail-type"] == type_)
