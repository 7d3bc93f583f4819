"""Warm starts for the workers, as provisioned concurrency would give them.

The emulator unpacks and starts a function when its first event comes, about a second each, so the
first message after a start would wait for every worker on its way. An empty batch starts them.
"""

from concurrent.futures import ThreadPoolExecutor

from local.aws import Account

EMPTY_BATCH = b'{"Records": []}'
AT_ONCE = 2  # starting is work for the processor; more at once only take turns


def start_workers(account: Account) -> None:
    """Hand each function behind a queue or stream an empty batch, and wait until all have run."""
    functions = account.functions
    pages = functions.get_paginator("list_event_source_mappings").paginate()
    names = {mapping["FunctionArn"] for page in pages for mapping in page["EventSourceMappings"]}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name in names:
            pool.submit(functions.invoke, FunctionName=name, Payload=EMPTY_BATCH)
