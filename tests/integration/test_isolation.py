"""Team isolation (ASG-49): whatever somebody is shown, in a list, a number, a search, a frame, a
notification or behind a link, they may see; and what they may see, they find.

Accounts are made up at random: teams, people of every role, conversations of every kind.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from chalicelib.accounts import store as accounts_store
from chalicelib.accounts.domain import Caller, CustomRole, Permission, Scope
from chalicelib.conversations import counting, inboxes, service, store
from chalicelib.conversations.domain import (
    Change,
    Conversation,
    Invitation,
    Offer,
    Person,
    Priority,
    Snooze,
    Status,
)
from chalicelib.conversations.inboxes import Wanted
from chalicelib.conversations.items import head_item
from chalicelib.labels import service as labels
from chalicelib.labels.domain import LabelScope
from chalicelib.notifications import service as notifications
from chalicelib.realtime import worker
from chalicelib.runtime.ids import new_id
from chalicelib.search import service as search
from chalicelib.search.domain import Query
from chalicelib.search.service import finding
from tests.builders import NOON, Company, a_company, a_stream_event, later
from tests.door import call
from tests.integration.desk import listed, path
from tests.integration.test_realtime import items_of, open_socket
from tests.integration.test_search import index

WORLDS = range(2)
EACH = 9
"""Conversations of a world."""
ROLES = {
    "Reads all": {Permission.READ_ALL, Permission.REPLY},
    "Reads own": {Permission.REPLY, Permission.ASSIGN, Permission.CLOSE, Permission.NOTE},
    "Nothing": set(),
}
ORDERS = [("any", "newest"), ("any", "oldest"), ("open", "created"), ("open", "priority")]
INSIDE = ["timeline", "notes", "transcript", "drafts", "scheduled", "translations", "suggestions"]


class World:
    """A company in which all sorts of things have happened."""

    def __init__(self, seed: int) -> None:
        self.chance = chance = Random(seed)
        self.company = company = a_company(f"World {seed}")
        roles = {"Agent": "agent", **{name: self._role(name) for name in ROLES}}
        people = [
            company.agent(f"{name} {number}", role=role)
            for name, role in roles.items()
            for number in range(2)
        ]
        self.teams = [
            company.team(*chance.sample(people, 4), name=f"Team {number}") for number in range(2)
        ]
        self.channels = [company.channel(team_id=team) for team in self.teams]
        self.label = labels.create(company.admin, "VIP", "#ff8800", LabelScope.TEAM, None)
        self.ids = [company.admin.user_id, *(one.user_id for one in people)]
        self.heads = [self._conversation(number) for number in range(EACH)]
        self._named()

    def callers(self) -> list[Caller]:
        """Everyone as the rules see them."""
        return [self.company.caller(id_) for id_ in self.ids]

    def seen(self, who: Caller) -> set[str]:
        """What the rule allows."""
        return {head.id for head in self.heads if service.may_see(who, head)}

    def _role(self, name: str) -> str:
        role = CustomRole(self.company.account_id, new_id("rol"), name, frozenset(ROLES[name]))
        accounts_store.create_role(role)
        return role.id

    def _conversation(self, number: int) -> Conversation:
        """A message of a customer's, and then a state that the rules allow."""
        chance = self.chance
        entry = self.company.message(
            "Is my kayak here?", channel=chance.choice(self.channels), at=later(number)
        )
        note = service.add_note(self.company.admin, entry.conversation_id, "kayak", later(number))
        head = self.company.head(entry.conversation_id)
        facts: dict[str, Any] = {
            "starred": frozenset(self._some(self.ids)),
            "mentioned": dict.fromkeys(self._some([*self.ids, *self.teams]), head.version),
            "priority": chance.choice([None, *Priority]),
            "labels": chance.choice([(), (self.label.id,)]),
        }
        have = chance.choice([(), (), tuple(map(self._person, self._some(self.ids)))])
        if have:
            facts |= {"assignees": have, "waiting_since": None}
        elif chance.random() < 0.5:
            facts["offer"] = Offer("off_1", self._person(chance.choice(self.ids)), NOON, later(30))
        asked = [self._person(one) for one in self._some([*self.ids, *self.teams])]
        facts["invitations"] = tuple(
            Invitation(new_id("inv"), one, self._person(self.ids[0]), NOON) for one in asked
        )
        if chance.random() < 0.25:
            named = {*self._some(self.ids), self.ids[0], *(one.id for one in have)}
            facts["visible_to"] = tuple(map(self._person, sorted(named)))
        if not facts.get("offer"):
            end = chance.choice(["open", "open", "snoozed", "closed"])
            facts |= {
                "open": {},
                "snoozed": {"snooze": Snooze(None), "waiting_since": None},
                "closed": {"status": Status.CLOSED, "waiting_since": None, "closed_at": NOON},
            }[end]
        after = replace(head, **facts, revision=head.revision + 1)
        store.save(Change(head, after, None))
        index(entry)
        index(note)
        return self.company.head(head.id)

    def _named(self) -> None:
        """Whoever is named in a restricted conversation is known to be, as its change notes."""
        for id_ in {one.id for head in self.heads for one in head.visible_to or ()}:
            key = accounts_store.load_user(self.company.account_id, id_)
            accounts_store.update_user(key.account_id, key.id, restricted=True)

    def _some(self, of: list[str]) -> list[str]:
        return self.chance.sample(of, self.chance.choice([0, 0, 1, 2]))

    def _person(self, id_: str) -> Person:
        return Person(id_, id_)


@pytest.fixture(scope="module", params=WORLDS)
def world(aws: object, request: pytest.FixtureRequest) -> World:
    """One of several companies; tests only read it."""
    return World(request.param)


def inboxes_of(world: World, who: Caller) -> list[str]:
    """Every inbox that somebody may ask for."""
    teams = [f"team:{team}" for team in sorted(who.team_ids)]
    return ["me", "unassigned", "mentions", "starred", "offers", "all", *teams]


@pytest.mark.feature("ASG-49", "AUTH-17")
def test_a_list_holds_nothing_that_its_reader_may_not_see_in_any_order(world: World) -> None:
    for who in world.callers():
        seen = world.seen(who)
        for inbox in inboxes_of(world, who):
            for part, sort in ORDERS:
                found = [one.id for one in listed(who, Wanted(inbox, part, sort=sort), 5)]
                assert set(found) <= seen
                assert len(found) == len(set(found))


@pytest.mark.feature("ASG-49", "ASG-33", "ASG-21")
def test_what_somebody_may_see_is_found_in_their_lists(world: World) -> None:
    for who in world.callers():
        found = {
            one.id
            for inbox in inboxes_of(world, who)
            for one in listed(who, Wanted(inbox, "any"), 50)
        }
        restricted_elsewhere = {
            head.id
            for head in world.heads
            if head.visible_to is not None and head.team_id not in who.team_ids
        }
        assert world.seen(who) - restricted_elsewhere <= found


@pytest.mark.feature("ASG-49", "CONV-07", "CONV-34", "CONV-35")
def test_every_number_is_that_of_what_its_reader_may_see(world: World) -> None:
    for who in world.callers():
        seen = world.seen(who)
        counted, badge = counting.counts(who)
        ids = [one.id for one in counted]
        for one in counted:
            rows = list(listed(who, Wanted(one.id, "open"), 50))
            assert {row.id for row in rows} <= seen
            assert one.open == len(rows), one
            assert one.unreplied == sum(row.unreplied_since is not None for row in rows)
            assert (one.unread or 0) <= len(rows)
        assert badge <= sum(one.open for one in counted)
        assert ("all" in ids) is (who.scope is Scope.ALL)
        assert ("unassigned" in ids) is (who.scope is not Scope.OWN)
        assert any(id_.startswith("team:") for id_ in ids) is (who.scope is not Scope.OWN)


@pytest.mark.feature("ASG-49", "CONV-53")
def test_a_saved_view_counts_what_its_reader_may_see_and_no_more(world: World) -> None:
    for who in world.callers():
        for filter_ in ({}, {"status": "any"}, {"inbox": "unassigned"}, {"assignee": "none"}):
            wanted = Wanted.of({"inbox": "all"} | filter_)
            assert inboxes.count_view(who, filter_) == len(
                {head.id for head in listed(who, wanted) if head.id in world.seen(who)}
            )


@pytest.mark.feature("ASG-49", "SRCH-05")
def test_a_search_finds_all_that_its_reader_may_see_and_nothing_else(world: World) -> None:
    for who in world.callers():
        found: set[str] = set()
        position: str | None = None
        while True:
            hits, position = search.find(who, Query("kayak", status="any"), position, 5)
            found |= {hit.conversation.id for hit in hits}
            if position is None:
                break
        assert found == world.seen(who)
        labelled, _ = search.labelled(who, world.label.id, None, 50)
        assert {hit.conversation.id for hit in labelled} == {
            head.id for head in world.heads if head.labels and head.id in world.seen(who)
        }


@pytest.mark.feature("ASG-49", "AUTH-11", "MSG-22")
def test_a_link_into_a_conversation_leads_nowhere_for_who_may_not_see_it(world: World) -> None:
    for who in world.callers():
        seen = world.seen(who)
        for head in world.heads:
            expected = 200 if head.id in seen else 404
            assert call("GET", path(head.id), caller=who).status == expected
            for part in INSIDE[:2] if head.id in seen else INSIDE:
                assert call("GET", path(head.id, part), caller=who).status == expected
            numbered, _ = inboxes.page(who, Wanted("all", number=head.number), None, 5)
            assert bool(numbered) is (head.id in seen)
            past = listed(who, Wanted(contact=head.contact.id))
            assert {one.id for one in past} <= seen


@pytest.mark.feature("ASG-49", "RT-01")
def test_a_frame_reaches_exactly_those_who_may_see_its_conversation(
    world: World, aws: Any, sockets: Any
) -> None:
    everyone = world.callers()
    for who in everyone:
        open_socket(who, who.user_id)
    for head in world.heads:
        sockets.frames.clear()
        worker.push(a_stream_event(items_of(aws, head.id)), None)
        heard = {user for user, frames in sockets.frames.items() if frames}
        assert heard == {one.user_id for one in everyone if service.may_see(one, head)}


@pytest.mark.feature("ASG-49", "NTF-04")
def test_a_notification_goes_to_those_who_may_see_and_is_shown_for_as_long_as_they_may(
    world: World, sockets: Any
) -> None:
    for head in world.heads:
        everybody = {"mentions": [{"id": id_, "name": id_} for id_ in world.ids]}
        event = {
            "id": f"{new_id('evt')}",
            "account_id": head.account_id,
            "conversation_id": head.id,
            "actor": {"kind": "agent", "id": "usr_x", "name": "X"},
            "data": everybody | {"text": "kayak", "parent_id": None},
        }
        notifications.handle("note.added", event, NOON)
    for who in world.callers():
        found, _ = notifications.page(who, None, 50)
        assert {one.conversation_id for one in found} == world.seen(who)


@pytest.mark.feature("ASG-49")
def test_a_notification_is_not_shown_any_more_to_who_was_shut_out_since(
    company: Company, sockets: Any
) -> None:
    anna = company.agent()
    team = company.team(anna)
    entry = company.message("secret", channel=company.channel(team_id=team))
    note = service.add_note(
        company.admin, entry.conversation_id, "secret", later(1), mentions=[anna.user_id]
    )
    event = {
        "id": note.id,
        "account_id": company.account_id,
        "conversation_id": entry.conversation_id,
        "actor": {"kind": "agent", "id": company.admin.user_id, "name": "Ada"},
        "data": note.data | {"parent_id": None},
    }
    notifications.handle("note.added", event, NOON)
    assert "secret" in call("GET", "/v1/notifications", caller=anna).body

    only = {"visible_to": [company.admin.user_id]}
    service.change_fields(company.admin, entry.conversation_id, only, later(2))

    assert call("GET", "/v1/notifications", caller=anna).json["items"] == []


def head_moved(before: Conversation, after: Conversation) -> dict[str, Any]:
    """A head's change, as the table's stream shows it."""
    old, new = (head_item(one).serialize() for one in (before, after))
    change = {"Keys": {key: new[key] for key in ("pk", "sk")}, "OldImage": old, "NewImage": new}
    return {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}


@pytest.mark.feature("ASG-49", "RT-01")
@pytest.mark.parametrize(
    "had",
    [
        lambda kim: {"assignees": (kim,), "waiting_since": None},
        lambda kim: {"offer": Offer("off_1", kim, NOON, later(30))},
        lambda kim: {"invitations": (Invitation("inv_1", kim, kim, NOON),)},
        lambda kim: {"mentioned": {kim.id: 1}},
    ],
)
def test_what_is_no_longer_ones_own_is_taken_from_the_screen_of_who_sees_only_that(
    company: Company, sockets: Any, had: Any
) -> None:
    role = CustomRole(company.account_id, new_id("rol"), "Own", frozenset({Permission.REPLY}))
    accounts_store.create_role(role)
    kim, anna = company.agent("Kim Holt", role=role.id), company.agent("Anna Berg")
    for who in (kim, anna):
        open_socket(who, who.user_id)
    now_ = company.head(company.message().conversation_id)
    was = replace(now_, **had(Person(kim.user_id, kim.name)))

    worker.push(head_moved(was, now_), None)
    worker.push(head_moved(now_, was), None)

    hidden = {"type": "conversation.hidden", "conversation_id": now_.id}
    assert sockets.frames == {kim.user_id: [hidden]}


@pytest.mark.feature("ASG-49", "SRCH-05")
def test_a_page_of_a_search_that_ends_at_what_is_hidden_does_not_tell_where(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = company.channel(team_id=company.team())
    for number in range(8):
        index(company.message("layoffs", channel=hidden, at=later(number)))
    own = company.message("layoffs", at=later(-1))
    index(own)
    monkeypatch.setattr(finding, "ROUNDS", 1)
    anna = company.agent()

    pages = [call("GET", "/v1/search", caller=anna, query={"q": "layoffs", "limit": 2})]
    while cursor := pages[-1].json["next_cursor"]:
        told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        assert b"cnv_" not in told
        assert b"2026-03" not in told
        query = {"q": "layoffs", "limit": 2, "cursor": cursor}
        pages.append(call("GET", "/v1/search", caller=anna, query=query))

    assert len(pages) > 2
    found = [hit["conversation"]["id"] for page in pages for hit in page.json["items"]]
    assert found == [own.conversation_id]
