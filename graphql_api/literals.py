"""Takes out of the engine's words what a document held as values: they may be names and numbers of persons.

Names that stand in the document, of fields, types and enum values, stay: without them nobody finds the mistake.
"""

from __future__ import annotations

import re

_VALIDATION = re.compile(r"( value|, found): .*", re.DOTALL)
_PARSER = re.compile(r"\b(String|BlockString|Int|Float) ['\"].*", re.DOTALL)


def without_literals(message: str) -> str:
    """A message of the parser or of validation, cut off before the value that it quotes.

    Where a message goes on after a value it only suggests another one.
    """
    if message.startswith("Syntax Error"):
        return _PARSER.sub(r"\1.", message)
    return _VALIDATION.sub(lambda found: "." if "found" in found[1] else f"{found[1]}.", message)
