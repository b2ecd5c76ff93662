"""How organisations stand by the rules about what they miss."""

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
from graphql_api.types.absence import EscalationStatus
from graphql_api.types.obligation_enums import Consequence
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import are_stale

_ORGANISATION = "graphql_api.types.organisation:Organisation"
_OF_ROW = "s.tenant_id = {tenant} AND s.organisation_id = {up}.organisation_id AND s.slot_id = {up}.slot_id"
_KEY_TYPES = {"organisation_id": "uuid", "slot_id": "uuid"}

OrganisationEscalationWhere = where_type(
    __name__,
    "OrganisationEscalation",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By organisation (组织).", ids=("Organisation",)),
    status=Filter(enum_filter(EscalationStatus), "{t}.status", "By status (累计情况)."),
    series=Filter(TextFilter, "{t}.series", "By series of the rule, such as `pack/rule` (规定条目)."),
    last_on=Filter(
        DateFilter, "{t}.last_on", "By last day of the last period that counts (最近未达标期末日)."
    ),
    until_on=Filter(
        DateFilter,
        "{t}.until_on",
        "By the last day on which one more counts with them; rows may have none (累计截止日期).",
    ),
    within=within(),
)
OrganisationEscalationOrderField, OrganisationEscalationOrder = order_type(
    __name__,
    "OrganisationEscalation",
    LAST_ON="By last day of the last period that counts (最近未达标期末日).",
)


@read_type(
    source="organisation_escalation",
    key="slot_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"LAST_ON": Order({"last_on": datetime.date}, descending=True)},
    description=(
        "How an organisation stands by one rule about what it misses (未达标累计): the periods that count, and are not"
        " dealt with already. What is due is an obligation, for a person to act upon; nothing follows by itself."
    ),
)
class OrganisationEscalation(Node):
    status: EscalationStatus = column("How the organisation stands (累计情况).")
    counted: int = column("How many count, or were enough for what is due (已计次数).")
    required: int = column("How many the rule asks for (应达次数).")
    consequences: list[Consequence] = column("What is due of the organisation (应予处理).")
    series: str = column("The rule, through all its versions, as `pack/rule` (规定条目).")
    from_on: datetime.date = column("Last day of the first period that counts (最早未达标期末日).")
    last_on: datetime.date = column("Last day of the last one (最近未达标期末日).")
    until_on: datetime.date | None = column(
        "The last day on which one more would count with all of them; null: it always would (累计截止日期)."
    )
    position: Position = column("Position of the last event that set it (日志位置).")
    is_stale: bool = are_stale()
    provenance = provenance("organisation_id", "slot_id")
    organisation = to_one(_ORGANISATION, "organisation_id", "Which organisation (组织).")
    policy_version = to_one(
        "graphql_api.types.policy:PolicyVersion", "version_id", "The version that counts (适用版本)."
    )
    adopted_at = to_one(_ORGANISATION, "node_id", "At which the rule was adopted (施行组织).")
    compliances = to_linked(
        "graphql_api.types.compliance:Compliance",
        Link(
            "{t}.organisation_id = {up}.organisation_id AND {t}.slot_id = ANY (ARRAY(SELECT unnest(s.compliance_ids)"
            f" FROM {{organisation_escalation}} AS s WHERE {_OF_ROW}))",
            _KEY_TYPES,
        ),
        "How it stands in the periods that count (计次的合规评价).",
        where=False,
    )
    events = to_linked(
        "graphql_api.types.event:Event",
        Link(
            "{t}.event_id = ANY (ARRAY(SELECT unnest(s.event_ids)"
            f" FROM {{organisation_escalation}} AS s WHERE {_OF_ROW}))",
            _KEY_TYPES,
        ),
        "The events by which they were first announced, those that the caller may see (依据事件).",
        where=False,
    )
    obligations = to_linked(
        "graphql_api.types.obligation:Obligation",
        Link("{t}.subject_id = {up}.organisation_id", {"organisation_id": "uuid"}),
        "What is or was due of the organisation (待办责任).",
    )
