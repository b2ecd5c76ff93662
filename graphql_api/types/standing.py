"""What stands between two days about a member: leading a party group, discipline, where they live."""

from __future__ import annotations

import datetime

from domain.discipline.events import Measure as DisciplinaryMeasure
from graphql_api.read import FieldGroup, Order, Place, column, read_type, to_one
from graphql_api.types.described import describe
from graphql_api.types.stale import is_stale

__all__ = ["DisciplinaryMeasure", "Discipline", "GroupLeader", "Residence"]

describe(
    DisciplinaryMeasure,
    "Disciplinary measures (党纪处分种类).",
    {
        "WARNING": "Warning (警告).",
        "SERIOUS_WARNING": "Serious warning (严重警告).",
        "REMOVAL_FROM_POST": "Removal from posts in the party (撤销党内职务).",
        "DISCIPLINARY_PROBATION": "Disciplinary probation (留党察看); another thing than probationary membership.",
    },
    name="DisciplinaryMeasure",
)

_FIRST_DAY = "First day (起始日期)."
_MEMBER = "graphql_api.types.member:Member"


@read_type(
    source="group_leader",
    key="organisation_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A member leading a party group (党小组长) between two days.",
)
class GroupLeader:
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    is_stale: bool = is_stale("organisation_id")
    member = to_one(_MEMBER, "member_id", "Who leads it (党小组长).")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "The party group (党小组)."
    )


@read_type(
    source="discipline",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A disciplinary measure (党纪处分) against a member between two days.",
)
class Discipline:
    measure: DisciplinaryMeasure = column("Which measure (处分种类).")
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column("The day after the last; null: until it is lifted (截止日期).")
    is_stale: bool = is_stale("discipline_id")
    member = to_one(_MEMBER, "member_id", "The member (党员).")


@read_type(
    source="residence",
    key="member_id",
    scope=Place(person="{t}.member_id"),
    group=FieldGroup.PERSON,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A member living in a grid (居住网格), such as a building, between two days.",
)
class Residence:
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column("The day after the last; null while it goes on (截止日期).")
    is_stale: bool = is_stale("residence_id")
    grid = to_one("graphql_api.types.grid:Grid", "grid_id", "The grid (网格).")
    member = to_one(_MEMBER, "member_id", "The member (党员).")
