"""What a preset is: settings worth seeing, what to watch, and what was measured about them."""

from __future__ import annotations

import dataclasses
import itertools
import math
import operator
from collections.abc import Mapping, Sequence
from typing import ClassVar

from playground.catalogue import Catalogued
from playground.knobs import SettingError

CHAPTERS = ("line", "modes", "balance", "images", "family", "best")
"""On the line; modes found and lost in the plane; how strong D may be; pictures; families other than the GAN;
what a good recipe reaches."""

_RELATIONS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq, "<": operator.lt, ">": operator.gt}


@dataclasses.dataclass(frozen=True)
class Bound:
    """One metric against one number: `jsd <= 0.01`."""

    metric: str
    relation: str
    number: float

    @classmethod
    def read(cls, text: str) -> Bound:
        """From "metric relation number"."""
        metric, relation, number = text.split()
        if relation not in _RELATIONS:
            raise SettingError(f"A bound compares by one of {', '.join(_RELATIONS)}; {relation!r} is not.")
        return cls(metric, relation, float(number))

    def holds(self, metrics: Mapping[str, float]) -> bool:
        """Whether a record of metrics meets it; a missing or undefined number does not."""
        return _RELATIONS[self.relation](metrics.get(self.metric, float("nan")), self.number)


@dataclasses.dataclass(frozen=True)
class Claim:
    """Something that a preset says happens, in a form that can be counted over seeds.

    `bounds` ("jsd <= 0.01 and d_half_gap <= 0.05") must all be met by one record: the last one
    (`when="end"`), the first (`"start"`) or any (`"ever"`); with `at`, the one taken at that step. With
    `when="turns"` they bound how many times a metric changed from one record to the next. `wanted` is
    the share of seeds. A claim about a `variant` of the preset ("objective=wasserstein") is counted when
    that is compared.
    """

    text: str
    bounds: str
    when: str = "end"
    wanted: float = 0.95
    variant: str = ""
    at: int = 0

    def met(self, records: Sequence[Mapping[str, float]]) -> bool:
        """Whether one seed's records, in the order of steps, meet the claim; those on the way know their
        `step`."""
        bounds = [Bound.read(part) for part in self.bounds.split(" and ")]
        last = [record for record in records if record.get("step") == self.at] if self.at else records[-1:]
        looked_at = {
            "start": records[:1],
            "end": last,
            "ever": records,
            "turns": [{metric: _turns(metric, records) for metric in self.metrics()}],
        }[self.when]
        return any(all(bound.holds(record) for bound in bounds) for record in looked_at)

    @property
    def along(self) -> bool:
        """Whether it needs records along the way, not only the first and the last."""
        return self.when in ("ever", "turns")

    def metrics(self) -> set[str]:
        """The metrics it needs."""
        return {Bound.read(part).metric for part in self.bounds.split(" and ")}


def _turns(metric: str, records: Sequence[Mapping[str, float]]) -> int:
    """How many times a metric changed; records where it is missing or undefined are passed over."""
    values = [record[metric] for record in records if not math.isnan(record.get(metric, math.nan))]
    return sum(before != after for before, after in itertools.pairwise(values))


class Preset(Catalogued, abstract=True):
    """Settings with a story: the docstring says in a sentence what to watch.

    `chapter` is one of `CHAPTERS`; `settings` is a query string; `steps` is how long the story lasts;
    `speed` the iterations a second at which it is told on the page (None: as fast as it goes);
    `every` the steps between two looks when claims ask what happened on the way; `kept` the step at
    which its networks are kept as ones to begin at (see `playground.trained`), 0 for none.
    """

    chapter: ClassVar[str]
    settings: ClassVar[str]
    steps: ClassVar[int]
    speed: ClassVar[int | None] = None
    every: ClassVar[int | None] = None
    kept: ClassVar[int] = 0
    claims: ClassVar[tuple[Claim, ...]] = ()

    @classmethod
    def story(cls) -> dict[str, list[type[Preset]]]:
        """All presets in the order in which they are best told: by chapter, then as they are defined."""
        return {
            chapter: [preset for preset in cls.entries.values() if preset.chapter == chapter]
            for chapter in CHAPTERS
        }
