"""Who may see a conversation, and in whose lists it stands."""

import pytest
from hypothesis import given, strategies

from chalicelib.accounts.domain import Scope
from chalicelib.conversations import domain
from chalicelib.conversations.domain import (
    ConversationRef,
    Invitation,
    Offer,
    Person,
    Reader,
    Seat,
    Snooze,
    Status,
)
from chalicelib.conversations.items import head_item, rows
from chalicelib.conversations.states import conversation_of, state_of
from tests.builders import ANNA, BO, NOON, a_conversation, a_reader, later

TEAM = "tm_1"
TEAMS = [TEAM, "tm_2"]
USERS = [ANNA, BO, Person("usr_cleo", "Cleo Dahl")]
users = strategies.sampled_from(USERS)
groups = strategies.lists(users, unique=True).map(tuple)
seqs = strategies.integers(0, 9)
asked = strategies.sampled_from([*USERS, Person("tm_2", "Sales")])
scopes = strategies.sampled_from(list(Scope))


def an_offer(to=ANNA):
    return Offer("off_1", to, NOON, later(30))


def an_invitation(to=ANNA):
    return Invitation(f"inv_{to.id}", to, BO, NOON)


@strategies.composite
def conversations(draw):
    """Any conversation that could be stored."""
    visible_to = draw(strategies.none() | groups.filter(bool))
    may_have = visible_to if visible_to is not None else USERS
    return a_conversation(
        status=draw(strategies.sampled_from([Status.OPEN, Status.CLOSED, Status.DELETED])),
        team_id=draw(strategies.sampled_from([TEAM, "tm_2"])),
        assignees=tuple(draw(strategies.lists(strategies.sampled_from(may_have), unique=True))),
        visible_to=visible_to,
        mentioned=draw(
            strategies.dictionaries(strategies.sampled_from(["usr_anna", "usr_bo", "tm_2"]), seqs)
        ),
        starred=draw(strategies.frozensets(strategies.sampled_from([u.id for u in USERS]))),
        reads=draw(strategies.dictionaries(strategies.sampled_from([u.id for u in USERS]), seqs)),
        private_labels=draw(
            strategies.dictionaries(
                strategies.sampled_from([u.id for u in USERS]), strategies.just(("lbl_x",))
            )
        ),
        snooze=draw(strategies.none() | strategies.just(Snooze(later(9)))),
        offer=draw(strategies.none() | users.map(an_offer)),
        invitations=tuple(
            map(an_invitation, draw(strategies.lists(asked, unique=True, max_size=2)))
        ),
        merged_into=draw(strategies.none() | strategies.just(ConversationRef("cnv_9", 9))),
        version=9,
        news_seq=draw(seqs),
        told_at=NOON,
    )


@pytest.mark.feature("CONV-40", "NOTE-06", "ASG-49", "AUTH-17")
@given(conversations(), users, scopes, strategies.frozensets(strategies.sampled_from(TEAMS)))
def test_a_restriction_wins_over_role_team_mention_and_star(c, user, scope, teams):
    sees = domain.may_see(Reader(user.id, teams, scope), c)

    if c.status is Status.DELETED:
        assert not sees
    elif c.visible_to is not None:
        assert sees is (user in c.visible_to)
    else:
        assert sees is (
            scope is Scope.ALL
            or (scope is Scope.TEAM and c.team_id in teams)
            or user in c.assignees
            or bool({user.id, *teams} & set(c.mentioned))
            or bool({user.id, *teams} & {one.to.id for one in c.invitations})
            or (c.offer is not None and c.offer.to == user)
        )


@pytest.mark.feature("ASG-49")
@given(conversations(), users, strategies.frozensets(strategies.sampled_from(TEAMS)))
def test_a_wider_role_never_sees_less(c, user, teams):
    own, team, everything = (domain.may_see(Reader(user.id, teams, scope), c) for scope in Scope)

    assert own <= team <= everything


@pytest.mark.feature("CONV-40")
@given(conversations())
def test_nobody_has_a_place_in_a_list_of_what_they_may_not_see(c):
    for seat in domain.seats(c):
        teams = {seat.holder} if seat.is_shared else {c.team_id}
        assert domain.may_see(a_reader(seat.holder, *teams), c)


@pytest.mark.feature("ASG-49")
@given(conversations())
def test_whoever_sees_their_own_alone_sees_all_that_stands_in_their_lists_but_stars(c):
    for seat in domain.seats(c):
        teams = {seat.holder} if seat.is_shared else ()
        if seat.list != "starred":
            assert domain.may_see(a_reader(seat.holder, *teams, scope=Scope.OWN), c)


@pytest.mark.feature("ASG-21", "ASG-33", "ASG-49")
def test_who_is_asked_to_take_it_or_to_join_sees_it_and_finds_it_in_a_list():
    c = a_conversation(
        offer=an_offer(), invitations=(an_invitation(BO), an_invitation(Person("tm_2", "Sales")))
    )

    assert domain.seats(c) == {
        Seat("offered", ANNA.id), Seat("invited", BO.id), Seat("invited", "tm_2"),
    }  # fmt: skip
    assert domain.may_see(a_reader(ANNA.id, scope=Scope.OWN), c)
    assert domain.may_see(a_reader(BO.id, scope=Scope.OWN), c)
    assert domain.may_see(a_reader("usr_x", "tm_2", scope=Scope.OWN), c)
    assert not domain.may_see(a_reader("usr_x", TEAM, scope=Scope.OWN), c)


@pytest.mark.feature("CONV-40", "NOTE-17", "NOTE-14")
@given(conversations())
def test_a_seat_holds_nothing_of_what_others_put_on_it(c):
    for seat in domain.seats(c):
        kept = state_of(c, seat)
        others = {user.id for user in USERS} - {seat.holder}
        assert not others & set(kept.get("st", ()))
        assert not others & set(kept.get("pl", {}))
        assert seat.is_shared or not others & set(kept.get("rd", {}))


@given(conversations())
def test_what_is_merged_away_or_deleted_is_in_no_list(c):
    stands = bool(domain.seats(c)) or head_item(c).list_key is not None

    assert not stands or domain.is_listed(c)
    if c.visible_to is not None:
        assert head_item(c).list_key is None
        assert head_item(c).queue_team is None
        assert head_item(c).attention_of is None


@given(conversations())
def test_what_is_stored_is_what_was_decided(c):
    assert conversation_of(head_item(c)) == c
    for item in rows(c).values():
        assert item.pk == f"{c.account_id}#{c.id}"


@pytest.mark.feature("CONV-31", "CONV-34", "CONV-35")
@given(conversations(), users)
def test_what_a_row_asks_for_is_what_its_reader_sees(c, user):
    unread = domain.is_unread(c, user.id)
    unreplied = c.unreplied_since is not None

    asked = domain.attention(c, user.id)

    assert (asked in {"1", "2"}) is unread
    assert (asked in {"2", "3"}) is unreplied


@pytest.mark.feature("CONV-03", "CONV-06", "CONV-09")
def test_an_assigned_conversation_is_in_the_teams_list_and_in_each_assignees():
    mine = a_conversation(assignees=(ANNA, BO), mentioned={ANNA.id: 1, "usr_cleo": 1})

    assert domain.seats(mine) == {
        Seat("assigned", ANNA.id), Seat("assigned", BO.id), Seat("mentioned", "usr_cleo"),
    }  # fmt: skip
    assert head_item(mine).list_key == f"acc_1#{TEAM}#inbox#open"


@pytest.mark.feature("CONV-40")
def test_a_restricted_one_that_waits_is_found_by_those_named_and_by_nobody_else():
    waits = a_conversation(visible_to=(ANNA,))

    assert domain.seats(waits) == {Seat(f"team:{TEAM}", ANNA.id), Seat("queue", ANNA.id)}


@pytest.mark.feature("CONV-05")
@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({}, True),
        ({"assignees": (ANNA,)}, False),
        ({"status": Status.CLOSED}, False),
        ({"snooze": Snooze(None)}, False),
    ],
)
def test_unassigned_holds_what_is_open_awake_and_nobodys(facts, waits):
    c = a_conversation(**facts)

    assert c.is_waiting is waits
    assert (head_item(c).queue_team is not None) is waits
