"""How branches were made up: party groups, committees, members by day, and what became part of them."""

from __future__ import annotations

from typing import Any

from domain.organisation.events import (
    CommitteeElected,
    OrganisationDissolved,
    OrganisationFounded,
    OrganisationKind,
    OrganisationMerged,
)
from event_store.records import LoggedEvent
from projections.compliance.tables import COMMITTEE_TERM, GROUP_TERM, MERGER, SIZE_TERM
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.heads import HEAD_COUNT, MEMBER_EVENTS
from projections.organisations import ORGANISATION

_COUNTS = ("members", "full_members")


def _member(rows: Rows, event: Any, record: LoggedEvent) -> None:
    for table, key, before, after in list(rows.changes()):
        if table is HEAD_COUNT and rows.get(ORGANISATION, key[0]) is not None:
            by = {name: _count(after, name) - _count(before, name) for name in _COUNTS}
            if any(by.values()):
                _add(rows, key[0], by)


def _count(row: Row | None, name: str) -> int:
    return 0 if row is None else int(row[name])


def _add(rows: Rows, organisation_id: Any, by: dict[str, int]) -> None:
    """From the day of the event on there are so many more, on later days that were known before too."""
    day, terms = rows.day, rows.of(SIZE_TERM, organisation_id)
    before = next((term for term in reversed(terms) if term["from_on"] <= day), None)
    begun = {name: _count(before, name) + by[name] for name in _COUNTS}
    rows.put(SIZE_TERM, organisation_id=organisation_id, from_on=day, **begun)
    for term in terms:
        if term["from_on"] > day:
            later = {name: term[name] + by[name] for name in _COUNTS}
            rows.change(SIZE_TERM, *SIZE_TERM.key_of(term), **later)


def _founded(rows: Rows, event: OrganisationFounded, record: LoggedEvent) -> None:
    if event.kind is OrganisationKind.PARTY_GROUP and event.parent_id is not None:
        rows.create(
            GROUP_TERM, branch_id=event.parent_id, group_id=event.originator_id, from_on=rows.day, to_on=None
        )


def _ended(rows: Rows, event: OrganisationDissolved, record: LoggedEvent) -> None:
    organisation = rows.require(ORGANISATION, event.originator_id)
    if organisation["kind"] == OrganisationKind.PARTY_GROUP:
        rows.change(GROUP_TERM, organisation["parent_id"], event.originator_id, to_on=event.on)


def _merged(rows: Rows, event: OrganisationMerged, record: LoggedEvent) -> None:
    rows.create(
        MERGER,
        into_id=event.into_id,
        organisation_id=event.originator_id,
        merged_on=event.on,
        event_id=event.event_id,
    )


def _elected(rows: Rows, event: CommitteeElected, record: LoggedEvent) -> None:
    rows.put(
        COMMITTEE_TERM,
        organisation_id=event.originator_id,
        from_on=event.held_on,
        members=event.committee_members,
    )


TERMS = ReadModel(
    name="terms",
    tables=(GROUP_TERM, SIZE_TERM, COMMITTEE_TERM, MERGER),
    handlers={
        **dict.fromkeys(MEMBER_EVENTS, _member),
        OrganisationFounded: _founded,
        OrganisationDissolved: _ended,
        OrganisationMerged: _merged,
        CommitteeElected: _elected,
    },
    reads={
        OrganisationFounded: lambda event: [(GROUP_TERM, event.parent_id)] if event.parent_id else [],
        OrganisationMerged: lambda event: [(MERGER, event.into_id)],
        CommitteeElected: by_stream(COMMITTEE_TERM),
    },
)
