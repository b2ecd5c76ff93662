"""Entities of the new sectors (两新组织): what was found, and which branch covers which of them, by date."""

from __future__ import annotations

from domain.coverage.events import EntityCoverageEnded, EntityCovered, EntityExcluded, EntitySurveyed
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

ENTITY = Table(
    "entity",
    key={"entity_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "kind": "text",
        "name": "text",
        "division_code": "text",
        "surveyed_on": "date",
        "employees": "integer",
        "members": "integer",
        "excluded_ground": "text",
        "covered_by": "uuid",
        "covered_from": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("name", "employees", "members", "excluded_ground", "covered_by"),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)


def _surveyed(rows: Rows, event: EntitySurveyed, record: LoggedEvent) -> None:
    rows.true_from = event.surveyed_on
    rows.create(
        ENTITY,
        entity_id=event.originator_id,
        organisation_id=event.organisation_id,
        kind=event.kind.value,
        name=event.name,
        division_code=event.division_code,
        surveyed_on=event.surveyed_on,
        employees=event.employees,
        members=event.members,
        excluded_ground=None,
        covered_by=None,
        covered_from=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _excluded(rows: Rows, event: EntityExcluded, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, excluded_ground=event.ground.value)


def _covered(rows: Rows, event: EntityCovered, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    _set(rows, event, record, covered_by=event.branch_id, covered_from=event.from_on)


def _coverage_ended(rows: Rows, event: EntityCoverageEnded, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, covered_by=None, covered_from=None)


def _set(
    rows: Rows,
    event: EntityExcluded | EntityCovered | EntityCoverageEnded,
    record: LoggedEvent,
    **fields: object,
) -> None:
    version, position = event.originator_version, record.position
    rows.change(ENTITY, event.originator_id, version=version, position=position, **fields)


ENTITIES = ReadModel(
    name="entities",
    tables=(ENTITY,),
    handlers={
        EntitySurveyed: _surveyed,
        EntityExcluded: _excluded,
        EntityCovered: _covered,
        EntityCoverageEnded: _coverage_ended,
    },
    reads={
        EntitySurveyed: lambda event: [(ORGANISATION, event.organisation_id)],
        EntityExcluded: by_stream(ENTITY),
        EntityCovered: by_stream(ENTITY),
        EntityCoverageEnded: by_stream(ENTITY),
    },
)
