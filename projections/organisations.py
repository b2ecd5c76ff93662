"""The tree of organisations (组织), and how many members are at home at each node and below."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.organisation.events import (
    BranchForm,
    OrganisationCorrected,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
    OrganisationRenamed,
    OrganisationSplit,
)
from domain.organisation.state import Organisation
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import History, Table
from projections.tree import segment

ORGANISATION = Table(
    "organisation",
    key={"organisation_id": "uuid"},
    columns={
        "kind": "text",
        "name": "text",
        "division_code": "text",
        "sector": "text",
        "parent_id": "uuid",
        "org_path": "text",
        "depth": "smallint",
        "founded_on": "date",
        "form": "text",
        "approved_by": "uuid",
        "expected_end": "date",
        "dissolved_on": "date",
        "merged_into": "uuid",
        "split_from": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=("kind", "name", "division_code", "sector", "parent_id", "form", "expected_end", "dissolved_on"),
    history=History.RECTANGLES,
)

ORGANISATION_COUNT = Table(
    "organisation_count",
    key={"organisation_id": "uuid"},
    columns={"members": "integer", "full_members": "integer"},
    counters=("members", "full_members"),
)


_Changed = OrganisationRenamed | OrganisationCorrected | OrganisationDissolved | OrganisationMerged


def place_of(rows: Rows, organisation_id: UUID) -> str:
    """The path of an organisation."""
    path: str = rows.require(ORGANISATION, organisation_id)["org_path"]
    return path


def _founded(rows: Rows, event: OrganisationFounded, record: LoggedEvent) -> None:
    parent = rows.require(ORGANISATION, event.parent_id) if event.parent_id else None
    rows.create(
        ORGANISATION,
        organisation_id=event.originator_id,
        kind=event.kind.value,
        name=event.name,
        division_code=event.division_code,
        sector=event.sector.value if event.sector else None,
        parent_id=event.parent_id,
        org_path=(parent["org_path"] if parent else "") + segment(record.position),
        depth=parent["depth"] + 1 if parent else 0,
        founded_on=rows.day,
        form=form_as_founded(event),
        approved_by=event.approved_by,
        expected_end=event.expected_end,
        dissolved_on=None,
        merged_into=None,
        split_from=event.split_from,
        version=event.originator_version,
        position=record.position,
    )
    rows.add(ORGANISATION_COUNT, event.originator_id, labels={}, differences={})


def _renamed(rows: Rows, event: OrganisationRenamed, record: LoggedEvent) -> None:
    _set(rows, event, record, name=event.name)


def _corrected(rows: Rows, event: OrganisationCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, ORGANISATION, Organisation, event, "name", "division_code", "sector")
    _set(rows, event, record, **fields)


def form_as_founded(event: OrganisationFounded) -> str | None:
    """Of a branch of the party always one."""
    if event.kind is not OrganisationKind.PARTY_BRANCH:
        return None
    return (event.form or BranchForm.REGULAR).value


def _dissolved(rows: Rows, event: OrganisationDissolved, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, dissolved_on=event.on)


def _merged(rows: Rows, event: OrganisationMerged, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _set(rows, event, record, dissolved_on=event.on, merged_into=event.into_id)


def _split(rows: Rows, event: OrganisationSplit, record: LoggedEvent) -> None:
    """Its row stays as it was; where the new one comes from, its founding has said."""
    rows.change(ORGANISATION, event.originator_id, version=event.originator_version)


def _set(rows: Rows, event: _Changed, record: LoggedEvent, **fields: Any) -> None:
    rows.change(
        ORGANISATION,
        event.originator_id,
        version=event.originator_version,
        position=record.position,
        **fields,
    )


ORGANISATIONS = ReadModel(
    name="organisations",
    tables=(ORGANISATION, ORGANISATION_COUNT),
    handlers={
        OrganisationFounded: _founded,
        OrganisationRenamed: _renamed,
        OrganisationCorrected: _corrected,
        OrganisationDissolved: _dissolved,
        OrganisationMerged: _merged,
        OrganisationSplit: _split,
    },
    reads={
        OrganisationFounded: lambda event: [(ORGANISATION, event.parent_id)],
        OrganisationRenamed: by_stream(ORGANISATION),
        OrganisationCorrected: by_stream(ORGANISATION),
        OrganisationDissolved: by_stream(ORGANISATION),
        OrganisationMerged: by_stream(ORGANISATION),
        OrganisationSplit: by_stream(ORGANISATION),
    },
)
