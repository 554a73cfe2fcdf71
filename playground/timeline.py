"""The past of a run: moments it can go back to, thinned out as they grow many."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from torch import Tensor

from playground.knobs import SettingError

_FIRST_STRIDE = 100
_MOST_MOMENTS = 64
_MOST_BYTES = 64 << 20


@dataclass(frozen=True)
class Moment:
    """A run's state on arrival at `step`, with `applied` changes made before."""

    step: int
    applied: int
    state: dict[str, Tensor]

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(tensor.numel() * tensor.element_size() for tensor in self.state.values())


class Timeline:
    """Moments in the order of their steps; the first is the start and is never dropped.

    When they outgrow their room, every second one goes and new ones are taken half as often, so
    going back to any step costs at most one stride of training.
    """

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self.stride = _FIRST_STRIDE

    @property
    def last(self) -> int:
        """Step of the last moment kept."""
        return self.moments[-1].step

    def due(self, step: int) -> bool:
        """Whether a moment should be added at `step`."""
        return step % self.stride == 0 and step > self.last

    def next_due(self, step: int) -> int:
        """The next step after `step` at which one is due."""
        return step - step % self.stride + self.stride

    def add(self, step: int, applied: int, state: dict[str, Tensor]) -> None:
        """Keeps a moment, later than all others."""
        self.moments.append(Moment(step, applied, state))
        while len(self.moments) > self._room():
            self.stride *= 2
            first, *rest = self.moments
            self.moments = [first, *(m for m in rest if m.step % self.stride == 0)]

    def at(self, step: int) -> Moment:
        """The last moment that is not after `step`; raises `SettingError` before the first."""
        index = bisect.bisect_right([moment.step for moment in self.moments], step)
        if index == 0:
            raise SettingError(
                f"The past of this run begins at step {self.moments[0].step}; {step} is earlier."
            )
        return self.moments[index - 1]

    def last_before(self, step: int) -> int:
        """Step of the last moment before `step`; of the first of all if there is none."""
        return next((m.step for m in reversed(self.moments) if m.step < step), self.moments[0].step)

    def forget_after(self, step: int, applied: int) -> None:
        """Drops moments of a future that will not happen: later than `step`, or than its changes."""
        self.moments = [m for m in self.moments if m.step <= step and m.applied <= applied]
        while self.stride > _FIRST_STRIDE and self.last < self.stride * self._room() // 4:
            self.stride //= 2

    def _room(self) -> int:
        return max(4, min(_MOST_MOMENTS, _MOST_BYTES // max(1, self.moments[0].size)))
