"""moto's DynamoDB, made quick: the same answers without going through all that is stored.

moto 5.2 sorts every item of a table for each query, and copies the whole table for each item of a
transaction, so that a test's time grows with all that its module has written. Here a query looks
at the partition it names, and a transaction remembers only the items it touches. moto also looks
for each of the ten types of each value in an answer under six names: half the time of a read.
"""

from __future__ import annotations

import base64
import copy
import inspect
from functools import cache
from types import SimpleNamespace
from typing import Any

from botocore.signers import RequestSigner
from botocore.useragent import UserAgentString
from joserfc.jwk import RSAKey
from moto.cognitoidp import models as pools
from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

own_query = Table.query
own_transact = DynamoDBBackend.transact_write_items
own_structure = BaseJSONSerializer._serialize_type_structure
own_sign = RequestSigner.sign
_given = inspect.signature(own_query)


def install() -> None:
    """Put the quick ways in the place of moto's own, in this process."""
    Table.query = query
    DynamoDBBackend.transact_write_items = transact_write_items
    BaseJSONSerializer._serialize_type_structure = serialize_structure
    Item.__new__ = _untracked
    responses.method_names_from_class = cache(responses.method_names_from_class)
    UserAgentString.to_string = lambda _: "tests"  # put together anew for each call
    RequestSigner.sign = sign
    vars(pools)["jwk"] = SimpleNamespace(RSAKey=SimpleNamespace(import_key=_same_key))
    vars(models)["copy"] = SimpleNamespace(deepcopy=_copied)


def sign(self: RequestSigner, *given: Any, **named: Any) -> None:
    """DynamoDB's signatures, of which there are most by far, are looked at by nobody."""
    if self.signing_name != "dynamodb":
        own_sign(self, *given, **named)


_keys: list[RSAKey] = []


def _same_key(given: Any) -> RSAKey:
    """The key that each user pool reads from the same file of moto's."""
    if not _keys:
        _keys.append(RSAKey.import_key(given))
    return _keys[0]


def _untracked(cls: type[Item], *_: Any, **__: Any) -> Item:
    """An item as moto makes it, but not kept: moto's dashboard has all that ever were, and every
    copy of each."""
    return object.__new__(cls)


def query(table: Table, *given: Any, **named: Any) -> Any:
    """Ask moto's own query about a table that has only the items of the wanted key."""
    asked = _given.bind(table, *given, **named).arguments
    found = _of_index(table, asked) if asked.get("index_name") else _of_key(table, asked)
    narrowed = copy.copy(table)
    narrowed.all_items = lambda: found
    return own_query(narrowed, *given, **named)


def _of_key(table: Table, asked: dict[str, Any]) -> list[Item]:
    """In order: sorting them again costs moto one look at each."""
    partition = table.items.get(asked["hash_key"], {})
    if isinstance(partition, Item):
        return [partition]
    return sorted(partition.values(), key=lambda item: item.range_key.cast_value)


def _of_index(table: Table, asked: dict[str, Any]) -> list[Item]:
    """In any order: moto sorts them by the keys of the index."""
    wanted = [(name, key.value) for name, key in asked["hash_key_conditions"]]
    return [
        item
        for partition in table.items.values()
        for item in ([partition] if isinstance(partition, Item) else partition.values())
        if all(name in item.attrs and item.attrs[name].value == key for name, key in wanted)
    ]


def transact_write_items(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    """Let moto write, and put back what it found if it refuses."""
    before = [_found(backend, *one.values()) for one in transact_items]
    try:
        own_transact(backend, transact_items)
    except Exception:
        for table, key, item in before:
            _put_back(table, key, item)
        raise


def _copied(thing: Any) -> Any:
    """moto's copy of a table before a transaction is the table itself: `transact_write_items` keeps
    what it needs."""
    return thing if isinstance(thing, Table) else copy.deepcopy(thing)


def _found(backend: DynamoDBBackend, act: dict[str, Any]) -> tuple[Table, list[DynamoType], Any]:
    table = backend.get_table(act["TableName"])
    named = act.get("Key") or act["Item"]
    key = [DynamoType(named[name]) for name in table.table_key_attrs]
    return table, key, copy.deepcopy(table.get_item(*key))


def _put_back(table: Table, key: list[DynamoType], item: Item | None) -> None:
    if item is None:
        table.delete_item(key[0], key[1] if len(key) > 1 else None)
    elif len(key) > 1:
        table.items[key[0]][key[1]] = item
    else:
        table.items[key[0]] = item


def serialize_structure(
    serializer: BaseJSONSerializer, into: dict[str, Any], value: Any, shape: Any, key: str
) -> None:
    """Write an attribute's value as it is, and anything else as moto does."""
    if shape.name == "AttributeValue":
        into[key] = _written(value)
    else:
        own_structure(serializer, into, value, shape, key)


def _written(value: dict[str, Any]) -> dict[str, Any]:
    [(type_, held)] = value.items()
    match type_:
        case "M":
            return {type_: {name: _written(one) for name, one in held.items()}}
        case "L":
            return {type_: [_written(one) for one in held]}
        case "B":
            return {type_: base64.b64encode(held).decode()}
        case "BS":
            return {type_: [base64.b64encode(one).decode() for one in held]}
        case "N":
            return {type_: str(held)}
        case "NS":
            return {type_: [str(one) for one in held]}
    return value
