"""What no process of ours may write to its logs, whatever happens to it; looked for when any process of a test ends."""

from __future__ import annotations

import re

# Logs are in English: whatever is Chinese in one is the name of a person or a place, or came from a caller.
_CHINESE = r"[\u3400-\u9fff]|\\u[3-9][0-9a-fA-F]{3}"

NEVER_TOLD = {
    "a name": re.compile(_CHINESE),
    "a token": re.compile(r"eyJ[\w-]{10,}\.|Bearer "),
    "a document": re.compile(
        r"\b(query|mutation|subscription|fragment)\b[^\"]*\{|\{\s*\w+\s*(\([^)]*\)\s*)?\{"
    ),
    "SQL": re.compile(r"\b(SELECT\s|INSERT INTO|UPDATE \w+\.\w+|DELETE FROM|ALTER TABLE)"),
    "a row": re.compile(r"Failing row|\bKey \(|DETAIL:|CONTEXT:"),
    "a traceback": re.compile(r"Traceback \(most recent|^  File \"", re.MULTILINE),
    "a password": re.compile(r"postgres(ql)?://[^\s/@]*:(?!\.\.\.@)[^\s/@]+@"),
}


def untellable(log: str) -> list[str]:
    """What is wrong with a log: what it holds that it must not, each with the line where it stands first."""
    found = []
    for name, pattern in NEVER_TOLD.items():
        match = pattern.search(log)
        if match:
            start = log.rfind("\n", 0, match.start()) + 1
            found.append(f"{name}: {log[start : start + 500].splitlines()[0]}")
    return found
