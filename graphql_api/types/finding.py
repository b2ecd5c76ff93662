"""Findings: where what is recorded does not fit together."""

from __future__ import annotations

import datetime
from uuid import UUID

import strawberry

from domain.core.findings import FindingKind
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Node,
    Order,
    Place,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
    to_one,
    where_type,
    within,
)
from graphql_api.read.ids import encode_id
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = ["Finding", "FindingKind", "FindingOrder", "FindingOrderField", "FindingWhere"]

_DESCRIPTIONS = {
    "ROSTER_DISAGREES": (
        "A home that begins, moves or ends on a day gone by contradicts a roster frozen before"
        " (应到名册与组织关系不一致)."
    ),
    "PRESENT_ON_LEAVE": (
        "Somebody is recorded as present at a meeting that granted leave covers, of its day or for it alone"
        " (准假期间登记到会). Both stand until one is corrected."
    ),
    "PRESENT_TWICE": (
        "Somebody is recorded as present at two meetings at one time (同一时间登记两处到会). Each has the finding;"
        " where it is not recorded when a meeting began, there is none."
    ),
    "SUPERVISOR_GONE": (
        "Who sees to a violation has left the branch that it belongs to, or the county (包保人已离开支部). It stands"
        " until that is ended, or another takes the place."
    ),
    "DUES_MISMATCH": (
        "Fewer members have a receipt for a branch's month (`measured`) than paid (`allowed`) (票据与收缴不符)."
    ),
    "DUES_ROSTER_MISMATCH": (
        "So many members (`measured`) are on a branch's register of a month or in its ledger of dues, and not in both"
        " (台账与名册不符)."
    ),
    "FUNDS_SHORT": (
        "A branch got less for a year (`measured`, in fen) than its members call for (`allowed`) (经费不足)."
    ),
    "PAIRING_TOO_LARGE": "A member looks after more (`measured`) than eight (结对过多).",
    "PAIRING_TOO_SMALL": "A member looks after somebody, and after fewer (`measured`) than six (结对过少).",
    "BRANCH_TOO_LARGE": "A branch has more members than `allowed` (党员人数超过规模); `organisation` tells how many.",
    "CUSTODY_REVIEW_DUE": (
        "A branch has too few full members (`measured`) to stand alone, and is in nobody's custody (正式党员不足三人)."
        " Nothing is done about it by itself."
    ),
    "GROUP_TOO_SMALL": "A party group has fewer members (`measured`) than it should (党小组人数不足).",
    "GROUP_WITHOUT_FULL_MEMBER": "A party group has no full member, who could lead it (党小组无正式党员).",
    "GROUP_LEADER_UNFIT": (
        "Who was elected to lead a party group has left it or the county, is no full member after all, or came under"
        " disciplinary probation since (党小组长不再符合条件). The group elects anew."
    ),
    "GROUP_DUE": "So many members live in a building (`grid`) that a group is suggested there (楼栋应建党小组).",
    "ENTITY_UNCOVERED": "No branch covers an entity that counts (两新组织未覆盖).",
    "TEMPORARY_BRANCH_DUE": (
        "A project site goes on for more than 15 days with 20 people and more than 5 members (`measured`), and has no"
        " temporary branch (应建临时党支部)."
    ),
    "GRID_UNANSWERED": "Nobody answers for a node of the grid, or only until a day that is known (网格无责任人).",
    "GRID_OWNERS_SEVERAL": (
        "So many (`measured`) answer for a grid of the fifth level, where one alone does (`allowed`) (网格责任人重复)."
    ),
    "GRID_CHAIN_BROKEN": (
        "Above a grid of the fifth level nobody answers for so many levels (`measured`) up to the first (责任链条断开)."
    ),
    "ORGANISATION_WITHOUT_GRID": (
        "No grid covers a branch, or a party group nor its branch, or only until a day that is known (组织未入网格)."
    ),
}
describe(FindingKind, "What does not fit together (问题类型).", _DESCRIPTIONS)

FindingWhere = where_type(
    __name__,
    "Finding",
    kind=Filter(enum_filter(FindingKind), "{t}.kind", "By kind (问题类型)."),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    member=Filter(IdFilter, "{t}.member_id", "By person (党员).", ids=("Member",)),
    grid=Filter(IdFilter, "{t}.grid_id", "By grid (网格).", ids=("Grid",)),
    since=Filter(DateFilter, "{t}.since", "By the day since which it stands (起始日期)."),
    within=within(),
)
FindingOrderField, FindingOrder = order_type(
    __name__, "Finding", SINCE="By the day since which it stands (起始日期)."
)


def _object_id(stored: str) -> str:
    type_name, _, key = stored.partition(" ")
    return encode_id(type_name, UUID(key))


@read_type(
    source="finding",
    key="finding_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.ORGANISATION_LIFE,
    also={FieldGroup.PERSON: "{t}.member_id IS NOT NULL"},
    orders={"SINCE": Order({"since": datetime.date}, descending=True)},
    description=(
        "Something recorded that does not fit together with something else (问题发现). It stands as long as that is so:"
        " `asOf` tells what stood earlier, and `provenance` which event brought it about."
    ),
)
class Finding(Node):
    kind: FindingKind = column("What does not fit (问题类型).")
    since: datetime.date = column("The day on which what brought it about occurred (起始日期).")
    measured: int | None = column("What was counted, where the kind counts something (实测值).")
    allowed: int | None = column("What it is measured against (限值).")
    object_id: strawberry.ID = column(
        "Global id of what it is about, for `node(id:)` (对象标识).",
        sql="{t}.object_type || ' ' || {t}.object_id",
        convert=_object_id,
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = is_stale("object_id")
    provenance = provenance("finding_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation",
        "organisation_id",
        "The organisation where it is (组织).",
    )
    member = to_one("graphql_api.types.member:Member", "member_id", "The person concerned (当事人).")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid where it is (网格).")
    events = to_linked(
        "graphql_api.types.event:Event",
        Link(
            "{t}.event_id = ANY (ARRAY(SELECT unnest(f.event_ids) FROM {finding} AS f WHERE f.tenant_id = {tenant}"
            " AND f.finding_id = {up}.finding_id))",
            {"finding_id": "uuid"},
        ),
        "The events that do not fit together, where they are a few, those that the caller may see (所涉事件).",
        where=False,
    )
