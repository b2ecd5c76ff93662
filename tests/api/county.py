"""A small county, founded through the API alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.api.client import Api, key_of

TODAY = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()


def day(days: int) -> str:
    """A day so many days after today, in the county."""
    return (TODAY + dt.timedelta(days=days)).isoformat()


@dataclass
class County:
    """Global ids of what there is."""

    api: Api
    committee: str
    township: str
    branch: str
    other_branch: str
    group: str
    members: list[str]  # of the branch; the last is probationary
    elsewhere: str  # member of the other branch
    grid: str

    async def meeting(self, *, days: int = 0, frozen: bool = True, organisation: str | None = None) -> str:
        """A meeting of the branch, its roster frozen."""
        meeting = await make(
            self.api,
            "meetingPlan",
            "meeting",
            organisationId=organisation or self.branch,
            kind="GENERAL_MEETING",
            heldOn=day(days),
        )
        if frozen:
            await self.api.done("rosterFreeze", meetingId=meeting)
        return meeting

    async def attended(self, meeting: str, members: Sequence[str]) -> None:
        """These were there."""
        entries = [{"memberId": member, "status": "PRESENT"} for member in members]
        await self.api.done("attendanceRecord", meetingId=meeting, entries=entries)

    async def depart(self, member: str, days: int = 0) -> int:
        """The member moves to another county, from that day on; the position at which that is known."""
        number = f"Z-{key_of(member).hex[-12:].upper()}"
        given = {"number": number, "memberId": member, "toCounty": "430224", "occurredAt": day(days)}
        letter = await make(self.api, "transferLetterIssue", "transferLetter", **given)
        acknowledged = {"letterId": letter, "on": day(days)}
        left = await self.api.done("transferLetterAcknowledge", "transferLetter { id }", **acknowledged)
        return int(left["position"])

    async def leave(self, member: str, first: int, last: int) -> str:
        """A pending request."""
        return await make(
            self.api,
            "leaveRequest",
            "leave",
            memberId=member,
            kind="ILLNESS",
            fromOn=day(first),
            toOn=day(last),
        )


async def make(api: Api, mutation: str, entity: str, /, **given: Any) -> str:
    """The global id of what a mutation made."""
    payload = await api.done(mutation, f"{entity} {{ id }}", **given)
    found: str = payload[entity]["id"]
    return found


async def found_county(api: Api) -> County:
    adopted = await api.done("countyModuleAdopt", "county { committee { id } }", module="POINTS")
    committee_id = adopted["county"]["committee"]["id"]
    township = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=committee_id,
        kind="PARTY_COMMITTEE",
        name="王坊镇党委",
    )
    branch = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=township,
        kind="PARTY_BRANCH",
        name="王坊村党支部",
        sector="RURAL",
        occurredAt=day(-400),
    )
    other = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=township,
        kind="PARTY_BRANCH",
        name="东冲村党支部",
        sector="RURAL",
        occurredAt=day(-400),
    )
    group = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=branch,
        kind="PARTY_GROUP",
        name="第一党小组",
        occurredAt=day(-400),
    )
    members = [await _member(api, branch, name, kind) for name, kind in _PEOPLE]
    elsewhere = await _member(api, other, "钟试", "FULL")
    grid = await make(api, "gridDefine", "grid", level=1, name="东部片区")
    return County(api, committee_id, township, branch, other, group, members, elsewhere, grid)


_PEOPLE = [("文试甲", "FULL"), ("易试乙", "FULL"), ("罗试丙", "PROBATIONARY")]


async def _member(api: Api, branch: str, name: str, kind: str) -> str:
    return await make(
        api,
        "memberRegister",
        "member",
        branchId=branch,
        displayName=name,
        kind=kind,
        joinedOn=day(-1000) if kind == "FULL" else day(-100),
        occurredAt=day(-365) if kind == "FULL" else day(-90),
    )
