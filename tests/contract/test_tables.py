"""The tables of the template are those that the code's models expect."""

import importlib

import pytest
from pynamodb.attributes import TTLAttribute
from pynamodb.models import Model

STORES = (
    "accounts.items",
    "accounts.store.admission",
    "accounts.store.codes",
    "accounts.store.invitations",
    "audit.store",
    "channels.store",
    "configuration.store",
    "contacts.items",
    "conversations.items",
    "drafts.store",
    "knowledge.store",
    "labels.store",
    "notifications.store",
    "realtime.store",
    "saved_views.store",
    "scheduled.store",
    "search.store",
    "suggestions.store",
    "templates.store",
)


def models():
    """Every model of every store."""
    for name in STORES:
        module = importlib.import_module(f"chalicelib.{name}")
        for one in vars(module).values():
            if (
                isinstance(one, type)
                and issubclass(one, Model)
                and one.__module__ == module.__name__
            ):
                yield one


MODELS = sorted(set(models()), key=lambda model: model.__qualname__)


def key_of(schema):
    return {one["KeyType"]: one["AttributeName"] for one in schema}


def table_of(model, tables):
    return tables[f"{model.Meta.table_name.title()}Table"]["Properties"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_models_key_is_its_tables(model, tables):
    key = key_of(table_of(model, tables)["KeySchema"])

    assert key == {"HASH": "pk", "RANGE": "sk"}
    assert model._hash_keyname == "pk"
    assert model._range_keyname == "sk"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_models_indexes_are_its_tables(model, tables):
    properties = table_of(model, tables)
    declared = {
        one["IndexName"]: (key_of(one["KeySchema"]), one["Projection"]["ProjectionType"])
        for one in properties.get("GlobalSecondaryIndexes", [])
    }

    for name, index in model._indexes.items():
        schema = index._get_schema()
        assert declared[name] == (
            key_of([
                {"AttributeName": one["AttributeName"], "KeyType": one["KeyType"]}
                for one in schema["key_schema"]
            ]),
            schema["projection"]["ProjectionType"],
        )  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_expires_expires_in_the_table_too(model, tables):
    expires = table_of(model, tables).get("TimeToLiveSpecification")

    if "ttl" in model.get_attributes():
        assert expires == {"AttributeName": "ttl", "Enabled": True}
        assert not isinstance(model.ttl, TTLAttribute)  # seconds, as tables.expires makes them


def test_every_index_of_the_template_is_asked_by_a_model(tables):
    declared = {
        (name, index["IndexName"])
        for name, table in tables.items()
        for index in table["Properties"].get("GlobalSecondaryIndexes", [])
    }
    asked = {
        (f"{model.Meta.table_name.title()}Table", index)
        for model in MODELS
        for index in model._indexes
    }

    assert declared == asked


def test_the_idempotency_table_is_as_powertools_writes_it(tables):
    properties = tables["IdempotencyTable"]["Properties"]

    assert key_of(properties["KeySchema"]) == {"HASH": "pk"}
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "expiration", "Enabled": True}


def test_the_timeline_streams_what_was_and_what_is(tables):
    properties = tables["ConversationsTable"]["Properties"]

    assert properties["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
