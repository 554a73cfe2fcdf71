"""Kinds of failure, told by stated rules over a short history of a run: for many seeds at once."""

from __future__ import annotations

import collections
import dataclasses
import enum
from collections.abc import Mapping, Sequence

import numpy as np

from playground.metrics.modes import SHARE

Array = np.ndarray

EVERY = 20
"""Steps from one record to the next for which the rules were tried."""
WINDOW = 10
"""Records that a verdict looks back on: 200 steps, several times as long as a hop takes."""
LOST = SHARE / 4
"""A mode that is held is lost below this share of its due; so one near the threshold does not count as
lost and found at every look."""
HOPS = 3
"""Modes lost, and found, in a window that make a hopping: fewer may still be the end of a search."""
TURNOVER = 0.5
"""And they have to be this share of the modes held: of many modes, a few always come and go."""
FLICKER = 2
"""Losses and finds in a window that leave a set the same: one mode that goes and comes back."""
GATHERED = 0.8
"""Samples have gathered if their spread is below this share of the data's: a heap with its strands reads
0.75 at most, a smear that grazes a mode here and there 0.9 and more."""
NEEDLE = 0.3
"""The same where the data is one bump; a G that fits it, if too sharply, stays above a half."""
NO_PUSH = 0.02
"""A push that changes G's loss by less than this over one standard deviation of the data; starved runs
read below 0.006, collapsing and hopping ones above 0.07."""
SURE = 0.95
"""D's lead (AUC) from which it is sure: only then is a missing push D's doing, and not the game's end."""
FAR = 0.5
"""A distance between p_g and p_data, in standard deviations of the data, that no fitted G shows."""
NEAR = 0.3
"""One bump is fitted below this distance, on average: a G that breathes about the data reads up to 0.27, a
needle in its middle 0.8, 500 samples of the data itself 0.05."""
AWAY = 10.0
"""Samples have flown away at this many times the distance from which a generator begins."""


class Kind(enum.StrEnum):
    """What may be said of a run."""

    DIVERGENCE = "divergence"
    VANISHING = "vanishing-gradient"
    FINE = "fine"
    HOPPING = "hopping"
    FULL = "full-collapse"
    DROPPING = "mode-dropping"
    OPEN = "open"


@dataclasses.dataclass(frozen=True)
class Record:
    """What the rules know of a moment of one or many seeds.

    `shares` (seeds, modes): how much of its due each mode gets, covered from `metrics.modes.SHARE` on; None
    where the data has no modes. All others are (seeds,): `finite`, whether weights and samples are;
    `push`, root mean square of dL_G/dx on fakes times the data's standard deviation; `distance`,
    `spread` and `reach` as in `looks`; `ranking`, D's lead as an AUC. No rule looks at what is `said`: the
    losses and, by its metric's name, the players' own estimate of a distance.
    """

    step: int
    shares: Array | None
    finite: Array
    push: Array
    distance: Array
    spread: Array
    reach: Array
    ranking: Array
    said: Mapping[str, Array] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What the rules say of one seed, over the records from step `since` on.

    `sentence` is the key of a sentence for people; `values` are what it may quote.
    """

    kind: Kind
    since: int
    values: dict[str, float]

    @property
    def sentence(self) -> str:
        """Key of the sentence."""
        return f"failure.{self.kind}"


class Watch:
    """Follows one or many seeds: fed a record every so many steps, it says what has become of each."""

    def __init__(self, window: int = WINDOW) -> None:
        self._records: collections.deque[Record] = collections.deque(maxlen=window)

    def add(self, record: Record) -> None:
        """Takes the next record; the oldest beyond the window is forgotten."""
        self._records.append(record)

    def forget(self) -> None:
        """Drops everything: what came before a change of settings says nothing about what comes after."""
        self._records.clear()

    def verdicts(self) -> list[Verdict]:
        """One verdict for each seed, `OPEN` until the window is full; none before the first record."""
        if not self._records:
            return []
        history = _History(self._records)
        full = len(self._records) == self._records.maxlen
        kinds = np.full(history.seeds, Kind.OPEN, dtype=object)
        for kind, rule in reversed(_RULES.items()):
            if full or kind is Kind.DIVERGENCE:
                kinds[rule(history)] = kind
        return [Verdict(kind, self._records[0].step, history.values(s)) for s, kind in enumerate(kinds)]


class _History:
    """The records of a window, stacked: every array is (records, seeds, ...)."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.step = records[-1].step
        for name in ("finite", "push", "distance", "spread", "reach", "ranking"):
            setattr(self, name, np.stack([getattr(record, name) for record in records]))
        shares = None if records[-1].shares is None else np.stack([record.shares for record in records])
        self.several = shares is not None and shares.shape[-1] > 1
        self.seeds = len(records[-1].finite)
        self.held = _held(shares) if self.several else np.zeros((len(records), self.seeds, 0), bool)
        self.lost = (self.held[:-1] & ~self.held[1:]).sum(axis=(0, 2))
        self.found = (~self.held[:-1] & self.held[1:]).sum(axis=(0, 2))

    def values(self, seed: int) -> dict[str, float]:
        """What a sentence may quote: the present numbers, and what was lost and found on the way."""
        values = {
            name: float(getattr(self, name)[-1, seed])
            for name in ("push", "distance", "spread", "reach", "ranking")
        }
        if self.several:
            values |= {"modes": int(self.held[-1, seed].sum()), "total": self.held.shape[-1]}
            values |= {"lost": int(self.lost[seed]), "found": int(self.found[seed])}
        return values | {"step": self.step}


def _held(shares: Array) -> Array:
    """Which modes each seed holds: from `SHARE` on, until they fall below `LOST`; shape of `shares`."""
    held = shares >= SHARE
    for before, now, share in zip(held, held[1:], shares[1:], strict=False):
        now |= before & (share >= LOST)
    return held


def _divergence(h: _History) -> Array:
    """Weights or samples are not finite, or the samples have flown away."""
    return ~h.finite[-1] | (h.reach[-1] >= AWAY)


def _vanishing(h: _History) -> Array:
    """All along, p_g was far from p_data and D sure, yet the push on fakes was next to nothing."""
    return ((h.push <= NO_PUSH) & (h.ranking >= SURE) & (h.distance >= FAR)).all(axis=0)


def _fine(h: _History) -> Array:
    """Every mode held all along; where there is one bump at most, p_g close to p_data on average."""
    return h.held.all(axis=(0, 2)) if h.several else h.distance.mean(axis=0) <= NEAR


def _hopping(h: _History) -> Array:
    """Modes were lost and others found, time and again, and many for the few that were held."""
    turns = np.minimum(h.lost, h.found)
    return (turns >= HOPS) & (turns >= TURNOVER * h.held.sum(axis=-1).mean(axis=0))


def _full(h: _History) -> Array:
    """All along, the samples had gathered, and held one mode at most; where the data is one bump, they
    were in a needle."""
    if not h.several:
        return (h.spread <= NEEDLE).all(axis=0)
    return ((h.held.sum(axis=-1) <= 1) & (h.spread <= GATHERED)).all(axis=0)


def _dropping(h: _History) -> Array:
    """Some modes were held, others never, and the set stayed the same but for a flicker."""
    if not h.several:
        return np.zeros(h.seeds, bool)
    some = h.held.any(axis=-1).all(axis=0) & ~h.held.any(axis=0).all(axis=-1)
    return some & (h.lost + h.found <= FLICKER)


_RULES = {
    Kind.DIVERGENCE: _divergence,
    Kind.VANISHING: _vanishing,
    Kind.FINE: _fine,
    Kind.HOPPING: _hopping,
    Kind.FULL: _full,
    Kind.DROPPING: _dropping,
}
"""In the order in which they are asked; the first that holds names the kind."""
