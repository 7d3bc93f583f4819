"""Queue workers: each record on its own, in order where order counts."""

import pytest

from chalicelib.runtime import batch
from chalicelib.runtime.batch import each_record
from tests.builders import an_sqs_event


def handled(event, fails=(), fifo=False):
    """Which records were worked on, and which go back."""
    seen = []

    def handle(record):
        seen.append(record.body)
        if record.body in fails:
            raise ValueError(record.body)

    failed = each_record(event, handle, fifo=fifo)["batchItemFailures"]
    return seen, [item["itemIdentifier"] for item in failed]


def test_all_that_went_well_is_done_with():
    assert handled(an_sqs_event("a", "b")) == (["a", "b"], [])


def test_only_what_failed_goes_back():
    assert handled(an_sqs_event("a", "b", "c"), fails={"b"}) == (["a", "b", "c"], ["sqs-2"])


def test_when_all_failed_all_go_back_and_the_function_does_not():
    assert handled(an_sqs_event("a", "b"), fails={"a", "b"})[1] == ["sqs-1", "sqs-2"]


@pytest.mark.feature("CH-33")
def test_in_order_what_comes_behind_a_failure_of_its_group_waits():
    event = an_sqs_event("a", "b", "c", group="g")

    assert handled(event, fails={"a"}, fifo=True) == (["a"], ["sqs-1", "sqs-2", "sqs-3"])


def test_in_order_other_groups_go_on():
    event = an_sqs_event("a", "b")  # each a group of its own

    assert handled(event, fails={"a"}, fifo=True) == (["a", "b"], ["sqs-1"])


def test_nothing_to_do_is_done():
    assert handled({"Records": []}) == ([], [])


def test_a_records_correlation_id_is_taken_up(monkeypatch):
    taken = []
    monkeypatch.setattr(batch, "correlate", taken.append)
    event = an_sqs_event("a", "b")
    value = {"stringValue": "request-7", "dataType": "String"}
    event["Records"][0]["messageAttributes"] = {"correlation_id": value}

    handled(event)

    assert taken == ["request-7", None]
