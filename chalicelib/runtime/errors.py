"""What can be refused, in the product's words. `problems.py` gives each a status.

SwitchboardError
├── Invalid        the request itself is wrong: nothing of it was done
├── Unauthorized   we do not know who you are
├── Forbidden      we know, and you may not
├── NotFound       it does not exist, or you may not know that it does
├── Conflict       somebody changed it first
│   ├── Taken      a colleague has the conversation
│   ├── Full       an agent has no room for what a rule gives
│   ├── UnpaidInvoice  the contact owes on an invoice
│   └── Duplicate  this very thing was stored before
├── Unavailable    a part of ours or of AWS does not answer now
└── Refused        well-formed, allowed, and against a rule
    ├── NotVisible a mentioned user may not see the conversation
    └── Unsendable the channel cannot carry it, or may not at this moment
"""


class SwitchboardError(Exception):
    """Base of every refusal; `facts` become members of the problem document."""

    code = "error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts


class Invalid(SwitchboardError):
    code = "invalid_request"


class Unauthorized(SwitchboardError):
    code = "unauthorized"


class Forbidden(SwitchboardError):
    code = "forbidden"


class NotFound(SwitchboardError):
    code = "not_found"


class Conflict(SwitchboardError):
    code = "conflict"


class Taken(Conflict):
    code = "taken"


class Full(Conflict):
    """The agent carries as much as they may, or has another offer on screen; a rule then goes on
    to somebody else."""

    code = "full"


class Duplicate(Conflict):
    code = "duplicate"


class UnpaidInvoice(Conflict):
    code = "unpaid_invoice"


class Unavailable(SwitchboardError):
    """What was asked for is not to be had at this moment; nothing was done."""

    code = "unavailable"


class Refused(SwitchboardError):
    code = "refused"


class NotVisible(Refused):
    code = "not_visible"


class Unsendable(Refused):
    """`code` says which rule: window_closed, opted_out, never_wrote, too_long, file_refused,
    not_supported, unreachable."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message, **facts)
        self.code = code
