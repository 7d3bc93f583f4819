"""Past conversations, held by real calls: a visitor asks, an agent answers and closes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

from local import demo
from local.addresses import Addresses
from local.seed.api import Api

AT_ONCE = 3


def has_past(admin: Api) -> bool:
    """Whether the account has conversations already: it is left alone then."""
    return any(
        admin.get(f"/conversations?inbox=all&status={status}&limit=1")["items"]
        for status in ("open", "closed")
    )


def replay(addresses: Addresses, agents: Sequence[Api], widget: str) -> None:
    """Give a new account a past, in which the agents took turns."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = [
            pool.submit(hold, addresses, agent, widget, exchange)
            for exchange, agent in zip(demo.PAST, cycle(agents), strict=False)
        ]
    for each in held:
        each.result()  # raises what went wrong


def hold(addresses: Addresses, agent: Api, widget: str, exchange: demo.Exchange) -> None:
    """One conversation from the question to its end."""
    shop = {"Origin": addresses.providers}
    session = Api(addresses.api, headers=shop).post(f"/widget/{widget}/sessions")
    visitor = Api(addresses.api, session["token"], headers=shop)
    asked = visitor.post(
        "/widget/messages", {"text": exchange.question, "client_id": "seed-question"}
    )
    conversation = asked["conversation_id"]
    agent.post(
        f"/conversations/{conversation}/messages",
        {"text": exchange.answer, "client_id": "seed-answer"},
    )
    agent.post(f"/conversations/{conversation}/close")
