"""What a closed period came to is told once its findings are announced, and told anew when facts say otherwise."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.assessments.events import STREAM, PeriodAssessed, PeriodAssessmentSuperseded
from domain.departures.commands import RecordDeparture
from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import MeetingKind
from domain.organisation.events import OrganisationKind
from domain.policies.commands import AnnulAdoption
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.pack import Pack
from domain.policies.periods import Unit
from domain.policies.verdicts import Status
from event_store.pool import Pool
from projections.compliance.slots import last_closed
from projections.compliance.tables import COMPLIANCE, PERIOD_ASSESSMENT
from tests.projections.compliance.conftest import OPENED
from tests.projections.compliance.disturbed import Disturbed
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import Office, pack

LECTURE = MeetingKind.PARTY_LECTURE
APRIL = date(2026, 4, 1)
BOTH = (OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP)
Told = PeriodAssessed | PeriodAssessmentSuperseded


def lectures(
    version: str = "1",
    *,
    at_least: int = 1,
    organisations: tuple[OrganisationKind, ...] = (OrganisationKind.PARTY_BRANCH,),
) -> Pack:
    rule = MeetingFrequency(
        meeting=LECTURE, per=Unit.QUARTER, at_least=at_least, partial_period="not_required"
    )
    return pack("county", version, {"lecture": rule}, modality=Modality.SHOULD, organisations=organisations)


async def told(office: Office) -> list[Told]:
    """All that was told of periods, in the order of the log."""
    log = await office.store.read_log(office.tenant, 0, 100_000)
    return [record.domain_event for record in log if record.stream_type == STREAM]  # type: ignore[misc]


async def quarter(office: Office) -> tuple[UUID, UUID, UUID]:
    """One branch that held its lecture, one that did not, one that gave a reason."""
    passed, missed, excused = [await office.found() for _ in range(3)]
    await office.adopt(lectures())
    await office.meet(passed, LECTURE)
    await office.do(departure(office, excused))
    await office.until(APRIL)
    return passed, missed, excused


def departure(office: Office, branch: UUID) -> RecordDeparture:
    return RecordDeparture(
        organisation_id=branch,
        node_id=office.committee,
        series="county/lecture",
        period="2026-Q1",
        reason="FLOODS",
    )


async def test_once_the_last_day_is_closed_and_all_is_announced(office: Office) -> None:
    await office.found()
    await office.adopt(lectures())
    await office.until(date(2026, 3, 31))
    assert await office.assess() == 0
    await office.until(APRIL)
    await office.project()
    assert await office.assessor().run(office.tenant) == 0  # its finding is not announced yet
    assert await office.assess() == 1
    assert await office.assess() == 0
    (event,) = await told(office)
    assert isinstance(event, PeriodAssessed)
    assert (event.series, event.node_id, event.period) == ("county/lecture", office.committee, "2026-Q1")
    assert (event.from_on, event.to_on, event.unit) == (OPENED, date(2026, 3, 31), Unit.QUARTER)
    assert (event.numerator, event.denominator) == (0, 1)


async def test_numerator_denominator_and_who_is_excused(office: Office) -> None:
    await quarter(office)
    assert await office.assess() == 1
    (event,) = await told(office)
    assert (event.tally.passed, event.tally.missed, event.tally.excused, event.tally.slots) == (1, 1, 1, 3)
    assert (event.numerator, event.denominator) == (1, 2)


async def test_the_digest_is_that_of_the_slots(office: Office, projector_pool: Pool) -> None:
    """By hand, from the rows; as docs/compliance.md says it."""
    await quarter(office)
    await office.assess()
    (event,) = await told(office)
    known = await Everything.of_county(projector_pool, office.tenant)
    lines = sorted(
        f"{row['slot_id']} {row['status']} {row['version_id']} {row['required']} {row['held']} {row['verified']}\n"
        for row in known.all(COMPLIANCE)
        if row["period"] == "2026-Q1"
    )
    assert len(lines) == 3
    assert event.digest == hashlib.sha256("".join(lines).encode()).hexdigest()


async def test_a_late_entry_supersedes_it(office: Office) -> None:
    _, missed, _ = await quarter(office)
    await office.assess()
    await office.meet(missed, LECTURE, on=date(2026, 3, 20))
    assert await office.assess() == 1
    first, second = await told(office)
    assert isinstance(second, PeriodAssessmentSuperseded)
    assert second.supersedes == first.event_id
    assert (second.numerator, second.denominator) == (2, 2)
    assert second.facts_position > first.facts_position
    assert await office.is_sound()


async def test_another_rule_with_past_effect(office: Office) -> None:
    await quarter(office)
    await office.assess()
    annul = AnnulAdoption(
        node_id=office.committee, series="county/lecture", since=OPENED, reason="BY_MISTAKE"
    )
    await office.do(annul)
    assert await office.assess() == 1
    *_, voided = await told(office)
    assert (voided.tally.slots, voided.numerator, voided.denominator) == (0, 0, 0)
    assert voided.digest == hashlib.sha256(b"").hexdigest()
    await office.adopt(lectures("2", at_least=2), since=OPENED)
    assert await office.assess() == 1
    *_, last = await told(office)
    assert (last.tally.missed, last.tally.excused) == (2, 1)
    assert await office.is_sound()


async def test_what_changes_and_comes_back_tells_nothing(office: Office) -> None:
    _, missed, _ = await quarter(office)
    await office.assess()
    meeting = await office.meet(missed, LECTURE, on=date(2026, 3, 20))
    planned = (await office.events_of(meeting))[0].event_id
    await office.do(CorrectMeeting(meeting_id=meeting, corrects=planned, held_on=APRIL, reason="WRONG_DAY"))
    assert await office.assess() == 0
    assert len(await told(office)) == 1
    worker = office.assessor()
    assert [await worker.run(office.tenant) for _ in range(2)] == [0, 0]


async def test_kinds_of_organisation_are_told_apart(office: Office) -> None:
    branch = await office.found()
    await office.found(OrganisationKind.PARTY_GROUP, branch)
    await office.adopt(lectures(organisations=BOTH))
    await office.until(APRIL)
    assert await office.assess() == 2
    kinds = {event.organisation_kind: event.tally.slots for event in await told(office)}
    assert kinds == {OrganisationKind.PARTY_BRANCH: 1, OrganisationKind.PARTY_GROUP: 1}


async def test_where_nobody_is_asked_nothing_is_told(office: Office) -> None:
    await office.adopt(lectures())
    await office.until(APRIL)
    assert await office.assess() == 0


async def test_workers_side_by_side_tell_nothing_twice(office: Office) -> None:
    await quarter(office)
    await office.announce()
    counts = await asyncio.gather(*(office.assessor().run(office.tenant) for _ in range(4)))
    assert sum(counts) == 1
    assert len(await told(office)) == 1


@pytest.mark.parametrize("seed", [21, 22])
async def test_whatever_happens_each_closed_period_is_told(
    seed: int, app_pool: Pool, projector_pool: Pool
) -> None:
    office = Office(app_pool, projector_pool, opened=OPENED)
    disturbed = Disturbed(office, seed)
    await disturbed.begin()
    for _ in range(5):
        for _ in range(4):
            await disturbed.live()
        await office.assess()
        assert await left(projector_pool, office) == []
    assert any(isinstance(event, PeriodAssessmentSuperseded) for event in await told(office))
    assert await office.is_sound()


async def left(pool: Pool, office: Office) -> list[Any]:
    """Closed periods that were told otherwise than their slots stand, counted by hand."""
    known = await Everything.of_county(pool, office.tenant)
    counted: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in known.all(COMPLIANCE):
        if row["status"] != "VOID" and row["to_on"] and row["to_on"] <= last_closed(known):
            key = row["node_id"], row["series"], row["organisation_kind"], row["period"]
            of_period = counted.setdefault(key, {})
            of_period[row["status"]] = of_period.get(row["status"], 0) + 1
    said = {
        (row["node_id"], row["series"], row["organisation_kind"], row["period"]): {
            status: row[status.lower()] for status in map(str, Status) if row[status.lower()]
        }
        for row in known.all(PERIOD_ASSESSMENT)
    }
    return [key for key in counted | said if counted.get(key, {}) != said.get(key, {})]
