"""Proposals, and the resolutions made of them."""

from __future__ import annotations

import datetime

from domain.resolutions.state import ProposalStatus, ResolutionStatus
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    column,
    enum_filter,
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

__all__ = [
    "Proposal",
    "ProposalOrder",
    "ProposalOrderField",
    "ProposalStatus",
    "ProposalWhere",
    "Resolution",
    "ResolutionOrder",
    "ResolutionOrderField",
    "ResolutionStatus",
    "ResolutionWhere",
]

describe(
    ProposalStatus,
    "What became of a proposal (建言办理情况).",
    {
        "OPEN": "Nothing was resolved about it yet (待议定).",
        "SETTLED": "A resolution was made about it (已议定).",
        "WITHDRAWN": "It is proposed no longer (已撤回).",
    },
)
describe(
    ResolutionStatus,
    "Whether a resolution is still to be made public (公示情况).",
    {
        "UNPUBLISHED": "Its result was not made public yet (未公示).",
        "PUBLISHED": "Its result was made public (已公示).",
        "WITHDRAWN": "It does not hold (已撤回).",
    },
)

ProposalWhere = where_type(
    __name__,
    "Proposal",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    resolution=Filter(IdFilter, "{t}.resolution_id", "By what settled it (议定事项).", ids=("Resolution",)),
    status=Filter(enum_filter(ProposalStatus), "{t}.status", "By what became of it (办理情况)."),
    raised_on=Filter(DateFilter, "{t}.raised_on", "By the day it was raised (建言日期)."),
    within=within(),
)
ProposalOrderField, ProposalOrder = order_type(
    __name__, "Proposal", RAISED_ON="By the day it was raised (建言日期)."
)
ResolutionWhere = where_type(
    __name__,
    "Resolution",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    status=Filter(
        enum_filter(ResolutionStatus), "{t}.status", "By whether it is still to be made public (公示情况)."
    ),
    made_on=Filter(DateFilter, "{t}.made_on", "By the day it was made (议定日期)."),
    within=within(),
)
ResolutionOrderField, ResolutionOrder = order_type(
    __name__, "Resolution", MADE_ON="By the day it was made (议定日期)."
)


@read_type(
    source="proposal",
    key="proposal_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"RAISED_ON": Order({"raised_on": datetime.date}, descending=True)},
    description="Something that was proposed at an organisation (建言).",
)
class Proposal(Node):
    code: str = column("What it is about, as a code (建言代码).")
    raised_on: datetime.date = column("The day it was raised (建言日期).")
    status: ProposalStatus = column("What became of it (办理情况).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("proposal_id")
    provenance = provenance("proposal_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Where it was raised (组织)."
    )
    member = to_one("graphql_api.types.member:Member", "member_id", "Who proposed it, if said (建言人).")
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "At which meeting, if said (会议).")
    resolution = to_one(
        "graphql_api.types.resolution:Resolution", "resolution_id", "What settled it (议定事项)."
    )
    history = history()


@read_type(
    source="resolution",
    key="resolution_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"MADE_ON": Order({"made_on": datetime.date}, descending=True)},
    description="What an organisation resolved about some proposals (议定事项), to be made public (公示结果).",
)
class Resolution(Node):
    code: str = column("What it is about, as a code (议定事项代码).")
    made_on: datetime.date = column("The day it was made (议定日期).")
    status: ResolutionStatus = column("Whether it is still to be made public (公示情况).")
    published_on: datetime.date | None = column("The day its result was made public (公示日期).")
    proposal_count: int = column("How many proposals it settled (建言数).", sql="{t}.proposals")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("resolution_id")
    provenance = provenance("resolution_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who made it (组织)."
    )
    meeting = to_one("graphql_api.types.meeting:Meeting", "meeting_id", "At which meeting, if said (会议).")
    proposals = to_many("graphql_api.types.resolution:Proposal", "resolution_id", "What it settled (建言).")
    history = history()
