"""From roll calls to classes, counts and demands: what later facts make of them."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from domain.leave.commands import WithdrawLeave
from domain.meetings.commands import RecordMakeUp
from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.membership.commands import ConfirmMember
from domain.membership.events import MemberKind
from domain.organisation.commands import MoveOrganisation
from domain.policies.commands import EndAdoption
from tests.projections.absences.office import HALF_YEAR, LENIENT, ROW, STRICT, RollCalls
from tests.projections.compliance.office import pack

NONE_GIVEN, PRESENT = AbsenceReason.NONE_GIVEN, AttendanceStatus.PRESENT


async def test_without_a_rule_exactly_no_reason_counts(calls: RollCalls) -> None:
    branch, members = await calls.branch(len(AbsenceReason))
    await calls.call(branch, dict(zip(members, AbsenceReason, strict=True)))
    told = [(await calls.absences(member, "absence_class", "counts"))[0] for member in members]
    assert told == [
        ("ILL", False),
        ("SECONDED", False),
        ("ON_DUTY", False),
        ("EXCUSED", False),
        ("OUT_OF_REACH", False),
        ("UNEXCUSED", True),
    ]


async def test_a_rule_adopted_later_classes_what_is_past_and_annulment_takes_it_back(
    calls: RollCalls,
) -> None:
    branch, [member] = await calls.branch()
    await calls.call(branch, {member: AbsenceReason.FAMILY})
    assert await calls.absences(member, "absence_class", "series") == [("EXCUSED", None)]
    await calls.until(date(2026, 2, 1))
    await calls.adopt(pack("county", "1", {"classes": STRICT}), since=date(2026, 1, 1))
    assert await calls.absences(member, "absence_class", "series") == [("UNEXCUSED", "county/classes")]


async def test_a_correction_to_present_takes_the_absence_away(calls: RollCalls) -> None:
    branch, [member] = await calls.branch()
    meeting = await calls.call(branch, {member: NONE_GIVEN})
    assert await calls.absences(member) == ["UNEXCUSED"]
    await calls.put_right(meeting, member, PRESENT)
    assert await calls.absences(member) == []


async def test_three_in_half_a_year_are_due_and_two_are_one_short(calls: RollCalls) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"three": HALF_YEAR}))
    for counted, status in ((1, "COUNTING"), (2, "ONE_SHORT"), (3, "REACHED")):
        await calls.call(branch, {member: NONE_GIVEN})
        assert await calls.escalations(member) == [(counted, 3, status)]
        assert await calls.wanted(member) == (["CRITICISM", "REMINDER"] if counted == 3 else [])
        await calls.until(calls.today + timedelta(days=20))
    [(key, due_on), _] = await calls.wanted(member, "key", "due_on")
    assert (key, due_on) == ("2026-H1#1", date(2026, 2, 20))


async def test_leave_granted_later_takes_the_third_away_and_its_withdrawal_brings_it_back(
    calls: RollCalls,
) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"classes": LENIENT, "three": HALF_YEAR}))
    for _ in range(3):
        meeting = await calls.call(branch, {member: NONE_GIVEN})
        await calls.until(calls.today + timedelta(days=5))
    assert await calls.escalations(member, "status") == ["REACHED"]
    third = calls.today - timedelta(days=5)
    leave = await calls.leave(member, third, third)
    await calls.reclassify(meeting, member, leave)
    assert await calls.escalations(member) == [(2, 3, "ONE_SHORT")]
    assert await calls.wanted(member) == []
    await calls.do(WithdrawLeave(leave_id=leave))
    await calls.reclassify(meeting, member, leave)
    assert await calls.escalations(member, "status") == ["REACHED"]
    assert await calls.wanted(member, "key") == ["2026-H1#1"] * 2


async def test_presence_breaks_a_row_even_if_it_is_recorded_late(calls: RollCalls) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"row": ROW}))
    for _ in range(3):
        await calls.call(branch, {member: NONE_GIVEN})
        await calls.until(calls.today + timedelta(days=10))
    assert await calls.wanted(member) == ["DISPOSITION_REVIEW"]
    await calls.call(branch, {member: PRESENT}, on=date(2026, 1, 15))
    assert await calls.wanted(member) == []
    assert await calls.escalations(member) == [(1, 3, "COUNTING")]


@pytest.mark.parametrize("how", ["moved", "ended"])
async def test_presence_that_a_rule_reached_no_longer_on_its_day_breaks_no_row(
    calls: RollCalls, how: str
) -> None:
    branch, [member] = await calls.branch()
    anew = msgspec.structs.replace(ROW, carry="anew")
    await calls.adopt(pack("town", "1", {"row": anew}, level="township"), node=calls.township)
    for _ in range(2):
        await calls.call(branch, {member: NONE_GIVEN})
        await calls.until(calls.today + timedelta(days=5))
    first, second = calls.today + timedelta(days=5), calls.today + timedelta(days=10)
    await calls.until(second)
    if how == "ended":
        later = pack("town", "2", {"row": anew}, level="township")
        await calls.adopt(later, node=calls.township, since=first, replaces=True)
    await calls.call(branch, {member: PRESENT})
    assert await calls.escalations(member) == []
    await calls.until(second + timedelta(days=5))
    if how == "moved":
        await calls.do(
            MoveOrganisation(
                organisation_id=branch,
                parent_id=calls.other_township,
                on=first,
                approved_by=calls.committee,
                reason="TOWNSHIPS_REDRAWN",
            )
        )
    else:
        await calls.do(EndAdoption(node_id=calls.township, series="town/row", until=second))
    assert await calls.escalations(member) == [(2, 3, "ONE_SHORT")]
    assert await calls.is_sound()


async def test_the_audit_trail_tells_what_a_presence_ended_at_its_own_event_of_the_roll_call(
    calls: RollCalls,
) -> None:
    branch, members = await calls.branch(3)
    await calls.adopt(pack("county", "1", {"row": ROW}))
    await calls.call(branch, dict.fromkeys(members, NONE_GIVEN))
    assert [await calls.escalations(member, "counted") for member in members] == [[1]] * 3
    await calls.until(calls.today + timedelta(days=7))
    meeting = await calls.call(branch, dict.fromkeys(members, PRESENT))
    assert [await calls.escalations(member) for member in members] == [[]] * 3
    assert await calls.ended(meeting) == [[member] for member in members]
    assert await calls.is_sound()


async def test_what_is_due_goes_by_what_a_member_was_that_day(calls: RollCalls) -> None:
    branch, _ = await calls.branch()
    member = await calls.member(branch, MemberKind.PROBATIONARY)
    await calls.adopt(pack("county", "1", {"three": HALF_YEAR}))
    for _ in range(2):
        await calls.call(branch, {member: NONE_GIVEN})
        await calls.until(calls.today + timedelta(days=10))
    last = calls.today
    await calls.until(last + timedelta(days=10))
    await calls.do(ConfirmMember(member_id=member))
    await calls.call(branch, {member: NONE_GIVEN}, on=last)
    assert await calls.absences(member, "member_kind") == ["PROBATIONARY"] * 3
    assert await calls.wanted(member) == ["CRITICISM"]
    await calls.call(branch, {member: NONE_GIVEN})
    assert (await calls.absences(member, "member_kind"))[-1] == "FULL"
    assert await calls.is_sound()


async def test_a_rule_of_the_county_heeds_no_excuse_of_a_township(calls: RollCalls) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"classes": STRICT, "three": HALF_YEAR}))
    town = pack("town", "1", {"classes": LENIENT, "three": HALF_YEAR}, level="township")
    await calls.adopt(town, node=calls.township)
    await calls.call(branch, {member: AbsenceReason.FAMILY})
    assert await calls.absences(member, "absence_class", "series") == [("EXCUSED", "town/classes")]
    assert await calls.escalations(member, "series", "counted") == [("county/three", 1)]


async def test_making_up_excuses_where_the_rule_says_so_until_it_is_taken_back(calls: RollCalls) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"classes": LENIENT, "three": HALF_YEAR}))
    meeting = await calls.call(branch, {member: NONE_GIVEN})
    made_up = RecordMakeUp(meeting_id=meeting, member_id=member, on=calls.today)
    await calls.do(made_up)
    assert await calls.absences(member, "absence_class", "made_up_on") == [("MADE_UP", calls.today)]
    assert await calls.escalations(member) == []
    await calls.do(RecordMakeUp(meeting_id=meeting, member_id=member))
    assert await calls.absences(member, "absence_class", "made_up_on") == [("UNEXCUSED", None)]
    assert await calls.escalations(member) == [(1, 3, "COUNTING")]
    assert await calls.is_sound()
