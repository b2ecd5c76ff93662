"""Forks servers from a process that has imported everything: a life begins in a tenth of a second, not in two.

Each line on standard input is a file for what the next server says; its process id is the answer.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import gridledger.commands  # noqa: F401 - what a server imports when it starts
from gridledger.cli import main as gridledger_main


def main() -> None:
    """Fork at each line, until there are no more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            live(Path(line.strip()))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def live(output: Path) -> None:
    """The whole life of a server; does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(file, 1)
    os.dup2(file, 2)
    try:
        gridledger_main(["serve", "--port", "0"], standalone_mode=False)
    finally:
        os._exit(1)  # it was to be killed


if __name__ == "__main__":
    main()
