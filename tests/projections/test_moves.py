"""What the fold of a move costs: as many attempts as there are tables, however many organisations go along.

And what is entered after it of days before it.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from domain.core import Occurred
from domain.grids.commands import DefineGrid
from domain.meetings.commands import PlanMeeting
from domain.meetings.events import MeetingKind
from domain.organisation.commands import FoundOrganisation, MoveOrganisation
from domain.organisation.events import OrganisationFounded, OrganisationKind, OrganisationMoved
from event_store.pool import Pool
from event_store.records import LoggedEvent
from event_store.store import EventStore
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.runner import Projector
from projections.grids import GRID
from projections.registry import READ_MODELS, TABLES
from projections.tree import segment
from tests.projections.stopped import rows_as_of
from tests.projections.world import World

CODE = "430281109"


async def test_a_move_is_begun_anew_for_tables_and_not_for_organisations(
    app_pool: Pool, projector_pool: Pool
) -> None:
    few, many = [await attempts(app_pool, projector_pool, branches) for branches in (2, 9)]
    assert 0 < few == many <= 2 * len(TABLES)


async def attempts(app_pool: Pool, projector_pool: Pool, branches: int) -> int:
    """How often the fold of a move of so many branches is begun, by a projector that has nothing in memory."""
    world = World(app_pool, seed=branches, tenant=f"county-{branches}")
    await world.build(townships=2, branches=1, members=1)
    committee = await moved_along(world, branches)
    begun = []

    def begin(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
        begun.append(record.position)

    counting = ReadModel(name="attempts", tables=(), handlers={OrganisationMoved: begin})
    store = EventStore(projector_pool)
    await Projector(projector_pool, store, READ_MODELS).run(world.tenant)
    (result,) = await world.send([move_of(world, committee)])
    assert result.accepted
    await Projector(projector_pool, store, [counting, *READ_MODELS]).run(world.tenant)
    return len(begun)


async def test_what_is_founded_late_below_what_moved_counts_from_its_founding_on(
    app_pool: Pool, projector_pool: Pool
) -> None:
    world = World(app_pool, seed=1)
    await world.build(townships=1, branches=1, members=1)
    committee = await moved_along(world, 1)
    (moved,) = await world.send([move_of(world, committee)])
    grid_id, branch_id, founded_on = world.ids.new_id(), world.ids.new_id(), world.today - timedelta(days=10)
    code = f"{CODE}201"
    done = await world.send(
        [
            DefineGrid(
                grid_id=grid_id,
                level=1,
                name="网格",
                division_code=code,
                occurred_at=Occurred.on(founded_on - timedelta(days=10)),
            ),
            FoundOrganisation(
                organisation_id=branch_id,
                kind=OrganisationKind.PARTY_BRANCH,
                name="组织",
                parent_id=committee,
                division_code=code,
                occurred_at=Occurred.on(founded_on),
            ),
        ]
    )
    assert all(result.accepted for result in (moved, *done))
    await Projector(projector_pool, EventStore(projector_pool), READ_MODELS).run(world.tenant)
    places = [
        (await rows_as_of(app_pool, world.tenant, GRID, len(world.events), day))[(grid_id,)]["org_path"]
        for day in (founded_on - timedelta(days=1), founded_on)
    ]
    assert places[0] == ""
    assert places[1].endswith(segment(len(world.events)))  # the last event's, which founded the branch


def move_of(world: World, organisation_id: UUID) -> MoveOrganisation:
    """It goes below the last organisation that was founded."""
    founded = [event for event in world.events if isinstance(event, OrganisationFounded)]
    return MoveOrganisation(
        organisation_id=organisation_id,
        parent_id=founded[-1].originator_id,
        on=world.today - timedelta(days=5),
        approved_by=world.committee_id,
        reason="TOWNSHIPS_REDRAWN",
    )


async def moved_along(world: World, branches: int) -> UUID:
    """A committee with as many branches, each with a month of figures, and grids of its code; and another beside it."""
    committee, *below, beside = (world.ids.new_id() for _ in range(branches + 2))
    kinds = {
        committee: OrganisationKind.PARTY_COMMITTEE,
        **dict.fromkeys(below, OrganisationKind.PARTY_BRANCH),
        beside: OrganisationKind.PARTY_WORK_COMMITTEE,
    }
    founded = await world.send(
        FoundOrganisation(
            organisation_id=one,
            kind=kind,
            name="组织",
            parent_id=committee if one in below else world.committee_id,
            division_code=CODE if one == committee else None,
            occurred_at=Occurred.on(world.today - timedelta(days=40)),
        )
        for one, kind in kinds.items()
    )
    upper = [world.ids.new_id() for _ in below]
    defined = await world.send(
        DefineGrid(
            grid_id=grid_id,
            level=level,
            name="网格",
            parent_id=parent_id,
            division_code=CODE if level == 1 else None,
        )
        for level, nodes in (
            (1, [(one, None) for one in upper]),
            (2, [(world.ids.new_id(), one) for one in upper]),
        )
        for grid_id, parent_id in nodes
    )
    assert all(result.accepted for result in founded + defined)
    await world.send(
        PlanMeeting(
            meeting_id=world.ids.new_id(),
            organisation_id=one,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=world.today - timedelta(days=1),
        )
        for one in below
    )
    return committee
