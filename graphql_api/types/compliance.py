"""Compliance: how organisations stand by the policies that bind them."""

from __future__ import annotations

import datetime

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
    to_one,
    where_type,
    within,
    within_grid,
)
from graphql_api.scalars import Position
from graphql_api.types.compliance_enums import ComplianceStatus
from graphql_api.types.compliance_pace import behind, expected
from graphql_api.types.compliance_parts import announcements, remarks, shortfalls, verdicts
from graphql_api.types.organisation_enums import OrganisationKind
from graphql_api.types.policy_enums import IssuerLevel, Modality, PeriodUnit
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import are_stale
from projections.compliance.tables import VOID

_ORGANISATION = "graphql_api.types.organisation:Organisation"


def _announced(column: str) -> Join:
    on = "{j}.tenant_id = {t}.tenant_id AND {j}.organisation_id = {t}.organisation_id AND {j}.slot_id = {t}.slot_id"
    return Join("{announcement}", on, f"{{j}}.{column}")


ComplianceWhere = where_type(
    __name__,
    "Compliance",
    status=Filter(
        enum_filter(ComplianceStatus), "{t}.status", "By status (合规状态). `VOID` is told only where named."
    ),
    series=Filter(TextFilter, "{t}.series", "By series of the rule, such as `pack/rule` (规定条目)."),
    policy_kind=Filter(TextFilter, "{t}.policy_kind", "By kind of rule, as packs call it (规定种类)."),
    version=Filter(IdFilter, "{t}.version_id", "By version of the rule (规定版本).", ids=("PolicyVersion",)),
    modality=Filter(enum_filter(Modality), "{t}.modality", "By how strongly it binds (约束程度)."),
    issuer_level=Filter(enum_filter(IssuerLevel), "{t}.issuer_level", "By whose rule it is (制定层级)."),
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    organisation_kind=Filter(
        enum_filter(OrganisationKind), "{t}.organisation_kind", "By kind of organisation (组织类型)."
    ),
    adopted_at=Filter(
        IdFilter,
        "{t}.node_id",
        "By the organisation that adopted the rule (施行组织).",
        ids=("Organisation",),
    ),
    unit=Filter(enum_filter(PeriodUnit), "{t}.unit", "By length of the period (周期)."),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day of the period (期间首日)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By last day of the period (期间末日)."),
    recheck_on=Filter(
        DateFilter, "{t}.recheck", "By the next day on which time alone may change it (复核日期)."
    ),
    within=within(),
    within_grid=within_grid(),
)
ComplianceOrderField, ComplianceOrder = order_type(
    __name__,
    "Compliance",
    FROM_ON="By first day of the period (期间首日).",
    STATUS="By status, then by first day of the period (合规状态).",
)


@read_type(
    source="compliance",
    key="slot_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={
        "FROM_ON": Order({"from_on": datetime.date}, descending=True),
        "STATUS": Order({"status": str, "from_on": datetime.date}),
    },
    left_out=("status", VOID),
    description=(
        "How an organisation stands in a period by one rule that binds it (合规评价). Rules about how it is made up"
        " have no period. The version in force, the place and the kind of organisation are those of its outset."
    ),
)
class Compliance(Node):
    status: ComplianceStatus = column("How it stands (合规状态).")
    required: int | None = column(
        "How many the rule asks for; meetings, unless its kind says otherwise (应达数)."
    )
    held: int | None = column("How many there are that count (已达数).")
    verified: int | None = column("Of these: how many count as verified (核实数).")
    expected: int | None = expected()
    is_behind: bool | None = behind()
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    policy_kind: str = column("Kind of rule, as packs call it (规定种类).")
    matter: str = column("What it is about: rules of one matter stand side by side (规范事项).")
    modality: Modality = column("How strongly it binds (约束程度).")
    issuer_level: IssuerLevel = column("Whose rule it is (制定层级).")
    organisation_kind: OrganisationKind = column("Kind of the organisation (组织类型).")
    period: str | None = column(
        "The period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间).", sql="nullif({t}.period, '')"
    )
    unit: PeriodUnit | None = column("How long it is (周期).")
    from_on: datetime.date = column("Its first day; of a rule without periods, the outset (期间首日).")
    to_on: datetime.date | None = column("Its last day (期间末日).")
    outset: datetime.date = column(
        "The day that decides by which version, at which place: its first, or the founding (起算日期)."
    )
    recheck_on: datetime.date | None = column(
        "The next day whose end may change it without a new fact: a reminder, a deadline (复核日期).",
        sql="{t}.recheck",
    )
    announced_status: ComplianceStatus | None = joined(
        "What was announced of it last, once its period was over (最近公布的合规状态): a finding, or what took its"
        " place. Null where nothing was.",
        _announced("status"),
    )
    announced_on: datetime.date | None = joined(
        "The day of that announcement (最近公布日期).", _announced("announced_on")
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = are_stale()
    provenance = provenance("organisation_id", "slot_id")
    organisation = to_one(_ORGANISATION, "organisation_id", "Which organisation is judged (组织).")
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion", "version_id", "The version that it is judged by (适用版本)."
    )
    adopted_at = to_one(
        _ORGANISATION, "node_id", "At which the rule was adopted, for all below it (施行组织)."
    )
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid that covered it at its outset (网格).")
    departure = to_one(
        "graphql_api.types.departure:Departure",
        "slot_id",
        "Why what the rule asks for is not done in the period, where a reason was given (偏离说明).",
        key="slot_id",
    )
    remarks = remarks()
    shortfalls = shortfalls()
    verdicts = verdicts()
    announcements = announcements()
    events = to_linked(
        "graphql_api.types.event:Event",
        Link(
            "{t}.event_id = ANY (ARRAY(SELECT unnest(c.event_ids) FROM {compliance} AS c WHERE c.tenant_id = {tenant}"
            " AND c.organisation_id = {up}.organisation_id AND c.slot_id = {up}.slot_id))",
            {"organisation_id": "uuid", "slot_id": "uuid"},
        ),
        "The events that it rests on, those that the caller may see (依据事件).",
        where=False,
    )
    alongside = to_linked(
        "graphql_api.types.compliance:Compliance",
        Link(
            "{t}.organisation_id = {up}.organisation_id AND {t}.matter = {up}.matter AND {t}.slot_id <> {up}.slot_id"
            " AND ({t}.to_on IS NULL OR {t}.to_on >= {up}.from_on)"
            " AND ({up}.to_on IS NULL OR {t}.from_on <= {up}.to_on)",
            {
                "organisation_id": "uuid",
                "slot_id": "uuid",
                "matter": "text",
                "from_on": "date",
                "to_on": "date",
            },
        ),
        "How other rules about the same matter judge the organisation in periods that overlap (其他层级评价).",
    )
