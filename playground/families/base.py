"""What a model family is, and what a run of one can do.

Trainer, timeline, evidence and page know only these two classes. A family is a frozen description;
a run is its state: weights, optimizer memory and counters, for one or more seeds at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar, Self
from urllib.parse import parse_qsl

import torch
from torch import Tensor

from playground.addresses import addresses, assign
from playground.catalogue import Catalogued
from playground.flow import Box, Flow
from playground.metrics import Evaluation


class Family(Catalogued, abstract=True):
    """A way of learning p_data, with everything that can be set about it.

    `pictures` are the keys of those that are its own: where they apply they come before all others.
    The rest is for the map of the families (`playground.lineage`), and may be left out: the key of the
    family that it `grew_from`, the authors of its `paper` and its `year`, and a sentence that says
    `what_for` it is good.
    """

    pictures: ClassVar[tuple[str, ...]] = ()
    grew_from: ClassVar[str] = ""
    paper: ClassVar[str] = ""
    year: ClassVar[int | None] = None
    what_for: ClassVar[str] = ""

    @abstractmethod
    def begin(self, seeds: Sequence[int], device: torch.device, dtype: torch.dtype) -> Run:
        """A run at its start. Equal seeds give equal runs, whichever seeds run beside them."""

    @abstractmethod
    def half_names(self) -> tuple[str, ...]:
        """Names of the half-steps that make one iteration, in their order."""

    def phases(self, half: str) -> tuple[str, ...]:
        """What happens within the half-step `half`, one after the other, for slow motion; the last is
        the update. Others may be noise, fake, data, judge, loss and gradient."""
        return ("update",)

    def flow(self) -> Flow:
        """What feeds what, and which settings belong where; one box for everything, if nothing is said."""
        heads = dict.fromkeys(path.partition(".")[0] for path in addresses(self))
        return Flow((Box("model", self.title, tuple(heads), kind="model"),))

    def work(self) -> int:
        """Multiply-adds of one iteration, roughly; 0 where they have not been counted."""
        return 0

    def weights(self) -> int:
        """Numbers that one replica learns; 0 where they have not been counted."""
        return 0

    def carries_over_to(self, other: Family) -> bool:
        """Whether a run in flight could go on as `other`, its weights kept."""
        return type(other) is type(self)

    def check(self) -> None:
        """Raises `SettingError` where settings do not go together that one by one may be on the way to what
        does: whoever sets several looks once they are all set."""

    def suited(self) -> Self:
        """The same with what suits its data in place of defaults that do not; see `Distribution.suits`."""
        data = getattr(self, "distribution", None)
        return self if data is None else self.with_known(data.suits)

    def with_known(self, query: str) -> Self:
        """The same with those of some settings that there are here."""
        family = self
        for path, value in parse_qsl(query):
            if path in addresses(family):
                family = assign(family, path, value)
        return family

    def home(self) -> str:
        """The device this family is fastest on when the settings leave the choice open."""
        return "cpu"


class Run(ABC):
    """The state of a run, with a leading replica axis: one replica for each seed."""

    family: Family
    seeds: tuple[int, ...]
    steps: int
    threads: int = 1

    @abstractmethod
    def advance(self, iterations: int) -> None:
        """Runs whole iterations."""

    @abstractmethod
    def iteration(self) -> Iterator[str]:
        """One iteration, a half-step at a time: yields the name of each just before it is taken.

        It has to be run to its end before anything else is done to the run.
        """

    @abstractmethod
    def half_step(self, half: str) -> None:
        """Runs one half-step by itself; `steps` stays as it is."""

    @abstractmethod
    def retune(self, family: Family) -> None:
        """Goes on under changed settings that the present ones carry over to; weights and optimizer
        memory are kept."""

    @abstractmethod
    def state(self) -> dict[str, Tensor]:
        """A copy of everything that changes while running: loading it continues exactly."""

    @abstractmethod
    def load(self, state: dict[str, Tensor]) -> None:
        """Takes over a state made by a run of the same shape."""

    @abstractmethod
    def healthy(self) -> Tensor:
        """For each replica, whether all its numbers are finite: bool (replicas,)."""

    @abstractmethod
    def evaluation(self, replica: int = 0, lasting: bool = True) -> Evaluation:
        """One replica as metrics and pictures see it, frozen at this instant.

        One that is not `lasting` is good until the next such call, and sooner made.
        """
