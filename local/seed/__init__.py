"""The demo account, made through the public API as a customer of ours would make it."""

from local.seed.steps import ensure, open_shop

__all__ = ["ensure", "open_shop"]
