"""At a release the SDL becomes what later changes are measured against: python -m tests.clients.release [SDL].

Then the first section of docs/schema-changes.md gets the release's name, and an empty one goes before it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.clients.tools import SDL

RELEASED = Path(__file__).parent / "released.graphql"
_DESCRIPTION = re.compile(r'^ *""".*?"""\n', re.MULTILINE | re.DOTALL)


def without_descriptions(sdl: str) -> str:
    """The types alone: of descriptions nothing can break."""
    return re.sub(r"(?<=[{(])\n\n|\n\n(?= )", "\n", _DESCRIPTION.sub("", sdl))


if __name__ == "__main__":
    released = Path(sys.argv[1]) if len(sys.argv) > 1 else SDL
    RELEASED.write_text(without_descriptions(released.read_text(encoding="utf-8")), encoding="utf-8")
