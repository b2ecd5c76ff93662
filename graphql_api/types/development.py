"""The development of members, and ballots on admission."""

from __future__ import annotations

import datetime
from enum import StrEnum

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Join,
    Node,
    Order,
    Place,
    column,
    enum_filter,
    joined,
    order_type,
    read_type,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale


class DevelopmentStage(StrEnum):
    """How far a person has come on the way to membership."""

    APPLICANT = "APPLICANT"
    ACTIVIST = "ACTIVIST"
    ADMISSION_CANDIDATE = "ADMISSION_CANDIDATE"
    PROBATIONARY = "PROBATIONARY"
    FULL = "FULL"
    ENDED = "ENDED"


class NextStage(StrEnum):
    """Stages to which a branch brings a person without a ballot."""

    ACTIVIST = "ACTIVIST"
    ADMISSION_CANDIDATE = "ADMISSION_CANDIDATE"


describe(
    DevelopmentStage,
    "How far a person has come on the way to membership (发展阶段).",
    {
        "APPLICANT": "Has applied (申请人).",
        "ACTIVIST": "Activist (入党积极分子).",
        "ADMISSION_CANDIDATE": "Candidate for admission (发展对象).",
        "PROBATIONARY": "Admitted as a probationary member (预备党员).",
        "FULL": "Confirmed as a full member (正式党员).",
        "ENDED": "Developed no further (终止).",
    },
)
describe(
    NextStage,
    "Stages to which a branch brings a person without a ballot (阶段).",
    {"ACTIVIST": "Activist (入党积极分子).", "ADMISSION_CANDIDATE": "Candidate for admission (发展对象)."},
)

_NAME = Join(
    "people.display_name", "{j}.tenant_id = {t}.tenant_id AND {j}.name_id = {t}.name_id", "{j}.display_name"
)

DevelopmentWhere = where_type(
    __name__,
    "Development",
    branch=Filter(IdFilter, "{t}.branch_id", "By branch (党支部).", ids=("Organisation",)),
    member=Filter(IdFilter, "{t}.member_id", "By the member that came of it (党员).", ids=("Member",)),
    stage=Filter(enum_filter(DevelopmentStage), "{t}.stage", "By stage (发展阶段)."),
    since=Filter(DateFilter, "{t}.since", "By the day since which they are at that stage (阶段起始日期)."),
    applied_on=Filter(DateFilter, "{t}.applied_on", "By day of application (申请日期)."),
    within=within(),
)
DevelopmentOrderField, DevelopmentOrder = order_type(
    __name__, "Development", SINCE="By the day since which they are at their stage (阶段起始日期)."
)


@read_type(
    source="development",
    key="development_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"SINCE": Order({"since": datetime.date}, descending=True)},
    description=(
        "A person's way to membership (发展党员), stage by stage: applicant, activist, candidate, and by a ballot of"
        " the branch's general meeting a probationary member."
    ),
)
class Development(Node):
    display_name: str | None = joined("Name as it should be shown; kept outside the log (姓名).", _NAME)
    stage: DevelopmentStage = column("How far they have come (发展阶段).")
    since: datetime.date = column("The day since which they are there (阶段起始日期).")
    applied_on: datetime.date = column("Day of application (申请日期).")
    voted_on: datetime.date | None = column(
        "Day of the last ballot, if that was for admission (票决通过日期)."
    )
    admitted_on: datetime.date | None = column("Day of admission (接收为预备党员日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("development_id")
    provenance = provenance("development_id")
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "The branch (党支部).")
    member = to_one(
        "graphql_api.types.member:Member", "member_id", "The member, once they are admitted (党员)."
    )
    ballots = to_many(
        "graphql_api.types.development:Ballot",
        "development_id",
        "Ballots on their admission, latest first (票决).",
    )
    history = history()


BallotWhere = where_type(
    __name__,
    "Ballot",
    meeting=Filter(IdFilter, "{t}.meeting_id", "By meeting (会议).", ids=("Meeting",)),
    held_on=Filter(DateFilter, "{t}.held_on", "By day (日期)."),
    within=within(),
)
BallotOrderField, BallotOrder = order_type(__name__, "Ballot", HELD_ON="By day (日期).")


@read_type(
    source="ballot",
    key="ballot_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"HELD_ON": Order({"held_on": datetime.date}, descending=True)},
    description="A ballot on one person's admission (票决), as the tellers counted it; who voted how is nowhere.",
)
class Ballot(Node):
    number: int = column("Its number within the meeting, from 1 (票次).")
    held_on: datetime.date = column("The day (日期).")
    entitled: int = column("Full members expected at the meeting (有表决权人数).")
    in_favour: int = column("Votes for (赞成).")
    against: int = column("Votes against (反对).")
    abstained: int = column("Abstentions (弃权).")
    passed: bool = column("Whether more than half of those entitled were in favour (是否通过).")
    position: Position = column("Position of the event that recorded it (日志位置).")
    is_stale: bool = is_stale("ballot_id")
    provenance = provenance("ballot_id")
    development = to_one(
        "graphql_api.types.development:Development", "development_id", "On whose admission (表决对象)."
    )
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "The meeting (会议).")
    history = history()
