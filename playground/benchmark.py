"""Speed, measured against an idiomatic PyTorch loop in turns within one run."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from playground.settings import Settings
from playground.trainer import Trainer

WIDTHS = ((8, 128), (32, 128), (64, 256), (128, 256))
"""Width of both networks, and batch."""
REPLICAS = (1, 8, 32)
TAPED = ("cgan-ring", "cyclegan-toy", "aae-petals")
"""Presets whose gradients are found by automatic differentiation."""
ROUNDS = 3
GAN_LAB = "batch=150&k=2&" + "&".join(
    f"{player}.width=8&{player}.activation=relu&{player}.optimizer=sgd&{player}.lr=0.1"
    for player in ("generator", "discriminator")
)
"""GAN Lab's default net: one latent of two numbers, two layers of 8, two steps of D for one of G."""


def benchmark(seconds: float, tick: Callable[[], object] = lambda: None) -> dict[str, Any]:
    """Iterations a second of this program and of the plain loop, best of three turns each.

    Both train two hidden ReLU layers on the ring with Adam and fresh noise, on one thread.
    `seconds` is the time for each turn.
    """
    torch.set_num_threads(1)
    widths = []
    for width, batch in WIDTHS:
        ours, plain = _in_turns([_ours(width, batch), plain_loop(width, batch)], seconds, tick)
        widths.append({"width": width, "batch": batch, "ours": ours, "plain": plain, "ratio": ours / plain})
    rates = _in_turns([_ours(32, 128, n) for n in REPLICAS] + [plain_loop(32, 128)], seconds, tick)
    *sums, plain = [rate * n for rate, n in zip(rates, (*REPLICAS, 1), strict=True)]
    replicas = [
        {"replicas": n, "ours_in_sum": total, "plain": plain, "ratio": total / plain}
        for n, total in zip(REPLICAS, sums, strict=True)
    ]
    taped = {preset: _taped(preset, seconds, tick) for preset in TAPED}
    (lab,) = _in_turns([_trainer_turn(Trainer(Settings.from_query(GAN_LAB)))], seconds, tick)
    return {
        "widths": widths,
        "replicas": replicas,
        "taped": taped,
        "gan_lab_default": lab,
        "share_of_peak": _share_of_peak(widths[-1], seconds),
        "frame_ms": {preset: _frame(query) for preset, query in _FRAMES.items()},
        "torch": torch.__version__,
    }


_FRAMES = {"line": "distribution=gaussian&noise.dim=1", "plane": "distribution=ring"}


def plain_loop(width: int, batch: int) -> Callable[[], int]:
    """A GAN as one writes it in PyTorch: nn.Sequential, BCEWithLogitsLoss, torch.optim.Adam.

    Returns a function that runs 20 iterations and tells how many it ran.
    """

    def net(inputs: int, outputs: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, outputs)
        )

    generator, discriminator = net(2, 2), net(2, 1)
    by_g = torch.optim.Adam(generator.parameters(), lr=1e-3, betas=(0.5, 0.999))
    by_d = torch.optim.Adam(discriminator.parameters(), lr=1e-3, betas=(0.5, 0.999))
    judge = nn.BCEWithLogitsLoss()
    real, fake = torch.ones(batch, 1), torch.zeros(batch, 1)

    def data() -> torch.Tensor:
        angle = torch.randint(8, (batch,)) * (2 * math.pi / 8)
        return torch.stack([angle.cos(), angle.sin()], dim=1) + 0.01 * torch.randn(batch, 2)

    def iterate() -> None:
        by_d.zero_grad()
        made = generator(torch.randn(batch, 2)).detach()
        (judge(discriminator(data()), real) + judge(discriminator(made), fake)).backward()
        by_d.step()
        by_g.zero_grad()
        judge(discriminator(generator(torch.randn(batch, 2))), real).backward()
        by_g.step()

    def turn() -> int:
        for _ in range(20):
            iterate()
        return 20

    return turn


def _ours(width: int, batch: int, replicas: int = 1) -> Callable[[], int]:
    query = "&".join(
        f"{player}.width={width}&{player}.activation=relu" for player in ("generator", "discriminator")
    )
    settings = Settings.from_query(f"distribution=ring&batch={batch}&{query}")
    return _trainer_turn(Trainer(settings, seeds=range(replicas)))


def _taped(preset: str, seconds: float, tick: Callable[[], object]) -> dict[str, float]:
    """Iterations a second of a preset with its half-steps on tape, and without."""
    trainers = [Trainer(Settings.from_query(f"preset={preset}")) for _ in range(2)]
    trainers[1].run.do_without_tapes()
    taped, plain = _in_turns([_trainer_turn(trainer) for trainer in trainers], seconds, tick)
    return {"taped": taped, "plain": plain, "ratio": taped / plain}


def _trainer_turn(trainer: Trainer) -> Callable[[], int]:
    def turn() -> int:
        trainer.step(20)
        return 20

    return turn


def _in_turns(turns: list[Callable[[], int]], seconds: float, tick: Callable[[], object]) -> list[float]:
    """The best rate (iterations a second) of each, taken in turns so that all meet the same weather."""
    best = [0.0] * len(turns)
    for _ in range(ROUNDS):
        for index, turn in enumerate(turns):
            best[index] = max(best[index], _rate(turn, seconds))
            tick()
    return best


def _rate(turn: Callable[[], int], seconds: float) -> float:
    turn()
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        done += turn()
    return done / (time.perf_counter() - started)


def _share_of_peak(widest: dict[str, Any], seconds: float) -> dict[str, float]:
    """Multiply-adds of the widest net a second, over those of a large matrix product."""
    matrix = torch.randn(1024, 1024)
    peak = _rate(lambda: torch.mm(matrix, matrix) is not None, seconds) * 1024**3
    width, batch = widest["width"], widest["batch"]
    generator, discriminator = 2 * width + width**2 + 2 * width, 2 * width + width**2 + width
    # D's step: G once; D forward and two-sided backward on real and fake. G's step: G forward and
    # backward, D forward and backward to its input.
    work = batch * (generator + 2 * 3 * discriminator + 3 * generator + 2 * discriminator)
    return {
        "multiply_adds_a_second": widest["ours"] * work,
        "peak": peak,
        "share": widest["ours"] * work / peak,
    }


def _frame(query: str, times: int = 50) -> float:
    """Milliseconds to compute the stage's picture once."""
    trainer = Trainer(Settings.from_query(query))
    trainer.scene()
    started = time.perf_counter()
    for _ in range(times):
        trainer.scene()
    return (time.perf_counter() - started) / times * 1e3
