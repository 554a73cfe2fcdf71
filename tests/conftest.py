"""What all tests share: one thread, so that times and sums do not depend on the machine's cores."""

import pytest
import torch


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    torch.set_num_threads(1)
