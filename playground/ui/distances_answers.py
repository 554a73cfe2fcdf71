"""What the routes of the distances' laboratory answer: plain data of one state of its sliders."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import torch

from playground.distributions import Line
from playground.distributions.plane_mixtures import Gaussian2d, Ring
from playground.knobs import SettingError
from playground.laboratory import Distance, Shifted
from playground.laboratory import coupling as couplings
from playground.laboratory.critics import critics
from playground.laboratory.densities import cuts
from playground.laboratory.matching import at_random, by_hand, costs, independent, optimal, worst
from playground.laboratory.offset import Offset, ParallelLines
from playground.laboratory.trained import trained_critics
from playground.runs.frames import finite

Array = np.ndarray
REACH = 6.0
"""The offsets theta of a curve run from -REACH to REACH."""

THETAS, PLACES, DRAWN, BARS, COUPLED, REST = 97, 181, 161, 40, 8, 40
_CLOUDS = Gaussian2d(x=0.0, y=0.0, width=0.5), Ring(radius=1.6, width=0.15)
PLANS = {
    "optimal": couplings.optimal_plan,
    "independent": couplings.independent_plan,
    "reversed": couplings.reversed_plan,
}


def densities(p: Line, q: Line) -> dict[str, Any]:
    """Both densities where they are worth drawing, q without its offset."""
    return {"p": _drawn(p), "q": _drawn(q)}


@lru_cache(maxsize=64)
def curves(p: Line | None, q: Line | None) -> dict[str, Any]:
    """All distances against the offset; of the parallel lines where there are no laws."""
    thetas = np.linspace(-REACH, REACH, THETAS)
    offset = Offset(p, q) if p and q else ParallelLines()
    return {"thetas": thetas, "curves": offset.curves(thetas)}


def built(distance: type[Distance], p: Line, q: Line) -> dict[str, Any]:
    """A distance as areas under curves."""
    made = distance().breakdown(p, q, DRAWN)
    return {name: getattr(made, name) for name in ("x", "curves", "terms", "areas", "sum", "value")}


def earth(p: Line, q: Line, plan: str, order: tuple[int, ...] | None) -> dict[str, Any]:
    """Mass on its way from p to q: a few points that stand for each, and the laws as histograms."""
    u = (np.arange(COUPLED) + 0.5) / COUPLED
    x, y = (np.asarray(line.quantile(u), dtype=float)[:, None] for line in (p, q))
    chosen = costs(x, y, order=np.arange(COUPLED) if order is None else np.array(order))
    h = couplings.histograms(p, q, BARS)
    duality = couplings.duality(h)
    return {
        "x": x[:, 0],
        "y": y[:, 0],
        "costs": {
            "optimal": chosen.optimal,
            "independent": chosen.independent,
            "reversed": chosen.worst,
            "hand": chosen.by_hand,
        },
        "excess": chosen.excess,
        "places": h.places,
        "masses": {"p": h.a, "q": h.b},
        "plan": PLANS[plan](h),
        "plan_cost": couplings.cost(h, PLANS[plan](h)),
        "potential": duality.potential,
        "primal": duality.primal,
        "dual": duality.dual,
    }


def judged(p: Line, q: Line) -> dict[str, Any]:
    """The best discriminator and the best critic."""
    made = critics(p, q, DRAWN)
    names = ("x", "p", "q", "discriminator", "slope", "critic", "critic_slope")
    return {name: getattr(made, name) for name in names}


def trained(p: Line, q: Line) -> dict[str, Any]:
    """A critic trained with clipped weights and one with a gradient penalty: about a second."""
    made = trained_critics(p, q)
    told = {"x": made.axes[0]}
    for name in ("clipped", "penalised"):
        critic = getattr(made, name)
        # The level of a critic means nothing: it is drawn around 0.
        level = (critic.values.max() + critic.values.min()) / 2
        told[name] = {"values": critic.values - level, "gap": critic.gap, "slope": critic.slope}
    return told


@lru_cache(maxsize=1)
def counterexamples() -> dict[str, Any]:
    """The laws that break an axiom, drawn, and the distances that show it: declared and computed."""
    return {
        key: [
            {
                "axiom": shown.axiom,
                "laws": [_drawn(line) for line in shown.laws],
                "numbers": shown.numbers,
                "measured": shown.measured(entry()),
            }
            for shown in entry.counterexamples
        ]
        for key, entry in Distance.entries.items()
    }


@lru_cache(maxsize=32)
def clouds(count: int, seed: int) -> tuple[Array, Array]:
    """Samples (count, 2) of a round bump and of a ring around it."""
    generator = torch.Generator().manual_seed(seed)
    return tuple(law.sample(count, generator).numpy().astype(float) for law in _CLOUDS)


@lru_cache(maxsize=64)
def _matched_clouds(count: int, seed: int) -> dict[str, Any]:
    x, y = clouds(count, seed)
    made = {"optimal": optimal(x, y), "random": at_random(x, y, seed), "worst": worst(x, y)}
    return {
        "orders": {name: matching.order for name, matching in made.items()},
        "costs": {name: matching.mean for name, matching in made.items()},
        "independent": independent(x, y),
    }


def assignment(count: int, seed: int, order: tuple[int, ...] | None) -> dict[str, Any]:
    """Two clouds in the plane, who goes to whom, and what it costs on average."""
    x, y = clouds(count, seed)
    found = _matched_clouds(count, seed)
    mean = found["costs"]["optimal"] if order is None else by_hand(x, y, np.array(order)).mean
    hand = {"hand": mean}
    return {"x": x, "y": y, **found, "costs": found["costs"] | hand}


def moved(q: Line, theta: float) -> Line:
    """q, moved by the offset."""
    return Shifted(line=q, by=theta) if theta else q


def rounded(value: Any) -> Any:
    """Plain data with numbers of five digits; what JSON cannot hold is spelled "inf" or None."""
    if isinstance(value, np.ndarray):
        return rounded(value.tolist())
    if isinstance(value, dict):
        return {key: rounded(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(held) for held in value]
    if isinstance(value, complex):
        return [rounded(value.real), rounded(value.imag)]
    if isinstance(value, float):
        # Rounding may take the largest numbers beyond what a float can hold.
        return finite(float(f"{value:.5g}"))
    return value


@lru_cache(maxsize=64)
def _drawn(line: Line) -> dict[str, Array]:
    """A density at places that miss none of its edges."""
    ((low, high),) = line.window()
    edges = cuts(line)
    edges = edges[(edges > low) & (edges < high)]
    near = 1e-4 * (high - low)
    x = np.unique(np.concatenate([np.linspace(low, high, PLACES), edges - near, edges + near]))
    return {"x": x, "y": line.density(x[:, None])}


def check_order(order: tuple[int, ...] | None, count: int) -> None:
    """Raises `SettingError` unless each of `count` points is named once."""
    if order is not None and sorted(order) != list(range(count)):
        raise SettingError(f"order must name each of 0 to {count - 1} once: no point may be left out.")
