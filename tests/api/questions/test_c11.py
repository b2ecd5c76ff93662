"""C11: what a joint branch says of itself on 30 November, and how it stands by its rules then."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.development.commands import AdvanceStage, ReceiveApplication
from domain.development.events import Stage, development_id
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import RecordElection
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question

DAY, YEAR_END = date(2026, 11, 30), date(2026, 12, 31)
PEOPLE = ("full", "probationary", "candidates", "activists")
MEETINGS = ("generalMeetings", "committeeMeetings", "groupMeetings", "lectures")


async def joint_branch(office: AskedOffice) -> tuple[UUID, UUID, UUID]:
    """A branch of 15 full members, 2 of them in groups, with 3 probationers, a candidate and 5 activists."""
    branch = await office.found(members=13)
    first, second = await office.group(branch), await office.group(branch)
    for _ in range(3):
        await office.do(
            RegisterMember(
                member_id=office.ids.new_id(),
                branch_id=branch,
                kind=MemberKind.PROBATIONARY,
                joined_on=date(2025, 9, 1),
                name_id=office.ids.new_id(),
            )
        )
    for stages in ((Stage.ACTIVIST, Stage.ADMISSION_CANDIDATE), *[(Stage.ACTIVIST,)] * 5):
        await _develop(office, branch, stages)
    await office.do(RecordElection(organisation_id=branch, held_on=office.today, committee_members=4))
    await office.adopt(shipped("guotong-joint-branch.1"), node=branch)
    return branch, first, second


async def _develop(office: AskedOffice, branch: UUID, stages: tuple[Stage, ...]) -> None:
    person_id = office.ids.new_id()
    person = development_id(person_id)
    await office.do(
        ReceiveApplication(
            development_id=person,
            person_id=person_id,
            branch_id=branch,
            name_id=office.ids.new_id(),
            on=office.today,
        )
    )
    for stage in stages:
        await office.do(AdvanceStage(development_id=person, stage=stage, on=office.today))


async def lived(office: AskedOffice) -> tuple[UUID, UUID, UUID]:
    """Eleven months: 4 general meetings, 12 of the committee, 16 of the groups, 3 lectures."""
    branch, first, second = await joint_branch(office)
    for month in range(1, 12):
        await office.until(date(2026, month, 10))
        await office.meet(branch, MeetingKind.BRANCH_COMMITTEE_MEETING)
        await office.meet(first, MeetingKind.GROUP_MEETING)
        if month > 6:
            await office.meet(second, MeetingKind.GROUP_MEETING)
        if month % 3 == 1:
            await office.meet(branch, MeetingKind.GENERAL_MEETING)
        if month in {2, 5, 8}:
            await office.meet(branch, MeetingKind.PARTY_LECTURE)
    await office.meet(branch, MeetingKind.BRANCH_COMMITTEE_MEETING)
    await office.until(date(2027, 1, 1))
    await office.register(branch, 1)
    return branch, first, second


async def test_how_a_joint_branch_stood_on_30_november(office: AskedOffice) -> None:
    """15/3/1/5, 4/12/16/3, a committee of 4; the lecture of the fourth quarter is pending, and missed a month later."""
    branches = await lived(office)
    branch, first, second = map(organisation, branches)
    told = await asked(office, question("C11-status-as-of-a-day"), branches[0], DAY)
    assert told["organisation"]["committeeMembers"] == 4
    assert [told[name]["totalCount"] for name in PEOPLE] == [15, 3, 1, 5]
    assert [told[name]["totalCount"] for name in MEETINGS] == [4, 12, 16, 3]
    assert by_rule(told) == {
        ("general-meeting", branch): ("2026-Q4", "PASSED", 1),
        ("committee-meeting", branch): ("2026-11", "PASSED", 2),
        ("group-meeting", first): ("2026-11", "PASSED", 1),
        ("group-meeting", second): ("2026-11", "PASSED", 1),
        ("party-lecture", branch): ("2026-Q4", "PENDING", 0),
    }
    later = await asked(office, question("C11-status-as-of-a-day"), branches[0], YEAR_END)
    assert by_rule(later)["party-lecture", branch] == ("2026-Q4", "MISSED", 0)
    assert [later[name]["totalCount"] for name in (*PEOPLE, *MEETINGS)] == [15, 3, 1, 5, 4, 12, 16, 3]


async def asked(office: AskedOffice, text: str, branch: UUID, on: date) -> dict[str, Any]:
    given = {"branch": organisation(branch), "first": "2026-01-01", "on": on.isoformat()}
    answer: dict[str, Any] = await office.ask(text, given)
    return answer


def by_rule(told: dict[str, Any]) -> dict[tuple[str, str], tuple[str, str, int]]:
    return {
        (row["series"].partition("/")[2], row["organisation"]["id"]): (
            row["period"],
            row["status"],
            row["held"],
        )
        for row in told["compliances"]["nodes"]
    }
