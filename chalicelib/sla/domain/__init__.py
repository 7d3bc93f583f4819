"""What is promised to a customer, and the clocks that run until it is kept."""

from chalicelib.sla.domain.clock import Clock, clock_data, clock_of

__all__ = ["Clock", "clock_data", "clock_of"]
