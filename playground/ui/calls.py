"""Calls of Gradio's functions, read strictly before Gradio sees them.

Gradio answers what it cannot make sense of as if the fault were its own. Here everything is checked
that it relies on, and only what it needs is passed on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from gradio.block_function import BlockFunction

DEEPEST = 32
LARGEST_INTEGER = 2**53
"""Beyond it a browser's numbers are no longer whole."""

_SESSION = re.compile(r"[\w-]{1,64}", re.ASCII)
_FILE = "gradio.FileData"


class Refused(Exception):
    """A request that is not carried out: the HTTP status, and a sentence for whoever sent it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def read_call(body: bytes, functions: Mapping[int, BlockFunction]) -> dict[str, Any]:
    """The call in a request's body, with the fields that the page sends and no others.

    Raises `Refused` if it is not a call of one of the `functions` with inputs that these can read.
    """
    call = _parse(body)
    if not isinstance(call, dict):
        raise Refused(400, "A call must be a JSON object.")
    _check_content(call, DEEPEST)
    function = _function(call.get("fn_index"), functions)
    _check_data(call.get("data"), function)
    session, event, trigger = (call.get(name) for name in ("session_hash", "event_data", "trigger_id"))
    if session is not None and not (isinstance(session, str) and _SESSION.fullmatch(session)):
        raise Refused(400, "session_hash must be up to 64 letters and digits.")
    if event is not None and not isinstance(event, dict):
        raise Refused(400, "event_data must be an object or null.")
    if trigger is not None and not _is_index(trigger):
        raise Refused(400, "trigger_id must be a whole number or null.")
    kept = ("fn_index", "data", "session_hash", "event_data", "trigger_id")
    return {name: call.get(name) for name in kept}


def _parse(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_no_number, parse_float=_finite)
    except Refused:
        raise
    except (ValueError, RecursionError) as fault:
        raise Refused(400, "The body of a call must be JSON, in UTF-8.") from fault


def _no_number(name: str) -> None:
    raise Refused(400, f"{name} is not a number in JSON.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Refused(400, "A number in this call is too large.")
    return number


def _check_content(value: Any, depth: int) -> None:
    """Refuses what cannot be written as JSON again, or would have Gradio look for files."""
    if not depth:
        raise Refused(400, f"A call holds lists and objects at most {DEEPEST} deep.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise Refused(400, "A number in this call is too large.")
    elif isinstance(value, dict):
        meta = value.get("meta")
        marked = value.get("_type") == _FILE or (isinstance(meta, dict) and meta.get("_type") == _FILE)
        # Gradio takes whatever has a path for a file, and finds none there.
        if marked or isinstance(value.get("path"), str):
            raise Refused(400, "Calls on this page take no files.")
        for name, part in value.items():
            _check_text(name)
            _check_content(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            _check_content(part, depth - 1)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise Refused(400, "A text in this call holds half a character.") from fault


def _function(index: Any, functions: Mapping[int, BlockFunction]) -> BlockFunction:
    if not _is_index(index):
        raise Refused(400, "fn_index must be a whole number.")
    if index not in functions:
        raise Refused(404, f"This page has no function {index}; reload it.")
    return functions[index]


def _check_data(data: Any, function: BlockFunction) -> None:
    inputs = function.inputs
    if not isinstance(data, list) or len(data) != len(inputs):
        raise Refused(400, f"data must be a list of {len(inputs)} for this function.")
    for position, (block, value) in enumerate(zip(inputs, data, strict=True)):
        if position in function.component_prop_inputs:
            if not isinstance(value, dict):
                raise Refused(400, f"Input {position} of this function must be an object.")
            value = value.get("value")
        if not getattr(block, "stateful", False):
            _try_to_read(block, value, position)


def _try_to_read(block: Any, value: Any, position: int) -> None:
    """Has a component read its input as Gradio will: whatever fails now is the caller's fault."""
    try:
        if getattr(block, "data_model", None) and value is not None:
            value = block.data_model.model_validate(value)
        block.preprocess(value)
    except Exception as fault:
        kind = type(block).__name__
        raise Refused(400, f"Input {position} of this function is nothing that a {kind} can hold.") from fault


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_INTEGER
