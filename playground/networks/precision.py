"""The precision that heavy networks compute in; their weights stay in that of the run."""

from __future__ import annotations

import functools

import torch
from torch import Tensor

PRECISIONS = ("auto", "float32", "bfloat16")
_INSTRUCTIONS = ("avx512_bf16", "amx_bf16")


def computing_dtype(precision: str, x: Tensor) -> torch.dtype:
    """What `precision`, one of `PRECISIONS`, means for an input: `auto` is bfloat16 in place of float32
    where the device has instructions for it, and `float32` is whatever the run itself is in."""
    if precision == "bfloat16" or (
        precision == "auto" and x.dtype == torch.float32 and has_bfloat16(x.device.type)
    ):
        return torch.bfloat16
    return x.dtype


@functools.cache
def has_bfloat16(device: str) -> bool:
    """Whether a kind of device ("cpu", "cuda") multiplies bfloat16 faster than float32."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return device == "cpu" and any(torch.cpu.get_capabilities().get(name) for name in _INSTRUCTIONS)
