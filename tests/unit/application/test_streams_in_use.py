"""The states kept between commands: bounded, the latest of each stream, gone once taken."""

from __future__ import annotations

from uuid import UUID

from application.streams_in_use import StreamsInUse
from domain.core import Aggregate
from domain.organisation.state import Organisation
from tests.unit.support.world import id_of

COUNTY = "county"


def state(name: str, version: int) -> Aggregate:
    made = Organisation.empty(id_of(name))
    made._version = version
    return made


def names(kept: StreamsInUse, *asked: str) -> set[str]:
    return {name for name in asked if kept.get(COUNTY, id_of(name)) is not None}


def test_those_not_used_for_longest_go_first() -> None:
    kept = StreamsInUse(most_events=3 * (3 + 3) + 1)
    for name in ("a", "b", "c"):
        kept.put(COUNTY, state(name, 3))
    assert names(kept, "a") == {"a"}
    kept.put(COUNTY, state("d", 4))
    assert names(kept, "a", "b", "c", "d") == {"a", "c", "d"}
    assert kept.events == 3 * (3 + 3) + 1
    assert (kept.found, kept.missed) == (4, 1)


def test_one_that_alone_is_too_large_drives_out_nobody() -> None:
    kept = StreamsInUse(most_events=10)
    kept.put(COUNTY, state("a", 3))
    kept.put(COUNTY, state("b", 8))
    assert names(kept, "a", "b") == {"a"}


def test_an_earlier_state_does_not_replace_a_later_one() -> None:
    kept = StreamsInUse()
    later = state("a", 3)
    kept.put(COUNTY, later)
    kept.put(COUNTY, state("a", 2))
    assert kept.get(COUNTY, later.id) is later
    kept.put(COUNTY, state("a", 5))
    assert kept.events == 5 + 3
    assert len(kept) == 1


def test_what_was_taken_is_here_no_more() -> None:
    kept = StreamsInUse()
    kept.put(COUNTY, state("a", 3))
    kept.put("other county", state("a", 2))
    kept.take(COUNTY, id_of("a"))
    kept.take(COUNTY, UUID(int=0))
    assert names(kept, "a") == set()
    assert kept.events == 2 + 3


def test_where_there_is_no_stream_nothing_is_kept() -> None:
    kept = StreamsInUse()
    kept.put(COUNTY, state("a", 0))
    assert len(kept) == 0


def test_none_at_all() -> None:
    kept = StreamsInUse(most_events=0)
    kept.put(COUNTY, state("a", 1))
    assert len(kept) == 0
