"""Of whom answers tell, as sets: the same persons are the same set, whatever they were read by."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from application.read_audit import PersonSets

A, B, C = (f"0197{n:04x}-0000-7000-8000-{n:012x}" for n in range(3))


def marks(*persons: str, letter: str = "c") -> list[bytes]:
    return [f"{letter}:{person}".encode() for person in persons]


def run(*persons: str) -> bytes:
    """The mark of a list's rows."""
    return b"c:" + "".join(persons).replace("-", "").encode()


def test_a_set_is_known_by_its_content() -> None:
    told = PersonSets().told("county-a", marks(B, A, B))
    assert told.content == f"{A},{B}".replace("-", "").encode()
    assert told.persons is not None
    assert told.persons.set_id == hashlib.sha256(told.content).hexdigest()
    assert told.groups == b"c"


def test_it_makes_no_difference_in_which_order_for_what_and_how_they_were_read() -> None:
    sets = PersonSets()
    one = sets.told("county-a", marks(A, B, C)).persons
    for others in (
        marks(C, B, A),
        marks(A, B, C, A),
        marks(A, B, C, letter="d"),
        [b" ".join(marks(B, C, A))],
        [run(C, A, B)],
    ):
        assert sets.told("county-a", others).persons is one
    assert sets.told("county-a", marks(A, B)).persons is not one
    assert sets.told("county-b", marks(A, B, C)).persons is not one


def test_of_a_page_that_is_read_again_nothing_is_sorted_until_it_is_needed() -> None:
    sets, page = PersonSets(), [b" ".join(marks(C, A))]
    first, again = sets.told("county-a", page), sets.told("county-a", page)
    assert (first.are_sorted, again.are_sorted) == (True, False)
    assert (again.persons, again.groups, again.content) == (first.persons, first.groups, first.content)


def test_whom_it_takes_the_database_to_find_makes_no_set_yet() -> None:
    mixed = [run(A, B), b"f@7", *marks(B), b"d#" + str(uuid4()).encode()]
    told = PersonSets().told("county-a", mixed)
    assert (told.persons, set(told.groups)) == (None, set(b"cdf"))
    assert told.marks == [run(A), run(B), mixed[1], mixed[3].replace(b"-", b"")]


def test_what_is_remembered_is_bounded() -> None:
    sets = PersonSets(remembered=2)
    first = sets.told("county-a", marks(A))
    assert not sets.told("county-a", marks(A)).are_sorted
    for other in (B, C):
        sets.told("county-a", marks(other))
    assert sets.told("county-a", marks(A)).are_sorted  # forgotten
    assert sets.told("county-a", marks(A)).persons is first.persons  # while somebody holds it, it is the same
