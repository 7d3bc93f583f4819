"""What a walk has still to look at (`todo#{source}#{generation}#{depth}#{key}`, nearest first), and
what the site asks of robots (`robots#{source}`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.knowledge.domain import Source
from chalicelib.runtime.settings import settings
from chalicelib.runtime.tables import meta


class TodoItem(Model):
    """An address that a walk has still to look at. And, as `robots#{source}`, what its host's
    robots.txt says, in `url`."""

    class Meta:
        locals().update(meta(settings().knowledge_table))

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    url = UnicodeAttribute()
    kind = UnicodeAttribute(null=True)
    tries = NumberAttribute(default=0)


@dataclass(frozen=True, slots=True)
class Todo:
    """An address to look at: a page, or a sitemap."""

    key: str
    url: str
    depth: int
    is_map: bool = False


def add_todos(source: Source, todos: Iterable[Todo]) -> None:
    """Note addresses to look at; one that is noted already is noted once."""
    with TodoItem.batch_write() as batch:
        for one in todos:
            kind = "map" if one.is_map else "page"
            batch.save(TodoItem(source.account_id, _place(source, one), url=one.url, kind=kind))


def next_todos(source: Source, limit: int) -> list[Todo]:
    """What is to be looked at next: sitemaps, then what is nearest to the first page."""
    start = f"todo#{source.id}#{source.generation:06}#"
    items = TodoItem.query(
        source.account_id, TodoItem.sk.startswith(start), limit=limit, consistent_read=True
    )
    found = []
    for item in islice(items, limit):
        depth, key = item.sk.removeprefix(start).split("#")
        found.append(Todo(key, item.url, int(depth), item.kind == "map"))
    return found


def begin(source: Source, todo: Todo) -> int:
    """Note that it is being looked at now; answers how often by now."""
    item = TodoItem(source.account_id, _place(source, todo))
    item.update(actions=[TodoItem.tries.add(1), TodoItem.url.set(todo.url)])
    return int(item.tries)


def settle_todo(source: Source, todo: Todo) -> None:
    """It was looked at."""
    TodoItem(source.account_id, _place(source, todo)).delete()


def save_robots(source: Source, text: str) -> None:
    """Keep what the host asks of robots, for the steps of this walk."""
    TodoItem(source.account_id, f"robots#{source.id}", url=text).save()


def load_robots(source: Source) -> str:
    """What the host asks of robots."""
    try:
        return TodoItem.get(source.account_id, f"robots#{source.id}", consistent_read=True).url
    except TodoItem.DoesNotExist:
        return ""


def clear(account_id: str, source_id: str, kinds: Sequence[str], at_most: int) -> int:
    """Remove up to so many items of a source of these kinds (`page`, `text`, `todo`, `robots`);
    answers how many there were."""
    removed = 0
    with TodoItem.batch_write() as batch:
        for kind in kinds:
            start = f"robots#{source_id}" if kind == "robots" else f"{kind}#{source_id}#"
            keys = TodoItem.query(
                account_id, TodoItem.sk.startswith(start), attributes_to_get=["pk", "sk"]
            )
            for item in islice(keys, at_most - removed):
                batch.delete(item)
                removed += 1
    return removed


def _place(source: Source, todo: Todo) -> str:
    return f"todo#{source.id}#{source.generation:06}#{todo.depth:02}#{todo.key}"
