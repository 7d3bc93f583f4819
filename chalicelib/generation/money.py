"""What an answer costs, in millionths of a currency's unit: integers, so that sums are exact."""

from __future__ import annotations

from dataclasses import dataclass

PER_MINOR = 10_000
"""Millionths of a unit in one minor unit (a cent)."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in minor units."""

    input: int
    output: int


KNOWN = {
    "amazon.nova-micro": Price(4, 14),
    "amazon.nova-lite": Price(6, 24),
    "amazon.nova-pro": Price(80, 320),
    "anthropic.claude-3-haiku": Price(25, 125),
    "anthropic.claude-haiku": Price(100, 500),
    "anthropic.claude-sonnet": Price(300, 1500),
    "mistral.mistral-large": Price(200, 600),
    "meta.llama": Price(72, 72),
}
"""By what a model's id holds; US cents (Amazon Bedrock pricing, on-demand). An account can settle
its own, which it should where its region's or its contract's differ."""

DEAR = Price(1500, 7500)
"""Of a model that we do not know: rather too much than over the limit."""


def price_of(model_id: str, settled: Price | None) -> Price:
    """What a model costs: as the account settled it, else as known, else dear."""
    if settled:
        return settled
    return next((price for name, price in KNOWN.items() if name in model_id), DEAR)


def cost(price: Price, input_tokens: int, output_tokens: int) -> int:
    """Millionths of a unit, rounded up."""
    minor_millionths = price.input * input_tokens + price.output * output_tokens
    return -(-minor_millionths * PER_MINOR // 1_000_000)
