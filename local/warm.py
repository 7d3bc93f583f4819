"""Warm starts for the workers, as provisioned concurrency would give them.

The emulator unpacks and starts a function when its first event comes, about a second each, so the
first message after a start would wait for every worker on its way. An empty batch starts them.
"""

from local.aws import Account

EMPTY_BATCH = b'{"Records": []}'


def start_workers(account: Account) -> None:
    """Hand each function behind a queue or stream an empty batch, without waiting for it."""
    functions = account.functions
    pages = functions.get_paginator("list_event_source_mappings").paginate()
    for name in {m["FunctionArn"] for page in pages for m in page["EventSourceMappings"]}:
        functions.invoke(FunctionName=name, InvocationType="Event", Payload=EMPTY_BATCH)
