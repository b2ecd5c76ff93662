"""The tree of organisations (组织), and how many members are at home at each node and below."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.organisation.events import (
    BranchEntrusted,
    BranchForm,
    BranchReleased,
    CommitteeElected,
    CustodyEnded,
    CustodyTaken,
    OrganisationCorrected,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
    OrganisationMoved,
    OrganisationRecoded,
    OrganisationRenamed,
    OrganisationSplit,
    UnitJoined,
    UnitLeft,
)
from domain.organisation.state import Organisation
from event_store.records import LoggedEvent
from projections.corrections import corrected
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.tree import segment, subtree_end

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
        "placed_from": "date",
        "paths_from": "text",
        "paths_to": "text",
        "founded_on": "date",
        "form": "text",
        "approved_by": "uuid",
        "expected_end": "date",
        "dissolved_on": "date",
        "merged_into": "uuid",
        "split_from": "uuid",
        "elected_on": "date",
        "term_ends_on": "date",
        "committee_members": "integer",
        "custodian_id": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=(
        "kind",
        "name",
        "division_code",
        "sector",
        "parent_id",
        "form",
        "expected_end",
        "dissolved_on",
        "term_ends_on",
        "committee_members",
        "custodian_id",
    ),
    history=History.RECTANGLES,
    placed=GoesAlong(),
)

ORGANISATION_COUNT = Table(
    "organisation_count",
    key={"organisation_id": "uuid"},
    columns={"members": "integer", "full_members": "integer"},
    counters=("members", "full_members"),
)


# The codes that it has borne, by date. A code that was abolished still says what stood there.
ORGANISATION_CODE = Table(
    "organisation_code",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={"to_on": "date", "division_code": "text", "said_by": "uuid", "position": "bigint"},
    audited=("to_on", "division_code"),
    history=History.SUPERSEDED,
    day="from_on",
)

CUSTODY = Table(
    "custody",
    key={"organisation_id": "uuid", "from_on": "date"},
    columns={
        "to_on": "date",
        "custodian_id": "uuid",
        "approved_by": "uuid",
        "ground": "text",
        "position": "bigint",
    },
    audited=("to_on", "custodian_id"),
    history=History.SUPERSEDED,
    day="from_on",
)

_Changed = (
    OrganisationRenamed
    | OrganisationCorrected
    | OrganisationDissolved
    | OrganisationMerged
    | OrganisationMoved
    | OrganisationRecoded
    | CommitteeElected
    | CustodyTaken
    | CustodyEnded
)


def place_of(rows: Rows, organisation_id: UUID) -> str:
    """The path of an organisation."""
    path: str = rows.require(ORGANISATION, organisation_id)["org_path"]
    return path


def _founded(rows: Rows, event: OrganisationFounded, record: LoggedEvent) -> None:
    parent = rows.require(ORGANISATION, event.parent_id) if event.parent_id else None
    org_path = (parent["org_path"] if parent else "") + segment(record.position)
    rows.create(
        ORGANISATION,
        organisation_id=event.originator_id,
        kind=event.kind.value,
        name=event.name,
        division_code=event.division_code,
        sector=event.sector.value if event.sector else None,
        parent_id=event.parent_id,
        org_path=org_path,
        depth=parent["depth"] + 1 if parent else 0,
        placed_from=None,
        paths_from=org_path,
        paths_to=subtree_end(org_path),
        founded_on=rows.day,
        form=form_as_founded(event),
        approved_by=event.approved_by,
        expected_end=event.expected_end,
        dissolved_on=None,
        merged_into=None,
        split_from=event.split_from,
        elected_on=None,
        term_ends_on=None,
        committee_members=None,
        custodian_id=None,
        version=event.originator_version,
        position=record.position,
    )
    rows.create(
        ORGANISATION_CODE,
        organisation_id=event.originator_id,
        from_on=rows.day,
        to_on=None,
        division_code=event.division_code,
        said_by=event.event_id,
        position=record.position,
    )
    rows.add(ORGANISATION_COUNT, event.originator_id, labels={}, differences={})


def _renamed(rows: Rows, event: OrganisationRenamed, record: LoggedEvent) -> None:
    _set(rows, event, record, name=event.name)


def _corrected(rows: Rows, event: OrganisationCorrected, record: LoggedEvent) -> None:
    fields = corrected(rows, ORGANISATION, Organisation, event, "name", "division_code", "sector")
    _set(rows, event, record, **fields)
    if event.division_code is not None:
        _correct_codes(rows, event, record)


def _correct_codes(rows: Rows, event: OrganisationCorrected, record: LoggedEvent) -> None:
    """What each event said about the code, as corrected since."""
    history = rows.history(event.originator_id, event.originator_version)
    statements = Organisation.fold(event.originator_id, history).statements
    for term in rows.of(ORGANISATION_CODE, event.originator_id):
        code = statements.said_by(term["said_by"])["division_code"]
        if code != term["division_code"]:
            key = ORGANISATION_CODE.key_of(term)
            rows.change(ORGANISATION_CODE, *key, division_code=code, position=record.position)


def _recoded(rows: Rows, event: OrganisationRecoded, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    *_, last = rows.of(ORGANISATION_CODE, event.originator_id)
    if last["from_on"] != event.from_on:
        key = ORGANISATION_CODE.key_of(last)
        rows.change(ORGANISATION_CODE, *key, to_on=event.from_on, position=record.position)
    # From the very day of its founding, it takes that code's place.
    rows.put(
        ORGANISATION_CODE,
        organisation_id=event.originator_id,
        from_on=event.from_on,
        to_on=None,
        division_code=event.division_code,
        said_by=event.event_id,
        position=record.position,
    )
    _set(rows, event, record, division_code=event.division_code)


def _committee_elected(rows: Rows, event: CommitteeElected, record: LoggedEvent) -> None:
    rows.true_from = event.held_on
    elected = {"elected_on": event.held_on, "term_ends_on": event.term_ends_on}
    _set(rows, event, record, **elected, committee_members=event.committee_members)


def _custody_taken(rows: Rows, event: CustodyTaken, record: LoggedEvent) -> None:
    rows.true_from = event.from_on
    # From the very day of one that ended at once, it takes that one's place.
    rows.put(
        CUSTODY,
        organisation_id=event.originator_id,
        from_on=event.from_on,
        to_on=None,
        custodian_id=event.custodian_id,
        approved_by=event.approved_by,
        ground=event.reason,
        position=record.position,
    )
    _set(rows, event, record, custodian_id=event.custodian_id)


def _custody_ended(rows: Rows, event: CustodyEnded, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _end_custody(rows, event.originator_id, event.on, record)
    _set(rows, event, record, custodian_id=None)


def _end_custody(rows: Rows, organisation_id: UUID, on: date, record: LoggedEvent) -> None:
    for term in rows.of(CUSTODY, organisation_id):
        if term["to_on"] is None:
            rows.change(CUSTODY, *CUSTODY.key_of(term), to_on=on, position=record.position)


def form_as_founded(event: OrganisationFounded) -> str | None:
    """Of a branch of the party always one."""
    if event.kind is not OrganisationKind.PARTY_BRANCH:
        return None
    return (event.form or BranchForm.REGULAR).value


def _dissolved(rows: Rows, event: OrganisationDissolved, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _end_custody(rows, event.originator_id, event.on, record)
    _set(rows, event, record, dissolved_on=event.on, custodian_id=None)


def _merged(rows: Rows, event: OrganisationMerged, record: LoggedEvent) -> None:
    rows.true_from = event.on
    _end_custody(rows, event.originator_id, event.on, record)
    _set(rows, event, record, dissolved_on=event.on, merged_into=event.into_id, custodian_id=None)


def _moved(rows: Rows, event: OrganisationMoved, record: LoggedEvent) -> None:
    """What it stands below; the paths that follow from it are in organisation_places.py."""
    rows.true_from = event.on
    _set(rows, event, record, parent_id=event.parent_id)


def _moved_on(
    rows: Rows,
    event: OrganisationSplit | UnitJoined | UnitLeft | BranchEntrusted | BranchReleased,
    record: LoggedEvent,
) -> None:
    """Its row stays as it was: what the event says stands with another organisation, or with the entity."""
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
    tables=(ORGANISATION, ORGANISATION_COUNT, ORGANISATION_CODE, CUSTODY),
    handlers={
        OrganisationFounded: _founded,
        OrganisationRenamed: _renamed,
        OrganisationCorrected: _corrected,
        OrganisationDissolved: _dissolved,
        OrganisationMerged: _merged,
        OrganisationMoved: _moved,
        OrganisationSplit: _moved_on,
        UnitJoined: _moved_on,
        UnitLeft: _moved_on,
        BranchEntrusted: _moved_on,
        BranchReleased: _moved_on,
        OrganisationRecoded: _recoded,
        CommitteeElected: _committee_elected,
        CustodyTaken: _custody_taken,
        CustodyEnded: _custody_ended,
    },
    reads={
        OrganisationFounded: lambda event: [(ORGANISATION, event.parent_id)],
        OrganisationRenamed: by_stream(ORGANISATION),
        OrganisationCorrected: by_stream(ORGANISATION, ORGANISATION_CODE),
        OrganisationDissolved: by_stream(ORGANISATION, CUSTODY),
        OrganisationMerged: by_stream(ORGANISATION, CUSTODY),
        OrganisationMoved: by_stream(ORGANISATION),
        OrganisationRecoded: by_stream(ORGANISATION, ORGANISATION_CODE),
        CommitteeElected: by_stream(ORGANISATION),
        CustodyTaken: by_stream(ORGANISATION, CUSTODY),
        CustodyEnded: by_stream(ORGANISATION, CUSTODY),
        OrganisationSplit: by_stream(ORGANISATION),
        UnitJoined: by_stream(ORGANISATION),
        UnitLeft: by_stream(ORGANISATION),
        BranchEntrusted: by_stream(ORGANISATION),
        BranchReleased: by_stream(ORGANISATION),
    },
)
