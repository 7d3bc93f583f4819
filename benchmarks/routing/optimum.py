"""What nobody can do better: one queue for everybody, with full knowledge.

Teams do not count, any agent may take anything, and no room is lost between agents: what all who
are there may carry is one pool. It knows how long each conversation will take and starts the
shortest first, which is what keeps the mean wait least on one pool.
"""

from __future__ import annotations

import heapq

from benchmarks.routing.day import Day


def waits(day: Day, knowing: bool = True) -> list[float]:
    """The wait of every conversation, in seconds. Without `knowing` how long each takes, first come
    is first served: what is left of the optimum is that there are no teams."""
    events: list[tuple[float, int, int]] = []  # when, what there is room for more, which arrival
    for worker in day.workers:
        events += [(worker.begins, worker.limit, -1), (worker.ends, -worker.limit, -1)]
    events += [(one.at, 0, number) for number, one in enumerate(day.arrivals)]
    heapq.heapify(events)
    free = 0
    queue: list[tuple[float, int]] = []
    found: list[float] = []
    while events:
        at, room, number = heapq.heappop(events)
        free += room
        if number >= 0:
            one = day.arrivals[number]
            heapq.heappush(queue, (one.handling * one.weight if knowing else one.at, number))
        while queue and free >= day.arrivals[queue[0][1]].weight:
            one = day.arrivals[heapq.heappop(queue)[1]]
            free -= one.weight
            found.append(at - one.at)
            heapq.heappush(events, (at + one.handling, one.weight, -1))
    return found + [86_400 - day.arrivals[number].at for _, number in queue]
