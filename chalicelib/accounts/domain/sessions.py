"""Which of a user's sessions are good: all that began after the last time all were ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Session:
    """One signing in, as every access token that comes of it names it (Amazon Cognito docs:
    "Understanding the access token": origin_jti, auth_time)."""

    id: str
    began: int
    """Seconds since 1970. A pool tells no fractions."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """When a user's sessions were ended last, and which of that very second go on."""

    ended: int = 0
    """Seconds since 1970; 0: never."""
    kept: tuple[str, ...] = ()

    def hold(self, session: Session) -> bool:
        """Whether a session goes on."""
        return not self.ended or session.began > self.ended or session.id in self.kept

    def with_(self, session: Session) -> Sessions:
        """So that a session that was begun by the right password goes on, whatever the clocks of
        pool and caller make of the order."""
        if self.hold(session) or not session.id:
            return self
        return Sessions(self.ended, (*self.kept, session.id))


NEVER_ENDED = Sessions()

UNKNOWN = Session("", 0)
"""The session of a token that names none: good for who never ended theirs."""
