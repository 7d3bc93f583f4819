"""What roles allow."""

import pytest
from hypothesis import given, strategies

from chalicelib.accounts.domain import EVERYTHING, MEANS, OF_AGENTS, Caller, Permission, Role, Scope
from chalicelib.accounts.domain.roles import IMPLIES, CustomRole, scope_of, whole
from chalicelib.accounts.domain.teams import Roster

permissions = strategies.frozensets(strategies.sampled_from(Permission))


def a_caller(role, granted=None, teams=()):
    return Caller("acc_1", "usr_1", "Anna", role, frozenset(teams), granted=granted)


@pytest.mark.feature("AUTH-17")
@given(permissions)
def test_a_custom_role_allows_what_it_says_and_what_that_implies_and_nothing_else(granted):
    who = a_caller("rol_1", granted)

    implied = {IMPLIES[one] for one in granted & IMPLIES.keys()}
    assert {one for one in Permission if who.may(one)} == granted | implied
    assert not who.is_admin


@pytest.mark.feature("AUTH-09", "AUTH-10")
def test_admins_may_everything_and_agents_settle_nothing():
    assert a_caller(Role.ADMIN).permissions == EVERYTHING
    assert a_caller("agent").permissions == OF_AGENTS
    assert not {one for one in OF_AGENTS if one.endswith(".manage")} - {Permission.CONTACTS}


@pytest.mark.feature("AUTH-17")
@pytest.mark.parametrize("role", ["rol_gone", "", "Admin", "owner"])
def test_a_role_that_there_is_none_of_allows_nothing(role):
    who = a_caller(role)

    assert (who.permissions, who.scope) == (frozenset(), Scope.OWN)
    assert Roster((), (), frozenset()).allowed(role) == frozenset()


@pytest.mark.feature("AUTH-17")
def test_a_stored_role_named_like_a_built_in_one_changes_nothing_about_that():
    imposter = CustomRole("acc_1", "agent", "Agent", EVERYTHING)
    people = Roster((), (), frozenset(), roles=(imposter,))

    assert people.allowed("agent") == OF_AGENTS


@pytest.mark.feature("ASG-49")
@given(permissions)
def test_who_reads_all_reads_every_team_and_who_reads_neither_their_own_alone(granted):
    scope = scope_of(whole(granted))

    assert (scope is Scope.ALL) is (Permission.READ_ALL in granted)
    assert (scope is not Scope.OWN) is bool(granted & {Permission.READ_ALL, Permission.READ_TEAM})


@pytest.mark.feature("ASG-49")
def test_a_teams_things_are_there_for_its_members_and_for_who_reads_all():
    reads_all = frozenset({Permission.READ_ALL})

    assert a_caller("rol_1", reads_all).sees_team("tm_1")
    assert a_caller("rol_1", frozenset(), ["tm_1"]).sees_team("tm_1")
    assert not a_caller("rol_1", frozenset({Permission.READ_TEAM})).sees_team("tm_1")
    assert a_caller("rol_1", frozenset()).sees_team(None)


def test_every_permission_is_put_into_words():
    assert set(MEANS) == set(Permission)
    assert len(set(MEANS.values())) == len(MEANS)
