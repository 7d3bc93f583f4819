"""How work finds an agent: looking at queues, ending what is over, and telling who waits."""

from chalicelib.routing.service.handling import handle
from chalicelib.routing.service.offers import offer_due
from chalicelib.routing.service.places import place_of
from chalicelib.routing.service.silence import rest_due, silence_due
from chalicelib.routing.service.sweeping import sweep
from chalicelib.routing.service.waking import wake_team, wake_user

__all__ = [
    "handle",
    "offer_due",
    "place_of",
    "rest_due",
    "silence_due",
    "sweep",
    "wake_team",
    "wake_user",
]
