"""Rows of what policies judge meetings by: what they say of the log, and that attendance costs them nothing."""

from __future__ import annotations

from domain.meetings.events import (
    AttendanceCorrected,
    AttendanceRecorded,
    MeetingConcluded,
    ObserverRecorded,
    RosterFrozen,
)
from event_store.pool import Pool
from projections.framework.runner import Projector
from projections.framework.runs import run_handlers_of
from projections.meeting_facts import MEETING_FACT, MEETING_FACTS
from projections.registry import READ_MODELS
from tests.projections.tables import rows_of
from tests.projections.world import World


def test_who_attended_is_no_matter_to_rules() -> None:
    handled = MEETING_FACTS.handlers.keys() | MEETING_FACTS.runs.keys()
    assert MeetingConcluded in handled
    assert not handled & {AttendanceRecorded, AttendanceCorrected, ObserverRecorded, RosterFrozen}
    assert MEETING_FACTS.every is None
    assert MEETING_FACTS.every_run is None


def test_attendance_is_still_folded_by_the_run() -> None:
    assert run_handlers_of(READ_MODELS, AttendanceRecorded)


async def test_a_row_names_the_events_that_say_so_in_the_order_of_the_log(
    app_pool: Pool, projector: Projector
) -> None:
    world = World(app_pool, seed=5)
    await world.build()
    await world.live(240)
    await projector.run(world.tenant)
    places = {event.event_id: number for number, event in enumerate(world.events)}
    streams = {event.event_id: event.originator_id for event in world.events}
    rows = await rows_of(app_pool, world.tenant, MEETING_FACT)
    assert {row["meeting_id"] for row in rows.values()} == set(world.meetings)
    assert max(len(row["event_ids"]) for row in rows.values()) > 2
    for row in rows.values():
        said = row["event_ids"]
        assert said == sorted(set(said), key=places.__getitem__)
        assert {streams[event_id] for event_id in said} == {row["meeting_id"]}
        assert places[said[-1]] + 1 == row["position"]
