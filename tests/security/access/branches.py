"""A county of branches, each of which lives through a short history that is written down: who did what at meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.meetings.commands import AttendanceEntry, FreezeRoster, PlanMeeting, RecordAttendance
from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from event_store.pool import make_pool
from event_store.store import EventStore
from projections.framework.runner import Projector
from projections.registry import READ_MODELS
from tests.api.read.county import TENANT
from tests.projections.world import World
from tests.support.postgres import Database

MONTH = "2026-01"  # of all their meetings

# A line for each meeting, a letter for each person, always in the same order.
_DID: dict[str, tuple[AttendanceStatus, AbsenceReason | None]] = {
    "p": (AttendanceStatus.PRESENT, None),
    "l": (AttendanceStatus.LATE, None),
    "e": (AttendanceStatus.ABSENT, AbsenceReason.ILLNESS),
    "u": (AttendanceStatus.ABSENT, AbsenceReason.NONE_GIVEN),
}
_NOTHING_RECORDED = "."

# By whether someone who may not see the persons may be told how many did what in the month.
TOLD = {
    "half of twelve": ["pppppp uuuuuu"],
    "the same half of twelve, twice": ["pppppp uuuuuu"] * 2,
    "all of five on time": ["ppppp"] * 3,
    "nothing recorded of five": ["....."],
    "five of each": ["ppppp uuuuu eeeee lllll ....."],
}
WITHHELD = {
    "one of three, five times": ["pp u"] * 5,
    "four of twelve, twice": ["pppppppp uuuu"] * 2,
    "one of twelve, at four meetings of five": ["u ppppppppppp"] * 4 + ["p ppppppppppp"],
    "four of twelve, late once": ["llll pppppppp", "pppp pppppppp"],
    "all of five": ["uuuuu"],
    "all of five, twice": ["uuuuu"] * 2,
    "all of ten, some with a reason": ["uuuuu eeeee"],
    "all of twelve, late": ["llllllllllll"],
    "one of whom nothing is recorded": ["pppppppppppp ."],
}
HISTORIES = {
    name: [meeting.replace(" ", "") for meeting in meetings] for name, meetings in (TOLD | WITHHELD).items()
}


@dataclass
class Branches:
    """Where it happened."""

    database: Database
    ids: dict[str, UUID]  # by history


async def live(database: Database) -> Branches:
    """Let it all happen, in one township."""
    app = await make_pool(database.dsn("gridledger_app"))
    worker = await make_pool(database.dsn("gridledger_projector"))
    world = World(app, seed=3, tenant=TENANT)
    await world.build(townships=1, branches=len(HISTORIES), members=0)
    branches = dict(zip(HISTORIES, world.branches, strict=True))
    for name, branch in branches.items():
        await _happen(world, branch, HISTORIES[name])
    assert world.refused == 0
    await Projector(worker, EventStore(worker), READ_MODELS).run(TENANT)
    await worker.close()
    await app.close()
    return Branches(database, branches)


async def _happen(world: World, branch: UUID, meetings: Sequence[str]) -> None:
    await world.send(world.register(branch) for _ in meetings[0])
    members = [member for member, home in world.members.items() if home == branch]
    for letters in meetings:
        meeting = world.ids.new_id()
        plan = PlanMeeting(
            meeting_id=meeting,
            organisation_id=branch,
            kind=MeetingKind.GENERAL_MEETING,
            held_on=world.today,
        )
        await world.send([plan])
        await world.send([FreezeRoster(meeting_id=meeting)])
        entries = tuple(
            AttendanceEntry(member, *_DID[letter])
            for member, letter in zip(members, letters, strict=True)
            if letter != _NOTHING_RECORDED
        )
        if entries:
            await world.send([RecordAttendance(meeting_id=meeting, entries=entries)])
