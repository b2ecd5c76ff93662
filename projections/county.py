"""The county itself (县), one row."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.core import DomainEvent, Occurred
from domain.county.events import CountyFounded, ModuleAdopted
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import History, Table

COUNTY = Table(
    "county",
    key={},
    columns={
        "county_id": "uuid",
        "name": "text",
        "division_code": "text",
        "time_zone": "text",
        "rehearsal": "boolean",
        "committee_id": "uuid",
        "founded_on": "date",
        "modules": "text[]",
        "version": "integer",
        "position": "bigint",
    },
    audited=("name", "division_code", "time_zone", "rehearsal", "committee_id", "modules"),
    history=History.RECTANGLES,
)


def day_of(rows: Rows, event: DomainEvent) -> date:
    """The day in the county on which an event occurred; of a month or year, the first."""
    county = rows.get(COUNTY)
    if county is None and isinstance(event, CountyFounded):
        return _local_date(event.occurred_at, event.time_zone)
    county = county or rows.require(COUNTY)
    return _local_date(event.occurred_at, county["time_zone"])


@lru_cache(maxsize=1024)
def _local_date(occurred: Occurred, zone: str) -> date:
    return occurred.local_date(ZoneInfo(zone))  # one look for the events of a command


def _founded(rows: Rows, event: CountyFounded, record: LoggedEvent) -> None:
    rows.create(
        COUNTY,
        county_id=event.originator_id,
        name=event.name,
        division_code=event.division_code,
        time_zone=event.time_zone,
        rehearsal=event.rehearsal,
        committee_id=event.committee_id,
        founded_on=rows.day,
        modules=[],
        version=event.originator_version,
        position=record.position,
    )


def _module_adopted(rows: Rows, event: ModuleAdopted, record: LoggedEvent) -> None:
    county = rows.require(COUNTY)
    modules = [*county["modules"], event.module.value]
    rows.change(COUNTY, modules=modules, version=event.originator_version, position=record.position)


COUNTIES = ReadModel(
    name="county",
    tables=(COUNTY,),
    handlers={CountyFounded: _founded, ModuleAdopted: _module_adopted},
    day_of=day_of,
)
