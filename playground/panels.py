"""The four panels of the 2014 paper's Figure 1, told from the numbers of a run."""

from __future__ import annotations

from collections.abc import Mapping

METRICS = ("jsd", "d_star_gap", "d_half_gap")
"""What has to be measured to tell the panels apart."""

NEAR, ARRIVED = 0.4, 0.05
"""p_g is near p_data while the Jensen-Shannon divergence lies between these (nats)."""

OPTIMAL = 0.15
"""D is at its optimum once it is this close to D* everywhere."""

SAME, UNDECIDED = 0.01, 0.05
"""At the end the divergence is below the first (nats), and D this close to 1/2 over the data."""


class Panels:
    """Finds the first moment at which a run looks like each panel of Goodfellow et al. (2014), Figure 1.

    (a) near convergence, with D only partly right; (b) then D at its optimum for the present G; (c)
    after that, G has followed D's slope half of the way to the data; (d) p_g = p_data, and D = 1/2.
    """

    def __init__(self) -> None:
        self.steps: dict[str, int] = {}
        self._at_optimum: float | None = None

    def note(self, step: int, metrics: Mapping[str, float]) -> None:
        """Looks at the numbers of one step; a negative one stands for none. Moments are found in the
        order in which they are noted."""
        if step < 0 or any(name not in metrics for name in METRICS):
            return
        jsd, gap, half_gap = (metrics[name] for name in METRICS)
        near = ARRIVED < jsd <= NEAR
        if near and gap > OPTIMAL:
            self.steps.setdefault("a", step)
        if near and gap <= OPTIMAL and "a" in self.steps and "b" not in self.steps:
            self.steps["b"], self._at_optimum = step, jsd
        if self._at_optimum is not None and SAME < jsd <= self._at_optimum / 2:
            self.steps.setdefault("c", step)
        if jsd <= SAME and half_gap <= UNDECIDED:
            self.steps.setdefault("d", step)

    def forget_after(self, step: int) -> None:
        """Drops moments later than `step`: that future will not happen."""
        self.steps = {panel: moment for panel, moment in self.steps.items() if moment <= step}
        if "b" not in self.steps:
            self._at_optimum = None
