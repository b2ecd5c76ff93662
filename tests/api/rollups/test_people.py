"""Absences by class, leave by kind, both bases and obligations, at random nodes, months and times: what plain Python
counts in the events, and what their own rows are.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from tests.api.read.county import Asker
from tests.api.rollups.known_people import ATTENDANCE, OBLIGATIONS, KnownPeople
from tests.api.rollups.test_known import Question, months_of, positions_of
from tests.projections.world import World

QUESTIONS = 8  # of each position
MEETINGS = "first: 1000, where: {objectType: {eq: MEETING}}"
VOTES = f"entries({MEETINGS}) {{ nodes {{ meeting {{ status counts {{ votingBase }} }} }} }}"


def spanned(one: Question, root: str, position: int | None, select: str, *, with_day: bool = True) -> str:
    given = [] if position is None else [f"position: {position}"]
    given += [f'occurredOn: "{one.day}"'] if one.day and with_day else []
    as_of = f", asOf: {{{', '.join(given)}}}" if given else ""
    span = f'from: "{one.first:%Y-%m}", to: "{one.last:%Y-%m}"'
    return f'{root}(node: "{one.id}", {span}{as_of}) {{ {select} }}'


@pytest.mark.parametrize("seed", [1])
async def test_figures_are_those_of_the_events(county: Asker, world: World, seed: int) -> None:
    chance = random.Random(seed)
    months = months_of(world)
    something: Counter[str] = Counter()
    narrowed = rows_narrowed = 0
    for position in positions_of(world, chance):
        questions = [Question(world, months, chance) for _ in range(QUESTIONS)]
        fields, dues = [], [chance.choice(("TALK", "FOLLOW_UP")) for _ in questions]
        for number, one in enumerate(questions):
            select = f"{' '.join(ATTENDANCE)} absenceRows {{ totalCount }} leaves {{ totalCount }}"
            fields.append(f"a{number}: {spanned(one, 'attendanceRollup', position, select)}")
            owed = f"{' '.join(OBLIGATIONS)} obligations(where: {{status: {{eq: OPEN}}}}) {{ totalCount }}"
            fields.append(f"o{number}: {spanned(one, 'obligationRollup', position, owed, with_day=False)}")
            alone = spanned(one, "obligationRollup", position, owed, with_day=False)
            fields.append(f"d{number}: {alone.replace('(', f'(consequence: {dues[number]}, ', 1)}")
        answer = await county.answer(f"{{ {' '.join(fields)} }}")
        errors = {(error.path or ["?"])[0] for error in answer.errors}
        echoes = answer.extensions.get("asOf", {})
        reached = next(iter(echoes.values()))["position"] if position else len(world.events)
        known = KnownPeople(world, reached)
        for number, one in enumerate(questions):
            told: dict[str, Any] | None = answer.data[f"a{number}"]
            if told is None:  # a node that was not there by then
                assert f"a{number}" in errors
                continue
            listed = told.pop("absenceRows")["totalCount"], told.pop("leaves")["totalCount"]
            assert told == known.attendance(one.node, one.first, one.last, one.day), (reached, one.__dict__)
            assert listed[0] == told["absences"]
            if one.day:  # there was no record yet of those that were asked for afterwards
                assert listed[1] <= told["leaveRequested"]
            else:
                assert listed[1] == told["leaveRequested"]
            owed_there = answer.data[f"o{number}"]
            open_rows = owed_there.pop("obligations")["totalCount"]
            assert owed_there == known.obligations(one.node, one.first, one.last), (reached, one.__dict__)
            assert open_rows == owed_there["open"]
            of_one = answer.data[f"d{number}"]
            of_one_rows = of_one.pop("obligations")["totalCount"]
            assert of_one == known.obligations(one.node, one.first, one.last, dues[number]), dues[number]
            assert of_one_rows == of_one["open"], dues[number]
            narrowed += 0 < of_one["opened"] < owed_there["opened"]
            rows_narrowed += of_one_rows < open_rows
            something += Counter({**told, **owed_there})
    for name in ("absencesUnexcused", "absencesExcused", "leaveGranted", "opened", "fulfilled", "open"):
        assert something[name] > 0, name
    assert narrowed
    assert rows_narrowed


async def test_the_voting_base_is_that_of_its_meetings(county: Asker, world: World) -> None:
    chance = random.Random(3)
    months = months_of(world)
    voters = 0
    for position in positions_of(world, chance):
        questions = [Question(world, months, chance) for _ in range(4)]
        fields = []
        for number, one in enumerate(questions):
            one.day = None
            fields.append(f"a{number}: {spanned(one, 'attendanceRollup', position, 'votersExpected')}")
            fields.append(f"r{number}: {spanned(one, 'rollupSpan', position, VOTES)}")
        answer = await county.answer(f"{{ {' '.join(fields)} }}")
        for number, _ in enumerate(questions):
            entries = (answer.data[f"r{number}"] or {"entries": {"nodes": []}})["entries"]["nodes"]
            meetings = [entry["meeting"] for entry in entries if entry["meeting"]["status"] != "CANCELLED"]
            told = answer.data[f"a{number}"]
            expected = sum(meeting["counts"]["votingBase"] for meeting in meetings)
            assert (told["votersExpected"] if told else 0) == expected
            voters += expected
    assert voters > 100
