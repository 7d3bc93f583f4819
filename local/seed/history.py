"""Past conversations, held by real calls: a visitor asks, an agent answers and closes."""

from itertools import cycle

from local import demo
from local.addresses import Addresses
from local.seed.account import sign_in
from local.seed.api import Api, SeedFailed


def replay(addresses: Addresses, admin: Api, widget: str) -> None:
    """Give a new account a past. One that has conversations already is left alone."""
    if any(
        admin.get(f"/conversations?inbox=all&status={status}&limit=1")["items"]
        for status in ("open", "closed")
    ):
        return
    for exchange, person in zip(demo.PAST, cycle(demo.AGENTS), strict=False):
        agent = sign_in(addresses.api, person)
        if agent is None:
            raise SeedFailed(f"{person.name} of the demo account cannot sign in.")
        hold(addresses, agent, widget, exchange)


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
