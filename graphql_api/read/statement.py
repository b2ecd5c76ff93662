"""Parameters of a statement: every value goes in as one, so that no text of a client becomes SQL."""

from __future__ import annotations

from typing import Any


class Parameters:
    """Collects values and names them $1, $2, …; the same value of the same type is sent once."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def add(self, value: Any) -> str:
        """The placeholder of ``value``."""
        for index, known in enumerate(self.values, 1):
            if known is value:
                return f"${index}"
        self.values.append(value)
        return f"${len(self.values)}"
