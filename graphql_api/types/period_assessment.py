"""What closed periods came to: one figure for each rule, kind of organisation and period, and its digest."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    DateFilter,
    FieldGroup,
    Filter,
    IdFilter,
    Link,
    Node,
    Order,
    Place,
    TextFilter,
    column,
    enum_filter,
    order_type,
    read_type,
    to_linked,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.history import history
from graphql_api.types.organisation_enums import OrganisationKind
from graphql_api.types.policy_enums import PeriodUnit
from graphql_api.types.ratio import Ratio, ratio
from graphql_api.types.stale import is_stale

PeriodAssessmentWhere = where_type(
    __name__,
    "PeriodAssessment",
    series=Filter(TextFilter, "{t}.series", "By series of the rule, such as `pack/rule` (规定条目)."),
    adopted_at=Filter(
        IdFilter,
        "{t}.node_id",
        "By the organisation that adopted the rule (施行组织).",
        ids=("Organisation",),
    ),
    organisation_kind=Filter(
        enum_filter(OrganisationKind), "{t}.organisation_kind", "By kind of organisation (组织类型)."
    ),
    from_on=Filter(DateFilter, "{t}.from_on", "By first day of the period (期间首日)."),
    to_on=Filter(DateFilter, "{t}.to_on", "By last day of the period (期间末日)."),
    within=within(),
)
PeriodAssessmentOrderField, PeriodAssessmentOrder = order_type(
    __name__, "PeriodAssessment", FROM_ON="By first day of the period (期间首日)."
)


@read_type(
    source="period_assessment",
    key="assessment_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"FROM_ON": Order({"from_on": datetime.date}, descending=True)},
    description=(
        "What a closed period came to (期间评定): a rule at the organisation that adopted it, for organisations of one"
        " kind. Told once its findings are announced; told anew where facts say otherwise."
    ),
)
class PeriodAssessment(Node):
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    organisation_kind: OrganisationKind = column("Kind of the organisations (组织类型).")
    period: str = column("The period: `2026-03`, `2026-Q1`, `2026-H1` or `2026` (所属期间).")
    unit: PeriodUnit = column("How long it is (周期).")
    from_on: datetime.date = column("Its first day (期间首日).")
    to_on: datetime.date = column("Its last day (期间末日).")
    assessed_on: datetime.date = column("The day on which it was told (评定日期).")
    slots: int = column("Organisations judged (评价数).")
    asked: int = column("Of these: of whom the rule asks something, without those excused (应达标数).")
    passed: int = column("Done as asked (达标).")
    off_window: int = column("Done, not when or how it should have been (时间或方式不符).")
    missed: int = column("Not done (未达标).")
    excused: int = column("Not done as asked, for a recorded reason (有理由偏离).")
    not_required: int = column("Of whom it asks nothing (不作要求).")
    unknown: int = column("What cannot be told (无法判定).")
    open: int = column(
        "Not decided by the last day: the rule leaves time beyond it (未决).",
        sql="({t}.not_yet_due + {t}.pending + {t}.at_risk)",
    )
    passed_of_asked: Ratio = ratio("Passed of asked (达标率).", "{t}.passed", "{t}.asked")
    digest: str = column(
        "SHA-256 over how each organisation stood (摘要): from `compliances` as known at `factsPosition` anybody can"
        " compute it again."
    )
    facts_position: Position = column("The facts up to this position were judged (所据日志位置).")
    version: int = column("How often it was told (版本).")
    position: Position = column("Position of the event that told it (日志位置).")
    is_stale: bool = is_stale("assessment_id")
    adopted_at = to_one(
        "graphql_api.types.organisation:Organisation",
        "node_id",
        "At which the rule was adopted, for all below it (施行组织).",
    )
    event = to_one(
        "graphql_api.types.event:Event", "event_id", "The event that told it (事件).", timeless=True
    )
    superseded_event = to_one(
        "graphql_api.types.event:Event",
        "supersedes",
        "The event that told what was said before (被取代的事件).",
        timeless=True,
    )
    compliances = to_linked(
        "graphql_api.types.compliance:Compliance",
        Link(
            "{t}.series = {up}.series AND {t}.node_id = {up}.node_id AND {t}.from_on = {up}.from_on"
            " AND {t}.organisation_kind = {up}.organisation_kind AND {t}.period = {up}.period",
            {
                "series": "text",
                "node_id": "uuid",
                "from_on": "date",
                "organisation_kind": "text",
                "period": "text",
            },
        ),
        "How each organisation stands by now, or as of the time that is asked for (构成明细).",
    )
    history = history()
