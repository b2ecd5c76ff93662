"""C08: a theme day on the 5th of each month, and a talk for who misses two."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from application.actor import Actor, Role
from domain.core import Occurred
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, PlanMeeting, PostponeMeeting
from domain.meetings.events import MeetingKind
from tests.api.office import AskedOffice, organisation, shipped
from tests.api.questions.ask import question
from tests.api.questions.duties import AskedDuties

SERIES = "taiqian-theme-day/theme-day"


async def lived(office: AskedOffice) -> tuple[UUID, UUID]:
    """A branch that misses one day of three, and one that misses two."""
    once, twice = await office.found(), await office.found(parent=office.other_township)
    await office.adopt(shipped("taiqian-theme-day.1"))
    for month in (1, 2, 3):
        await office.until(date(2026, month, 5))
        if month != 2:
            await office.meet(once, MeetingKind.THEME_PARTY_DAY)
        if month == 3:
            await office.meet(twice, MeetingKind.THEME_PARTY_DAY)
    await office.until(date(2026, 4, 1))
    return once, twice


async def missing(office: AskedOffice, asked: str, times: int, actor: Actor | None = None) -> list[Any]:
    span = {"series": SERIES, "from": "2026-01-01", "to": "2026-03-31"}
    given = {"missed": {**span, "atLeast": times}, **span}
    told = await office.ask(asked, given, actor=actor)
    nodes: list[Any] = told["organisations"]["nodes"]
    return nodes


async def test_who_missed_two(office: AskedOffice) -> None:
    once, twice = await lived(office)
    (branch,) = await missing(office, question("C08-missed-twice"), 2)
    assert branch["id"] == organisation(twice)
    assert [row["period"] for row in branch["compliances"]["nodes"]] == ["2026-01", "2026-02"]
    assert {one["id"] for one in await missing(office, question("C08-missed-twice"), 1)} == {
        organisation(once),
        organisation(twice),
    }
    assert await missing(office, question("C08-missed-twice"), 3) == []


async def test_only_what_the_caller_may_see_is_counted(office: AskedOffice) -> None:
    await lived(office)
    secretary = Actor("secretary", Role.TOWNSHIP_SECRETARY, office.township)
    assert await missing(office, question("C08-missed-twice"), 2, secretary) == []


async def test_a_late_entry_takes_a_branch_off_the_list(office: AskedOffice) -> None:
    _, twice = await lived(office)
    await office.meet(twice, MeetingKind.THEME_PARTY_DAY, on=date(2026, 2, 5))
    assert await missing(office, question("C08-missed-twice"), 2) == []


async def due(duties: AskedDuties, asked: str, actor: Actor | None = None) -> list[Any]:
    given = {"within": organisation(duties.committee), "series": "taiqian-theme-day/two"}
    nodes: list[Any] = (await duties.ask(asked, given, actor=actor))["organisationEscalations"]["nodes"]
    return nodes


async def test_two_missed_or_late_bring_a_talk_and_a_circular_and_one_brings_nothing(
    duties: AskedDuties,
) -> None:
    """两次以上不能按时参加活动的: one that missed January and was late in February, and one that was late once."""
    twice, once = await duties.found(), await duties.found()
    await duties.adopt(shipped("taiqian-theme-day.1"))
    await duties.until(date(2026, 1, 5))
    await duties.meet(once, MeetingKind.THEME_PARTY_DAY)
    await duties.until(date(2026, 2, 20))
    for branch in (once, twice):
        await duties.meet(branch, MeetingKind.THEME_PARTY_DAY)
    await duties.until(date(2026, 3, 1))
    await duties.react()
    (told,) = await due(duties, question("C08-what-two-misses-bring-about"))
    assert told["organisation"]["id"] == organisation(twice)
    assert (told["counted"], told["consequences"]) == (2, ["CIRCULAR", "TALK"])
    assert {(row["period"], row["status"]) for row in told["compliances"]["nodes"]} == {
        ("2026-01", "MISSED"),
        ("2026-02", "OFF_WINDOW"),
    }
    assert told["policyVersion"]["quote"] == "对思想重视不够、两次以上不能按时参加活动的,进行约谈、通报"
    above = {"id": organisation(duties.township)}
    assert sorted((one["consequence"], one["dueOn"]) for one in told["obligations"]["nodes"]) == [
        ("CIRCULAR", "2026-03-31"),
        ("TALK", "2026-03-31"),
    ]
    assert [one["organisation"] for one in told["obligations"]["nodes"]] == [above, above]


async def put_off(duties: AskedDuties, branch: UUID, *, planned: date) -> None:
    """A theme day of today that was planned for another day."""
    meeting_id, kind = duties.ids.new_id(), MeetingKind.THEME_PARTY_DAY
    await duties.do(
        PlanMeeting(meeting_id=meeting_id, organisation_id=branch, kind=kind, held_on=planned),
        PostponeMeeting(meeting_id=meeting_id, held_on=duties.today, reason="FARMING"),
        FreezeRoster(meeting_id=meeting_id),
        ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(duties.today)),
    )


async def test_until_the_15th_it_is_in_time_with_a_reason(duties: AskedDuties) -> None:
    """15日前 with the 15th itself: put off to the 15th twice brings nothing, to the 16th it does."""
    asked = question("C08-what-two-misses-bring-about")
    in_time, late = await duties.found(), await duties.found()
    await duties.adopt(shipped("taiqian-theme-day.1"))
    for month in (1, 2):
        for branch, day in ((in_time, 15), (late, 16)):
            await duties.until(date(2026, month, day))
            await put_off(duties, branch, planned=date(2026, month, 5))
    await duties.until(date(2026, 3, 1))
    await duties.react()
    (told,) = await due(duties, asked)
    assert told["organisation"]["id"] == organisation(late)


async def test_a_late_entry_takes_back_what_was_due(duties: AskedDuties) -> None:
    asked = question("C08-what-two-misses-bring-about")
    branch = await duties.found()
    await duties.adopt(shipped("taiqian-theme-day.1"))
    await duties.until(date(2026, 3, 1))
    await duties.react()
    assert len(await due(duties, asked)) == 1
    await duties.meet(branch, MeetingKind.THEME_PARTY_DAY, on=date(2026, 2, 5))
    await duties.react()
    assert await due(duties, asked) == []
    assert {status for _, status in await duties.obligations(branch)} == {"WITHDRAWN"}


async def test_whoever_does_not_see_the_branch_is_not_told(duties: AskedDuties) -> None:
    await duties.found()
    await duties.adopt(shipped("taiqian-theme-day.1"))
    await duties.until(date(2026, 3, 1))
    await duties.react()
    asked = question("C08-what-two-misses-bring-about")
    elsewhere = Actor("elsewhere", Role.TOWNSHIP_SECRETARY, duties.other_township)
    assert await due(duties, asked, elsewhere) == []
    here = Actor("here", Role.TOWNSHIP_SECRETARY, duties.township)
    assert len(await due(duties, asked, here)) == 1


async def test_members_see_how_their_branch_stands_and_not_who_deals_with_it(duties: AskedDuties) -> None:
    """What is said of a branch's own duties is no data about persons; who is to act on it, and who did, is."""
    branch, other = await duties.found(), await duties.found(parent=duties.other_township)
    await duties.adopt(shipped("taiqian-theme-day.1"))
    await duties.until(date(2026, 3, 1))
    await duties.react()
    asked = """{ organisationEscalations(first: 9) { nodes { organisation { id } counted consequences
      compliances(first: 9) { totalCount } events { totalCount } provenance { field }
      obligations(first: 9) { totalCount } } }
      obligations(first: 9) { totalCount }
      events(first: 9, where: { streamType: { eq: "obligation" } }) { totalCount } }"""
    secretary = Actor("secretary", Role.BRANCH_SECRETARY, branch)
    member = Actor("member", Role.MEMBER, member_id=await duties.member(branch))
    elsewhere = Actor("elsewhere", Role.MEMBER, member_id=await duties.member(other))

    async def told(actor: Actor) -> tuple[Any, int, int]:
        data = await duties.ask(asked, actor=actor)
        (stands,) = data["organisationEscalations"]["nodes"]
        return stands, data["obligations"]["totalCount"], data["events"]["totalCount"]

    seen, obligations, events = await told(secretary)
    assert (seen["organisation"]["id"], seen["counted"]) == (organisation(branch), 2)
    assert (seen["obligations"]["totalCount"], obligations, events) == (2, 2, 2)
    assert seen["provenance"]
    of_member, *of_obligations = await told(member)
    same = ("organisation", "counted", "consequences", "compliances")
    assert {name: of_member[name] for name in same} == {name: seen[name] for name in same}
    assert (of_member["obligations"]["totalCount"], *of_obligations) == (0, 0, 0)
    assert (of_member["events"]["totalCount"], of_member["provenance"]) == (0, None)
    of_other, *_ = await told(elsewhere)
    assert of_other["organisation"]["id"] == organisation(other)
