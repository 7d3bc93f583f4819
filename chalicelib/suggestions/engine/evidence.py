"""From signals to scores, and from scores to the chance that the first answer is right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chalicelib.suggestions.engine import prior
from chalicelib.suggestions.engine.words import Floats, Ints


@dataclass(frozen=True, slots=True)
class Signals:
    """What each part of the engine says, questions × documents; `said` is the logarithm of each
    question's words."""

    margin: Floats
    nearest: Floats
    centre: Floats
    covered: Floats
    alike: Floats
    reply: Floats
    new: Floats
    against: Floats
    said: Floats

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


def describe(signals: Signals, scored: Floats) -> Floats:
    """For each question what its confidence comes from: the score of the first answer and how much
    was said, its lead over the second and the log-odds of its share."""
    rows = np.arange(len(scored))
    first = scored.argmax(axis=1)
    top = scored[rows, first]
    rest = scored.copy()
    rest[rows, first] = -np.inf
    odd = np.exp(rest - top[:, None]).sum(axis=1)
    strangers = max(0, COMPANY - scored.shape[1])
    if strangers:
        odd += strangers * np.exp(STRANGER - top)
        rest = np.hstack([rest, np.full((len(rest), 1), STRANGER, dtype=np.float32)])
    share = -np.log(np.clip(odd, 1e-4, 1e4))
    lead = np.clip(top - rest.max(axis=1), 0, 8)
    return np.stack([top, signals.said, lead, share], axis=1).astype(np.float32)


def confidence(
    features: Floats, known: Floats = prior.KNOWN, first: Floats = prior.FIRST
) -> Floats:
    """The chance that the first answer is right: that an answer is known at all, by how well the
    first fits, times that it is the first then, by how far it is ahead.

    Log-odds above `prior.SURE` are halved: how rare mistakes are among the surest answers differs
    most from one account to the next.
    """
    chance = _likely(features[:, :2], known) * _likely(features[:, 2:], first)
    raised = np.log(chance / (1 - chance))
    careful = np.minimum(raised, prior.SURE + (raised - prior.SURE) / 2)
    sure: Floats = (1 / (1 + np.exp(-careful))).astype(np.float32)
    return sure


def _likely(features: Floats, weights: Floats) -> NDArray[np.float64]:
    """A chance from features; `weights` has one more, the constant."""
    raised = features.astype(np.float64) @ weights[:-1] + weights[-1]
    likely: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(raised, -30, 15)))
    return likely
