"""Whom an answer tells of, collected while it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from application.access import FieldGroup
from graphql_api.read.marks import LETTERS

# As json_build_object writes it. No text can be taken for one: within a JSON string a quote is escaped, and where JSON
# comes from the log as it was written there, no space stands before a colon.
_MARK = re.compile(rb'"~" : "([^"]*)"(?:, )?')


@dataclass(slots=True)
class Seen:
    """What an answer tells of persons. Marks stay bytes, as they came: of a thousand rows each step counts.

    Those that belong to one place of the answer, as of a list's rows, stand together, with spaces between.
    """

    marks: list[bytes] = field(default_factory=list)  # in the order of the answer; some may come again

    def take_off(self, answer: bytes, most: int) -> bytes:
        """The answer's JSON without marks, which are noted; it has ``most``, and nobody looks behind the last."""
        parts = _MARK.split(answer, most)
        self.marks += filter(None, parts[1::2])
        return b"".join(parts[::2])

    def note(self, mark: str) -> None:
        """Note the mark of one object, if it tells of somebody."""
        if mark:
            self.marks.append(mark.encode())


def groups_of(letters: bytes) -> list[FieldGroup]:
    """Kinds of data for which marks have these letters, in the order in which they are declared."""
    found = letters.decode()
    return [group for group, letter in LETTERS.items() if letter in found]
