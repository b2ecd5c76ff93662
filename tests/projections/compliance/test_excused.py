"""A reason excuses from a rule that is kept as a rule, from the day it was given, in whatever order facts come."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from domain.core import Occurred
from domain.departures.commands import RecordDeparture, WithdrawDeparture
from domain.meetings.events import MeetingKind
from domain.policies.commands import AnnulAdoption
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.modality import Modality
from domain.policies.pack import Pack
from domain.policies.periods import Unit
from domain.policies.rehearsing import Change, Share
from domain.verdicts.events import VerdictSuperseded
from event_store.pool import Pool
from tests.projections.compliance.conftest import OPENED
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.rehearsing import rehearsed
from tests.projections.compliance.test_announcing import told

LECTURE = MeetingKind.PARTY_LECTURE
SERIES = "county/lecture"
SLOT = ("lecture", "2026-Q1")
APRIL = date(2026, 4, 1)


def lectures(version: str = "1", *, modality: Modality = Modality.SHOULD, per: Unit = Unit.QUARTER) -> Pack:
    rule = MeetingFrequency(
        meeting=LECTURE, per=per, at_least=1, partial_period="not_required", remind_days=10
    )
    return pack("county", version, {"lecture": rule}, modality=modality)


def departing(
    office: Office, branch: UUID, on: date | None = None, period: str = "2026-Q1"
) -> RecordDeparture:
    return RecordDeparture(
        organisation_id=branch,
        node_id=office.committee,
        series=SERIES,
        period=period,
        occurred_at=Occurred.on(on) if on else None,
        reason="FLOODS",
    )


def taking_back(office: Office, branch: UUID) -> WithdrawDeparture:
    return WithdrawDeparture(
        organisation_id=branch, node_id=office.committee, series=SERIES, period="2026-Q1", reason="MISTAKEN"
    )


async def status(office: Office, branch: UUID) -> str:
    found: str = (await office.verdicts(branch))[SLOT]
    return found


async def test_given_ahead_it_excuses_from_the_reminder_on(office: Office) -> None:
    """接近期限 already: whoever has time left is still asked."""
    branch, other = await office.found(), await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, branch))
    assert await status(office, branch) == "PENDING"
    await office.until(date(2026, 3, 30))
    assert [await status(office, one) for one in (branch, other)] == ["EXCUSED", "AT_RISK"]
    await office.until(APRIL)
    assert [await status(office, one) for one in (branch, other)] == ["EXCUSED", "MISSED"]


async def test_given_afterwards_it_excuses_from_its_day_on(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    await office.until(date(2026, 4, 11))
    before = await office.project()
    await office.do(departing(office, branch, on=date(2026, 4, 5)))
    assert await status(office, branch) == "EXCUSED"
    days = [date(2026, 4, day) for day in (4, 5)]
    assert [(await office.past(branch, on=day))[SLOT] for day in days] == ["MISSED", "EXCUSED"]
    assert (await office.past(branch, on=days[1], known=before))[SLOT] == "MISSED"
    assert await office.is_sound()


async def test_what_was_done_needs_no_reason(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, branch))
    await office.until(APRIL)
    await office.meet(branch, LECTURE, on=date(2026, 3, 31))
    assert await status(office, branch) == "PASSED"


async def test_what_it_rests_on_and_what_it_says_of_numbers(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    (result,) = await office.do(departing(office, branch))
    await office.until(APRIL)
    told_then = await office.verdicts(branch, "status", "required", "held", "event_ids")
    assert result.target_id is not None
    (event,) = await office.events_of(result.target_id)
    assert told_then[SLOT] == ("EXCUSED", 1, 0, [event.event_id])


async def test_taken_back_it_never_excused(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, branch))
    await office.until(APRIL)
    await office.do(taking_back(office, branch))
    assert await status(office, branch) == "MISSED"
    assert (await office.past(branch, on=date(2026, 3, 31)))[SLOT] == "MISSED"
    await office.do(departing(office, branch))
    assert await status(office, branch) == "EXCUSED"
    assert await office.is_sound()


async def test_what_has_to_be_kept_is_never_excused(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures(modality=Modality.MUST))
    assert not await office.try_to(departing(office, branch))
    await office.until(APRIL)
    assert await status(office, branch) == "MISSED"


async def test_a_version_with_past_effect_that_has_to_be_kept_takes_the_excuse_away(office: Office) -> None:
    branch = await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, branch))
    await office.until(APRIL)
    assert await status(office, branch) == "EXCUSED"
    await office.do(AnnulAdoption(node_id=office.committee, series=SERIES, since=OPENED, reason="BY_MISTAKE"))
    await office.adopt(lectures("2", modality=Modality.MUST), since=OPENED)
    assert await status(office, branch) == "MISSED"


async def test_who_is_excused_in_time_is_not_announced_and_who_is_late_supersedes(office: Office) -> None:
    in_time, late = await office.found(), await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, in_time))
    await office.until(APRIL)
    assert await office.announce() == 1
    await office.do(departing(office, late))
    assert await office.announce() == 1
    assert await office.announced(in_time) == []
    first, second = await office.announced(late)
    assert told([first, second]) == [("verdict.announced", "MISSED", 0), ("verdict.superseded", "EXCUSED", 0)]
    assert isinstance(second, VerdictSuperseded)
    assert second.supersedes == first.event_id
    await office.do(taking_back(office, late))
    assert await office.announce() == 1
    assert [said for _, said, _ in told(await office.announced(late))] == ["MISSED", "EXCUSED", "MISSED"]
    assert await office.is_sound()


@pytest.mark.parametrize("modality", list(Modality))
async def test_rehearsed_as_it_would_stand(office: Office, app_pool: Pool, modality: Modality) -> None:
    """Were the rule one that has to be kept, the reason would excuse nobody; settled neither way while it does."""
    branch = await office.found()
    await office.adopt(lectures())
    await office.do(departing(office, branch))
    await office.until(APRIL)
    proposed = lectures("2", modality=modality)
    found = await rehearsed(office, app_pool, proposed, node=office.committee, since=OPENED)
    if modality is Modality.SHOULD:
        assert (found.whole.stands, found.whole.would) == (Share(0, 0), Share(0, 0))
        assert found.whole.changes[Change.OTHERWISE] == 0
    else:
        assert (found.whole.stands, found.whole.would) == (Share(0, 0), Share(0, 1))
        assert found.whole.changes[Change.OTHERWISE] == 1
