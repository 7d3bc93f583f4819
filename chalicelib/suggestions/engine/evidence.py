"""From signals to scores, and from scores to the chance that the first answer is right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chalicelib.suggestions.engine import prior
from chalicelib.suggestions.engine.words import Floats, Ints


@dataclass(frozen=True, slots=True)
class Signals:
    """What each part of the engine says, questions × documents; what is known of each alone.

    `said` is the logarithm of a question's words, `texts` that of a document's texts.
    """

    margin: Floats
    nearest: Floats
    centre: Floats
    covered: Floats
    alike: Floats
    reply: Floats
    new: Floats
    against: Floats
    said: Floats
    texts: Floats

    def of(self, rows: Ints, columns: Ints) -> Signals:
        """The same of some questions and some documents."""
        here = np.ix_(rows, columns)
        return Signals(
            self.margin[here],
            self.nearest[here],
            self.centre[here],
            self.covered[here],
            self.alike[here],
            self.reply[here],
            self.new[here],
            self.against[here],
            self.said[rows],
            self.texts[columns],
        )


AGAINST, FOR = 3.0, 1.5
"""How far a rejected document falls behind the next one, an accepted one gets ahead of others."""


def scores(signals: Signals) -> Floats:
    """One score of each document; a difference of 1 means e times as likely.

    What was rejected loses its lead over the next document, and AGAINST more; what was accepted
    just now catches up with the first, and gains FOR more. Both in full for the question itself, in
    part for those near it.
    """
    summed: Floats = (
        prior.MARGIN * signals.margin
        + prior.NEAREST * signals.nearest
        + prior.CENTRE * signals.centre
        + prior.COVERED * signals.covered
        + prior.ALIKE * signals.alike
        + prior.REPLY * signals.reply
    ).astype(np.float32)
    if not (signals.new.any() or signals.against.any()):
        return summed
    best = np.sort(summed, axis=1)[:, ::-1]
    first, second = best[:, :1], best[:, min(1, best.shape[1] - 1), None]
    gained = signals.new * (FOR + first - summed)
    lost = signals.against * (AGAINST + np.maximum(0, summed - second))
    moved: Floats = summed + gained - lost
    return moved


def chances(scored: Floats) -> Floats:
    """Each document's share, as if one of them were right."""
    raised = np.exp(scored - scored.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


COMPANY, STRANGER = 20, -1.5
"""With fewer documents than this, strangers stand in for those that are not there, each with the
score that a document about something else has: the best of three is not sure for being the best."""

FEATURES = (
    "lead",
    "share",
    "margin",
    "ahead",
    "nearest",
    "centre",
    "covered",
    "alike",
    "said",
    "texts",
)
"""What is known of the first answer: how `describe` computes each is all there is to it."""


def describe(signals: Signals, scored: Floats) -> Floats:
    """For each question the FEATURES of its first answer."""
    rows = np.arange(len(scored))
    first = scored.argmax(axis=1)
    shares = np.clip(chances(scored)[rows, first], 1e-4, 1 - 1e-4)
    rest = scored.copy()
    rest[rows, first] = -np.inf
    strangers = max(0, COMPANY - scored.shape[1])
    if strangers:
        raised = np.exp(scored - scored[rows, first][:, None])
        odd = raised.sum(axis=1) - 1 + strangers * np.exp(STRANGER - scored[rows, first])
        shares = np.clip(1 / (1 + odd), 1e-4, 1 - 1e-4)
        rest = np.hstack([rest, np.full((len(rest), 1), STRANGER, dtype=np.float32)])
    second = rest.max(axis=1)
    others = signals.margin.copy()
    others[rows, first] = -1.5
    return np.stack(
        [
            np.clip(scored[rows, first] - second, 0, 8),
            np.log(shares / (1 - shares)),
            signals.margin[rows, first],
            signals.margin[rows, first] - others.max(axis=1),
            signals.nearest[rows, first],
            signals.centre[rows, first],
            signals.covered[rows, first],
            signals.alike[rows, first],
            signals.said,
            signals.texts[first],
        ],
        axis=1,
    ).astype(np.float32)


def confidence(features: Floats, weights: Floats = prior.CONFIDENCE) -> Floats:
    """The chance that the first answer is right; `weights` has one more, the constant.

    Log-odds above `prior.SURE` are halved: how rare mistakes are among the surest answers differs
    most from one account to the next.
    """
    raised = features @ weights[:-1] + weights[-1]
    careful = np.minimum(raised, prior.SURE + (raised - prior.SURE) / 2)
    likely: Floats = (1 / (1 + np.exp(-np.clip(careful, -30, 30)))).astype(np.float32)
    return likely
