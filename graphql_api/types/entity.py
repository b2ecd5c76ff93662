"""Entities of the new sectors."""

from __future__ import annotations

import datetime

from domain.coverage.events import EntityKind, ExclusionGround
from graphql_api.read import (
    DateFilter,
    Everyone,
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
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.families import members_among
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = [
    "EntityKind",
    "ExclusionGround",
    "NewSectorEntity",
    "NewSectorEntityOrder",
    "NewSectorEntityOrderField",
    "NewSectorEntityWhere",
]

describe(
    EntityKind,
    "Kinds of entity (两新组织类别).",
    {
        "ENTERPRISE": "Enterprise that is not the state's (非公有制企业).",
        "SOCIAL_ORGANISATION": "Social organisation (社会组织).",
    },
)
describe(
    ExclusionGround,
    "Why an entity does not count (剔除原因).",
    {
        "EMPTY_SHELL": "It exists on paper alone (空壳).",
        "ZOMBIE": "It has stopped working (僵尸).",
        "SHADOW": "It is another under a second name (影子).",
    },
)

NewSectorEntityWhere = where_type(
    __name__,
    "NewSectorEntity",
    organisation=Filter(
        IdFilter, "{t}.organisation_id", "By who looks after it (联系组织).", ids=("Organisation",)
    ),
    branch=Filter(
        IdFilter, "{t}.covered_by", "By the branch that covers it (覆盖支部).", ids=("Organisation",)
    ),
    kind=Filter(enum_filter(EntityKind), "{t}.kind", "By kind (类别)."),
    surveyed_on=Filter(DateFilter, "{t}.surveyed_on", "By the day of the survey (排查日期)."),
    is_covered=Filter(
        bool,
        "{t}.covered_by",
        "Whether a branch covers it (是否覆盖).",
        condition="({t}.covered_by IS NULL) <> {value}",
    ),
    is_excluded=Filter(
        bool,
        "{t}.excluded_ground",
        "Whether it is left out of account (是否剔除).",
        condition="({t}.excluded_ground IS NULL) <> {value}",
    ),
    within=within(),
)
NewSectorEntityOrderField, NewSectorEntityOrder = order_type(
    __name__, "NewSectorEntity", SURVEYED_ON="By the day of the survey (排查日期)."
)


@read_type(
    source="entity",
    key="entity_id",
    scope=Everyone(Place()),
    group=FieldGroup.STRUCTURE,
    orders={"SURVEYED_ON": Order({"surveyed_on": datetime.date}, descending=True)},
    description="An enterprise or social organisation (两新组织), covered by one branch at a time.",
)
class NewSectorEntity(Node):
    kind: EntityKind = column("Kind of entity (类别).")
    name: str = column("Name (名称).")
    division_code: str | None = column("Division code of the place it stands in (行政区划代码).")
    surveyed_on: datetime.date = column("The day on which it was counted (排查日期).")
    employees: int = column("People employed there (从业人数).")
    members: int | None = column(
        "Members of the party among them (党员数); null for those to whom figures of it are not open.",
        group=FieldGroup.FIGURES,
        family=members_among("{t}.employees"),
    )
    excluded_ground: ExclusionGround | None = column(
        "Why it is left out of account (剔除原因); null: it counts."
    )
    covered_from: datetime.date | None = column("The day from which its branch covers it (覆盖起始日期).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("entity_id")
    provenance = provenance("entity_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "Who looks after it (联系组织)."
    )
    branch = to_one(
        "graphql_api.types.organisation:Organisation", "covered_by", "The branch that covers it (覆盖支部)."
    )
    history = history()
