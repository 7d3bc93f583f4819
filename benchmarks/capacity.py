"""What DynamoDB charges for the calls of a path, by its published rules, from the real requests.

moto answers a constant as ConsumedCapacity, so the sizes of the items themselves are measured.
Writes: a unit for each begun kB of the larger of the old and new item, twice that in a
transaction, and for each index that the item enters, leaves or changes in. Reads: half a unit for
each begun 4 kB of all that a call looked at, a whole one if consistent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from infra.build import template

Item = dict[str, Any]

READS = ("GetItem", "Query", "BatchGetItem")


class Meter(Counter[str]):
    """Counts AWS calls by operation, and capacity units, while it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.read_units = 0.0
        self.write_units = 0.0

    @property
    def reads(self) -> int:
        """Calls that read DynamoDB."""
        return sum(self[operation] for operation in READS)

    def __enter__(self) -> Meter:
        self._call = vars(BaseClient)["_make_api_call"]

        def metered(client: Any, operation: str, given: Any) -> Any:
            self[operation] += 1
            keys = list(_written(operation, given))
            before = [self._item(client, table, key) for table, key in keys]
            answer = self._call(client, operation, given)
            for (table, key), old in zip(keys, before, strict=True):
                new = self._item(client, table, key)
                self.write_units += _write_units(table, old, new, operation)
            self.read_units += self._read_units(client, operation, given, answer)
            return answer

        self._patch = patch.object(BaseClient, "_make_api_call", metered)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

    def _item(self, client: Any, table: str, key: Item) -> Item:
        found = self._call(client, "GetItem", {"TableName": table, "Key": key})
        item: Item = found.get("Item", {})
        return item

    def _read_units(self, client: Any, operation: str, given: Any, answer: Any) -> float:
        whole = 1.0 if given.get("ConsistentRead") else 0.5
        if operation == "GetItem":
            return whole * _started(size(answer.get("Item", {})), 4096)
        if operation == "Query":
            if given.get("Select") == "COUNT":  # what was counted was read
                rest = {name: value for name, value in given.items() if name != "Select"}
                answer = self._call(client, "Query", rest)
            return whole * _started(sum(map(size, answer["Items"])), 4096)
        if operation == "BatchGetItem":
            found = [item for items in answer["Responses"].values() for item in items]
            return sum(0.5 * _started(size(item), 4096) for item in found)
        return 0.0


def _written(operation: str, given: Any) -> Iterator[tuple[str, Item]]:
    """Table and key of every item that a call writes."""
    actions: list[dict[str, Any]] = {
        "TransactWriteItems": given.get("TransactItems", []),
        "PutItem": [{"Put": given}],
        "UpdateItem": [{"Update": given}],
        "DeleteItem": [{"Delete": given}],
    }.get(operation, [])
    for action in actions:
        for write in action.values():
            source = write.get("Key") or write["Item"]
            yield (
                write["TableName"],
                {name: source[name] for name in ("pk", "sk") if name in source},
            )


def _write_units(table: str, old: Item, new: Item, operation: str) -> float:
    times = 2 if operation == "TransactWriteItems" else 1
    units = times * _started(max(size(old), size(new)), 1024)
    return units + sum(_index_units(keys, old, new) for keys in _indexes(table))


def _index_units(keys: list[str], old: Item, new: Item) -> int:
    """All our indexes project every attribute. A changed key is a removal and an entry."""
    was, is_ = ([item.get(key) for key in keys] for item in (old, new))
    if was == is_:
        return _started(max(size(old), size(new)), 1024) if all(is_) and old != new else 0
    removed = _started(size(old), 1024) if all(was) else 0
    return removed + (_started(size(new), 1024) if all(is_) else 0)


def _indexes(table: str) -> list[list[str]]:
    properties = template()["Resources"][f"{table.title()}Table"]["Properties"]
    return [
        [key["AttributeName"] for key in index["KeySchema"]]
        for index in properties.get("GlobalSecondaryIndexes", [])
    ]


def _started(size_: int, step: int) -> int:
    return max(1, -(-size_ // step))


def size(item: Item) -> int:
    """Bytes of an item (DynamoDB docs: "DynamoDB item sizes and formats")."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    if kind in ("S", "B"):
        return len(value.encode() if isinstance(value, str) else value)
    if kind == "N":
        return 1 + (len(value.strip("-0.")) + 1) // 2
    if kind == "SS":
        return sum(len(one.encode()) for one in value)
    if kind == "L":
        return 3 + sum(1 + _value(one) for one in value)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value(one) for name, one in value.items())
    return 1
