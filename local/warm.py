"""Warm starts, as provisioned concurrency would give them.

The emulator unpacks and starts a function when its first event comes, about a second each, so the
first message after a start would wait for every function on its way. An empty batch starts a
worker, a frame from nobody the socket handlers, and several calls at once as many copies of the
API, since a page that opens asks for several things together.
"""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx2

from local.aws import Account

EMPTY_BATCH = b'{"Records": []}'
QUESTION = b'{"account_id": "acc_none", "text": "hello", "at_most": 1, "kind": "language"}'
AT_ONCE = 2  # starting is work for the processor; more at once only take turns
API_COPIES = 5
NO_ONE = {"email": "no-one@switchboard.example", "password": "wrong"}
NOBODY = {
    "requestContext": {
        "apiId": "nobody",
        "connectionId": "nobody",
        "routeKey": "$default",
        "domainName": "localhost",
        "stage": "api",
    },
    "body": "{}",
}

ASKED = {"Websocket": json.dumps(NOBODY).encode(), "Ask": QUESTION, "Analyze": QUESTION}
"""What those are called with that no queue feeds, by a part of their names."""


def start_workers(account: Account) -> None:
    """Hand each function behind a queue or stream an empty batch, and wait until all have run."""
    functions = account.functions
    pages = functions.get_paginator("list_event_source_mappings").paginate()
    names = {mapping["FunctionArn"] for page in pages for mapping in page["EventSourceMappings"]}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name in names:
            pool.submit(functions.invoke, FunctionName=name, Payload=EMPTY_BATCH)


def start_doors(account: Account, api: str) -> None:
    """Start the socket handlers, what the API asks, and the API itself as often as a page that
    opens calls it at once."""
    functions = account.functions
    names = [
        function["FunctionName"]
        for page in functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name in names:
            payload = next((said for part, said in ASKED.items() if part in name), None)
            if payload:
                pool.submit(functions.invoke, FunctionName=name, Payload=payload)
    with ThreadPoolExecutor(API_COPIES) as pool:
        for _ in range(API_COPIES):
            pool.submit(httpx2.get, f"{api}/widget/timeline", timeout=60)
            pool.submit(httpx2.post, f"{api}/auth/login", json=NO_ONE, timeout=60)
