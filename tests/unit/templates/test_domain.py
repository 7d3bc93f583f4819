"""Who has a template, and which of them a search finds first."""

import pytest

from chalicelib.accounts.domain import Caller, Role
from chalicelib.runtime.errors import Invalid
from chalicelib.templates.domain import (
    Sharing,
    Template,
    Visibility,
    by_use,
    may_change,
    may_see,
    refuse_unknown,
    shared,
)
from tests.builders import NOON

PRIVATE, TEAM, EVERYONE = Visibility.PRIVATE, Visibility.TEAM, Visibility.EVERYONE


def a_template(**facts):
    known = {
        "account_id": "acc_1",
        "id": "tpl_1",
        "name": "Shipping to Norway",
        "text": "We ship.",
        "creator_id": "usr_1",
        "updated_at": NOON,
        "sharing": Sharing(EVERYONE),
    }
    return Template(**(known | facts))


def a_caller(user="usr_1", role=Role.AGENT, teams=()):
    return Caller("acc_1", user, "Anna", role, frozenset(teams))


@pytest.mark.feature("KB-10")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ((None, None), Sharing(EVERYONE)),
        ((None, "tm_1"), Sharing(TEAM, "tm_1")),
        (("private", None), Sharing(PRIVATE)),
        (("team", "tm_1"), Sharing(TEAM, "tm_1")),
    ],
)
def test_who_has_it_is_said_by_the_visibility_or_by_the_team_alone(said, meant):
    assert shared(*said) == meant


@pytest.mark.parametrize("said", [("team", None), ("private", "tm_1"), ("everyone", "tm_1")])
def test_a_visibility_that_contradicts_the_team_is_refused(said):
    with pytest.raises(Invalid) as refused:
        shared(*said)

    assert refused.value.facts["errors"][0]["field"] == "team_id"


@pytest.mark.feature("KB-10")
def test_what_is_private_is_nobody_elses_and_not_an_admins_either():
    admin = a_caller("usr_2", Role.ADMIN)

    assert may_see(a_caller(), Sharing(PRIVATE), "usr_1")
    assert not may_see(admin, Sharing(PRIVATE), "usr_1")
    assert may_see(admin, Sharing(TEAM, "tm_1"), "usr_1")
    assert may_see(a_caller("usr_3", teams=["tm_1"]), Sharing(TEAM, "tm_1"), "usr_1")
    assert not may_see(a_caller("usr_3"), Sharing(TEAM, "tm_1"), "usr_1")


@pytest.mark.feature("KB-04")
def test_who_wrote_it_and_admins_change_it():
    assert may_change(a_caller(), "usr_1")
    assert may_change(a_caller("usr_2", Role.ADMIN), "usr_1")
    assert not may_change(a_caller("usr_2"), "usr_1")


@pytest.mark.feature("KB-10")
def test_a_short_code_is_taken_only_among_those_who_share_it():
    keys = {
        a_template(short_code="ship", sharing=sharing, creator_id=user).code_key
        for sharing in (Sharing(PRIVATE), Sharing(TEAM, "tm_1"), Sharing(TEAM, "tm_2"))
        for user in ("usr_1", "usr_2")
    }

    assert len(keys) == 4
    assert a_template().code_key is None


@pytest.mark.feature("KB-10")
def test_a_search_finds_by_short_code_then_by_name_then_by_the_rest():
    code = a_template(short_code="ship", name="Z")
    name = a_template(name="How we ship")
    text = a_template(name="A", text="a shipment")
    other = a_template(name="Returns", text="Send it back.")
    found = [one for one in (text, other, name, code) if one.matches("ship")]

    assert sorted(found, key=lambda one: by_use(one, "ship")) == [code, name, text]


def test_a_search_for_signs_is_no_pattern():
    assert by_use(a_template(name="a (b"), "(b")[0] in (1, 2)


@pytest.mark.feature("KB-09")
def test_a_variable_that_there_is_none_of_is_refused_by_name():
    refuse_unknown("{{contact.custom.anything}} {{order.id}}")
    with pytest.raises(Invalid, match=r"there is no variable contact\.frist_name"):
        refuse_unknown("Hi {{contact.frist_name|there}}")
