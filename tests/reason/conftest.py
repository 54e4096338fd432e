"""One thread for the many small fits of these tests: more would wait for each other on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec

import pytest


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> Iterator[None]:
    installed = find_spec("threadpoolctl") is not None
    with import_module("threadpoolctl").threadpool_limits(limits=1) if installed else nullcontext():
        yield
