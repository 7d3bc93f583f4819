"""The quick ways through moto's tables answer, refuse and leave behind what moto's own do."""

import copy
import re

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType

from tests import quick_moto

PLACES, OWNERS = ("a", "b"), ("x", "y")
KEYS = [(pk, f"{sk:02d}") for pk in PLACES for sk in range(12)]
INDEX = {
    "IndexName": "by_owner",
    "KeySchema": [
        {"AttributeName": "owner", "KeyType": "HASH"},
        {"AttributeName": "at", "KeyType": "RANGE"},
    ],
    "Projection": {"ProjectionType": "ALL"},
}
stored = st.dictionaries(
    st.sampled_from(KEYS), st.tuples(st.sampled_from([None, *OWNERS]), st.integers(0, 5))
)


def a_backend(items):
    """A table with an index that not every item is in."""
    backend = DynamoDBBackend("eu-north-1", "123456789012")
    backend.create_table(
        "t",
        schema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        attr=[
            {"AttributeName": name, "AttributeType": "N" if name == "at" else "S"}
            for name in ("pk", "sk", "owner", "at")
        ],
        throughput=None,
        global_indexes=[INDEX],
        indexes=None,
        streams=None,
        billing_mode="PAY_PER_REQUEST",
        sse_specification=None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    for key, (owner, at) in items.items():
        backend.put_item("t", keyed(key) | said(owner, at))
    return backend


def keyed(key):
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def said(owner, at):
    held = {"at": {"N": str(at)}, "list": {"L": [{"S": "one"}]}}
    return held | ({"owner": {"S": owner}} if owner else {})


def contents(backend):
    """All that is stored, as JSON."""
    return [item.to_json() for item in backend.tables["t"].all_items()]


def pages(query, table, **wanted):
    """Every page of a query, and where each ends."""
    found, position = [], None
    while True:
        items, scanned, position = query(table, exclusive_start_key=position, **wanted)
        found.append(([item.to_json() for item in items], scanned, position))
        if position is None:
            return found


@given(
    items=stored,
    name=st.sampled_from([*PLACES, "nobody"]),
    compared=st.sampled_from([None, ("BEGINS_WITH", "0"), ("GT", "04"), ("BETWEEN", "03", "07")]),
    limit=st.integers(1, 6),
    forward=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_a_partition_is_read_as_by_moto_itself(items, name, compared, limit, forward):
    table = a_backend(items).tables["t"]
    comparison, *values = compared or (None,)
    wanted = {
        "hash_key": DynamoType({"S": name}),
        "range_comparison": comparison,
        "range_objs": [DynamoType({"S": value}) for value in values],
        "limit": limit,
        "scan_index_forward": forward,
        "projection_expressions": None,
    }

    quick = pages(quick_moto.query, table, **wanted)

    assert quick == pages(quick_moto.own_query, table, **wanted)


@given(
    items=stored,
    owner=st.sampled_from([*OWNERS, "nobody"]),
    least=st.sampled_from([None, "2"]),
    limit=st.integers(1, 6),
    forward=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_an_index_is_read_as_by_moto_itself(items, owner, least, limit, forward):
    table = a_backend(items).tables["t"]
    key = DynamoType({"S": owner})
    above = [DynamoType({"N": least})] if least else []
    wanted = {
        "hash_key": key,
        "range_comparison": "GE" if least else None,
        "range_objs": above,
        "limit": limit,
        "scan_index_forward": forward,
        "projection_expressions": None,
        "index_name": "by_owner",
        "hash_key_conditions": [("owner", key)],
        "range_key_conditions": [("at", "GE", above)] if least else None,
    }

    quick = pages(quick_moto.query, table, **wanted)

    assert quick == pages(quick_moto.own_query, table, **wanted)


CONDITIONS = (None, "attribute_exists(pk)", "attribute_not_exists(pk)")


@st.composite
def writes(draw):
    """A put, an update, a delete or a check of one item, with or without a condition."""
    key, condition = draw(st.sampled_from(KEYS[:6])), draw(st.sampled_from(CONDITIONS))
    kind = draw(st.sampled_from(["Put", "Update", "Delete", "ConditionCheck"]))
    act = {"TableName": "t"} | ({"ConditionExpression": condition} if condition else {})
    if kind == "ConditionCheck":
        act |= {"ConditionExpression": condition or CONDITIONS[1]}
    if kind == "Put":
        return {kind: act | {"Item": keyed(key) | said("x", draw(st.integers(0, 5)))}}
    act |= {"Key": keyed(key)}
    if kind == "Update":
        act |= {
            "UpdateExpression": "SET #list = list_append(#list, :new)",
            "ExpressionAttributeNames": {"#list": "list"},
            "ExpressionAttributeValues": {":new": {"L": [{"S": "two"}]}},
        }
    return {kind: act}


@given(items=stored, transactions=st.lists(st.lists(writes(), min_size=1, max_size=4), max_size=4))
@settings(max_examples=100, deadline=None)
def test_a_transaction_is_done_or_undone_as_by_moto_itself(items, transactions):
    quick, own = a_backend(items), a_backend(items)

    for transaction in transactions:
        outcome = outcome_of(quick_moto.transact_write_items, quick, transaction)
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(vars(models), "copy", copy)
            assert outcome == outcome_of(quick_moto.own_transact, own, transaction)
        assert contents(quick) == contents(own)


def outcome_of(transact, backend, transaction):
    try:
        transact(backend, copy.deepcopy(transaction))
    except Exception as error:
        return type(error), re.sub(r" at 0x\w+", "", str(error))
    return None


def test_a_value_of_any_type_is_read_as_it_was_written():
    item = {
        "pk": {"S": "a"},
        "sk": {"S": "é\x00"},
        "number": {"N": "12345678901234567890.5"},
        "bytes": {"B": b"\x00\xff"},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2.5"]},
        "blobs": {"BS": [b"\x01", b"\x02"]},
        "flag": {"BOOL": False},
        "nothing": {"NULL": True},
        "empty": {"M": {}},
        "tree": {"M": {"list": {"L": [{"B": b"\x03"}, {"M": {"n": {"N": "0"}}}, {"L": []}]}}},
    }
    with mock_aws():
        client = boto3.client("dynamodb")
        client.create_table(
            TableName="t",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        client.put_item(TableName="t", Item=item)
        key = {name: item[name] for name in ("pk", "sk")}

        assert client.get_item(TableName="t", Key=key)["Item"] == item
        assert client.scan(TableName="t")["Items"] == [item]
