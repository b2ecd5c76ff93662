"""Participation in meetings of branches that are not the home."""

from __future__ import annotations

import datetime
from enum import StrEnum

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.stale import is_stale


class ParticipationSide(StrEnum):
    """On which side participation elsewhere is told."""

    MEETING = "MEETING"
    HOME = "HOME"


describe(
    ParticipationSide,
    "On which side participation elsewhere is told (一方).",
    {"MEETING": "Where the meeting was held (活动方).", "HOME": "At the member's home (所在支部)."},
)

ParticipationWhere = where_type(
    __name__,
    "Participation",
    side=Filter(enum_filter(ParticipationSide), "{t}.side", "By side: the meeting's or the home's (一方)."),
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    home_branch=Filter(IdFilter, "{t}.home_branch_id", "By home branch (所在支部).", ids=("Organisation",)),
    held_on=Filter(DateFilter, "{t}.held_on", "By day of the meeting (日期)."),
    within=within(),
)
ParticipationOrderField, ParticipationOrder = order_type(
    __name__, "Participation", HELD_ON="By day of the meeting (日期)."
)


@read_type(
    source="participation",
    key="participation_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"HELD_ON": Order({"held_on": datetime.date}, descending=True)},
    description=(
        "A member's taking part in a meeting of a branch that is not the home (参加他支部活动): it counts as study for"
        " the person, and for the quorum of neither branch. Told once on the side of the meeting and once on that of"
        " the home."
    ),
)
class Participation:
    side: ParticipationSide = column("Where this row lies (一方).")
    held_on: datetime.date = column("The day of the meeting (日期).")
    position: Position = column("Position of the event that recorded it (日志位置).")
    is_stale: bool = is_stale("meeting_id")
    member = to_one("graphql_api.types.member:Member", "member_id", "The person (党员).")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (会议).")
    home_branch = to_one(
        "graphql_api.types.organisation:Organisation",
        "home_branch_id",
        "The home branch on that day (当日所在支部).",
    )
