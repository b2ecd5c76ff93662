"""Rollups of random nodes and months, as of random times, are what plain Python counts in the events."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.grids.events import GridDefined
from domain.issues.events import IssueRaised
from domain.organisation.events import OrganisationFounded
from graphql_api.read import encode_id
from projections.framework.additions import BLOCK_POSITIONS
from tests.api.read.county import Asker
from tests.api.rollups.known import COUNTERS, FIGURES, Known
from tests.projections.world import World

EVERYTHING = " ".join(FIGURES)
POSITIONS = 6
QUESTIONS = 24  # of each position


def nodes_of(world: World) -> list[tuple[str, UUID]]:
    """Every organisation and grid, as what it is."""
    return [
        ("Organisation" if isinstance(event, OrganisationFounded) else "Grid", event.originator_id)
        for event in world.events
        if isinstance(event, OrganisationFounded | GridDefined)
    ]


def months_of(world: World) -> list[date]:
    rows = Known(world, len(world.events))._counted
    return sorted({row["month"] for _, row, _ in rows})


def positions_of(world: World, chance: random.Random) -> list[int | None]:
    """Now, around the ends of blocks, and anywhere."""
    n = len(world.events)
    edges = [BLOCK_POSITIONS * block + step for block in range(1, 3) for step in (-1, 0, 1)]
    anywhere = [chance.randint(1, n) for _ in range(POSITIONS)]
    return [None, n, *(position for position in edges if position <= n), *anywhere]


class Question:
    """A node, a span of months and a day."""

    def __init__(self, world: World, months: list[date], chance: random.Random) -> None:
        type_name, self.node = chance.choice(nodes_of(world))
        self.id = encode_id(type_name, self.node)
        self.first, self.last = (
            sorted(chance.choices(months, k=2)) if chance.random() < 0.4 else [chance.choice(months)] * 2
        )
        day = self.first + timedelta(days=chance.randint(-5, 60))
        self.day = day if chance.random() < 0.5 else None
        self.figure = chance.choice(list(FIGURES))
        self.leads_on = chance.random() < 0.3  # to what no planned statement reaches

    @property
    def select(self) -> str:
        """All figures, and the rows behind one of them."""
        ways = f"objectId {self.figure} meeting {{ id }} leave {{ id }} scoreEntry {{ id }} issue {{ id }}"
        ways += " object { id }" if self.leads_on else ""
        where = f"{{counter: {COUNTERS[self.figure]}}}"
        return f"{EVERYTHING} entries(first: 1000, where: {where}) {{ totalCount nodes {{ {ways} }} }}"

    def field(self, position: int | None) -> str:
        """The question as a root field."""
        given = [] if position is None else [f"position: {position}"]
        given += [f'occurredOn: "{self.day}"'] if self.day else []
        as_of = f", asOf: {{{', '.join(given)}}}" if given else ""
        if self.first == self.last:
            return f'rollup(node: "{self.id}", month: "{self.first:%Y-%m}"{as_of}) {{ {self.select} }}'
        span = f'from: "{self.first:%Y-%m}", to: "{self.last:%Y-%m}"'
        return f'rollupSpan(node: "{self.id}", {span}{as_of}) {{ {self.select} }}'


@pytest.mark.parametrize("seed", [1, 2])
async def test_figures_and_what_they_are_the_sum_of(county: Asker, world: World, seed: int) -> None:
    chance = random.Random(seed)
    months = months_of(world)
    assert len(world.events) > 2 * BLOCK_POSITIONS
    something = 0
    for position in positions_of(world, chance):
        questions = [Question(world, months, chance) for _ in range(QUESTIONS)]
        fields = [f"q{number}: {one.field(position)}" for number, one in enumerate(questions)]
        answer = await county.answer(f"{{ {' '.join(fields)} }}")
        assert answer.errors == []
        echoes = answer.extensions.get("asOf", {})
        reached = next(iter(echoes.values()))["position"] if position else len(world.events)
        known = Known(world, reached)
        for number, one in enumerate(questions):
            told: dict[str, Any] | None = answer.data[f"q{number}"]
            found = known.figures(one.node, one.first, one.last, one.day)
            entries: Any = told.pop("entries") if told else {"nodes": [], "totalCount": 0}
            assert told == found, (reached, one.__dict__)
            expected = known.entries(one.node, one.first, one.last, one.day, one.figure)
            listed = {UUID(entry["objectId"]): entry[one.figure] for entry in entries["nodes"]}
            assert listed == expected
            assert entries["totalCount"] == len(expected)
            for entry in entries["nodes"]:
                assert_led_to(world, one, entry)
            something += found is not None
    assert something > 50


def assert_led_to(world: World, question: Question, entry: dict[str, Any]) -> None:
    """The object of an entry, by both its ways; it may have begun only after the day that is asked about.

    The visits of a day are no object by themselves.
    """
    typed = [entry[name] for name in ("meeting", "leave", "scoreEntry", "issue") if entry[name]]
    if question.leads_on:
        assert typed == ([entry["object"]] if entry["object"] else [])
    if question.figure == "visits":
        assert typed == []
        return
    assert typed == [{"id": global_id(world, UUID(entry["objectId"]))}] or (question.day and not typed)


def global_id(world: World, object_id: UUID) -> str:
    if object_id in world.meetings:
        return encode_id("Meeting", object_id)
    if any(event.originator_id == object_id for event in world.events if isinstance(event, IssueRaised)):
        return encode_id("Issue", object_id)
    return encode_id("Leave" if object_id in world.leaves else "ScoreEntry", object_id)
