"""Funds of branches."""

from __future__ import annotations

import datetime

from graphql_api.read import (
    FenFilter,
    FieldGroup,
    Filter,
    IdFilter,
    IntFilter,
    Node,
    Order,
    Place,
    column,
    order_type,
    read_type,
    to_one,
    where_type,
    within,
)
from graphql_api.scalars import Fen, Position
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

FundsWhere = where_type(
    __name__,
    "Funds",
    organisation=Filter(IdFilter, "{t}.organisation_id", "By branch (党支部).", ids=("Organisation",)),
    year=Filter(IntFilter, "{t}.year", "By year (年度)."),
    shortfall_fen=Filter(FenFilter, "{t}.shortfall_fen", "By what is missing, in fen (缺口，分)."),
    within=within(),
)
FundsOrderField, FundsOrder = order_type(__name__, "Funds", YEAR="By year (年度).")


@read_type(
    source="funds",
    key="funds_id",
    scope=Place(),
    group=FieldGroup.ORGANISATION_LIFE,
    orders={"YEAR": Order({"year": int}, descending=True)},
    description=(
        "What a branch got for a year (党组织活动经费), beside 300 yuan for each member on its register as of a day;"
        " money in fen (分)."
    ),
)
class Funds(Node):
    year: int = column("The year (年度).")
    allocated_fen: Fen = column("Allocated so far, in fen (已拨，分).")
    counted_on: datetime.date = column("The day as of which members are counted (人数基准日).")
    members: int = column("Members on the register that day, as known now (党员数).")
    required_fen: Fen = column("What they call for, in fen (应拨，分).")
    shortfall_fen: Fen = column("What is missing, in fen; 0: nothing (缺口，分).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("funds_id")
    provenance = provenance("funds_id")
    organisation = to_one(
        "graphql_api.types.organisation:Organisation", "organisation_id", "The branch (党支部)."
    )
    history = history()
