"""CPU seconds of real processes, as the kernel counts them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME, _CUTIME, _CSTIME = 11, 12, 13, 14  # fields of /proc/PID/stat after the name in brackets


def cpu_seconds(pids: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """CPU seconds so far of each named group of processes, their children included, ended ones too.

    Empty where the system has no /proc (anything but Linux): CPU is then not told.
    """
    if not Path("/proc/self/stat").exists():
        return {}
    return {name: sum(map(_tree_seconds, roots)) for name, roots in pids.items()}


def peak_megabytes(pid: int) -> float:
    """The most memory that a process has had resident; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _tree_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(int(fields[index]) for index in (_UTIME, _STIME, _CUTIME, _CSTIME)) / _TICKS
    return own + sum(_tree_seconds(int(child)) for child in children)
