"""Who gets a conversation."""

import itertools

from chalicelib.accounts.domain import Availability
from chalicelib.routing.domain import choose
from tests.builders import a_user


def test_the_least_loaded_who_is_there_gets_it():
    busy, free = a_user("usr_1", load=3), a_user("usr_2", load=1)

    assert choose([busy, free], frozenset({"usr_1", "usr_2"})) == free


def test_who_is_away_or_offline_gets_nothing():
    away = a_user("usr_1", availability=Availability.AWAY)
    offline = a_user("usr_2")
    there = a_user("usr_3", load=9)

    assert choose([away, offline, there], frozenset({"usr_1", "usr_3"})) == there


def test_with_nobody_there_it_waits():
    assert choose([], frozenset()) is None
    assert choose([a_user("usr_1")], frozenset()) is None


def test_of_equals_the_choice_is_the_same_in_any_order():
    equals = [a_user(f"usr_{number}") for number in range(4)]
    online = frozenset(user.id for user in equals)

    chosen = {choose(order, online) for order in itertools.permutations(equals)}

    assert chosen == {equals[0]}
