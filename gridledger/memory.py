"""Memory that is freed and asked for again with every answer stays with the process."""

from __future__ import annotations

import ctypes

# mallopt(3): glibc's parameters. Answers are received in pieces of 256 KiB; left to itself glibc gives each back to the
# kernel and gets it anew, page by page: 0.5 ms of CPU of a request that takes one.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3
_KEPT_BYTES = 32 * 1024 * 1024
_PAD_BYTES = 4 * 1024 * 1024


def keep_freed_memory() -> None:
    """Let the allocator keep up to 32 MiB of what is freed. Nothing where the C library has no such setting."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)
        mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_TOP_PAD, _PAD_BYTES)
