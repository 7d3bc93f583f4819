"""Facts from providers become messages and delivery states; answers go out to providers.

Inbound: a fact delivered again finds its mark and changes nothing. Outbound: each part of a message
is sent once per queueing; a retryable refusal goes back to the queue with a growing wait and, after
the last attempt, becomes "failed" for the agent to see. What no guard closes is a crash between the
provider's yes and our record of it.
"""

from chalicelib.channels.worker.blueprint import bp
from chalicelib.channels.worker.inbound import inbound, take_in
from chalicelib.channels.worker.outbound import deliver, outbound

__all__ = ["bp", "deliver", "inbound", "outbound", "take_in"]
