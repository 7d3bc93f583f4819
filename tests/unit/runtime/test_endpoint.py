"""`@endpoint`: what comes in is validated, what is refused is a problem document."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from chalice.app import Blueprint, Chalice
from pydantic import Field

from chalicelib.runtime.endpoint import PUBLIC, endpoint
from chalicelib.runtime.errors import (
    Conflict,
    Duplicate,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    SwitchboardError,
    Taken,
    Unauthorized,
)
from chalicelib.runtime.model import Body, Model

bp = Blueprint(__name__)
done: list[str] = []
refusals: list[Exception] = []
meanwhile: list[Callable[[], None]] = []


class Order(Body):
    """What to make."""

    name: str = Field(min_length=1, max_length=5)
    count: int = Field(ge=1)
    tags: list[int] = []


class Filter(Body):
    """Which ones."""

    limit: int = Field(10, ge=1)


class Made(Model):
    """What was made."""

    name: str
    number: int


@bp.route("/v1/things/{thing_id}", methods=["POST"])
@endpoint(bp, status=201, needs=PUBLIC)
def make(thing_id: str, body: Order) -> Made:
    """Make a thing."""
    if refusals:
        raise refusals[0]
    while meanwhile:
        meanwhile.pop()()
    done.append(thing_id)
    return Made(name=body.name, number=len(done))


@bp.route("/v1/things", methods=["GET"])
@endpoint(bp, needs=PUBLIC)
def find(query: Filter) -> Made:
    """Find things."""
    return Made(name="found", number=query.limit)


@bp.route("/v1/things/{thing_id}", methods=["DELETE"])
@endpoint(bp, status=204, needs=PUBLIC)
def remove(thing_id: str) -> None:
    """Remove a thing."""
    done.append(thing_id)


chalice = Chalice("things")
chalice.register_blueprint(bp)


@pytest.fixture(autouse=True)
def clean():
    done.clear()
    refusals.clear()
    meanwhile.clear()


def call(
    method: str,
    path: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    query: Any = None,
    user: str = "usr_1",
) -> tuple[int, Any, dict[str, str]]:
    thing = path.rpartition("/")[2] if path != "/v1/things" else None
    resource = "/v1/things/{thing_id}" if thing else path
    event = {
        "httpMethod": method,
        "headers": {"Content-Type": "application/json"} | (headers or {}),
        "multiValueQueryStringParameters": query,
        "pathParameters": {"thing_id": thing} if thing else None,
        "stageVariables": None,
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": resource,
            "httpMethod": method,
            "requestId": "r1",
            "authorizer": {"user_id": user},
        },
    }
    answer = chalice(event, None)
    parsed = json.loads(answer["body"]) if answer["body"] else None
    return answer["statusCode"], parsed, answer["headers"]


def test_a_body_becomes_a_model_and_a_model_becomes_json():
    assert call("POST", "/v1/things/t1", {"name": "cup", "count": 1})[:2] == (
        201,
        {"name": "cup", "number": 1},
    )


def test_every_failing_field_is_named():
    status, problem, headers = call(
        "POST", "/v1/things/t1", {"name": "", "count": "many", "tags": [1, "x"], "extra": 1}
    )

    assert status == 400
    assert headers["Content-Type"] == "application/problem+json"
    assert problem["code"] == "invalid_request"
    assert problem["type"] == "/problems/invalid_request"
    assert {error["field"] for error in problem["errors"]} == {"name", "count", "tags.1", "extra"}
    assert all(error["message"] for error in problem["errors"])
    assert done == []


def test_a_refused_value_is_not_repeated_to_the_caller():
    _, problem, _ = call("POST", "/v1/things/t1", {"name": "hunter2-secret", "count": 1})

    assert "hunter2" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{", "not JSON"),
        ("\x00", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be a JSON object"),
        ('"text"', "must be a JSON object"),
    ],
)
def test_a_body_that_is_no_object_is_refused_in_a_sentence(body, sentence):
    status, problem, _ = call("POST", "/v1/things/t1", body)

    assert (status, problem["code"]) == (400, "invalid_request")
    assert sentence in problem["detail"]


def test_a_query_is_validated_like_a_body():
    assert call("GET", "/v1/things")[1]["number"] == 10
    assert call("GET", "/v1/things", query={"limit": ["3"]})[1]["number"] == 3
    status, problem, _ = call("GET", "/v1/things", query={"limit": ["0"], "sort": ["x"]})

    assert status == 400
    assert {error["field"] for error in problem["errors"]} == {"limit", "sort"}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Invalid("x"), 400, "invalid_request"),
        (Unauthorized("x"), 401, "unauthorized"),
        (Forbidden("x"), 403, "forbidden"),
        (NotFound("x"), 404, "not_found"),
        (Conflict("x"), 409, "conflict"),
        (Taken("x", winner={"id": "usr_1"}), 409, "taken"),
        (Duplicate("x"), 409, "duplicate"),
        (Refused("x", limit=1600), 422, "refused"),
    ],
)
def test_a_refusal_is_a_problem_document_with_its_facts(error, status, code):
    refusals.append(error)

    answered, problem, headers = call("POST", "/v1/things/t1", {"name": "cup", "count": 1})

    assert answered == problem["status"] == status
    assert (problem["code"], problem["type"]) == (code, f"/problems/{code}")
    assert problem["detail"] == "x"
    assert problem["title"]
    assert headers["Content-Type"] == "application/problem+json"
    assert error.facts.items() <= problem.items()


def test_every_kind_of_refusal_has_a_status():
    from chalicelib.runtime.problems import STATUS

    def kinds(of: type[SwitchboardError]) -> list[type[SwitchboardError]]:
        return [kind for sub in of.__subclasses__() for kind in (sub, *kinds(sub))]

    assert all(any(base in STATUS for base in kind.__mro__) for kind in kinds(SwitchboardError))


def test_a_crash_tells_nothing_of_its_inside():
    refusals.append(RuntimeError("password=hunter2"))

    status, problem, _ = call("POST", "/v1/things/t1", {"name": "cup", "count": 1})

    assert (status, problem["code"]) == (500, "internal")
    assert "hunter2" not in json.dumps(problem)


def test_an_id_longer_than_any_key_does_not_exist():
    status, problem, _ = call("DELETE", f"/v1/things/{'x' * 2000}")

    assert (status, problem["code"]) == (404, "not_found")
    assert done == []


def test_nothing_to_say_is_an_empty_204():
    assert call("DELETE", "/v1/things/t1")[:2] == (204, None)


KEY = {"Idempotency-Key": "key-1"}
CUP = {"name": "cup", "count": 1}


def test_a_repeated_key_gets_the_first_answer_and_does_nothing(aws):
    first = call("POST", "/v1/things/k1", CUP, KEY)
    again = call("POST", "/v1/things/k1", CUP, KEY)

    assert first[:2] == again[:2] == (201, {"name": "cup", "number": 1})
    assert done == ["k1"]


def test_a_repeated_delete_is_done_once(aws):
    assert [call("DELETE", "/v1/things/k2", None, KEY)[0] for _ in range(2)] == [204, 204]
    assert done == ["k2"]


def test_another_users_or_another_bodys_equal_key_is_another_request(aws):
    call("POST", "/v1/things/k3", CUP, KEY)
    call("POST", "/v1/things/k3", CUP, KEY, user="usr_2")
    call("POST", "/v1/things/k3", CUP | {"count": 2}, KEY)
    call("POST", "/v1/things/k4", CUP, KEY)

    assert done == ["k3", "k3", "k3", "k4"]


def test_another_key_is_another_request(aws):
    call("POST", "/v1/things/k7", CUP, KEY)
    call("POST", "/v1/things/k7", CUP, {"Idempotency-Key": "key-2"})

    assert done == ["k7", "k7"]


def test_a_refused_request_may_be_tried_again_with_its_key(aws):
    refusals.append(Refused("not now"))
    refused = call("POST", "/v1/things/k5", CUP, KEY)
    refusals.clear()

    assert refused[0] == 422
    assert call("POST", "/v1/things/k5", CUP, KEY)[0] == 201


def test_a_key_whose_request_is_still_worked_on_is_a_conflict(aws):
    inside = []
    meanwhile.append(lambda: inside.append(call("POST", "/v1/things/k6", CUP, KEY)))

    outer = call("POST", "/v1/things/k6", CUP, KEY)

    assert outer[0] == 201
    assert (inside[0][0], inside[0][1]["code"]) == (409, "conflict")
    assert done == ["k6"]
