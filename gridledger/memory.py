"""How a process that holds a ledger treats memory: what is freed stays at hand, what stays is seldom looked through."""

from __future__ import annotations

import ctypes
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

# mallopt(3): glibc's parameters. Answers are received in pieces of 256 KiB; left to itself glibc gives each back to the
# kernel and gets it anew, page by page: 0.5 ms of CPU of a request that takes one.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_KEPT_BYTES = 32 * 1024 * 1024
_PAD_BYTES = 4 * 1024 * 1024

# Objects made before the young ones are looked through, and how often that is done before older ones are. States,
# events and rows make no cycles. By Python's own (700, 10, 10) the streams in use, a million objects, were looked
# through every few seconds of a load: two fifths of its CPU.
_YOUNG, _MIDDLE, _OLD = 50_000, 20, 100


# What PostgreSQL may keep of its tables and indexes: less than the parts of a county's indexes that are written all the
# time, and an append takes half as long again. Only what is used of it is taken.
_LEAST_BUFFERS_MB, _MOST_BUFFERS_MB = 128, 1024


def shared_buffers_mb() -> int:
    """An eighth of the machine's memory, within bounds, for a PostgreSQL that shares the machine with us."""
    machine_mb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2
    return min(max(machine_mb // 8, _LEAST_BUFFERS_MB), _MOST_BUFFERS_MB)


def keep_freed_memory() -> None:
    """Let the allocator keep up to 32 MiB of what is freed. Nothing where the C library has no such setting."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)
        mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_TOP_PAD, _PAD_BYTES)


def look_through_seldom() -> None:
    """Have the collector of cyclic garbage come a hundred times as seldom as it would."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


@contextmanager
def looked_past() -> Iterator[None]:
    """Have it pass over all objects that there are now, as millions that are held until the end of the block."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
