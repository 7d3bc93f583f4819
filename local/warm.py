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
AT_ONCE = 2  # starting is work for the processor; more at once only take turns
API_COPIES = 5
NO_ONE = {"email": "no-one@switchboard.example", "password": "wrong"}
NOBODY = {
    "requestContext": {
        "connectionId": "nobody",
        "routeKey": "$default",
        "domainName": "localhost",
        "stage": "api",
    },
    "body": "{}",
}


def start_workers(account: Account) -> None:
    """Hand each function behind a queue or stream an empty batch, and wait until all have run."""
    functions = account.functions
    pages = functions.get_paginator("list_event_source_mappings").paginate()
    names = {mapping["FunctionArn"] for page in pages for mapping in page["EventSourceMappings"]}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name in names:
            pool.submit(functions.invoke, FunctionName=name, Payload=EMPTY_BATCH)


def start_doors(account: Account, api: str) -> None:
    """Start the socket handlers, and the API as often as a page that opens calls it at once."""
    functions = account.functions
    names = [
        function["FunctionName"]
        for page in functions.get_paginator("list_functions").paginate()
        for function in page["Functions"]
        if "Websocket" in function["FunctionName"]
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name in names:
            pool.submit(functions.invoke, FunctionName=name, Payload=json.dumps(NOBODY).encode())
    with ThreadPoolExecutor(API_COPIES) as pool:
        for _ in range(API_COPIES):
            pool.submit(httpx2.get, f"{api}/widget/timeline", timeout=60)
            pool.submit(httpx2.post, f"{api}/auth/login", json=NO_ONE, timeout=60)
