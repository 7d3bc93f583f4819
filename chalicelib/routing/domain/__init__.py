"""Which agent gets a conversation: pure rules, that simulations and tests run as they are."""

from chalicelib.routing.domain.deciding import (
    AGAIN,
    LAST_AGENT,
    NOBODY,
    STRATEGIES,
    asked_skills,
    decide,
    obstacle,
)
from chalicelib.routing.domain.facts import (
    Candidate,
    Decision,
    PassedOver,
    Waiting,
    candidate,
    waiting,
)
from chalicelib.routing.domain.ordering import (
    distributing,
    next_moment,
    order,
    overflows_at,
    teams_in_order,
)
from chalicelib.routing.domain.pace import (
    SHOWN_AT_MOST,
    Pace,
    Place,
    arrived,
    departed,
    never_rising,
    place,
)
from chalicelib.routing.domain.wakes import Wake, concerns, give, message, moment_of, read, wake_of

__all__ = [
    "AGAIN",
    "LAST_AGENT",
    "NOBODY",
    "SHOWN_AT_MOST",
    "STRATEGIES",
    "Candidate",
    "Decision",
    "Pace",
    "PassedOver",
    "Place",
    "Waiting",
    "Wake",
    "arrived",
    "asked_skills",
    "candidate",
    "concerns",
    "decide",
    "departed",
    "distributing",
    "give",
    "message",
    "moment_of",
    "never_rising",
    "next_moment",
    "obstacle",
    "order",
    "overflows_at",
    "place",
    "read",
    "teams_in_order",
    "waiting",
    "wake_of",
]
