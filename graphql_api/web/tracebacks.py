"""Where an exception came from, for logs: places in the code, without the values that messages hold."""

from __future__ import annotations

import traceback
from pathlib import PurePath

DEEPEST = 12  # frames, the innermost ones


def places(error: BaseException) -> list[str]:
    """``file.py:line function`` of each frame, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [
        f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames
    ]
