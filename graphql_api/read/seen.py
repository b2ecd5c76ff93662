"""Whom an answer tells of, collected while it is made."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field

from application.access import FieldGroup
from graphql_api.read.marks import EVENT, GROUPS, OBJECT, PERSON

# As json_build_object writes it. No text can be taken for one: within a JSON string a quote is escaped, and where JSON
# comes from the log as it was written there, no space stands before a colon.
_MARK = re.compile(rb'"~" : (?:"([^"]*)"|null), ')


@dataclass(slots=True)
class Seen:
    """What an answer tells of persons."""

    marks: set[str] = field(default_factory=set)

    def take_off(self, answer: bytes) -> bytes:
        """The answer's JSON without marks, which are noted."""
        parts = _MARK.split(answer)
        self.marks.update(mark.decode() for mark in parts[1::2] if mark is not None)
        return b"".join(parts[::2])

    def note(self, mark: str) -> None:
        """Note the mark of one object."""
        self.marks.add(mark)

    @property
    def groups(self) -> list[FieldGroup]:
        """Kinds of data, in the order in which they are declared."""
        return [GROUPS[number] for number in sorted({int(mark[0]) for mark in self.marks})]

    @property
    def persons(self) -> Set[str]:
        """UUIDs of persons."""
        return self._of(PERSON)

    @property
    def events(self) -> Set[str]:
        """Positions of events; whom these concern is looked up when the record is kept."""
        return self._of(EVENT)

    @property
    def objects(self) -> Set[str]:
        """UUIDs of leaves and score entries; the same holds of them."""
        return self._of(OBJECT)

    def _of(self, kind: str) -> Set[str]:
        return {mark[2:] for mark in self.marks if mark[1] == kind}
