"""Forks commands of `gridledger` from a process that has imported everything: each begins at once, not in two seconds.

A line of JSON on standard input is a life to begin; what is answered is `{"born": pid}`, and at its end
`{"ended": pid, "code": …}`, the code as `subprocess` has it.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

import gridledger.commands
from graphql_api.schema import schema
from gridledger.cli import main as gridledger_main


def next_life() -> list[str]:
    """The arguments of a command, in the process that is to be it; the nursery itself never returns from here."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with selectors.DefaultSelector() as selector:
        selector.register(0, selectors.EVENT_READ)
        selector.register(ended, selectors.EVENT_READ)
        asked = b""
        while True:
            for key, _ in selector.select():
                if key.fd == ended:
                    os.read(ended, 4096)
                    _bury()
                elif not (more := os.read(0, 65536)):
                    sys.exit()
                else:
                    asked += more
            while b"\n" in asked:
                line, _, asked = asked.partition(b"\n")
                life = json.loads(line)
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    os.close(ended)
                    os.close(wake)
                    return _begin(life)
                _say(born=pid)


def _bury() -> None:
    """Tell of all who have ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _say(ended=pid, code=os.waitstatus_to_exitcode(status))


def _say(**told: int) -> None:
    os.write(1, json.dumps(told).encode() + b"\n")


def _begin(life: dict[str, Any]) -> list[str]:
    """Become it as far as the operating system sees: its environment and its files."""
    os.environ.clear()
    os.environ.update(life["environment"])
    time.tzset()
    for number, path, how in [
        (0, os.devnull, os.O_RDONLY),
        (1, life["stdout"], os.O_WRONLY | os.O_APPEND),
        (2, life["stderr"], os.O_WRONLY | os.O_APPEND),
    ]:
        file = os.open(path, how)
        os.dup2(file, number)
        os.close(file)
    arguments: list[str] = life["arguments"]
    sys.argv = [str(Path(gridledger.__file__).with_name("__main__.py")), *arguments]
    return arguments


def _live(arguments: list[str]) -> None:
    """The whole of a life. It ends as an interpreter does, but for what that would free object by object."""
    code = 1
    try:
        gridledger_main(arguments, prog_name="python -m gridledger", standalone_mode=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the interpreter would tell it so
        traceback.print_exc()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    schema()  # made once, whoever serves
    gc.freeze()  # what is there already stays shared with who comes of it
    assert threading.active_count() == 1, "a thread is not forked along"
    _live(next_life())
