"""The API describes itself from the models that validate."""

import json
import re

import pytest

import app
from chalicelib import describe


@pytest.fixture(scope="module")
def document():
    return describe.document(app.app)


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    assert {"title", "version", "license"} <= document["info"].keys()


def test_every_route_of_the_product_is_described(document):
    routes = {
        (path, method.lower())
        for path, methods in app.app.routes.items()
        for method in methods
        if path.startswith("/v1/") and path != "/v1/openapi.json"
    }

    assert {(path, method) for path, method, _ in operations(document)} == routes


def test_every_operation_has_a_name_of_its_own_a_summary_and_a_tag(document):
    ids = [operation["operationId"] for *_, operation in operations(document)]
    twice = {id_ for id_ in ids if ids.count(id_) > 1}

    assert not twice
    assert all(operation["summary"].endswith(".") for *_, operation in operations(document))
    assert all(operation["tags"] for *_, operation in operations(document))


def test_every_operation_tells_how_it_refuses(document):
    for path, method, operation in operations(document):
        problems = {
            status
            for status, answer in operation["responses"].items()
            if "application/problem+json" in answer.get("content", {})
        }
        assert {"400", "401", "403", "409", "422"} <= problems, (path, method)
        assert ("404" in problems) or "{" not in path, (path, method)


def test_every_path_parameter_is_declared(document):
    for path, method, operation in operations(document):
        declared = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert declared == set(re.findall(r"\{(\w+)\}", path)), (path, method)


def test_every_reference_leads_somewhere(document):
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))

    assert references <= document["components"]["schemas"].keys()


def test_every_operation_but_the_public_ones_wants_a_token(document):
    public = {path for path, _, operation in operations(document) if operation["security"] == []}

    assert public == {
        "/v1/auth/signup",
        "/v1/auth/confirm",
        "/v1/auth/login",
        "/v1/auth/refresh",
        "/v1/auth/forgot",
        "/v1/auth/reset",
        "/v1/auth/invitations/{token}",
        "/v1/widget/{widget_id}/sessions",
    }


def test_the_sockets_frames_are_described_too(document):
    schemas = document["components"]["schemas"]

    assert {"AnyEvent", "ServerFrame", "ClientFrame", "EventFrame", "MessageReceived"} <= set(
        schemas
    )


def test_the_api_serves_its_description():
    from tests.door import call

    answer = call("GET", "/v1/openapi.json")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["paths"].keys() == describe.document(app.app)["paths"].keys()
