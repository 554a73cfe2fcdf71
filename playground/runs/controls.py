"""What can be set in a run, as plain data from which a page builds its controls."""

from __future__ import annotations

import math
from typing import Any

from playground.addresses import Address, addresses
from playground.families import Family


def describe(family: Family) -> dict[str, dict[str, Any]]:
    """Everything that can be set in the family, by path, with the box of its flow diagram."""
    flow = family.flow()
    boxes = {path: flow.box_of(path) for path in addresses(family)}
    return {
        path: {**_describe(address), "box": boxes[path].key, "heading": boxes[path].title}
        for path, address in sorted(
            addresses(family).items(), key=lambda pair: boxes[pair[0]].place_of(pair[0])
        )
    }


def _describe(address: Address) -> dict[str, Any]:
    knob = address.knob
    found = {"name": address.path, "text": address.text, "help": address.help, "live": address.live}
    if knob is None:
        titles = {key: address.root.entries[key].title for key in address.choices}
        kind, catalogue = "many" if address.many else "choice", address.root.__name__.lower()
        choices = list(address.choices)
        return {**found, "kind": kind, "catalogue": catalogue, "choices": choices, "titles": titles}
    bounds = {"low": knob.low, "high": knob.high} if math.isfinite(knob.low + knob.high) else {}
    return {
        **found,
        **bounds,
        "kind": "text" if knob.pattern else knob.kind.__name__,
        "choices": list(knob.choices),
        "log": knob.log,
        "unit": knob.unit,
        "resets": knob.resets,
    }
