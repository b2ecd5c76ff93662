"""A folder that ends with the benchmark."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch() -> Iterator[Path]:
    """Such a folder."""
    with tempfile.TemporaryDirectory(prefix="gridledger-bench-") as folder:
        yield Path(folder)
