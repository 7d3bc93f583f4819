"""robots.txt (RFC 9309: Robots Exclusion Protocol).

Read by Protego: the standard library's parser knows neither `*` and `$` in paths nor that the
longest rule wins, and so takes for forbidden what a site allows, and the other way round. Protego
matches without regular expressions, in a time that no rule can blow up.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from chalicelib.knowledge.domain.sources import LONGEST_PAUSE

AGENT = "Switchboard"
"""As which a site may name us in its robots.txt."""
LARGEST = 500 * 1024
"""Bytes that are read at most, as RFC 9309, section 2.5, has it."""
KEPT = 100_000
"""Characters that are kept between steps; rules beyond are not of this world."""
LINES = 2000


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us."""

    rules: Protego
    pause: int
    """Seconds between two pages."""
    sitemaps: tuple[str, ...]

    def allows(self, url: str) -> bool:
        """Whether we may read it."""
        return bool(self.rules.can_fetch(url, AGENT))


def read(text: str) -> Robots:
    """The rules in a robots.txt; whatever is no rule is none."""
    rules = Protego.parse("\n".join(kept(text).splitlines()[:LINES]))
    wanted = rules.crawl_delay(AGENT) or 0
    pause = max(0, min(round(wanted), LONGEST_PAUSE)) if wanted == wanted else 0
    return Robots(rules, pause, tuple(dict.fromkeys(rules.sitemaps)))


def kept(text: str) -> str:
    """What of a robots.txt is kept: whole lines, so that no rule becomes another."""
    plain = text.replace("\r", "\n").replace("\x00", "")
    return plain if len(plain) <= KEPT else plain[:KEPT].rpartition("\n")[0]
