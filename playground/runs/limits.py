"""How much one server gives: at home what the machine can, on a public Space what all can share."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from playground import SettingError, Settings
from playground.families import Family

_ELSEWHERE = "run the playground on your own computer"


@dataclass(frozen=True)
class Rate:
    """So many at once, and then so many a second."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Limits:
    """What visitors may take. A client is one address: one visitor, or a classroom behind a router.

    `runs` places are there for all. Nobody is refused while some are free; when none is, a newcomer
    takes one from the client that holds most, if those are more than `runs_per_client`. Such a client's
    runs also train together like `runs_per_client`. `work` is in multiply-adds an iteration, and
    `replay` in multiply-adds of the half-steps that settings ask for by themselves, which are taken at
    one go. `weights` bounds memory: a run and its past hold about 100 bytes for each weight, or 64 MB
    if that is more, so 32 runs of a million weights stay below 4 GB.
    """

    runs: int = 32
    runs_per_client: int = 32
    viewers: int = 8
    work: float = 5e10
    replay: float = 2e11
    weights: int = 10_000_000
    replicas: int = 64
    connections: int = 2000
    calls: Rate = Rate(2000, 1000)
    requests: Rate = Rate(20_000, 10_000)

    @classmethod
    def here(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The limits of this server: roomy at home, tighter where SPACE_ID says that it is a Space."""
        return cls.of_space() if environment.get("SPACE_ID") else cls()

    @classmethod
    def of_space(cls) -> Self:
        """Limits for two shared cores and 16 GB.

        A hand on a slider makes 30 calls a second, a page takes about 100 requests to load, and
        polling for frames 40 a second: thirty students share one address with room to spare.
        """
        return cls(
            runs_per_client=8,
            work=4e9,
            replay=1e10,
            weights=1_000_000,
            replicas=16,
            connections=300,
            calls=Rate(300, 100),
            requests=Rate(5000, 500),
        )

    def check(self, settings: Settings, replicas: int = 1) -> None:
        """Raises `SettingError` if a run of these settings, or of what they plan to become, asks for
        too much."""
        if replicas > self.replicas:
            raise SettingError(
                f"This server trains at most {self.replicas} seeds side by side, not {replicas}."
            )
        self.check_family(family := settings.family, replicas)
        replay = 0.0
        for change in settings.changes:
            if change.is_half:
                replay += change.halves()[1] * family.work() * replicas
            elif (after := change.made_to(family)) != family:
                self.check_family(family := after, replicas)
        if replay > self.replay:
            raise SettingError(
                f"The half-steps in these settings take {_times(replay / self.replay)} the computing time "
                "that this server gives them; leave some out, or choose smaller networks or a smaller batch."
            )

    def check_family(self, family: Family, replicas: int = 1) -> None:
        """Raises `SettingError` if one iteration takes too much work, or the weights too much memory."""
        if (work := family.work() * replicas) > self.work:
            raise SettingError(
                f"One step of this takes {_times(work / self.work)} the computing time that this server "
                f"gives; choose a smaller width, depth, batch or k, or {_ELSEWHERE}."
            )
        if (weights := family.weights() * replicas) > self.weights:
            raise SettingError(
                f"These networks have {weights:,} weights, and this server gives a run {self.weights:,}; "
                f"choose a smaller width or depth, or {_ELSEWHERE}."
            )


def _times(ratio: float) -> str:
    return f"{ratio:.0f} times" if ratio >= 2 else "more than"
