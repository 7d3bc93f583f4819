"""Every route says what it needs of whoever asks."""

import pytest

import app
from chalicelib.accounts.domain import EVERYTHING, Permission
from chalicelib.runtime.endpoint import ADMINS, OPERATIONS, PUBLIC, SIGNED_IN, VISITOR
from tests.door import needs_a_user, routes

OPEN = {"/v1/openapi.json", "/hooks/{channel_id}"}
"""What is no endpoint of ours: the API's description, and what providers call and sign."""


def needs(method, path):
    """What a route's view declares."""
    view = app.app.routes[path][method].view_function
    return OPERATIONS[view].needs if view in OPERATIONS else None


@pytest.mark.feature("AUTH-17", "AUTH-10")
@pytest.mark.parametrize(("method", "path"), [one for one in routes() if one[1] not in OPEN])
def test_a_route_declares_a_permission_or_says_that_it_needs_none(method, path):
    declared = needs(method, path)

    assert declared in {PUBLIC, VISITOR, SIGNED_IN, ADMINS, *Permission}


@pytest.mark.feature("AUTH-10", "AUTH-11")
@pytest.mark.parametrize(("method", "path"), list(routes()))
def test_who_must_be_signed_in_is_proven_by_the_authorizer_and_nobody_else_is_asked(method, path):
    asks_for_a_user = needs(method, path) not in {None, PUBLIC, VISITOR}

    assert needs_a_user(method, path) is asks_for_a_user


@pytest.mark.feature("AUTH-17")
def test_what_a_role_can_be_allowed_without_a_route_is_only_how_far_it_reaches():
    asked = {needs(method, path) for method, path in routes()}

    assert EVERYTHING - asked == {
        Permission.READ_ALL,  # how far lists, search, sockets and links reach
        Permission.READ_TEAM,
        Permission.CLOSE_ANY,  # whose conversations may be closed
        Permission.SUPERVISE,
        Permission.SHARED,  # whose labels, views, templates and macros may be changed
    }
