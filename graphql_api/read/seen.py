"""Whom an answer tells of, collected while it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from application.access import FieldGroup
from graphql_api.read.marks import LETTERS

# As json_build_object writes it. No text can be taken for one: within a JSON string a quote is escaped, and where JSON
# comes from the log as it was written there, no space stands before a colon.
_MARK = re.compile(rb'"~" : "([^"]*)"(?:, )?')


@dataclass(slots=True)
class Seen:
    """What an answer tells of persons. Marks stay bytes, as they came: of a thousand rows each step counts.

    Where several belong to one place of the answer they stand together, with spaces between.
    """

    marks: set[bytes] = field(default_factory=set)

    def take_off(self, answer: bytes) -> bytes:
        """The answer's JSON without marks, which are noted."""
        parts = _MARK.split(answer)
        self.marks.update(parts[1::2])
        self.marks.discard(b"")
        return b"".join(parts[::2])

    def note(self, mark: str) -> None:
        """Note the mark of one object, if it tells of somebody."""
        if mark:
            self.marks.add(mark.encode())

    @property
    def told(self) -> set[bytes]:
        """The marks, each by itself."""
        return set(b" ".join(self.marks).split())


def groups_of(marks: Iterable[bytes]) -> list[FieldGroup]:
    """Kinds of data that marks tell of, in the order in which they are declared."""
    found = bytes({mark[0] for mark in marks}).decode()
    return [group for group, letter in LETTERS.items() if letter in found]
