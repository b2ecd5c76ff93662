"""Members and their affiliations."""

from __future__ import annotations

import datetime

from domain.membership.events import MemberKind
from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Join,
    Link,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    joined,
    order_type,
    read_type,
    to_linked,
    to_many,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.reviewed import reviewed
from graphql_api.types.stale import is_stale

__all__ = ["Affiliation", "Member", "MemberKind", "MemberOrder", "MemberOrderField", "MemberWhere"]

describe(
    MemberKind,
    "Kinds of member (党员类别).",
    {
        "FULL": "Full member (正式党员).",
        "PROBATIONARY": "Probationary member (预备党员).",
        "LEAGUE_MEMBER": "Member of the Youth League, not of the party (共青团员).",
    },
)

_NAME = Join(
    "people.display_name", "{j}.tenant_id = {t}.tenant_id AND {j}.name_id = {t}.name_id", "{j}.display_name"
)

# Of the pairs themselves not everybody sees the same: one lies where who looks after the other is at home.
_IN_PAIR = (
    "EXISTS (SELECT FROM {pair_count} AS p WHERE p.tenant_id = {t}.tenant_id AND p.member_id = {t}.member_id"
    " AND p.pairs > 0) = {value}"
)

MemberWhere = where_type(
    __name__,
    "Member",
    id=Filter(IdFilter, "{t}.member_id", "By id (标识).", ids=("Member",)),
    branch=Filter(IdFilter, "{t}.branch_id", "By home branch (所在支部).", ids=("Organisation",)),
    group=Filter(IdFilter, "{t}.group_id", "By party group (所在党小组).", ids=("Organisation",)),
    kind=Filter(enum_filter(MemberKind), "{t}.kind", "By kind (党员类别)."),
    in_pair=Filter(
        bool,
        "",
        "Whether in a pair without an end, as who looks after somebody or as who is looked after (是否有结对).",
        condition=_IN_PAIR,
    ),
    reviewed_in=reviewed(),
    name=Filter(TextFilter, _NAME.subselect, "By display name (姓名)."),
    left_on=Filter(DateFilter, "{t}.left_on", "By the first day with the home in another county (转出日期)."),
    at_home=Filter(
        bool,
        "",
        "Whether with the home in this county, not in another (组织关系是否在本县).",
        condition="({t}.left_on IS NULL) = {value}",
    ),
    within=within(),
)
MemberOrderField, MemberOrder = order_type(
    __name__, "Member", REGISTERED="In order of registration (登记先后)."
)


@read_type(
    source="member",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"REGISTERED": Order({})},
    description="A member (党员) with one home affiliation at every instant.",
)
class Member(Node):
    display_name: str | None = joined("Name as it should be shown; kept outside the log (姓名).", _NAME)
    kind: MemberKind = column("Full or probationary (党员类别).")
    joined_on: datetime.date = column("The day of admission to the party (入党日期).")
    registered_on: datetime.date = column("The day from which the county knows the member (登记日期).")
    home_from: datetime.date = column(
        "First day of the latest home affiliation, which may lie ahead (现支部起始日期)."
    )
    left_on: datetime.date | None = column(
        "The first day with the home in another county; null: at home in this one (转出本县日期)."
    )
    version: int = column("Version of the stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("member_id")
    provenance = provenance("member_id")
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "Home branch (所在支部).")
    group = to_one("graphql_api.types.organisation:Organisation", "group_id", "Party group (所在党小组).")
    affiliations = to_many(
        "graphql_api.types.member:Affiliation",
        "member_id",
        "Home affiliations by date (组织关系).",
        where=False,
    )
    attendance = to_many(
        "graphql_api.types.meeting:Attendance",
        "member_id",
        "Attendance at meetings, latest first (到会记录).",
    )
    leaves = to_many("graphql_api.types.leave:Leave", "member_id", "Leave, latest first (请假).")
    absences = to_many(
        "graphql_api.types.absence:Absence",
        "member_id",
        "Absences and how they are classed, latest first (缺席).",
    )
    escalations = to_many(
        "graphql_api.types.absence:Escalation",
        "member_id",
        "How the member stands by rules about absences (缺席累计).",
    )
    obligations = to_many(
        "graphql_api.types.obligation:Obligation",
        "member_id",
        "What is or was due about the member, latest first (所涉责任).",
    )
    score_accounts = to_many(
        "graphql_api.types.score:ScoreAccount", "member_id", "Points by year (积分账户)."
    )
    pairing = to_one(
        "graphql_api.types.pairing:Pairing",
        "member_id",
        "Whom the member looks after (结对联系).",
        key="member_id",
    )
    instructing = to_many(
        "graphql_api.types.instruction:PartyInstructor",
        "member_id",
        "What the member instructs (担任指导员).",
    )
    dues = to_many("graphql_api.types.dues:DuesYear", "member_id", "Dues by year (党费).", where=False)
    posts = to_many("graphql_api.types.post:Post", "member_id", "Posts held, latest first (职务).")
    disciplines = to_many(
        "graphql_api.types.standing:Discipline",
        "member_id",
        "Disciplinary measures, by date (党纪处分).",
        where=False,
    )
    residences = to_many(
        "graphql_api.types.standing:Residence",
        "member_id",
        "Where the member lived, by date (居住网格).",
        where=False,
    )
    account_links = to_many(
        "graphql_api.types.account_link:AccountLink",
        "member_id",
        "Accounts that belong to the member (账号).",
        where=False,
    )
    development = to_one(
        "graphql_api.types.development:Development",
        "member_id",
        "How they came to be a member, if it was recorded here (发展程序).",
        key="member_id",
    )
    second_affiliations = to_many(
        "graphql_api.types.second_affiliation:SecondAffiliation",
        "member_id",
        "Branches beside the home in which they take part, latest first (第二组织关系).",
    )
    participations = to_linked(
        "graphql_api.types.participation:Participation",
        Link("{t}.member_id = {up}.member_id AND {t}.side = 'HOME'", {"member_id": "uuid"}),
        "Meetings of other branches in which they took part, latest first (参加他支部活动).",
    )
    contact = to_one(
        "graphql_api.types.contact:MemberContact",
        "member_id",
        "The contact with them, if they are or were away or lost (联系台账).",
        key="member_id",
    )
    violations = to_many(
        "graphql_api.types.violation:Violation",
        "member_id",
        "Violations of rules or discipline, latest first (两违).",
    )
    public_items = to_many(
        "graphql_api.types.public_item:PublicItem",
        "member_id",
        "Weaknesses that were made public, latest first (亮差点公示).",
    )
    peer_reviews = to_many(
        "graphql_api.types.peer_review:PeerReview",
        "member_id",
        "Reviews of the member, latest first (自评互评点评).",
    )
    objections = to_many(
        "graphql_api.types.objection:Objection",
        "member_id",
        "What they say against records of them, latest first (异议).",
    )
    conveyance_receipts = to_many(
        "graphql_api.types.conveyance:ConveyanceReceipt",
        "member_id",
        "How items that are told by name stand to them, latest first (接收情况).",
    )
    letters = to_many(
        "graphql_api.types.letter:TransferLetter",
        "member_id",
        "Transfer letters, latest first; one within the county once for each of its sides (介绍信).",
    )
    findings = to_many(
        "graphql_api.types.finding:Finding", "member_id", "What does not fit together about them (问题发现)."
    )
    history = history()


@read_type(
    source="affiliation",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A home affiliation (组织关系) between two days.",
)
class Affiliation:
    from_on: datetime.date = column("First day (起始日期).")
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    branch = to_one("graphql_api.types.organisation:Organisation", "branch_id", "The branch (党支部).")
    member = to_one("graphql_api.types.member:Member", "member_id", "The member (党员).")
