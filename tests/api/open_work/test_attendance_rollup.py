"""A worked month: who was away by which class, on both bases of the rate, with the rule of the day and its readings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from application.actor import Actor, Role
from domain.leave.events import LeaveKind
from domain.meetings.commands import RecordMakeUp
from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.membership.commands import ConfirmMember
from domain.membership.events import MemberKind
from graphql_api.read import encode_id
from tests.api.obligations.asked import AskedObliged
from tests.api.office import OPENED, organisation
from tests.projections.absences.office import LENIENT
from tests.projections.compliance.office import pack

ASK = """query ($node: ID!, $month: String!, $asOf: AsOf) {
  attendanceRollup(node: $node, from: $month, to: $month, asOf: $asOf) {
    meetings expected present votersExpected votersPresent
    attendanceRate { numerator denominator value } votingRate { numerator denominator value }
    unexcusedRate { value }
    absences absencesIll absencesSeconded absencesOnDuty absencesOutOfReach absencesExcused
    absencesMadeUp absencesConveyed absencesUnexcused
    leaveGranted leavePersonal leaveIllness
    absenceRows(where: {absenceClass: {eq: UNEXCUSED}}) { nodes { member { id } } }
  }
}"""
PRESENT, ABSENT = AttendanceStatus.PRESENT, AbsenceReason.NONE_GIVEN


async def rollup(office: AskedObliged, node: str, month: str = "2026-01", **as_of: Any) -> Any:
    answer = await office.ask(ASK, {"node": node, "month": month, "asOf": as_of or None})
    return answer["attendanceRollup"]


def classes(told: dict[str, Any]) -> dict[str, int]:
    return {
        name.removeprefix("absences"): count
        for name, count in told.items()
        if name.startswith("absences") and count and name != "absences"
    }


async def test_each_class_counts_once_and_both_bases_keep_their_parts(office: AskedObliged) -> None:
    branch, full = await office.branch(6)
    probationary = [await office.member(branch, MemberKind.PROBATIONARY) for _ in range(2)]
    await office.adopt(pack("county", "1", {"classes": LENIENT}))
    await office.leave(full[0], office.today, office.today, LeaveKind.ILLNESS)
    reasons: list[AttendanceStatus | AbsenceReason] = [
        AttendanceStatus.LEAVE,
        AbsenceReason.SECONDED,
        AbsenceReason.OUT_OF_REACH,
        ABSENT,
        ABSENT,
        PRESENT,
    ]
    meeting = await office.call(
        branch, {**dict(zip(full, reasons, strict=True)), probationary[0]: PRESENT, probationary[1]: ABSENT}
    )
    node = organisation(office.township)
    told = await rollup(office, node)
    assert (told["meetings"], told["expected"], told["present"]) == (1, 8, 2)
    assert told["attendanceRate"] == {"numerator": 2, "denominator": 8, "value": "0.2500"}
    assert told["votingRate"] == {"numerator": 1, "denominator": 6, "value": "0.1667"}
    assert told["unexcusedRate"] == {"value": "0.3750"}
    assert classes(told) == {"Ill": 1, "Seconded": 1, "OutOfReach": 1, "Unexcused": 3}
    assert (told["leaveGranted"], told["leaveIllness"], told["leavePersonal"]) == (1, 1, 0)
    away = {node["member"]["id"] for node in told["absenceRows"]["nodes"]}
    assert away == {encode_id("Member", one) for one in (full[3], full[4], probationary[1])}
    await office.do(RecordMakeUp(meeting_id=meeting, member_id=full[3], on=office.today))
    assert classes(await rollup(office, node))["MadeUp"] == 1
    await office.put_right(meeting, full[4], PRESENT)
    told = await rollup(office, node)
    assert classes(told) == {"Ill": 1, "Seconded": 1, "OutOfReach": 1, "MadeUp": 1, "Unexcused": 1}
    assert (told["present"], told["votersPresent"]) == (3, 2)


async def test_a_confirmation_that_comes_late_gives_a_vote_on_its_day_and_not_before(
    office: AskedObliged,
) -> None:
    branch, _ = await office.branch(1)
    newcomer = await office.member(branch, MemberKind.PROBATIONARY)
    await office.call(branch, {newcomer: PRESENT})
    await office.until(OPENED + timedelta(days=1))
    await office.call(branch, {newcomer: PRESENT})
    node = organisation(branch)
    told = await rollup(office, node)
    assert (told["expected"], told["votersExpected"], told["votersPresent"]) == (4, 2, 0)
    await office.do(ConfirmMember(member_id=newcomer))
    told = await rollup(office, node)
    assert (told["expected"], told["votersExpected"], told["votersPresent"]) == (4, 3, 1)


async def test_of_no_month_but_its_own_and_of_nobody_else(office: AskedObliged) -> None:
    branch, [member] = await office.branch(1)
    await office.call(branch, {member: ABSENT})
    assert classes(await rollup(office, organisation(branch))) == {"Unexcused": 1}
    assert classes(await rollup(office, organisation(branch), "2026-02")) == {}
    assert classes(await rollup(office, organisation(office.other_township))) == {}
    elsewhere = await office.found(parent=office.other_township)
    given = {"node": organisation(branch), "month": "2026-01"}
    answer = await office.as_(Actor("other", Role.BRANCH_SECRETARY, elsewhere)).answer(ASK, given)
    assert (answer.data, answer.codes) == ({"attendanceRollup": None}, ["NOT_FOUND"])
    of_member = await office.ask(ASK, given, actor=Actor("member", Role.MEMBER, None, member))
    told = of_member["attendanceRollup"]
    assert (told.pop("meetings"), told.pop("absenceRows")["nodes"]) == (
        1,
        [{"member": {"id": encode_id("Member", member)}}],
    )
    assert set(told.values()) == {None}


async def test_a_program_is_told_what_its_scopes_leave_it_and_never_a_false_nought(
    office: AskedObliged,
) -> None:
    branch, [member] = await office.branch(1)
    await office.call(branch, {member: ABSENT})
    await office.project()
    given = {"node": organisation(branch), "month": "2026-01"}

    def program(*scopes: str) -> Any:
        return office.as_(Actor("program", Role.INTEGRATOR, scopes=frozenset(scopes))).answer(ASK, given)

    told = (await program("structure:read", "life:read")).data["attendanceRollup"]
    assert (told["meetings"], told["expected"], told["absencesUnexcused"]) == (1, None, None)
    told = (await program("structure:read", "life:read", "persons:read")).data["attendanceRollup"]
    assert (told["meetings"], told["expected"], told["absencesUnexcused"]) == (1, 1, 1)
    answer = await program("structure:read", "persons:read")
    assert (answer.data, answer.codes) == ({"attendanceRollup": None}, ["NOT_FOUND"])
