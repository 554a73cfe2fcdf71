"""What can be set in a run, as plain data from which a page builds its controls."""

from __future__ import annotations

import math
from typing import Any

from playground.addresses import Address, addresses
from playground.catalogue import Spec


def describe(family: Spec) -> dict[str, dict[str, Any]]:
    """Everything that can be set in the family, by path."""
    return {path: _describe(address) for path, address in addresses(family).items()}


def _describe(address: Address) -> dict[str, Any]:
    knob = address.knob
    found = {"name": address.path, "text": address.text, "help": address.help, "live": address.live}
    if knob is None:
        return {**found, "kind": "many" if address.many else "choice", "choices": list(address.choices)}
    bounds = {"low": knob.low, "high": knob.high} if math.isfinite(knob.low + knob.high) else {}
    return {
        **found,
        **bounds,
        "kind": knob.kind.__name__,
        "choices": list(knob.choices),
        "log": knob.log,
        "unit": knob.unit,
    }
