"""The county."""

from __future__ import annotations

import datetime

from domain.county.events import Module
from graphql_api.read import (
    Everyone,
    FieldGroup,
    Join,
    Node,
    Place,
    column,
    joined,
    read_type,
    to_many,
    to_one,
)
from graphql_api.scalars import Position
from graphql_api.types.described import describe
from graphql_api.types.history import history
from graphql_api.types.provenance import provenance
from graphql_api.types.stale import is_stale

__all__ = ["County", "Module"]

describe(
    Module, "What a county may adopt beyond the core (模块); off by default.", {"POINTS": "Points (积分)."}
)

_CLOSED_ON = Join("{clock}", "{j}.tenant_id = {t}.tenant_id", "{j}.closed_on")

# Nobody who stands below the root stands at the county.
_COMMITTEE_PATH = (
    "(SELECT o.org_path FROM {organisation} AS o"
    " WHERE o.tenant_id = {t}.tenant_id AND o.organisation_id = {t}.committee_id)"
)


@read_type(
    source="county",
    key="county_id",
    scope=Everyone(Place(_COMMITTEE_PATH)),
    group=FieldGroup.STRUCTURE,
    description="A county (县): one tenant with one log of its own.",
)
class County(Node):
    name: str = column("Name of the county (县名).")
    division_code: str = column("Six-digit division code, GB/T 2260, as of founding (行政区划代码).")
    time_zone: str = column("IANA time zone in which its days begin and end (时区).")
    rehearsal: bool = column("Whether times may be set and the log is no record of real life (演练).")
    founded_on: datetime.date = column("The day its log was opened (建账日期).")
    closed_on: datetime.date | None = joined(
        "The last day that is over for the record (已关闭至): what was due by then and is not there was missed."
        " Null until the first.",
        _CLOSED_ON,
    )
    modules: list[Module] = column("Modules that it uses (已启用模块).")
    version: int = column("Version of its stream, for `expectedVersion` (版本).")
    position: Position = column("Position of the last event that set this object (日志位置).")
    is_stale: bool = is_stale("county_id")
    provenance = provenance("county_id")
    committee = to_one(
        "graphql_api.types.organisation:Organisation",
        "committee_id",
        "The committee at the root of the organisation tree (县委).",
    )
    rollups = to_many(
        "graphql_api.types.rollup:Rollup",
        "node_id",
        "What happened in it, by month (县级汇总).",
        column="committee_id",
    )
    history = history()
