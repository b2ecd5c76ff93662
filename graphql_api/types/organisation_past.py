"""What an organisation has between two days: its place in the tree, division codes and custodians."""

from __future__ import annotations

import datetime

from graphql_api.read import Everyone, FieldGroup, Order, column, read_type, to_one

_ORGANISATION = "graphql_api.types.organisation:Organisation"
_FIRST_DAY = "First day (起始日期)."
_AFTER_THE_LAST = "The day after the last; null while it goes on (截止日期)."


@read_type(
    source="organisation_code",
    key="organisation_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A division code (行政区划代码) that an organisation bore between two days.",
)
class OrganisationCode:
    division_code: str | None = column("The code (行政区划代码); null: none was known.")
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column(_AFTER_THE_LAST)
    organisation = to_one(_ORGANISATION, "organisation_id", "The organisation (组织).")


@read_type(
    source="organisation_place",
    key="organisation_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="What an organisation stood below (隶属关系) between two days, itself or with what it stood below.",
)
class OrganisationPlace:
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column(_AFTER_THE_LAST)
    depth: int = column("Steps below the county's committee then (层级).")
    organisation = to_one(_ORGANISATION, "organisation_id", "The organisation (组织).")
    parent = to_one(_ORGANISATION, "parent_id", "The organisation above it then (上级组织).")


@read_type(
    source="custody",
    key="organisation_id",
    scope=Everyone(),
    group=FieldGroup.STRUCTURE,
    orders={"FROM": Order({"from_on": datetime.date})},
    description="A branch being looked after by another organisation (代管) between two days.",
)
class Custody:
    from_on: datetime.date = column(_FIRST_DAY)
    to_on: datetime.date | None = column(_AFTER_THE_LAST)
    ground: str | None = column("Coded ground (原因).")
    organisation = to_one(_ORGANISATION, "organisation_id", "What is looked after (被代管组织).")
    custodian = to_one(_ORGANISATION, "custodian_id", "Who looks after it (代管组织).")
    approver = to_one(_ORGANISATION, "approved_by", "Who approved it (批准机关).")
