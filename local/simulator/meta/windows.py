"""For how long after a customer's last message a company may write."""

from datetime import UTC, datetime, timedelta

from local.simulator.phones import Phones


def heard_within(phones: Phones, customer: str, company: str, hours: int) -> bool:
    """Whether the customer wrote to the company within the last hours."""
    since = datetime.now(UTC) - timedelta(hours=hours)
    return any(
        text["direction"] == "in" and datetime.fromisoformat(text["time"]) >= since
        for text in phones.thread(customer, company)
    )
