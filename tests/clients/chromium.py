"""A Chromium: the one on the PATH, else that of npm's @sparticuz/chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.node import run_script

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGE = Path(__file__).parent / "chromium_of_npm"


def chromium() -> str:
    """The path of its program."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or run_script(_PACKAGE, "unpack.mjs", timeout_seconds=120).strip()
