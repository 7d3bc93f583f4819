"""Mail: in by SES, or from any mailbox that forwards to us; out by SES or a mailbox's own SMTP.

Nothing is imported here. The queue's function is a module of this package, so `app` imports the
package; and reading mail needs libraries that the function `mail` alone has (layers/mail.in).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.channels.email.kind import provider

__all__ = ["provider"]


def __getattr__(name: str) -> object:
    """`provider`, when the registry asks for it."""
    if name == "provider":
        from chalicelib.channels.email.kind import provider

        return provider
    raise AttributeError(name)
