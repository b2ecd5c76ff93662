"""Of whom answers tell, as sets: who reads a page again refers to a set that is kept already.

Answers say it by marks: the letter of a group of fields, then ":" and the ids of persons, one after the other and with
hyphens or without; "@" and the position of an event; or "#" and the id of what is somebody's, as of a leave.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakValueDictionary

import orjson

REMEMBERED_ANSWERS = 10_000  # about 5 MB
_PERSON = b":"
_DIGITS = 32  # of an id in base 16


@dataclass(slots=True, eq=False, weakref_slot=True)
class PersonSet:
    """Persons of a county of whom some answer told, without their ids. One object for each set in a process."""

    tenant_id: str
    set_id: str  # SHA-256, in base 16, of its content
    is_kept: bool = False  # as far as this process knows: a reading whose set is gone is refused


@dataclass(frozen=True, slots=True)
class Told:
    """Of whom one answer tells, until that is kept."""

    groups: bytes  # the letters of its marks, each once
    persons: PersonSet | None  # None: of some it has to be looked up who they are
    ids: bytes  # marks as they came, with spaces between; or the content of the set
    are_sorted: bool = False  # whether that is the content

    @property
    def content(self) -> bytes:
        """Of the set: the persons' ids in base 16, in order, with commas between."""
        return self.ids if self.are_sorted else _content(_split(self.ids))

    @property
    def marks(self) -> list[bytes]:
        """Marks of one thing each, where it has to be looked up of whom they tell."""
        return list(dict.fromkeys(each_mark(self.ids)))

    def set_json(self) -> bytes:
        """The set, as `read_audit.write` reads it. Ids need no escaping, and there may be thousands."""
        county = self.persons.tenant_id if self.persons else None
        return orjson.dumps({"tenant_id": county, "persons": orjson.Fragment(b'"' + self.content + b'"')})


class PersonSets:
    """Sets of which answers of this process lately told, found again by the hash of an answer's marks."""

    def __init__(self, remembered: int = REMEMBERED_ANSWERS) -> None:
        """So many answers are remembered; those of the longest ago go first."""
        self._remembered = remembered
        self._by_marks: OrderedDict[bytes, tuple[bytes, PersonSet]] = OrderedDict()
        self._sets: WeakValueDictionary[tuple[str, str], PersonSet] = WeakValueDictionary()

    def told(self, tenant_id: str, marks: Iterable[bytes]) -> Told:
        """Of whom marks tell, which may come several in one. Of a page that comes again none is looked at."""
        came = b" ".join(marks)
        key = hashlib.sha256(tenant_id.encode() + b"\n" + came).digest()
        known = self._by_marks.get(key)
        if known is not None:
            self._by_marks.move_to_end(key)
            return Told(*known, came)
        marks = _split(came)
        kinds = {mark[:2] for mark in marks}
        groups = bytes({kind[0] for kind in kinds})
        if not all(kind.endswith(_PERSON) for kind in kinds):
            return Told(groups, None, came)
        content = _content(marks)
        persons = self._set(tenant_id, hashlib.sha256(content).hexdigest())
        self._by_marks[key] = groups, persons
        if len(self._by_marks) > self._remembered:
            self._by_marks.popitem(last=False)
        return Told(groups, persons, content, are_sorted=True)

    def _set(self, tenant_id: str, set_id: str) -> PersonSet:
        """The same object, whatever order the persons were read in."""
        persons = self._sets.get((tenant_id, set_id))
        if persons is None:
            persons = self._sets[tenant_id, set_id] = PersonSet(tenant_id, set_id)
        return persons


def each_mark(marks: bytes) -> Iterator[bytes]:
    """Marks of one thing each, ids without hyphens."""
    for mark in _split(marks):
        if mark[1:2] == _PERSON:
            yield from (mark[:2] + person for person in _persons(mark))
        else:
            yield mark


def _split(marks: bytes) -> list[bytes]:
    return marks.replace(b"-", b"").split()


def _persons(mark: bytes) -> list[bytes]:
    return [mark[start : start + _DIGITS] for start in range(2, len(mark), _DIGITS)]


def _content(marks: Iterable[bytes]) -> bytes:
    """The content of a set, of marks of persons."""
    ids: set[bytes] = set()
    for mark in marks:
        if len(mark) == 2 + _DIGITS:  # as most, where it is not one for a whole list
            ids.add(mark[2:])
        else:
            ids.update(_persons(mark))
    return b",".join(sorted(ids))
