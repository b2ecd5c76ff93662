"""A script of commands in a file, read a chunk at a time: who loads it need not hold it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

from gridledger.demo.generator import Script
from gridledger.demo.loader import CHUNK, NumberedStep, chunks


def write_spool(script: Script, file: Path, chunk: int = CHUNK) -> int:
    """Write a script's steps as the loader would send them; how many."""
    with file.open("wb") as stream:
        pickle.dump((script.tenant_id, script.seed), stream)
        for part in chunks(list(enumerate(script.steps)), chunk):
            pickle.dump(part, stream, pickle.HIGHEST_PROTOCOL)
    return len(script.steps)


class Spool:
    """Such a file."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("rb")
        self.tenant_id, self.seed = pickle.load(self._stream)  # noqa: S301 - written by the same run

    def chunks(self) -> Iterator[list[NumberedStep]]:
        """The steps."""
        with self._stream:
            while True:
                try:
                    yield pickle.load(self._stream)  # noqa: S301
                except EOFError:
                    return
