"""Trials: how often a remedy frees a collapsed run, counted over seeds beside doing nothing."""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from torch import Tensor

from playground.intervals import chance_of_more, wilson
from playground.knobs import SettingError
from playground.metrics import measure
from playground.remedies.base import Remedy
from playground.settings import Settings
from playground.trainer import Trainer

PRESET = "mode-collapse"
BEFORE = 1000
"""Steps after which the runs of the preset have long settled on a mode or two."""
AFTER = 1500
"""Steps that a remedy gets, in a run that goes on as in one that starts anew."""
CHANCE = 0.01
"""A remedy helps if its share would come up less often than this were it no better than its control."""
_METRICS = ("modes", "high_quality")


class Ward:
    """Runs of one setting brought to a collapse, on which remedies are tried one after the other."""

    def __init__(
        self,
        settings: Settings,
        seeds: Sequence[int],
        before: int = BEFORE,
        after: int = AFTER,
        progress: Callable[[int], object] = lambda steps: None,
    ) -> None:
        """`progress` is called with steps done, summed over seeds."""
        self.settings, self.seeds, self.before, self.after = settings, tuple(seeds), before, after
        self._progress = progress
        self.total = int(settings.family.distribution.modes().weights.size)
        self._controls: dict[bool, dict[str, Any]] = {}

    @functools.cached_property
    def _collapsed(self) -> tuple[dict[str, Tensor], dict[str, list]]:
        trainer = Trainer(self.settings, seeds=self.seeds)
        self._run(trainer, self.before)
        return trainer.run.state(), _looks(trainer)

    @property
    def start(self) -> dict[str, list]:
        """The metrics of the runs on which remedies are tried."""
        return self._collapsed[1]

    def know(self, tried: Sequence[dict[str, Any]]) -> None:
        """Takes over controls that have been counted already."""
        self._controls |= {block["anew"]: block for block in tried if "control" not in block}

    def control(self, anew: bool) -> dict[str, Any]:
        """What comes of doing nothing, or of starting anew with nothing changed."""
        if anew not in self._controls:
            named = {"key": "nothing", "title": "Do nothing"}
            if anew:
                named = {"key": "start-anew", "title": "Start anew"}
            self._controls[anew] = named | {"anew": anew} | self._outcome(self.settings, anew)
        return self._controls[anew]

    def treated(self, remedy: type[Remedy], anew: bool) -> dict[str, Any]:
        """What comes of one remedy, taken up by the collapsed runs or by new ones from their start, and
        whether that is more than its control."""
        prescribed = remedy.anew(self.settings) if anew else remedy.prescribed(self.settings, self.before)
        counted, control = self._outcome(prescribed, anew), self.control(anew)
        return {
            "key": remedy.key,
            "title": remedy.title,
            "settings": remedy.settings,
            "anew": anew,
            **counted,
            "control": control["key"],
            "helps": helps(counted, control),
        }

    def _outcome(self, settings: Settings, anew: bool) -> dict[str, Any]:
        """What the seeds have reached when they have run on, or anew, under `settings`."""
        started = time.perf_counter()
        trainer = Trainer(settings, seeds=self.seeds)
        if not anew:
            trainer.go_to(0, self._collapsed[0])
        self._run(trainer, self.after)
        looks, seconds = _looks(trainer), round(time.perf_counter() - started, 1)
        return shares(looks["modes"], self.total) | looks | {"seconds": seconds}

    def _run(self, trainer: Trainer, steps: int) -> None:
        end = trainer.steps + steps
        while trainer.steps < end and not trainer.error:
            done = min(50, end - trainer.steps)
            trainer.step(done)
            self._progress(done * len(self.seeds))


def trials(
    settings: Settings,
    seeds: Sequence[int],
    remedies: Sequence[type[Remedy]] = (),
    *,
    before: int = BEFORE,
    after: int = AFTER,
    progress: Callable[[int], object] = lambda steps: None,
    held: Mapping[str, Any] | None = None,
    keep: Callable[[dict[str, Any]], object] = lambda found: None,
) -> dict[str, Any]:
    """Tries remedies, all there are unless named: each in collapsed runs, where they can take it up, and
    in new ones from their start. `tried` begins with the two controls.

    What is `held` of an earlier call is gone on from: remedies that are named are tried again, of the
    others those that are not in it. `keep` is called with all that is known whenever something is.
    Raises `SettingError` if it was about other runs.
    """
    ward = Ward(settings, seeds, before, after, progress)
    told = {
        "settings": settings.to_query(),
        "in_full": settings.of_any_seed(),
        "seeds": list(ward.seeds),
        "before": before,
        "after": after,
        "total": ward.total,
    }
    if held and any(held.get(name) != value for name, value in told.items()):
        raise SettingError("What was kept is about other settings, seeds or steps; choose another file.")
    known = {(block["key"], block["anew"]): block for block in (held or {"tried": ()})["tried"]}
    ward.know(list(known.values()))
    for anew in (False, True):
        known.setdefault((ward.control(anew)["key"], anew), ward.control(anew))
    told["start"] = held["start"] if held else ward.start
    for remedy in remedies or Remedy.entries.values():
        for anew in ways(remedy, settings):
            if remedies or (remedy.key, anew) not in known:
                known[remedy.key, anew] = ward.treated(remedy, anew)
                keep(told | {"tried": in_order(known.values())})
    return told | {"tried": in_order(known.values())}


def in_order(tried: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The controls first, then remedies in the order of their catalogue."""
    places = {key: place for place, key in enumerate(Remedy.entries)}
    return sorted(tried, key=lambda block: (places.get(block["key"], -1), block["anew"]))


def ways(remedy: type[Remedy], settings: Settings) -> tuple[bool, ...]:
    """Whether a remedy is tried anew (True) only, or first in the run that goes on."""
    return (True,) if remedy.restarts(settings.family) else (False, True)


def shares(modes: Sequence[int | None], total: int) -> dict[str, dict[str, Any]]:
    """In how many seeds all modes are covered, all but one at least, and more than half of them; each
    with the 95 % interval of the share. A seed that diverged (None) covers none."""
    wanted = {"all": total, "most": total - 1, "over_half": total // 2 + 1}
    return {reached: _share(modes, least) for reached, least in wanted.items()}


def _share(modes: Sequence[int | None], least: int) -> dict[str, Any]:
    met, n = sum(value is not None and value >= least for value in modes), len(modes)
    low, high = (round(bound, 4) for bound in wilson(met, n))
    return {"least": least, "met": met, "n": n, "low": low, "high": high}


def helps(counted: Mapping[str, Any], control: Mapping[str, Any]) -> dict[str, bool]:
    """Whether each share is above the control's by more than chance would have it (`CHANCE`)."""
    return {reached: _more(counted[reached], control[reached]) for reached in ("all", "most", "over_half")}


def _more(share: Mapping[str, Any], control: Mapping[str, Any]) -> bool:
    return chance_of_more(share["met"], share["n"], control["met"], control["n"]) < CHANCE


def _looks(trainer: Trainer) -> dict[str, list]:
    """Metrics of every replica, a list each; the number of modes is None where it is undefined."""
    records = [measure(trainer.evaluation(replica), _METRICS) for replica in range(len(trainer.seeds))]
    modes = [None if math.isnan(record["modes"]) else int(record["modes"]) for record in records]
    return {"modes": modes, "high_quality": [round(record["high_quality"], 4) for record in records]}
