"""Periods: when they begin, how they stand, and what the passing of days makes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.meetings.commands import CorrectMeeting
from domain.meetings.events import MeetingKind, MeetingPlanned
from domain.organisation.commands import DissolveOrganisation, MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from event_store.pool import Pool
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.oracle import differences

LECTURE, GENERAL = MeetingKind.PARTY_LECTURE, MeetingKind.GENERAL_MEETING


def each(
    unit: Unit, meeting: MeetingKind = LECTURE, partial: str = "not_required", make_up_days: int | None = None
) -> MeetingFrequency:
    return MeetingFrequency(
        meeting=meeting,
        per=unit,
        at_least=1,
        partial_period=partial,  # type: ignore[arg-type]
        make_up_days=make_up_days,
    )


WITHOUT_GROUPS = MeetingFrequency(
    meeting=GENERAL, per=Unit.QUARTER, at_least=1, partial_period="required", without_groups=Unit.MONTH
)
QUARTERLY = pack("county", "1", {"lecture": each(Unit.QUARTER)})


async def test_a_quarter_is_pending_then_at_risk_then_missed(office: Office) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    assert await office.verdicts(branch) == {("lecture", "2026-Q1"): "PENDING"}
    await office.until(date(2026, 3, 25))
    assert await office.verdicts(branch) == {("lecture", "2026-Q1"): "AT_RISK"}
    await office.until(date(2026, 3, 31))
    assert (await office.verdicts(branch))["lecture", "2026-Q1"] == "AT_RISK"
    await office.until(date(2026, 4, 1))
    assert await office.verdicts(branch) == {
        ("lecture", "2026-Q1"): "MISSED",
        ("lecture", "2026-Q2"): "PENDING",
    }
    assert await office.past(branch, on=date(2026, 3, 23)) == {("lecture", "2026-Q1"): "PENDING"}
    assert (await office.past(branch, on=date(2026, 3, 31)))["lecture", "2026-Q1"] == "MISSED"
    assert await office.is_sound()


async def test_a_late_entry_changes_what_was_true_and_not_what_was_known(office: Office) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 4, 10))
    known = await office.project()
    await office.meet(branch, LECTURE, on=date(2026, 3, 20))
    slot = ("lecture", "2026-Q1")
    assert (await office.verdicts(branch))[slot] == "PASSED"
    april = date(2026, 4, 5)
    assert (await office.past(branch, on=april, known=known))[slot] == "MISSED"
    assert (await office.past(branch, on=april))[slot] == "PASSED"
    assert (await office.past(branch, on=date(2026, 3, 19)))[slot] == "PENDING"
    assert (await office.past(branch, on=date(2026, 3, 20)))[slot] == "PASSED"
    assert await office.is_sound()


async def test_a_corrected_day_moves_a_meeting_between_periods(office: Office) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"lecture": each(Unit.MONTH)}))
    await office.until(date(2026, 3, 5))
    meeting = await office.meet(branch, LECTURE, on=date(2026, 1, 31))
    assert await office.verdicts(branch) == {
        ("lecture", "2026-01"): "PASSED",
        ("lecture", "2026-02"): "MISSED",
        ("lecture", "2026-03"): "PENDING",
    }
    events = await office.events_of(meeting)
    planned = next(event for event in events if isinstance(event, MeetingPlanned))
    await office.do(
        CorrectMeeting(
            meeting_id=meeting, corrects=planned.event_id, held_on=date(2026, 2, 1), reason="WRONG_DAY"
        )
    )
    verdicts = await office.verdicts(branch)
    assert (verdicts["lecture", "2026-01"], verdicts["lecture", "2026-02"]) == ("MISSED", "PASSED")
    assert await office.is_sound()


async def test_a_rule_adopted_with_past_effect_judges_what_was(office: Office) -> None:
    branch = await office.found()
    await office.until(date(2026, 2, 10))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 4, 10))
    known = await office.project()
    assert await office.verdicts(branch) == {}
    await office.adopt(pack("county", "1", {"lecture": each(Unit.MONTH)}), since=date(2026, 1, 1))
    assert await office.verdicts(branch) == {
        ("lecture", "2026-01"): "MISSED",
        ("lecture", "2026-02"): "PASSED",
        ("lecture", "2026-03"): "MISSED",
        ("lecture", "2026-04"): "PENDING",
    }
    assert (await office.past(branch, on=date(2026, 1, 15)))["lecture", "2026-01"] == "PENDING"
    assert await office.past(branch, on=date(2026, 4, 1), known=known) == {}
    assert await office.is_sound()


async def test_a_rule_adopted_within_a_period_binds_from_the_next(office: Office) -> None:
    branch = await office.found()
    await office.until(date(2026, 2, 10))
    await office.adopt(QUARTERLY)
    assert await office.verdicts(branch) == {}
    await office.until(date(2026, 4, 1))
    assert await office.verdicts(branch) == {("lecture", "2026-Q2"): "PENDING"}


async def test_another_version_takes_the_place_of_the_first_from_the_next_period_on(office: Office) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"lecture": each(Unit.MONTH)}))
    twice = MeetingFrequency(meeting=LECTURE, per=Unit.MONTH, at_least=2, partial_period="not_required")
    await office.until(date(2026, 1, 15))
    await office.adopt(pack("county", "2", {"lecture": twice}), since=date(2026, 1, 10), replaces=True)
    await office.until(date(2026, 2, 1))
    assert await office.verdicts(branch, "required") == {
        ("lecture", "2026-01"): 1,
        ("lecture", "2026-02"): 2,
    }
    assert await office.is_sound()


async def test_every_layer_is_judged_and_a_nearer_rule_takes_nothing_from_one_above(office: Office) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    window = MeetingWindow(
        meeting=LECTURE, off_window="does_not_count", days=(25,), exceptions=False, urgent="no_exemption"
    )
    await office.adopt(
        pack("town", "1", {"lecture": each(Unit.QUARTER), "day": window}, level="township"),
        node=office.township,
    )
    await office.until(date(2026, 1, 20))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 4, 1))
    assert sorted(await office.statuses(branch, "2026-Q1")) == [
        ("county/lecture", "PASSED"),
        ("town/lecture", "MISSED"),
    ]


@pytest.mark.parametrize(("partial", "status"), [("required", "MISSED"), ("not_required", "NOT_REQUIRED")])
async def test_founded_within_a_period(office: Office, partial: str, status: str) -> None:
    await office.adopt(pack("county", "1", {"lecture": each(Unit.QUARTER, partial=partial)}))
    await office.until(date(2026, 2, 10))
    branch = await office.found()
    await office.until(date(2026, 4, 1))
    assert (await office.verdicts(branch))["lecture", "2026-Q1"] == status
    assert (await office.verdicts(branch))["lecture", "2026-Q2"] == "PENDING"


async def test_dissolved_within_a_period(office: Office) -> None:
    branch = await office.found(members=0)
    await office.adopt(pack("county", "1", {"lecture": each(Unit.MONTH)}))
    await office.until(date(2026, 3, 10))
    await office.do(
        DissolveOrganisation(
            organisation_id=branch, on=date(2026, 2, 20), approved_by=office.township, reason="TASK_DONE"
        )
    )
    assert await office.verdicts(branch) == {
        ("lecture", "2026-01"): "MISSED",
        ("lecture", "2026-02"): "NOT_REQUIRED",
        ("lecture", "2026-03"): "VOID",
    }
    assert (await office.past(branch, on=date(2026, 2, 19)))["lecture", "2026-02"] != "NOT_REQUIRED"
    assert await office.is_sound()


async def test_a_branch_that_moves_ends_its_period_by_the_rule_it_began_with(office: Office) -> None:
    branch = await office.found()
    town = pack("town", "1", {"lecture": each(Unit.MONTH)}, level="township")
    await office.adopt(town, node=office.township)
    await office.until(date(2026, 1, 15))
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=office.other_township,
            on=date(2026, 1, 15),
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    await office.until(date(2026, 3, 1))
    assert await office.verdicts(branch) == {("lecture", "2026-01"): "MISSED"}
    assert await office.is_sound()


async def test_a_move_of_the_past_takes_back_what_the_old_place_asked_for(office: Office) -> None:
    branch = await office.found()
    town = pack("town", "1", {"lecture": each(Unit.MONTH)}, level="township")
    await office.adopt(town, node=office.township)
    await office.until(date(2026, 3, 10))
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=office.other_township,
            on=date(2026, 1, 15),
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    assert await office.verdicts(branch) == {
        ("lecture", "2026-01"): "MISSED",
        ("lecture", "2026-02"): "VOID",
        ("lecture", "2026-03"): "VOID",
    }
    assert await office.is_sound()


async def test_without_groups_the_period_is_another(office: Office) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"general": WITHOUT_GROUPS}))
    await office.until(date(2026, 2, 1))
    assert set(await office.verdicts(branch)) == {("general", "2026-01"), ("general", "2026-02")}


MONTHLY_IN_Q1 = {("general", f"2026-{month:02}"): "MISSED" for month in (1, 2, 3)}


@pytest.mark.parametrize(
    ("founded_on", "stood"),
    [
        (date(2026, 1, 1), {("general", "2026-Q1"): "MISSED", ("general", "2026-Q2"): "PENDING"}),
        (date(2026, 1, 2), {**MONTHLY_IN_Q1, ("general", "2026-Q2"): "PENDING"}),
        (date(2026, 2, 1), {**MONTHLY_IN_Q1, ("general", "2026-Q2"): "PENDING"}),
        (date(2026, 4, 1), {**MONTHLY_IN_Q1, ("general", "2026-Q2"): "PENDING"}),
        (date(2026, 4, 2), {**MONTHLY_IN_Q1, ("general", "2026-04"): "PENDING"}),
    ],
)
@pytest.mark.parametrize("late", [False, True], ids=["in time", "told late"])
async def test_a_group_that_is_founded_leaves_no_month_to_nobody(
    office: Office, projector_pool: Pool, founded_on: date, stood: dict[Any, str], late: bool
) -> None:
    """Whether there were any at the outset of the quarter decides for all of it."""
    branch = await office.found()
    await office.adopt(pack("county", "1", {"general": WITHOUT_GROUPS}))
    await office.until(date(2026, 4, 2) if late else founded_on)
    await office.project()
    await office.found(OrganisationKind.PARTY_GROUP, branch, on=founded_on)
    await office.until(date(2026, 4, 2))
    asked = {key: status for key, status in (await office.verdicts(branch)).items() if status != "VOID"}
    assert asked == stood
    await differences(projector_pool, office)
    assert await office.is_sound()


async def test_a_group_that_ends_leaves_no_month_asked_for_twice(
    office: Office, projector_pool: Pool
) -> None:
    branch = await office.found()
    group = await office.found(OrganisationKind.PARTY_GROUP, branch)
    await office.adopt(pack("county", "1", {"general": WITHOUT_GROUPS}))
    await office.until(date(2026, 2, 10))
    await office.do(
        DissolveOrganisation(
            organisation_id=group, on=date(2026, 2, 10), approved_by=office.township, reason="TASK_DONE"
        )
    )
    await office.until(date(2026, 4, 2))
    assert await office.verdicts(branch) == {
        ("general", "2026-Q1"): "MISSED",
        ("general", "2026-04"): "PENDING",
    }
    await differences(projector_pool, office)
    assert await office.is_sound()


async def test_a_gap_reaches_over_the_edge_of_a_month(office: Office) -> None:
    branch = await office.found()
    rule = LongestGap(meeting=GENERAL, per=Unit.MONTH, most_days=14)
    await office.adopt(pack("county", "1", {"gap": rule}))
    for day in (date(2026, 1, 10), date(2026, 1, 24), date(2026, 2, 8)):
        await office.until(day)
        await office.meet(branch, GENERAL)
    assert await office.verdicts(branch) == {
        ("gap", "2026-01"): "PASSED",
        ("gap", "2026-02"): "MISSED",
    }
    await office.meet(branch, GENERAL, on=date(2026, 1, 30))
    assert (await office.verdicts(branch))["gap", "2026-02"] == "PENDING"
    assert await office.is_sound()


async def test_size_is_judged_from_day_to_day(office: Office) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"size": BranchSize(fewest_full_members=2)}))
    assert await office.verdicts(branch) == {("size", ""): "MISSED"}
    await office.until(date(2026, 2, 1))
    await office.register(branch, 2)
    assert await office.verdicts(branch) == {("size", ""): "PASSED"}
    assert await office.past(branch, on=date(2026, 1, 31)) == {("size", ""): "MISSED"}
    assert await office.is_sound()
