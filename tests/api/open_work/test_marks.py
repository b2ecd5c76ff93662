"""What wakes subscribers to `openWork`: whatever they would be told otherwise moves the mark of their node."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from event_store.entering import ENTERED
from event_store.pool import Pool, make_pool
from event_store.store import EventStore
from graphql_api.read import encode_id
from graphql_api.schema import schema
from gridledger.bootstrap import Ledger
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.api.office import INSPECTOR
from tests.api.open_work.test_open_work import FIGURES
from tests.api.read.county import Asker
from tests.projections.world import World
from tests.support.postgres import Database

ROUNDS = 4
TOLD = (
    f"{FIGURES} obligations(first: 50) {{ nodes {{ id position }} }}"
    " escalations(first: 50) { nodes { id position } }"
    " leaves(first: 50) { nodes { id position } } objections(first: 50) { nodes { id position } }"
    " compliances(first: 50) { nodes { id position } }"
)
MARKS = f"SELECT id, mark FROM read_model.open_work_marks($1, $2) WHERE {ENTERED}"
Told = dict[UUID, tuple[Any, int]]


class Watched:
    """A county in which anything happens, and all that is told of each of its nodes."""

    def __init__(self, app: Pool, worker: Pool, ledger: Ledger) -> None:
        self.world = World(app, seed=4)
        self._app = app
        self._projector = Projector(worker, EventStore(worker), READ_MODELS)
        self._asker = Asker(schema(), ledger.services, INSPECTOR, self.world.tenant)

    async def told(self) -> Told:
        """What a query says of each node, and its mark."""
        await self._projector.run(self.world.tenant)
        names = {id_: encode_id("Organisation", id_) for id_ in self.world.branches}
        names |= {id_: encode_id("Organisation", id_) for id_ in self.world.townships}
        names |= {id_: encode_id("Grid", id_) for level in self.world.grids for id_ in level}
        fields = " ".join(
            f'n{number}: openWork(node: "{name}") {{ {TOLD} }}' for number, name in enumerate(names.values())
        )
        data = await self._asker.ask(f"{{ {fields} }}")
        rows = await self._app.fetch(MARKS, self.world.tenant, list(names))
        marks = {UUID(int=row["id"].int): row["mark"] for row in rows}
        return {id_: (data[f"n{number}"], marks.get(id_, 0)) for number, id_ in enumerate(names)}

    def steps(self) -> list[Callable[[], Awaitable[Any]]]:
        """Of one and the same day: the end of a day moves all marks."""
        world = self.world
        return [
            *[lambda: world.send(one for one in [world.any_command()] if one)] * 12,
            lambda: world.structure.live(40),
            lambda: world.moves.live(40),
            lambda: world.send(world.obligations.acted(2)),
            lambda: world.send(world.objections.decided(2)),
        ]


@pytest.fixture
async def watched(database: Database, ledger: Ledger) -> AsyncIterator[Watched]:
    app = await make_pool(database.dsn("gridledger_app"), max_size=6)
    worker = await make_pool(database.dsn("gridledger_projector"), max_size=6)
    watched = Watched(app, worker, ledger)
    await watched.world.build(townships=2, branches=2, members=3)
    yield watched
    await worker.close()
    await app.close()


async def test_no_figure_and_no_list_changes_without_its_mark(watched: Watched) -> None:
    changes: Counter[str] = Counter()
    grids = {id_ for level in watched.world.grids for id_ in level}
    for _ in range(ROUNDS):
        await watched.world.live(40)
        before = await watched.told()
        for step in watched.steps():
            await step()
            after = await watched.told()
            for node in before.keys() & after.keys():
                (was, mark), (is_, now) = before[node], after[node]
                if was != is_:
                    assert mark != now, (node in grids, was, is_)
                    changes["grid" if node in grids else "organisation"] += 1
            before = after
    assert min(changes["grid"], changes["organisation"]) > 5, changes
