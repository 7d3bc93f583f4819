"""The demo company: people, channels, help articles and conversations. Data, nothing else."""

from local.demo.channels import CHANNELS, EMAIL, SMS, SPARE, WEBCHAT, Channel
from local.demo.company import (
    ADMIN,
    AGENTS,
    ARTICLES,
    COMPANY,
    CUSTOMERS,
    LABELS,
    PEOPLE,
    TEMPLATES,
    Customer,
    Person,
)
from local.demo.talks import PAST, TALKS, Exchange, Talk

__all__ = [
    "ADMIN",
    "AGENTS",
    "ARTICLES",
    "CHANNELS",
    "COMPANY",
    "CUSTOMERS",
    "EMAIL",
    "LABELS",
    "PAST",
    "PEOPLE",
    "SMS",
    "SPARE",
    "TALKS",
    "TEMPLATES",
    "WEBCHAT",
    "Channel",
    "Customer",
    "Exchange",
    "Person",
    "Talk",
]
