"""Compliance rolled up: of the organisations at a node and below it, by rule and period."""

from __future__ import annotations

import datetime
from uuid import UUID

import strawberry

from graphql_api.read import (
    By,
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    root_one,
    to_linked,
    to_one,
    where_type,
)
from graphql_api.scalars import Position
from graphql_api.types.compliance_sources import COUNTED, FIGURES, NODE, TOUCHING
from graphql_api.types.organisation_enums import OrganisationKind
from graphql_api.types.policy_enums import PeriodUnit
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.rollup_enums import NodeType
from graphql_api.types.rollup_span import check_months, month_of
from graphql_api.types.stale import are_stale

_ORGANISATION = "graphql_api.types.organisation:Organisation"
_FIGURES = "graphql_api.types.compliance_rollup:ComplianceFigures"
_MONTHS = {"node_id": "uuid", "first_month": "date", "last_month": "date"}

ComplianceFiguresWhere = where_type(
    __name__,
    "ComplianceFigures",
    series=Filter(TextFilter, "{t}.series", "By series of the rule (规定条目)."),
    policy_kind=Filter(TextFilter, "{t}.policy_kind", "By kind of rule, as packs call it (规定种类)."),
    version=Filter(IdFilter, "{t}.version_id", "By version of the rule (规定版本).", ids=("PolicyVersion",)),
    adopted_at=Filter(
        IdFilter,
        "{t}.adopted_at",
        "By the organisation that adopted the rule (施行组织).",
        ids=("Organisation",),
    ),
    organisation_kind=Filter(
        enum_filter(OrganisationKind), "{t}.organisation_kind", "By kind of organisation (组织类型)."
    ),
    unit=Filter(enum_filter(PeriodUnit), "{t}.unit", "By length of the period (周期)."),
    period=Filter(TextFilter, "{t}.period", "By period, such as `2026-Q1` (所属期间)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day of the period (期间首日)."),
)
ComplianceFiguresOrderField, ComplianceFiguresOrder = order_type(
    __name__, "ComplianceFigures", RULE="By series of the rule, then by period (规定条目)."
)


@read_type(
    source=FIGURES,
    key="node_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={
        "RULE": Order(
            {
                "sort_series": str,
                "sort_on": datetime.date,
                "sort_unit": str,
                "organisation_kind": str,
                "version_id": UUID,
                "adopted_at": UUID,
            }
        )
    },
    description=(
        "How the organisations of one kind at a node and below it stand by one version of a rule, in one period"
        " (合规统计). Branches of the League are of a kind of their own, and no figure of the party counts them."
    ),
)
class ComplianceFigures:
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    policy_kind: str = column("Kind of rule, as packs call it (规定种类).")
    organisation_kind: OrganisationKind = column("Kind of the organisations (组织类型).")
    period: str | None = column("The period; null: the rule has none, and stands as it stands (所属期间).")
    unit: PeriodUnit | None = column("How long it is (周期).")
    from_on: datetime.date | None = column("Its first day (期间首日).")
    to_on: datetime.date | None = column("Its last day (期间末日).")
    slots: int = column("Organisations judged; each counts once a period (评价数).")
    asked: int = column(
        "Of these: those of whom the rule asks something, without those excused (应达标数).",
        sql="({t}.slots - {t}.not_required - {t}.excused)",
    )
    not_required: int = column("Of whom it asks nothing (不作要求).")
    not_yet_due: int = column("Whose period has not begun (未到期): 0, as figures begin with their period.")
    pending: int = column("Not done, with time left (待完成).")
    at_risk: int = column("Not done, with little time left (临近期限).")
    passed: int = column("Done as asked (达标).")
    off_window: int = column("Done, not when or how it should have been (时间或方式不符).")
    missed: int = column("Not done, and the time is over (未达标).")
    excused: int = column("Not done as asked, for a recorded reason (有理由偏离); in no denominator.")
    unknown: int = column("What cannot be told (无法判定).")
    passed_of_asked: Ratio = ratio(
        "Passed of asked: how far the node has come (达标进度). What is open or unknown is in the denominator,"
        " whoever is excused is not.",
        "{t}.passed",
        "({t}.slots - {t}.not_required - {t}.excused)",
    )
    passed_of_judged: Ratio = ratio(
        "Passed of passed, off window and missed: the rate among what is decided (达标率).",
        "{t}.passed",
        "({t}.passed + {t}.off_window + {t}.missed)",
    )
    position: Position = column("Position of the last event that changed one of them (日志位置).")
    is_stale: bool = are_stale()
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    organisation = to_one(_ORGANISATION, "node_id", "The node, if it is an organisation (组织).")
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion",
        "version_id",
        "The version that they are judged by (适用版本).",
    )
    adopted_at = to_one(_ORGANISATION, "adopted_at", "At which the rule was adopted (施行组织).")
    compliances = to_linked(
        "graphql_api.types.compliance:Compliance",
        Link(
            COUNTED,
            {
                "node_type": "text",
                "node_id": "uuid",
                "series": "text",
                "version_id": "uuid",
                "adopted_at": "uuid",
                "organisation_kind": "text",
                "period": "text",
                "from_on": "date",
            },
        ),
        "The rows that it counts (构成明细).",
    )


@read_type(
    source=NODE,
    key="node_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    description="How the organisations at a node of either tree and below it stand by the policies (合规汇总).",
)
class ComplianceRollup:
    node_type: NodeType = column("Which tree the node belongs to (节点类型).")
    first_month: datetime.date = column("First day of the first month (起始月份).")
    last_month: datetime.date = column("First day of the last month (截止月份).")
    is_stale: bool = are_stale()
    organisation = to_one(_ORGANISATION, "node_id", "The node, if it is an organisation (组织).")
    grid = to_one("graphql_api.types.grid:Grid", "node_id", "The node, if it is a grid (网格).")
    figures = to_linked(
        _FIGURES,
        Link("{t}.node_id = {up}.node_id AND " + TOUCHING, _MONTHS),
        "By rule and period, of all periods that have a day in these months (各规定各期间).",
    )
    below = to_linked(
        _FIGURES,
        Link("{t}.parent_id = {up}.node_id AND " + TOUCHING, _MONTHS),
        "The same of each node directly below it (下级各节点).",
    )
    standing = to_linked(
        _FIGURES,
        Link("{t}.node_id = {up}.node_id AND {t}.period IS NULL", {"node_id": "uuid"}),
        "By rules about how organisations are made up, which have no periods (组织设置).",
    )


_BY = (
    By(
        "node",
        "{t}.node_id",
        strawberry.ID,
        "An organisation or a grid (节点).",
        ids=("Organisation", "Grid"),
        must_exist=True,
    ),
    By(
        "first_month",
        None,
        str,
        'The first month, as "2026-01" (起始月份).',
        convert=month_of,
        argument="from",
    ),
    By("last_month", None, str, 'The last month, as "2026-06" (截止月份).', convert=month_of, argument="to"),
)
_ROLLUP = "graphql_api.types.compliance_rollup:ComplianceRollup"

compliance_rollup = root_one(
    _ROLLUP,
    "How the organisations at a node and below it stand, in periods that have a day in some months on end (合规汇总).",
    *_BY,
    check=check_months,
)
standing_compliance_rollup = root_one(
    _ROLLUP,
    "How the organisations at a node and below it stand now, and each time that one of them stands otherwise"
    " (合规汇总实时情况).",
    *_BY,
    check=check_months,
    now_only=True,
)
