"""A poison event in the log of a county that is served (reliability.md, row 11).

Its stream is parked and shown as stale, all others go on, and both can be seen within a minute.
"""

from __future__ import annotations

import asyncio
import json
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.core.ids import uuid7
from domain.meetings.events import AttendanceCorrected, AttendanceStatus
from event_store.records import Appended
from event_store.store import EventStore
from gridledger.database import DatabaseUrls
from tests.api.client import TENANT, Api, key_of
from tests.api.county import County, day
from tests.event_store.builders import command
from tests.system.callers import calling, opened_store, settle
from tests.system.processes import Serving, run

pytestmark = pytest.mark.faults

A_MINUTE = 60.0


async def append_poison(store: EventStore, meeting_id: UUID, stranger_id: UUID) -> int:
    """Correct an attendance that was never recorded, as no command would; its position."""
    version = len(await store.read_stream(TENANT, meeting_id))
    event = AttendanceCorrected(
        originator_id=meeting_id,
        originator_version=version + 1,
        event_id=uuid7(),
        occurred_at=Occurred(day(0)),
        reason="MISTYPED",
        member_id=stranger_id,
        corrects=uuid7(),
        status=AttendanceStatus.PRESENT,
    )
    (outcome,) = await store.append(TENANT, [command(event)])
    assert isinstance(outcome, Appended)
    assert outcome.last_position
    return outcome.last_position


async def until_stale(api: Api) -> None:
    async with asyncio.timeout(A_MINUTE):
        while True:
            if "stale" in (await answer(api, "{ county { id } }"))["extensions"]:
                return
            await asyncio.sleep(0.05)


async def answer(api: Api, query: str, **variables: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = (await api.post(query, variables)).json()
    assert "errors" not in found, found
    return found


async def life_goes_on(api: Api, county: County) -> None:
    """Another meeting of the same branch, seen in the answer to each of its commands."""
    meeting = await county.meeting()
    entries = [{"memberId": member, "status": "PRESENT"} for member in county.members]
    seen = await api.done(
        "attendanceRecord", "meeting { isStale counts { present } }", meetingId=meeting, entries=entries
    )
    assert seen["meeting"] == {"isStale": False, "counts": {"present": len(county.members)}}


async def test_its_stream_is_parked_and_all_others_go_on(
    settings: dict[str, str], urls: DatabaseUrls
) -> None:
    async with opened_store(urls.server) as store:
        with Serving(settings=settings) as server:
            async with calling(server.address, store) as api:
                county = await settle(api)
                await life_goes_on(api, county)
                meeting = await county.meeting()
                position = await append_poison(store, key_of(meeting), key_of(county.elsewhere))
                await until_stale(api)
                await life_goes_on(api, county)
                await append_poison(store, key_of(meeting), key_of(county.elsewhere))
                await life_goes_on(api, county)
                asked = """query ($meeting: ID!, $branch: ID!) {
                             meeting(id: $meeting) { isStale counts { expected } }
                             organisation(id: $branch) {
                               isStale
                               rollups(first: 5) { nodes { isStale meetingsPlanned } } } }"""
                seen = await answer(api, asked, meeting=meeting, branch=county.branch)
                elsewhere = await answer(
                    api,
                    "query ($b: ID!) { organisation(id: $b) { rollups { nodes { isStale } } } }",
                    b=county.other_branch,
                )
                head = await api.head()
                ready = (await api.http.get("/readyz")).json()
            assert server.stop() == 0
            logged = [json.loads(line) for line in server.stderr.splitlines() if line.startswith("{")]
    assert seen["extensions"]["stale"] == {"parked": 1}
    assert seen["data"]["meeting"] == {"isStale": True, "counts": {"expected": len(county.members)}}
    assert seen["data"]["organisation"] == {
        "isStale": False,
        "rollups": {"nodes": [{"isStale": True, "meetingsPlanned": 4}]},
    }
    assert elsewhere["data"]["organisation"] == {"rollups": {"nodes": []}}
    assert ready["readModels"] == {"counties": 1, "stopped": 0, "parkedStreams": 1, "largestLagEvents": 0}
    told = [entry for entry in logged if entry["level"] == "error"]
    assert [entry["stream_id"] for entry in told] == [str(key_of(meeting))]

    parked = run("projections", "parked", "--json", settings=settings)
    assert parked.returncode == 1
    (one,) = map(json.loads, parked.stdout.splitlines())
    assert (one["stream_id"], one["position"], one["events"]) == (str(key_of(meeting)), position, 2)
    assert one["error"].startswith(
        f"position {position}, meeting.attendance-corrected: MissingRowError in meetings.py"
    )
    assert run("projections", "status", settings=settings).returncode == 1
    verified = run("log", "verify", settings=settings)  # the same program parks the same
    assert f"at position {head} follow from the log" in verified.stdout
    assert run("projections", "rebuild", "all", settings=settings).returncode == 0
    assert run("projections", "parked", "--county", TENANT, settings=settings).stdout.startswith(
        f"{TENANT}: meeting {key_of(meeting)}, since "
    )
