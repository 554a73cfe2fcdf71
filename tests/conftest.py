"""What all tests share: one thread, so that times and sums do not depend on the machine's cores."""

import os

import pytest
import torch

from playground.training import threads


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    torch.set_num_threads(1)
    threads.spare((os.cpu_count() or 1) - 1)
