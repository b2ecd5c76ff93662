"""An input of each mutation that is accepted of whoever may give it, with what has to be there before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from domain.scoring.events import account_id
from graphql_api.read import encode_id
from tests.api.accepted_conveyances import CONVEYANCES
from tests.api.accepted_grids import GRID_WORK
from tests.api.accepted_leave import LEAVE
from tests.api.accepted_lectures import LECTURES
from tests.api.accepted_meetings import MEETING_ENTRIES
from tests.api.accepted_objections import OBJECTIONS
from tests.api.accepted_obligations import OBLIGATIONS
from tests.api.accepted_peer_reviews import PEER_REVIEWS
from tests.api.accepted_plans import PLANS
from tests.api.accepted_policies import POLICIES
from tests.api.accepted_procedures import PROCEDURES
from tests.api.accepted_projects import PROJECTS
from tests.api.accepted_public_items import PUBLIC_ITEMS
from tests.api.accepted_resolutions import RESOLUTIONS
from tests.api.accepted_service import SERVICE
from tests.api.accepted_violations import VIOLATIONS
from tests.api.client import TENANT, key_of
from tests.api.county import TODAY, County, day, make
from tests.api.events import event_of

Input = dict[str, Any]
TYPING_ERROR: Input = {"reason": "TYPING_ERROR"}
_NUMBERS = count(1)


@dataclass
class Scene:
    """What one mutation is about: things at the county's first branch, and a member there who is new."""

    county: County
    member: str
    number: int = field(default_factory=lambda: next(_NUMBERS))

    @classmethod
    async def at_the_branch(cls, county: County) -> Scene:
        """With a probationary member of whom nothing is recorded yet."""
        return cls(county, await make(county.api, "memberRegister", "member", **a_member(county)))

    @classmethod
    async def several_at_the_branch(cls, county: County, count: int) -> list[Scene]:
        """So many of them: members registered by one request are folded at once, and waited for once."""
        api = county.api
        names = [f"m{n}" for n in range(count)]
        before = await api.head()
        answer = await api.ask(
            f"mutation ({', '.join(f'${name}: MemberRegisterInput!' for name in names)}) "
            f"{{ {' '.join(f'{n}: memberRegister(input: ${n}) {{ userErrors {{ code }} }}' for n in names)} }}",
            {n: {"idempotencyKey": f"{api.prefix}-{next(api.keys)}", **a_member(county)} for n in names},
        )
        assert all(payload == {"userErrors": []} for payload in answer.values()), answer
        abreast = f"query @readAfter(position: {await api.head()}) {{ viewer {{ role }} }}"
        while "errors" in (await api.post(abreast)).json():  # a busy machine takes longer than a caller waits
            pass
        events = await api.store.read_log(TENANT, before, 1_000)
        registered = [event.stream_id for event in events if event.type == "member.registered"]
        assert len(registered) == count
        return [cls(county, encode_id("Member", member_id)) for member_id in registered]

    async def points(self) -> str:
        """Points of the member's, by their event."""
        await self.county.api.done("scoreAward", **entry(self))
        account = account_id(key_of(self.member), TODAY.year)
        return await event_of(self.county.api, account, "score.points-awarded")

    async def recorded(self) -> str:
        """A meeting at which the member was present."""
        meeting = await self.county.meeting()
        entries = [{"memberId": self.member, "status": "PRESENT"}]
        await self.county.api.done("attendanceRecord", meetingId=meeting, entries=entries)
        return meeting

    async def granted(self) -> str:
        """A leave of the member's that holds today."""
        leave = await self.county.leave(self.member, -3, 3)
        await self.county.api.done("leaveGrant", leaveId=leave)
        return leave

    async def grid(self) -> str:
        return await make(self.county.api, "gridDefine", "grid", level=1, name=f"片区{self.number}")


def a_member(county: County) -> Input:
    given = {"branchId": county.branch, "displayName": "文试戊", "kind": "PROBATIONARY"}
    return {**given, "joinedOn": day(-300), "occurredAt": day(-300)}


def entry(scene: Scene) -> Input:
    given = {"memberId": scene.member, "year": TODAY.year, "points": "1"}
    return {**given, "pointsClass": "TASK", "rule": "ATTENDANCE"}


async def found_county(scene: Scene) -> Input:
    return {"name": "某县", "committeeName": "某县委", "divisionCode": "430281", "rehearsal": True}


async def adopt(scene: Scene) -> Input:
    return {"module": "POINTS"}


async def found(scene: Scene) -> Input:
    return {"parentId": scene.county.branch, "kind": "PARTY_GROUP", "name": f"第{scene.number}党小组"}


async def rename(scene: Scene) -> Input:
    return {"organisationId": scene.county.branch, "name": f"第{scene.number}党支部"}


async def correct_organisation(scene: Scene) -> Input:
    event = await event_of(scene.county.api, scene.county.branch, "organisation.founded")
    name = f"更正第{scene.number}党支部"
    return {"organisationId": scene.county.branch, "corrects": event, "name": name, **TYPING_ERROR}


async def dissolve(scene: Scene) -> Input:
    group = await make(scene.county.api, "organisationFound", "organisation", **await found(scene))
    return {"organisationId": group, **_ended(scene)}


async def merge(scene: Scene) -> Input:
    branch = await make(
        scene.county.api,
        "organisationFound",
        "organisation",
        parentId=scene.county.township,
        kind="PARTY_BRANCH",
        name=f"第{scene.number}党支部",
    )
    return {"organisationId": branch, "intoId": scene.county.branch, **_ended(scene)}


async def move(scene: Scene) -> Input:
    given = {"parentId": scene.county.township, "occurredAt": day(-2)}
    general, branch = [
        await make(scene.county.api, "organisationFound", "organisation", kind=kind, name=name, **given)
        for kind, name in (("GENERAL_BRANCH", "党总支"), ("PARTY_BRANCH", f"第{scene.number}党支部"))
    ]
    return {"organisationId": branch, "parentId": general, **_ended(scene)}


async def split(scene: Scene) -> Input:
    named = {"name": f"分设第{scene.number}党支部", "memberIds": [scene.member]}
    return {"organisationId": scene.county.branch, **named, **_ended(scene)}


def _ended(scene: Scene) -> Input:
    return {"on": day(0), "approvedBy": scene.county.township, "reason": "TOO_LARGE"}


async def recode(scene: Scene) -> Input:
    code = f"430281100{scene.number % 1000:03d}"
    return {"organisationId": scene.county.branch, "divisionCode": code, "fromOn": _next_day(scene)}


def _next_day(scene: Scene) -> str:
    """Later than that of any scene of the county before, and gone by."""
    return day(scene.number % 390 - 395)


async def election(scene: Scene) -> Input:
    return {"organisationId": scene.county.branch, "heldOn": _next_day(scene)}


async def custody(scene: Scene) -> Input:
    """Of the branch itself, by the other: whoever may say so stands at the branch or above it."""
    await scene.county.api.do("organisationCustodyEnd", organisationId=scene.county.branch, on=day(0))
    custodian = {"custodianId": scene.county.other_branch, "approvedBy": scene.county.township}
    return {"organisationId": scene.county.branch, "fromOn": day(0), **custodian, "reason": "FEW_MEMBERS"}


async def end_custody(scene: Scene) -> Input:
    taken = await custody(scene)
    await scene.county.api.done("organisationCustodyTake", "organisation { id }", **taken)
    return {"organisationId": taken["organisationId"], "on": day(0)}


async def survey(scene: Scene) -> Input:
    given = {"organisationId": scene.county.township, "kind": "ENTERPRISE", "name": f"第{scene.number}花炮厂"}
    return {**given, "surveyedOn": day(-2), "employees": 60, "members": 2}


async def entity(scene: Scene) -> str:
    return await make(scene.county.api, "entitySurvey", "entity", **await survey(scene))


async def exclude(scene: Scene) -> Input:
    return {"entityId": await entity(scene), "ground": "EMPTY_SHELL", "on": day(0)}


async def cover_entity(scene: Scene) -> Input:
    return {"entityId": await entity(scene), "branchId": scene.county.branch, "fromOn": day(-1)}


async def uncover(scene: Scene) -> Input:
    covered = await cover_entity(scene)
    await scene.county.api.done("entityCover", "entity { id }", **covered)
    return {"entityId": covered["entityId"], "on": day(0)}


async def open_site(scene: Scene) -> Input:
    given = {"organisationId": scene.county.branch, "name": f"第{scene.number}项目部"}
    return {**given, "startsOn": day(-2), "endsOn": day(20), "people": 30, "members": 8}


async def site(scene: Scene) -> str:
    return await make(scene.county.api, "siteOpen", "site", **await open_site(scene))


async def recount(scene: Scene) -> Input:
    return {"siteId": await site(scene), "on": day(0), "endsOn": day(9), "people": 9, "members": 1}


async def temporary(scene: Scene) -> Input:
    """A temporary branch of the township, and a site there."""
    given = {
        "parentId": scene.county.township,
        "kind": "PARTY_BRANCH",
        "form": "TEMPORARY",
        "name": "临时党支部",
    }
    approved = {"approvedBy": scene.county.township, "expectedEnd": day(30), "reason": "SURVEY"}
    branch = await make(scene.county.api, "organisationFound", "organisation", **given, **approved)
    return {"siteId": await site(scene), "branchId": branch, "on": day(0)}


async def close_site(scene: Scene) -> Input:
    return {"siteId": await site(scene), "on": day(0)}


async def elect_leader(scene: Scene) -> Input:
    await scene.county.api.done("memberConfirm", "member { id }", memberId=scene.member)
    await scene.county.api.done("memberGroupAssign", "member { id }", **await assign_group(scene))
    return {"organisationId": scene.county.group, "memberId": scene.member, "on": day(0)}


async def impose(scene: Scene) -> Input:
    return {"memberId": scene.member, "measure": "WARNING", "fromOn": day(-1)}


async def lift(scene: Scene) -> Input:
    await scene.county.api.done("disciplineImpose", "member { id }", **await impose(scene))
    return {"memberId": scene.member, "on": day(0)}


async def building(scene: Scene) -> str:
    """A grid of level 5."""
    grid = await scene.grid()
    for level in range(2, 6):
        grid = await make(
            scene.county.api, "gridDefine", "grid", level=level, name=f"网格{level}", parentId=grid
        )
    return grid


async def lives(scene: Scene) -> Input:
    return {"memberId": scene.member, "gridId": await building(scene), "fromOn": day(-1)}


async def moves_away(scene: Scene) -> Input:
    await scene.county.api.done("residenceRecord", "member { id }", **await lives(scene))
    return {"memberId": scene.member, "on": day(0)}


async def register(scene: Scene) -> Input:
    return a_member(scene.county)


async def transfer(scene: Scene) -> Input:
    return {"memberId": scene.member, "toBranchId": scene.county.other_branch, "fromOn": day(0)}


async def assign_group(scene: Scene) -> Input:
    return {"memberId": scene.member, "groupId": scene.county.group}


async def of_member(scene: Scene) -> Input:
    return {"memberId": scene.member}


async def correct_member(scene: Scene) -> Input:
    event = await event_of(scene.county.api, scene.member, "member.registered")
    return {"memberId": scene.member, "corrects": event, "joinedOn": day(-301), **TYPING_ERROR}


async def plan(scene: Scene) -> Input:
    return {"organisationId": scene.county.branch, "kind": "GENERAL_MEETING", "heldOn": day(1)}


async def notify(scene: Scene) -> Input:
    return {"meetingId": await scene.county.meeting(frozen=False), "channel": "PHONE"}


async def freeze(scene: Scene) -> Input:
    return {"meetingId": await scene.county.meeting(frozen=False)}


async def record(scene: Scene) -> Input:
    entries = [{"memberId": scene.member, "status": "PRESENT"}]
    return {"meetingId": await scene.county.meeting(), "entries": entries}


async def correct_attendance(scene: Scene) -> Input:
    late = {"memberId": scene.member, "status": "LATE"}
    return {"meetingId": await scene.recorded(), "entry": late, **TYPING_ERROR}


async def make_up(scene: Scene) -> Input:
    meeting, member = await scene.county.meeting(), scene.county.members[0]
    absent = {"memberId": member, "status": "ABSENT", "absenceReason": "NONE_GIVEN"}
    await scene.county.api.done("attendanceRecord", "meeting { id }", meetingId=meeting, entries=[absent])
    return {"meetingId": meeting, "memberId": member, "on": day(0)}


async def observe(scene: Scene) -> Input:
    return {"meetingId": await scene.county.meeting(), "memberId": scene.county.elsewhere}


async def conclude(scene: Scene) -> Input:
    return {"meetingId": await scene.recorded(), "durationMinutes": 60}


async def cancel(scene: Scene) -> Input:
    return {"meetingId": await scene.county.meeting(days=3, frozen=False), "reason": "FLOOD"}


async def correct_meeting(scene: Scene) -> Input:
    meeting = await scene.county.meeting(frozen=False)
    event = await event_of(scene.county.api, meeting, "meeting.planned")
    return {"meetingId": meeting, "corrects": event, "kind": "PARTY_LECTURE", **TYPING_ERROR}


async def request_leave(scene: Scene) -> Input:
    return {"memberId": scene.member, "kind": "ILLNESS", "fromOn": day(1), "toOn": day(2)}


async def of_pending(scene: Scene) -> Input:
    return {"leaveId": await scene.county.leave(scene.member, 1, 2), "reason": "MEETING_OF_ALL"}


async def return_from_leave(scene: Scene) -> Input:
    return {"leaveId": await scene.granted(), "on": day(0)}


async def correct_leave(scene: Scene) -> Input:
    leave = await scene.county.leave(scene.member, 1, 2)
    event = await event_of(scene.county.api, leave, "leave.requested")
    return {"leaveId": leave, "corrects": event, "toOn": day(3), **TYPING_ERROR}


async def enter_points(scene: Scene) -> Input:
    return entry(scene)


async def reverse(scene: Scene) -> Input:
    given = {"memberId": scene.member, "year": TODAY.year, "reverses": await scene.points()}
    return {**given, **TYPING_ERROR}


async def correct_points(scene: Scene) -> Input:
    given = {"memberId": scene.member, "year": TODAY.year, "corrects": await scene.points()}
    return {**given, "points": "2", **TYPING_ERROR}


async def link(scene: Scene) -> Input:
    return {"memberId": scene.member, "issuer": "https://issuer.test", "subject": f"account-{scene.number}"}


async def unlink(scene: Scene) -> Input:
    return {"accountId": await make(scene.county.api, "accountLink", "accountLink", **await link(scene))}


async def give_post(scene: Scene) -> Input:
    given = {"memberId": scene.member, "role": "BRANCH_SECRETARY", "fromOn": day(0)}
    return {**given, "organisationId": scene.county.branch}


async def end_post(scene: Scene) -> Input:
    return {
        "postId": await make(scene.county.api, "postGive", "post", **await give_post(scene)),
        "on": day(1),
    }


async def seal(scene: Scene) -> Input:
    return {"memberId": scene.member, "kind": "STATEMENT", "text": "情况属实"}


async def erase(scene: Scene) -> Input:
    document = await make(scene.county.api, "documentSeal", "document", **await seal(scene))
    return {"documentId": document, "basis": "PERIOD_ENDED"}


async def define_grid(scene: Scene) -> Input:
    return {"level": 1, "name": f"片区{scene.number}"}


async def correct_grid(scene: Scene) -> Input:
    grid = await scene.grid()
    event = await event_of(scene.county.api, grid, "grid.defined")
    return {"gridId": grid, "corrects": event, "name": f"更正片区{scene.number}", **TYPING_ERROR}


async def answer_for(scene: Scene) -> Input:
    return {"gridId": await scene.grid(), "memberId": scene.member, "fromOn": day(-1)}


async def relieve(scene: Scene) -> Input:
    assigned = await answer_for(scene)
    await scene.county.api.done("gridResponsibleAssign", **assigned)
    return {"gridId": assigned["gridId"], "memberId": scene.member, "on": day(0)}


async def cover(scene: Scene) -> Input:
    group = await make(scene.county.api, "organisationFound", "organisation", **await found(scene))
    return {"gridId": await scene.grid(), "organisationId": group, "fromOn": day(-1)}


async def end_coverage(scene: Scene) -> Input:
    covered = await cover(scene)
    await scene.county.api.done("gridCoverageAssign", **covered)
    return {"organisationId": covered["organisationId"], "on": day(0)}


async def issue_letter(scene: Scene) -> Input:
    given = {"number": f"A-{scene.number}", "memberId": scene.member}
    return {**given, "toBranchId": scene.county.other_branch}


async def receive_letter(scene: Scene) -> Input:
    """Of somebody who comes to the branch, so that it is the own one of whoever acts there."""
    to = {"number": f"D-{scene.number}", "toBranchId": scene.county.branch}
    letter = {**to, "memberId": await member_elsewhere(scene)}
    await scene.county.api.done("transferLetterIssue", **letter)
    return {"number": letter["number"], "toBranchId": letter["toBranchId"], "on": day(0)}


async def outward_letter(scene: Scene) -> str:
    given = {"number": f"B-{scene.number}", "memberId": scene.member, "toCounty": "430224"}
    return await make(scene.county.api, "transferLetterIssue", "transferLetter", **given)


async def acknowledge_letter(scene: Scene) -> Input:
    return {"letterId": await outward_letter(scene), "on": day(0)}


async def withdraw_letter(scene: Scene) -> Input:
    return {"letterId": await outward_letter(scene), "reason": "NOT_USED"}


async def admit_by_letter(scene: Scene) -> Input:
    of_letter = {"number": f"C-{scene.number}", "fromCounty": "430224", "issuedOn": day(-9), "on": day(0)}
    member = {"displayName": "文试己", "kind": "FULL", "joinedOn": day(-900)}
    return {**of_letter, **member, "branchId": scene.county.branch}


async def second_affiliation(scene: Scene) -> Input:
    place = {"organisationId": scene.county.branch, "fromOn": day(-1)}
    return {"memberId": await member_elsewhere(scene), **place}


async def member_elsewhere(scene: Scene) -> str:
    of_member = {**a_member(scene.county), "branchId": scene.county.other_branch}
    return await make(scene.county.api, "memberRegister", "member", **of_member)


async def end_second_affiliation(scene: Scene) -> Input:
    given = await second_affiliation(scene)
    added = await make(scene.county.api, "secondAffiliationAdd", "secondAffiliation", **given)
    return {"secondAffiliationId": added, "on": day(0)}


async def participate(scene: Scene) -> Input:
    return {"meetingId": await scene.county.meeting(), "memberId": await member_elsewhere(scene)}


async def go_away(scene: Scene) -> Input:
    return {"memberId": scene.member, "fromOn": day(-9), "divisionCode": "440305"}


async def come_back(scene: Scene) -> Input:
    await scene.county.api.done("floatingMemberRegister", **await go_away(scene))
    return {"memberId": scene.member, "on": day(0)}


async def contact(scene: Scene) -> Input:
    return {"memberId": scene.member, "on": day(0), "channel": "PHONE"}


async def lose(scene: Scene) -> Input:
    return {"memberId": scene.member, "since": day(-5)}


async def apply(scene: Scene) -> Input:
    return {"branchId": scene.county.branch, "displayName": "陈试申", "on": day(-300)}


async def applicant(scene: Scene) -> str:
    return await make(scene.county.api, "developmentApply", "development", **await apply(scene))


async def advance(scene: Scene) -> Input:
    return {"developmentId": await applicant(scene), "stage": "ACTIVIST", "on": day(-200)}


async def ballot(scene: Scene) -> Input:
    """All full members of the branch are for it: there are two, and whoever was confirmed by other tests."""
    person = await applicant(scene)
    for stage, on in (("ACTIVIST", day(-200)), ("ADMISSION_CANDIDATE", day(-9))):
        await scene.county.api.done("developmentAdvance", developmentId=person, stage=stage, on=on)
    meeting = await scene.county.meeting(frozen=False)
    told = "counts { votingBase } expected(first: 1000) { nodes { member { id } } }"
    frozen = await scene.county.api.done("rosterFreeze", f"meeting {{ {told} }}", meetingId=meeting)
    expected = [entry["member"]["id"] for entry in frozen["meeting"]["expected"]["nodes"]]
    await scene.county.attended(meeting, expected)
    votes = {"inFavour": frozen["meeting"]["counts"]["votingBase"], "against": 0, "abstained": 0}
    return {"developmentId": person, "meetingId": meeting, "number": 1, **votes}


async def admit(scene: Scene) -> Input:
    given = await ballot(scene)
    await scene.county.api.done("developmentBallotRecord", **given)
    return {"developmentId": given["developmentId"], "on": day(0)}


async def end_development(scene: Scene) -> Input:
    return {"developmentId": await applicant(scene), "on": day(-9), "reason": "MOVED_AWAY"}


INPUTS: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    **SERVICE,
    **GRID_WORK,
    **PROJECTS,
    **POLICIES,
    **PLANS,
    **OBLIGATIONS,
    **PROCEDURES,
    **LECTURES,
    **RESOLUTIONS,
    **VIOLATIONS,
    **PUBLIC_ITEMS,
    **PEER_REVIEWS,
    "countyFound": found_county,
    "countyModuleAdopt": adopt,
    "organisationFound": found,
    "organisationRename": rename,
    "organisationCorrect": correct_organisation,
    "organisationDissolve": dissolve,
    "organisationMerge": merge,
    "organisationSplit": split,
    "organisationMove": move,
    "organisationRecode": recode,
    "organisationElectionRecord": election,
    "organisationCustodyTake": custody,
    "organisationCustodyEnd": end_custody,
    "entitySurvey": survey,
    "entityExclude": exclude,
    "entityCover": cover_entity,
    "entityCoverageEnd": uncover,
    "siteOpen": open_site,
    "siteRecount": recount,
    "siteBranchAssign": temporary,
    "siteClose": close_site,
    "groupLeaderElect": elect_leader,
    "disciplineImpose": impose,
    "disciplineLift": lift,
    "residenceRecord": lives,
    "residenceEnd": moves_away,
    "memberRegister": register,
    "memberTransfer": transfer,
    "memberGroupAssign": assign_group,
    "memberConfirm": of_member,
    "memberCorrect": correct_member,
    "meetingPlan": plan,
    "meetingNotify": notify,
    "rosterFreeze": freeze,
    "attendanceRecord": record,
    "attendanceCorrect": correct_attendance,
    "absenceMakeUp": make_up,
    "observerRecord": observe,
    "meetingConclude": conclude,
    "meetingCancel": cancel,
    "meetingCorrect": correct_meeting,
    **MEETING_ENTRIES,
    **CONVEYANCES,
    **OBJECTIONS,
    "leaveRequest": request_leave,
    "leaveGrant": of_pending,
    "leaveRefuse": of_pending,
    "leaveWithdraw": of_pending,
    "leaveReturn": return_from_leave,
    "leaveCorrect": correct_leave,
    **LEAVE,
    "scoreAward": enter_points,
    "scoreDeduct": enter_points,
    "scoreReverse": reverse,
    "scoreCorrect": correct_points,
    "accountLink": link,
    "accountUnlink": unlink,
    "documentSeal": seal,
    "documentErase": erase,
    "postGive": give_post,
    "postEnd": end_post,
    "developmentApply": apply,
    "developmentAdvance": advance,
    "developmentBallotRecord": ballot,
    "developmentAdmit": admit,
    "developmentEnd": end_development,
    "secondAffiliationAdd": second_affiliation,
    "secondAffiliationEnd": end_second_affiliation,
    "participationRecord": participate,
    "floatingMemberRegister": go_away,
    "floatingMemberReturn": come_back,
    "memberContactRecord": contact,
    "memberContactLose": lose,
    "transferLetterIssue": issue_letter,
    "transferLetterReceive": receive_letter,
    "transferLetterAcknowledge": acknowledge_letter,
    "transferLetterWithdraw": withdraw_letter,
    "transferLetterAdmit": admit_by_letter,
    "gridDefine": define_grid,
    "gridCorrect": correct_grid,
    "gridResponsibleAssign": answer_for,
    "gridResponsibleRelieve": relieve,
    "gridCoverageAssign": cover,
    "gridCoverageEnd": end_coverage,
}
