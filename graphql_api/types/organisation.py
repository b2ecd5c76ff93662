"""Organisations: committees, branches, party groups."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    COUNTING,
    DateFilter,
    Everyone,
    Family,
    FieldGroup,
    Filter,
    IdFilter,
    Node,
    Order,
    Place,
    TextFilter,
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
from graphql_api.types.finding import FindingKind
from graphql_api.types.history import history
from graphql_api.types.lectured import lectured
from graphql_api.types.missed import missed
from graphql_api.types.organisation_enums import BranchForm, BranchSector, OrganisationKind
from graphql_api.types.provenance import provenance
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.stale import is_stale

OrganisationWhere = where_type(
    __name__,
    "Organisation",
    id=Filter(IdFilter, "{t}.organisation_id", "By id (标识).", ids=("Organisation",)),
    kind=Filter(enum_filter(OrganisationKind), "{t}.kind", "By kind (组织类型)."),
    division_code=Filter(TextFilter, "{t}.division_code", "By division code (行政区划代码)."),
    sector=Filter(enum_filter(BranchSector), "{t}.sector", "By sector, of branches (支部类别)."),
    form=Filter(enum_filter(BranchForm), "{t}.form", "By form, of branches of the party (支部设置形式)."),
    dissolved_on=Filter(DateFilter, "{t}.dissolved_on", "By the first day without it (撤销日期)."),
    term_ends_on=Filter(DateFilter, "{t}.term_ends_on", "By the day on which the term ends (任期届满日期)."),
    bore_code=Filter(
        str,
        "{t}.organisation_id",
        "Of which a division code is, or was once (曾用行政区划代码).",
        condition=(
            "EXISTS (SELECT FROM {organisation_code} AS c WHERE c.tenant_id = {t}.tenant_id"
            " AND c.organisation_id = {t}.organisation_id AND c.division_code = {value})"
        ),
    ),
    is_in_custody=Filter(
        bool,
        "{t}.custodian_id",
        "Whether another organisation looks after it (是否被代管).",
        condition="({t}.custodian_id IS NULL) <> {value}",
    ),
    finding=Filter(
        FindingKind,
        "{t}.organisation_id",
        "Of which, or of whose members, a finding of this kind tells, of those that the caller may see (存在问题)."
        " Findings about grids tell of no organisation.",
        condition=(
            "EXISTS (SELECT FROM {finding} AS seen WHERE seen.organisation_id = {t}.organisation_id"
            " AND seen.kind = {value} AND {seen_Finding})"
        ),
        among="graphql_api.types.finding:Finding",
    ),
    missed=missed(),
    lectured_in=lectured(),
    within=within(),
)
OrganisationOrderField, OrganisationOrder = order_type(
    __name__, "Organisation", TREE="Parents before children, in order of founding (树序)."
)

_KEPT = (
    "coalesce((SELECT c.{column} FROM read_model.organisation_count AS c WHERE c.tenant_id = {{t}}.tenant_id"
    " AND c.organisation_id = {{t}}.organisation_id), 0)"
)
# The past of the counters is that of the members themselves: those of a group, or of all homes in the subtree.
_COUNTED = (
    "((SELECT count(*) FROM {{counted_member}} AS m WHERE {{t}}.kind = 'PARTY_GROUP' AND m.tenant_id = {{t}}.tenant_id"
    " AND m.group_id = {{t}}.organisation_id AND {condition})"
    " + (SELECT count(*) FROM {{counted_member}} AS m WHERE {{t}}.kind <> 'PARTY_GROUP'"
    " AND (m.kind = 'LEAGUE_MEMBER') = ({{t}}.kind = 'LEAGUE_BRANCH')"
    " AND m.tenant_id = {{t}}.tenant_id"
    " AND m.org_path >= {{t}}.org_path AND m.org_path < left({{t}}.org_path, -1) || '0' AND {condition}))"
)


def _kinds(members: str, full_members: str) -> tuple[str, str]:
    """Members by kind: full, and probationary."""
    return full_members, f"({members} - {full_members})"


_MEMBERS, _FULL = _KEPT.format(column="members"), _KEPT.format(column="full_members")
_MEMBERS_AS_OF, _FULL_AS_OF = _COUNTED.format(condition="true"), _COUNTED.format(condition="m.kind = 'FULL'")
_KINDS = Family(_kinds(_MEMBERS, _FULL), _kinds(_MEMBERS_AS_OF, _FULL_AS_OF))


# Entities that somebody here or below looks after, and that are not left out of account.
_COUNTING = (
    "(SELECT count(*) FROM {entity} AS e WHERE e.tenant_id = {t}.tenant_id AND e.excluded_ground IS NULL"
    " AND e.org_path >= {t}.org_path AND e.org_path < left({t}.org_path, -1) || '0')"
)
_COVERED = _COUNTING[:-1] + " AND e.covered_by IS NOT NULL)"


@read_type(
    source="organisation",
    key="organisation_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"TREE": Order({"org_path": str})},
    description="An organisation (组织): committee, general branch, branch or party group; `kind` says which.",
)
class Organisation(Node):
    kind: OrganisationKind = column("Kind of organisation (组织类型).")
    name: str = column("Name in force now (名称).")
    division_code: str | None = column("Division code of the place it stands in (行政区划代码).")
    sector: BranchSector | None = column("Where a branch stands in life (支部类别).")
    founded_on: datetime.date = column("The day it was founded (成立日期).")
    form: BranchForm | None = column("How a branch of the party is made up (支部设置形式).")
    expected_end: datetime.date | None = column(
        "Of a temporary branch: when its task should be done (预计撤销日期)."
    )
    dissolved_on: datetime.date | None = column(
        "The first day without it (撤销日期); null: no end of it is known."
    )
    elected_on: datetime.date | None = column(
        "When its committee or secretary was elected last (最近换届日期)."
    )
    term_ends_on: datetime.date | None = column(
        "When the term of those elected ends and the next election is due (任期届满日期)."
    )
    committee_members: int | None = column(
        "How many are on its committee since then, its secretary among them; 0 where a secretary does without one;"
        " null: it was not said (委员人数)."
    )
    depth: int = column("Steps below the county's committee, which has 0 (层级).")
    member_count: int | None = column(
        "Members whose home is here or below (党员数), of a branch of the League those of the League, who count"
        " nowhere above it; null for those to whom figures of it are not open.",
        sql=_MEMBERS,
        as_of=_MEMBERS_AS_OF,
        group=FieldGroup.FIGURES,
    )
    full_member_count: int | None = column(
        "Full members whose home is here or below (正式党员数); null as `memberCount` is.",
        sql=_FULL,
        as_of=_FULL_AS_OF,
        group=FieldGroup.FIGURES,
        family=_KINDS,
    )
    entity_coverage: Ratio = ratio(
        "Entities covered of those that count, here and below (两新组织覆盖率).",
        _COVERED,
        _COUNTING,
        cost=2 * COUNTING,
    )
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("organisation_id")
    provenance = provenance("organisation_id")
    parent = to_one(
        "graphql_api.types.organisation:Organisation", "parent_id", "The organisation above (上级组织)."
    )
    approver = to_one(
        "graphql_api.types.organisation:Organisation", "approved_by", "Who approved its founding (批准机关)."
    )
    merged_into = to_one(
        "graphql_api.types.organisation:Organisation", "merged_into", "What it became part of (并入组织)."
    )
    split_from = to_one(
        "graphql_api.types.organisation:Organisation", "split_from", "What it was part of (分设自)."
    )
    custodian = to_one(
        "graphql_api.types.organisation:Organisation", "custodian_id", "Who looks after it (代管组织)."
    )
    looks_after = to_many(
        "graphql_api.types.organisation:Organisation", "custodian_id", "What it looks after (代管的组织)."
    )
    custodies = to_many(
        "graphql_api.types.organisation_past:Custody",
        "organisation_id",
        "Who looked after it, by date (代管记录).",
        where=False,
    )
    codes = to_many(
        "graphql_api.types.organisation_past:OrganisationCode",
        "organisation_id",
        "Division codes by date, those of before too (历次行政区划代码).",
        where=False,
    )
    places = to_many(
        "graphql_api.types.organisation_past:OrganisationPlace",
        "organisation_id",
        "What it stood below, by date (历次隶属关系).",
        where=False,
    )
    entities = to_many(
        "graphql_api.types.entity:NewSectorEntity",
        "organisation_id",
        "Entities it looks after (联系的两新组织).",
    )
    units = to_many(
        "graphql_api.types.entity:NewSectorEntity", "covered_by", "Entities it covers (覆盖单位)."
    )
    policy_adoptions = to_many(
        "graphql_api.types.policy:PolicyAdoption",
        "node_id",
        "Rules that are or were in force here as this organisation's own; see `policiesInForce` (本组织施行的制度).",
    )
    sites = to_many(
        "graphql_api.types.site:ProjectSite", "organisation_id", "Project sites it runs (项目部)."
    )
    split_off = to_many(
        "graphql_api.types.organisation:Organisation",
        "split_from",
        "What was part of it before (分设出的组织).",
    )
    children = to_many(
        "graphql_api.types.organisation:Organisation", "parent_id", "Organisations below it (下级组织)."
    )
    members = to_many("graphql_api.types.member:Member", "branch_id", "Members with this home branch (党员).")
    group_members = to_many(
        "graphql_api.types.member:Member", "group_id", "Members of this party group (小组党员)."
    )
    meetings = to_many(
        "graphql_api.types.meeting:Meeting", "organisation_id", "Meetings it holds, latest first (会议)."
    )
    objections = to_many(
        "graphql_api.types.objection:Objection",
        "branch_id",
        "What its members say against records of them, latest first (异议).",
    )
    conveyances = to_many(
        "graphql_api.types.conveyance:Conveyance",
        "organisation_id",
        "Items that it tells by name, latest first (记名式传达).",
    )
    leaders = to_many(
        "graphql_api.types.standing:GroupLeader",
        "organisation_id",
        "Who led this party group, by date (党小组长).",
        where=False,
    )
    findings = to_many(
        "graphql_api.types.finding:Finding",
        "organisation_id",
        "What does not fit together here (问题发现).",
    )
    compliances = to_many(
        "graphql_api.types.compliance:Compliance",
        "organisation_id",
        "How it stands by the policies that bind it, latest period first (合规评价).",
    )
    coverage = to_many(
        "graphql_api.types.grid:GridCoverage",
        "organisation_id",
        "Grids that cover it, by date (所属网格).",
        where=False,
    )
    dues_months = to_many(
        "graphql_api.types.dues:DuesMonth", "branch_id", "Ledgers of dues, latest month first (党费收缴台账)."
    )
    member_node_houses = to_many(
        "graphql_api.types.member_node_house:MemberNodeHouse",
        "branch_id",
        "Node houses of the branch (党员中心户).",
    )
    supervisory_inspections = to_many(
        "graphql_api.types.supervisory_inspection:SupervisoryInspection",
        "organisation_id",
        "Inspections of it, latest first (督导检查).",
    )
    funds = to_many("graphql_api.types.funds:Funds", "organisation_id", "Funds by year (活动经费).")
    party_instructors = to_many(
        "graphql_api.types.instruction:PartyInstructor", "organisation_id", "Who instructs it (党建指导员)."
    )
    center_days = to_many(
        "graphql_api.types.instruction:CenterDay", "organisation_id", "Its days at the centre (活动日)."
    )
    handovers = to_many(
        "graphql_api.types.handover:Handover", "organisation_id", "Handovers of posts here (工作交接)."
    )
    posts = to_many("graphql_api.types.post:Post", "organisation_id", "Posts held here, latest first (任职).")
    projects = to_many(
        "graphql_api.types.project:Project", "organisation_id", "Its projects, latest first (项目)."
    )
    tasks = to_many("graphql_api.types.project:Task", "organisation_id", "Its tasks, by due date (任务).")
    obligations = to_many(
        "graphql_api.types.obligation:Obligation",
        "organisation_id",
        "What it owes, about members and organisations, latest first (待办责任).",
    )
    escalations = to_many(
        "graphql_api.types.organisation_escalation:OrganisationEscalation",
        "organisation_id",
        "How it stands by rules about what it misses (未达标累计).",
    )
    procedure_cases = to_many(
        "graphql_api.types.procedure:ProcedureCase",
        "organisation_id",
        "Cases that it runs by procedures, latest first (办理事项).",
    )
    annual_plans = to_many(
        "graphql_api.types.annual_plan:AnnualPlan", "organisation_id", "Its plans by year (年度计划)."
    )
    publications = to_many(
        "graphql_api.types.publication:Publication",
        "organisation_id",
        "What it made public, latest first (公示).",
    )
    month_themes = to_many(
        "graphql_api.types.publication:MonthTheme",
        "node_id",
        "Themes that it gave out for itself and all below it, latest month first (当月主题).",
    )
    departures = to_many(
        "graphql_api.types.departure:Departure",
        "organisation_id",
        "Why it did not do in a period what is done as a rule, latest period first (偏离说明).",
    )
    lecture_menu_items = to_many(
        "graphql_api.types.lecture_order:LectureMenuItem",
        "node_id",
        "Lectures that it offers to itself and all below it, latest month first (送学菜单).",
    )
    lecture_orders = to_many(
        "graphql_api.types.lecture_order:LectureOrder",
        "organisation_id",
        "Lectures that it ordered, latest month first (送学订单).",
    )
    proposals = to_many(
        "graphql_api.types.resolution:Proposal",
        "organisation_id",
        "What was proposed there, latest first (建言).",
    )
    resolutions = to_many(
        "graphql_api.types.resolution:Resolution",
        "organisation_id",
        "What it resolved, latest first (议定事项).",
    )
    violations = to_many(
        "graphql_api.types.violation:Violation",
        "organisation_id",
        "Violations that it deals with, latest first (两违).",
    )
    public_items = to_many(
        "graphql_api.types.public_item:PublicItem",
        "organisation_id",
        "Weaknesses that it made public, latest first (亮差点公示).",
    )
    peer_reviews = to_many(
        "graphql_api.types.peer_review:PeerReview",
        "organisation_id",
        "Reviews at its meetings, latest first (自评互评点评).",
    )
    schedule_exceptions = to_many(
        "graphql_api.types.calendar_year:ScheduleException",
        "organisation_id",
        "When it may meet on days off instead of the fixed days (活动日例外).",
    )
    rollups = to_many(
        "graphql_api.types.rollup:Rollup", "node_id", "What happened here and below, by month (汇总)."
    )
    history = history()
