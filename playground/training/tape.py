"""A computation written down while it is done, as code that does it again without asking anybody.

Automatic differentiation finds out at every step what it found out at the step before: which kernels there
are to call, on which tensors, in which order. Here that is listened to once, below autograd, and becomes a
straight line of the very same calls. On small networks, where finding out costs more than the kernels do,
repeating is about one and a half times as fast; on a GPU the line is what a CUDA graph captures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

_READS = torch.ops.aten._local_scalar_dense.default
_WRITES_UNTOLD = (
    torch.ops.aten.native_batch_norm.default,
    torch.ops.aten.cudnn_batch_norm.default,
    torch.ops.aten.miopen_batch_norm.default,
)
"""Kernels that write into running statistics, of which their signatures say nothing."""
_UNREPEATABLE = (
    torch.Tag.nondeterministic_seeded,
    torch.Tag.data_dependent_output,
    torch.Tag.dynamic_output_shape,
)


Repeat = Callable[..., Tensor | None]


def as_it_is(repeat: Repeat, _: Sequence[Tensor]) -> Repeat:
    """The tape's code."""
    return repeat


class Often:
    """Work that is done the long way a few times, and from then on from its tape, if it can be.

    It takes tensors, always of the same shapes, and makes one or none. `finish` is what is made of the tape's
    code, for inputs like those given.
    """

    def __init__(
        self,
        work: Repeat,
        after: int,
        finish: Callable[[Repeat, Sequence[Tensor]], Repeat] = as_it_is,
    ) -> None:
        self._work, self._left, self._finish = work, after, finish
        self._repeat: Repeat | None = None

    @property
    def taped(self) -> bool:
        """Whether it is on tape by now."""
        return self._repeat is not None

    def __call__(self, *inputs: Tensor) -> Tensor | None:
        if self._repeat is not None:
            with torch.no_grad():
                return self._repeat(*inputs)
        self._left -= 1
        if self._left:
            return self._work(*inputs)
        with Tape() as tape:
            made = self._work(*inputs)
        if tape.repeatable:
            self._repeat = self._finish(tape.repeat(inputs, made), inputs)
        return made


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a kernel: what it was given and what it made (a tensor, several, or nothing)."""

    kernel: torch._ops.OpOverload
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    made: Any

    @property
    def writes(self) -> bool:
        """Whether it changes tensors that were there before."""
        return self.kernel._schema.is_mutable or self.kernel in _WRITES_UNTOLD

    def makes(self) -> list[Tensor]:
        """The tensors that it made anew."""
        given = {id(tensor) for tensor in self.takes()} if self.writes else ()
        return [tensor for tensor in _tensors(self.made) if id(tensor) not in given]

    def takes(self) -> Iterator[Tensor]:
        """The tensors that it was given."""
        return _tensors((*self.args, *self.kwargs.values()))


class Tape(TorchDispatchMode):
    """Listens, as a context, to every call of a kernel on this thread; `repeat` is the code.

    Whatever tensor was not made in it counts as being there for good: weights, buffers, gradients. Where
    the calls depend on more than tensors, on fresh random numbers or on a value read, `repeatable` is False.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self.repeatable = True

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing here is compiled, and to be skipped would load the whole compiler: most of a second."""
        return False

    def __torch_dispatch__(self, kernel, types, args=(), kwargs=None):
        made = kernel(*args, **(kwargs or {}))
        if kernel is _READS or any(tag in kernel.tags for tag in _UNREPEATABLE):
            self.repeatable = False
        self.calls.append(Call(kernel, args, kwargs or {}, made))
        return made

    def repeat(self, inputs: Sequence[Tensor], made: Tensor | None = None) -> Repeat:
        """A function that does it all again, for other tensors in place of these `inputs`, and returns what
        is then in place of `made`.

        They must be of the same shapes. Call it without gradients: what it repeats has none.
        """
        lines, held = _Writer(self.calls, inputs, made).write()
        exec(compile("\n".join(lines), "<tape>", "exec"), held)
        return held["repeat"]


class _Writer:
    """Writes calls as Python, one a line; each tensor has a name, and is let go where it is used last."""

    def __init__(self, calls: Sequence[Call], inputs: Sequence[Tensor], made: Tensor | None) -> None:
        self._calls, self._made = needed(calls, made), made
        self._held: dict[str, Any] = {}
        self._names = {id(tensor): f"x{place}" for place, tensor in enumerate(inputs)}
        self._head = f"def repeat({', '.join(self._names.values())}):"

    def write(self) -> tuple[list[str], dict[str, Any]]:
        """The lines of the function, and what they name that is not made in them."""
        last = {id(tensor): place for place, call in enumerate(self._calls) for tensor in call.takes()}
        if self._made is not None:
            last[id(self._made)] = len(self._calls)
        lines, ended = [self._head, "    pass"], _by_value(last)
        for place, call in enumerate(self._calls):
            # What it is given is named before what it makes.
            said = self._said(call)
            made = {id(tensor): f"t{place}_{index}" for index, tensor in enumerate(call.makes())}
            self._names |= made
            lines.append(f"    {self._targets(call.made, made, last)}{said}")
            over = [self._names[key] for key in ended.get(place, ())]
            over = [name for name in over if name.startswith("t")]
            if over:
                lines.append(f"    del {', '.join(over)}")
        if self._made is not None:
            lines.append(f"    return {self._literal(self._made)}")
        return lines, self._held

    def _said(self, call: Call) -> str:
        args = [self._literal(arg) for arg in call.args]
        kwargs = [f"{name}={self._literal(value)}" for name, value in call.kwargs.items()]
        # Straight to the kernel: the method around it would cost a tenth of it all.
        return f"{self._hold(call.kernel._op)}({', '.join(args + kwargs)})"

    def _targets(self, made: Any, named: Mapping[int, str], last: Mapping[int, int]) -> str:
        def target(tensor: Any) -> str:
            return named[id(tensor)] if id(tensor) in named and id(tensor) in last else "_"

        if isinstance(made, Tensor):
            return f"{target(made)} = " if target(made) != "_" else ""
        if isinstance(made, tuple | list) and made:
            return f"{', '.join(map(target, made))}, = "
        return ""

    def _literal(self, value: Any) -> str:
        if isinstance(value, Tensor):
            return self._names.get(id(value)) or self._named(value)
        if isinstance(value, tuple | list):
            return f"[{', '.join(map(self._literal, value))}]"
        if value is None or isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
            return repr(value)
        return self._hold(value)

    def _named(self, tensor: Tensor) -> str:
        self._names[id(tensor)] = self._hold(tensor.detach())
        return self._names[id(tensor)]

    def _hold(self, value: Any) -> str:
        name = f"h{len(self._held)}"
        self._held[name] = value
        return name


def needed(calls: Sequence[Call], made: Tensor | None = None) -> list[Call]:
    """The calls without those whose results nobody uses, neither another call nor whoever wants `made`."""
    used: set[int] = {id(made)}
    kept = []
    for call in reversed(calls):
        if call.writes or any(id(tensor) in used for tensor in call.makes()):
            used |= {id(tensor) for tensor in call.takes()}
            kept.append(call)
    return kept[::-1]


def _by_value(places: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, place in places.items():
        found.setdefault(place, []).append(key)
    return found


def _tensors(value: Any) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _tensors(part)
