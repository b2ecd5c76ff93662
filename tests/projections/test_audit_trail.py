"""Every event once more, with what it changed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from domain.leave.commands import GrantLeave, RequestLeave
from domain.leave.events import LeaveKind
from domain.meetings.commands import (
    AttendanceEntry,
    CorrectAttendance,
    FreezeRoster,
    PlanMeeting,
    RecordAttendance,
)
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from domain.membership.commands import TransferMember
from domain.organisation.commands import RenameOrganisation
from event_store.pool import Pool
from projections.framework.runner import Projector
from tests.projections.world import World
from tests.support.entered import whole_county

ENVELOPE = ("position", "event_id", "type", "stream_type", "stream_id", "version", "actor", "capacity")


@pytest.fixture
async def world(app_pool: Pool) -> World:
    world = World(app_pool, seed=1)
    await world.build()
    return world


async def entries(pool: Pool, projector: Projector, world: World, since: int) -> list[dict[str, Any]]:
    """Entries after a position, oldest first, with ``changes`` as (object, id, field, before, after)."""
    await projector.run(world.tenant)
    async with whole_county(pool, world.tenant) as connection:
        rows = await connection.fetch(
            "SELECT * FROM read_model.event WHERE tenant_id = $1 AND position > $2 ORDER BY position",
            world.tenant,
            since,
        )
    return [
        {
            **row,
            "changes": [
                (table, "/".join(key), field, *values)
                for table, key, fields in json.loads(row["changes"])
                for field, values in fields.items()
            ],
        }
        for row in rows
    ]


async def test_every_event_has_an_entry_with_its_envelope(
    app_pool: Pool, projector: Projector, world: World
) -> None:
    found = await entries(app_pool, projector, world, 0)
    records = await world.store.read_log(world.tenant, 0, 10_000)
    for entry, record in zip(found, records, strict=True):
        for name in (
            "position",
            "event_id",
            "type",
            "stream_type",
            "stream_id",
            "version",
            "actor",
            "capacity",
        ):
            assert entry[name] == getattr(record, name)
        assert (entry["occurred_at"], entry["recorded_at"]) == (record.occurred_at, record.recorded_at)
    assert found[0]["occurred_on"] == date(2026, 1, 1)
    assert found[0]["org_path"] == ""
    of_no_place = {"grid.defined", "clock.day-closed"}
    assert all(
        entry["org_path"] for entry in found if entry["type"] not in of_no_place and entry["position"] > 3
    )


async def test_says_what_was_before_and_after(app_pool: Pool, projector: Projector, world: World) -> None:
    branch = world.branches[0]
    since = len(world.events)
    await world.send([RenameOrganisation(organisation_id=branch, name="新名", reason="MERGED")])
    (entry,) = await entries(app_pool, projector, world, since)
    assert entry["changes"] == [("organisation", str(branch), "name", "支部0", "新名")]
    assert entry["reason"] == "MERGED"
    assert entry["org_path"].count("/") == 3


async def test_a_transfer_belongs_to_the_new_home_and_a_departure_to_the_old(
    app_pool: Pool, projector: Projector, world: World
) -> None:
    member = next(iter(world.members))
    old, new = world.members[member], world.branches[-1]
    since = len(world.events)
    await world.send([TransferMember(member_id=member, to_branch_id=new, from_on=world.today)])
    transferred, departed, entered = await entries(app_pool, projector, world, since)
    changed = {change[2]: change[3:] for change in transferred["changes"]}
    assert changed["branch_id"] == (str(old), str(new))
    assert departed["changes"] == entered["changes"] == []
    assert transferred["org_path"] == entered["org_path"] != departed["org_path"]


async def test_attendance_and_leave_have_no_names_and_readable_values(
    app_pool: Pool, projector: Projector, world: World
) -> None:
    member = next(iter(world.members))
    meeting, leave = world.ids.new_id(), world.ids.new_id()
    await world.send(
        [
            PlanMeeting(
                meeting_id=meeting,
                organisation_id=world.members[member],
                kind=MeetingKind.THEME_PARTY_DAY,
                held_on=world.today,
            ),
            FreezeRoster(meeting_id=meeting),
        ]
    )
    absent = AttendanceEntry(member, AttendanceStatus.ABSENT, AbsenceReason.ILLNESS)
    since = len(world.events)
    await world.send(
        [
            RecordAttendance(meeting_id=meeting, entries=(absent,)),
            RequestLeave(
                leave_id=leave,
                member_id=member,
                kind=LeaveKind.ILLNESS,
                from_on=world.today,
                to_on=world.today,
            ),
            GrantLeave(leave_id=leave),
            CorrectAttendance(
                meeting_id=meeting, entry=AttendanceEntry(member, AttendanceStatus.LEAVE), reason="ON_LEAVE"
            ),
        ]
    )
    recorded, _, granted, corrected = await entries(app_pool, projector, world, since)
    attendance, absence = f"{meeting}/{member}", f"{member}/{meeting}"
    assert recorded["changes"] == [
        ("attendance", attendance, "status", None, "ABSENT"),
        ("attendance", attendance, "absence_reason", None, "ILLNESS"),
        ("attendance", attendance, "late_entry_days", None, 0),
        ("absence", absence, "absence_class", None, "ILL"),
        ("absence", absence, "counts", None, False),
        ("absence", absence, "reason", None, "ILLNESS"),
    ]
    assert granted["changes"] == [
        ("leave", str(leave), "covers_to", None, world.today.isoformat()),
        ("leave", str(leave), "status", "PENDING", "GRANTED"),
        ("leave", str(leave), "granted_level", None, "SUPERIOR"),
    ]
    assert corrected["changes"] == [
        ("attendance", attendance, "status", "ABSENT", "LEAVE"),
        ("attendance", attendance, "absence_reason", "ILLNESS", None),
        ("attendance", attendance, "leave_id", None, str(leave)),
        ("absence", absence, "reason", "ILLNESS", None),
        ("absence", absence, "leave_id", None, str(leave)),
    ]
