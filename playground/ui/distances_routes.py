"""The routes of the distances' laboratory: stateless, every answer follows from its address alone.

Whatever goes wrong is answered with `{"error": sentence}`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.distributions import Line
from playground.knobs import Knob, SettingError
from playground.laboratory import Distance
from playground.laboratory.offset import Offset, ParallelLines
from playground.ui import assets, dirac_answers
from playground.ui import distances_answers as answers
from playground.ui.calls import Refused
from playground.ui.dirac_answers import D_STEPS, METHODS, RATE, START
from playground.ui.distances_asked import LINES, law, order, short, value
from playground.ui.gate import Gate
from playground.ui.origin import same_origin

BUSY = "The laboratory is busy with other visitors; try again in a moment."
THETA = Knob(float, 3.0, -20.0, 20.0)
POINTS, SEED = Knob(int, answers.REST, 2, 200), Knob(int, 0, 0, 9999)
DISTANCE = Knob(str, "jensen-shannon", choices=tuple(Distance.entries))
PLAN = Knob(str, "optimal", choices=tuple(answers.PLANS))
PANELS = Knob(str, "", choices=("", "built", "earth", "critics"))
YES = Knob(bool, False)

Answer = dict[str, Any]
Asked = Mapping[str, str]


def distances_routes() -> list[Route]:
    """The routes, with gates of their own: two answers are worked out at once, and one pair of critics
    is trained."""
    gate = Gate(2, 32, BUSY)
    school = Gate(1, 4, BUSY)
    quick = {
        "distances": state,
        "distances/curves": curves,
        "distances/axioms": axioms,
        "assignment": assignment,
        "dirac": dirac,
    }
    served = {path: _serving(work, gate) for path, work in quick.items()}
    served["distances/trained"] = _serving(trained, school)
    return [Route(f"/{assets.BASE}/{path}", answer, methods=["GET"]) for path, answer in served.items()]


def state(asked: Asked) -> Answer:
    """Two laws and an offset: densities, all distances with their gradients, and the panel that is open."""
    theta = value(asked, "theta", THETA)
    laws = _laws(asked)
    if laws is None:
        return {"theta": theta, "distances": ParallelLines().at(theta)}
    p, q = laws
    told = {"theta": theta, **answers.densities(p, q), "distances": Offset(p, q).at(theta)}
    panel = value(asked, "panel", PANELS)
    return told | ({panel: _panel(panel, asked, p, answers.moved(q, theta))} if panel else {})


def _panel(panel: str, asked: Asked, p: Line, q: Line) -> Answer:
    if panel == "built":
        return answers.built(Distance.entries[value(asked, "distance", DISTANCE)], p, q)
    if panel == "critics":
        return answers.judged(p, q)
    given = order(asked.get("order", ""), answers.COUPLED)
    answers.check_order(given, answers.COUPLED)
    return answers.earth(p, q, value(asked, "plan", PLAN), given)


def trained(asked: Asked) -> Answer:
    """Two trained critics of p and q moved by the offset."""
    laws = _laws(asked)
    if laws is None:
        raise SettingError("Critics are trained on laws with densities; the parallel lines have none.")
    p, q = laws
    return answers.trained(p, answers.moved(q, value(asked, "theta", THETA)))


def curves(asked: Asked) -> Answer:
    """All distances as functions of the offset."""
    return answers.curves(*(_laws(asked) or (None, None)))


def axioms(asked: Asked) -> Answer:  # noqa: ARG001
    """Counterexamples to the axioms of a metric, for every distance that breaks one."""
    return answers.counterexamples()


def assignment(asked: Asked) -> Answer:
    """Two clouds in the plane and ways to match them."""
    count = value(asked, "n", POINTS)
    given = order(asked.get("order", ""), count)
    answers.check_order(given, count)
    return answers.assignment(count, value(asked, "seed", SEED), given)


def dirac(asked: Asked) -> Answer:
    """The Dirac-GAN's phase portrait under one method."""
    method = value(asked, "method", Knob(str, "gan", choices=tuple(METHODS)))
    declared = METHODS[method].number()
    number = declared and value(asked, "number", declared)
    updates = {
        "simultaneous": value(asked, "simultaneous", YES),
        "discriminator_steps": value(asked, "n_d", D_STEPS),
    }
    start = tuple(value(asked, name, START) for name in ("theta", "psi"))
    return dirac_answers.portrait(method, number, start, value(asked, "rate", RATE), updates)


def _laws(asked: Asked) -> tuple[Line, Line] | None:
    """p and q; None for the parallel lines."""
    texts = [asked.get(name, "") for name in ("p", "q")]
    if texts[0] == LINES:
        return None
    return tuple(law(name, text) for name, text in zip(("p", "q"), texts, strict=True))


def _serving(work: Callable[[Asked], Answer], gate: Gate) -> Callable[[Request], Any]:
    @lru_cache(maxsize=128)
    def worked(asked: tuple[tuple[str, str], ...]) -> bytes:
        told = answers.rounded(work(dict(asked)))
        return json.dumps(told, separators=(",", ":"), allow_nan=False).encode()

    async def answer(request: Request) -> Response:
        try:
            if not same_origin(request):
                raise Refused(403, "The laboratory is for pages of this server.")
            asked = tuple(sorted(dict(request.query_params).items()))
            for name, text in asked:
                short(name[:20], text, 2000)
            async with gate:
                told = await asyncio.to_thread(worked, asked)
            return Response(told, media_type="application/json", headers={"Cache-Control": "no-store"})
        except Refused as refused:
            return JSONResponse({"error": refused.sentence}, refused.status)
        except SettingError as complaint:
            return JSONResponse({"error": str(complaint)}, 400)

    return answer
