"""Random lives of a whole desk over the real store: lists, numbers, badge, sockets and links are
for every user exactly what the rules say, worked out here a second time and the slow way."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.conversations import counting, inboxes, service
from chalicelib.conversations.domain import Conversation, Person
from chalicelib.conversations.inboxes import Wanted
from chalicelib.conversations.service import Written
from chalicelib.realtime import store as realtime_store
from chalicelib.realtime import worker
from chalicelib.realtime.domain import Peer, Socket
from chalicelib.runtime.errors import NotFound, SwitchboardError
from chalicelib.runtime.ids import now
from tests.builders import NOON, a_sender, a_stream_event, later

ACTS = 104
CHECKED_EVERY = 26


class Desk:
    """A company with two teams, four users and a handful of customers, and what they do."""

    def __init__(self, company: Any, aws: Any, sockets: Any, seed: int) -> None:
        self.company, self.aws, self.heard = company, aws, sockets
        self.chance = Random(seed)
        self.at = NOON
        names = ("Anna", "Bo", "Cleo")
        users = [company.agent(name) for name in names]
        team = company.team(users[0], users[1])
        self.teams = [company.team_id, team]
        self.users = [company.admin, *users]
        self.channels = [company.webchat, company.channel(team_id=team)]
        self.customers = [
            (channel, a_sender(channel)) for channel in self.channels for _ in range(3)
        ]
        self.ids: list[str] = []
        self.refused: list[SwitchboardError] = []
        self.pushed: dict[str, int] = defaultdict(int)
        for user in self.callers():
            role, teams = str(user.role), user.team_ids
            peer = Peer(user.account_id, role, user.user_id, teams, user.name, scope=user.scope)
            realtime_store.open_socket(Socket(user.user_id, peer), now())

    def callers(self) -> list[Any]:
        """Everyone as the rules see them now."""
        return [self.company.caller(user.user_id) for user in self.users]

    def heads(self) -> list[Conversation]:
        return [self.company.head(id_) for id_ in self.ids]

    def act(self) -> None:
        """Something happens; what the rules refuse changes nothing."""
        self.at += timedelta(seconds=self.chance.choice([0, 1, 5, 90]))
        if not self.ids or self.chance.random() < 0.25:
            self._customer_writes()
        elif self.chance.random() < 0.1:
            self._customer_changes_their_mind()
        else:
            who, id_ = self.chance.choice(self.callers()), self.chance.choice(self.ids)
            act = self.chance.choice(self._acts())
            try:
                act(who, id_)
            except NotFound:
                assert not may_see(who, self.company.head(id_)) or act in self._needs_more()
            except SwitchboardError as error:
                self.refused.append(error)  # the claims say that it left no trace
        self._tell()

    def _customer_writes(self) -> None:
        channel, sender = self.chance.choice(self.customers)
        entry = self.company.message("Hello", sender, channel, at=self.at)
        if entry.conversation_id not in self.ids:
            self.ids.append(entry.conversation_id)

    def _customer_changes_their_mind(self) -> None:
        said = self._messages(self.chance.choice(self.ids))
        message = self.chance.choice(said)
        act = self.chance.choice(["react", "edit", "delete"])
        if act == "react":
            service.customer_reacted(message, None, self.chance.choice(["👍", None]), self.at)
        elif act == "edit":
            service.customer_edited(message, "Hello there", self.at)
        else:
            service.customer_deleted(message, self.at)

    def _messages(self, id_: str) -> list[Any]:
        kinds = ("message.received", "message.sent")
        said = [entry for entry in self.company.thread(id_) if entry.type in kinds]
        return [entry for entry in said if not entry.data["deleted_at"]] or said

    def _acts(self) -> list[Any]:
        return [
            self._reply, self._note, self._assign, self._restrict, self._merge, self._unmerge,
            self._react, self._offer, self._accept, self._reject, self._transfer, self._invite,
            self._join,
            lambda who, id_: service.leave(who, id_, self.at),
            lambda who, id_: service.rest(self.company.account_id, id_, self.at),
            lambda who, id_: service.take(who, id_, self.at),
            lambda who, id_: service.close(who, id_, None, self.at),
            lambda who, id_: service.reopen(who, id_, self.at),
            lambda who, id_: service.snooze(who, id_, later(3600, self.at), self.at),
            lambda who, id_: service.unsnooze(who, id_, self.at),
            lambda who, id_: service.star(who, id_),
            lambda who, id_: service.unstar(who, id_),
            lambda who, id_: service.mark_read(who, id_, 2**31),
            lambda who, id_: service.mark_unread(who, id_),
            lambda who, id_: service.change_fields(who, id_, {"priority": "high"}, self.at),
        ]  # fmt: skip

    def _offer(self, who: Any, id_: str) -> None:
        to = Person(who.user_id, who.name)
        until, account = later(30, self.at), self.company.account_id
        service.offer(account, id_, to, until, 3, None, self.at)

    def _accept(self, who: Any, id_: str) -> None:
        for one in service.offered(who):
            if one.offer and one.offer.to.id == who.user_id:
                service.accept_offer(who, one.id, one.offer.id, self.at)

    def _reject(self, who: Any, id_: str) -> None:
        for one in service.offered(who):
            if one.offer and one.offer.to.id == who.user_id:
                service.reject_offer(who, one.id, one.offer.id, self.at)

    def _transfer(self, who: Any, id_: str) -> None:
        to = self.chance.choice([*self.teams, *(user.user_id for user in self.users)])
        service.transfer(who, id_, to, None, self.at)

    def _invite(self, who: Any, id_: str) -> None:
        to = self.chance.choice([*self.teams, *(user.user_id for user in self.users)])
        service.invite(who, id_, to, self.at)

    def _join(self, who: Any, id_: str) -> None:
        for one in service.offered(who):
            for asked in one.invitations:
                if asked.to.id in {who.user_id, *who.team_ids}:
                    service.accept_invitation(who, one.id, asked.id, self.at)
                    return

    def _needs_more(self) -> list[Any]:
        """Acts that name a second conversation, which may be the one that is not there."""
        return [self._merge, self._unmerge]

    def _reply(self, who: Any, id_: str) -> None:
        service.reply(who, id_, Written("Yes"), self.at)

    def _note(self, who: Any, id_: str) -> None:
        users = [user.user_id for user in self.users]
        named = self.chance.sample([*users, *self.teams], self.chance.randrange(3))
        service.add_note(who, id_, "Look", self.at, mentions=named)

    def _react(self, who: Any, id_: str) -> None:
        message = self.chance.choice(self._messages(id_))
        service.react(who, id_, message.id, self.chance.choice(["👍", None]), self.at)

    def _assign(self, who: Any, id_: str) -> None:
        users = [user.user_id for user in self.users]
        service.assign(who, id_, self.chance.sample(users, self.chance.randrange(3)), self.at)

    def _restrict(self, who: Any, id_: str) -> None:
        users = [user.user_id for user in self.users]
        named = self.chance.choice([None, self.chance.sample(users, self.chance.randrange(1, 4))])
        service.change_fields(who, id_, {"visible_to": named}, self.at)

    def _merge(self, who: Any, id_: str) -> None:
        mine = self.company.head(id_).contact.id
        others = [head.id for head in self.heads() if head.contact.id == mine and head.id != id_]
        if others:
            service.merge(who, id_, self.chance.choice(others), self.at)

    def _unmerge(self, who: Any, id_: str) -> None:
        head = self.company.head(id_)
        if head.merged_into:
            service.unmerge(who, head.merged_into.id, id_, self.at)

    def _tell(self) -> None:
        """What the stream would show of the act, told to the sockets; each frame is checked."""
        users = {user.user_id: user for user in self.callers()}
        for id_ in self.ids:
            head = self.company.head(id_)
            fresh = self.aws.dynamodb.query(
                TableName="conversations",
                KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
                ExpressionAttributeValues={
                    ":pk": {"S": f"{head.account_id}#{id_}"},
                    ":first": {"S": f"entry#{self.pushed[id_] + 1:010d}"},
                    ":last": {"S": "entry#~"},
                },
            )["Items"]
            if not fresh:
                continue
            self.pushed[id_] = head.version
            self.heard.frames.clear()
            worker.push(a_stream_event(fresh), None)
            entitled = {user for user in users if may_see(users[user], head)}
            listeners = {
                user
                for user, frames in self.heard.frames.items()
                if any(frame["type"] != "conversation.hidden" for frame in frames)
            }
            assert listeners == entitled


def may_see(who: Any, head: Conversation) -> bool:
    """The rule of CONV-40, NOTE-06, AUTH-11 and D22, said once more."""
    if head.visible_to is not None:
        return who.user_id in [person.id for person in head.visible_to]
    mine = {who.user_id, *who.team_ids}
    asked = {one.to.id for one in head.invitations} | ({head.offer.to.id} if head.offer else set())
    return bool(
        who.is_admin
        or head.team_id in who.team_ids
        or who.user_id in [person.id for person in head.assignees]
        or mine & {*head.mentioned, *asked}
    )


def expected(who: Any, inbox: str, heads: list[Conversation]) -> set[str]:
    """Which open conversations stand in an inbox of a user."""
    found = set()
    for head in heads:
        awake = head.status == "open" and head.snooze is None and head.merged_into is None
        have = [person.id for person in head.assignees]
        if not awake or not may_see(who, head):
            continue
        team = head.team_id in who.team_ids
        stands = {
            "me": who.user_id in have,
            "unassigned": not have and (team or head.visible_to is not None),
            "mentions": bool({who.user_id, *who.team_ids} & set(head.mentioned))
            and who.user_id not in have,
            "starred": who.user_id in head.starred,
        }
        if stands.get(inbox, inbox == f"team:{head.team_id}"):
            found.add(head.id)
    return found


def unread(who: Any, head: Conversation) -> bool:
    """Whether there is news, or a mention, that the user has not read. A team's mention is news to
    those of its members who do not have the conversation anyway."""
    teams = () if who.user_id in [person.id for person in head.assignees] else who.team_ids
    news = [head.news_seq, *(head.mentioned.get(one, 0) for one in (who.user_id, *teams))]
    return max(news) > head.reads.get(who.user_id, 0)


def listed(who: Any, inbox: str, sort: str | None = None, limit: int = 3) -> list[Conversation]:
    """All open conversations of an inbox, read page by page."""
    found: list[Conversation] = []
    position = None
    while True:
        page, position = inboxes.page(who, Wanted(inbox, status="open", sort=sort), position, limit)
        found += page
        if position is None:
            return found


def check(desk: Desk) -> None:
    """Every list, count and load of every user."""
    heads = desk.heads()
    by_id = {head.id: head for head in heads}
    for who in desk.callers():
        numbers, badge = counting.counts(who)
        for one in numbers:
            if one.id == "all":
                continue
            wanted = expected(who, one.id, heads)
            rows = listed(who, one.id)
            assert [row.id for row in rows] == list(dict.fromkeys(row.id for row in rows))
            assert {row.id for row in rows} == wanted, (who.name, one.id)
            for row in rows:  # a row reads as the head does, for its reader
                fresh = by_id[row.id]
                assert (row.version, row.assignees) == (fresh.version, fresh.assignees)
                assert unread(who, row) == unread(who, fresh)
            for sort in ("created", "priority", "oldest"):
                assert {row.id for row in listed(who, one.id, sort)} == wanted
            assert one.open == len(wanted), (who.name, one.id)
            late = {id_ for id_ in wanted if by_id[id_].unreplied_since}
            assert one.unreplied == len(late), (who.name, one.id)
            if one.id in {"me", "mentions"}:
                assert one.unread == sum(unread(who, by_id[id_]) for id_ in wanted), one.id
        mine = expected(who, "me", heads) | expected(who, "mentions", heads)
        assert badge == sum(unread(who, by_id[id_]) for id_ in mine) + len(
            expected(who, "unassigned", heads)
        )
        carried = [head for head in heads if who.user_id in [p.id for p in head.assignees]]
        open_ = [head for head in carried if head.status == "open" and head.snooze is None]
        assert desk.company.load(who) == sum(not head.idle for head in open_)
        rings = [head.id for head in heads if head.offer and head.offer.to.id == who.user_id]
        ringing = accounts.user(who.account_id, who.user_id).ringing
        assert rings == ([ringing.conversation_id] if ringing else [])
        waits = [c.id for c in service.waiting_activities(who, None, 100)[0]]
        assert set(waits) == expected(who, "unassigned", heads)
        assert waits == sorted(waits, key=lambda id_: (by_id[id_].waiting_since, id_))


def check_doors(desk: Desk) -> None:
    """By its id, too, a conversation exists for exactly those who may see it."""
    for who in desk.callers():
        for head in desk.heads():
            if may_see(who, head):
                assert service.visible(who, head.id).id == head.id
                continue
            for door in doors(who, head.id):
                with pytest.raises(NotFound):
                    door()


def doors(who: Any, id_: str) -> list[Any]:
    """Ways into a conversation by its id."""
    return [
        lambda: service.thread(who, id_, None, None, None, 50),
        lambda: service.notes(who, id_, None, 50),
        lambda: service.attachment_link(who, id_, "msg_1", "att_1"),
        lambda: service.mark_read(who, id_, 1),
    ]


@pytest.mark.feature(
    "ASG-21", "ASG-29", "ASG-31", "ASG-33", "ASG-44",
    "CONV-03", "CONV-05", "CONV-06", "CONV-07", "CONV-08", "CONV-09", "CONV-31", "CONV-34",
    "CONV-35", "CONV-40", "MSG-14", "NOTE-06", "NOTE-17", "SRCH-05",
)  # fmt: skip
@pytest.mark.parametrize("seed", [1, 2])
def test_lists_numbers_and_frames_are_what_the_rules_say_for_everyone(company, aws, sockets, seed):
    desk = Desk(company, aws, sockets, seed)

    for number in range(ACTS):
        desk.act()
        if number % CHECKED_EVERY == 0:
            check(desk)
    check(desk)
    check_doors(desk)
