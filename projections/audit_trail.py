"""The audit trail: every event once more, where it belongs, and what it changed before → after.

``changes`` is JSON, a list of ``[object, key, {field: [before, after], …}]``: the table's name, the parts of the
row's key, columns and their values. It holds ids and codes, never a person's name. It comes last of the read
models, since it says what the others did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.accounts import events as accounts
from domain.annual_plans import events as annual_plans
from domain.assessments import events as assessments
from domain.calendar import events as calendar
from domain.clock import events as clock
from domain.contacts import events as contacts
from domain.conveyance import events as conveyance
from domain.core import DomainEvent
from domain.county import events as county
from domain.coverage import events as coverage
from domain.departures import events as departures
from domain.development import events as development
from domain.discipline import events as discipline
from domain.documents import events as documents
from domain.dues import events as dues
from domain.funds import events as funds
from domain.grids import events as grids
from domain.handover import events as handover
from domain.households import events as households
from domain.instruction import events as instruction
from domain.issues import events as issues
from domain.leave import events as leave
from domain.lecture_orders import events as lecture_orders
from domain.meetings import events as meetings
from domain.member_node_houses import events as member_node_houses
from domain.membership import events as membership
from domain.objections import events as objections
from domain.obligations import events as obligations
from domain.organisation import events as organisation
from domain.pairing import events as pairing
from domain.peer_reviews import events as peer_reviews
from domain.policies import events as policies
from domain.procedures import events as procedures
from domain.projects import events as projects
from domain.public_items import events as public_items
from domain.publications import events as publications
from domain.residence import events as residence
from domain.resolutions import events as resolutions
from domain.schedule import events as schedule
from domain.scoring import events as scoring
from domain.second_affiliation import events as second_affiliation
from domain.sites import events as sites
from domain.supervisory_inspections import events as supervisory_inspections
from domain.transfers import events as transfers
from domain.verdicts import events as verdicts
from domain.violations import events as violations
from event_store.records import LoggedEvent
from projections.absences.tables import ABSENCE, ESCALATION
from projections.contacts import MEMBER_CONTACT
from projections.conveyances import CONVEYANCE
from projections.development import BALLOT, DEVELOPMENT
from projections.dues import DUES_YEAR
from projections.entities import ENTITY
from projections.framework.read_model import ReadModel
from projections.framework.rows import MissingRowError, Rows
from projections.framework.table import History, Key, Row, Stays, Table, Values
from projections.grids import GRID
from projections.handovers import HANDOVER
from projections.households import HOUSEHOLD
from projections.issues import ISSUE
from projections.leaves import LEAVE
from projections.lecture_orders import LECTURE_MENU_ITEM, LECTURE_ORDER
from projections.letters import LETTER
from projections.meeting_tables import MEETING
from projections.member_node_houses import MEMBER_NODE_HOUSE
from projections.members import MEMBER
from projections.objections import OBJECTION
from projections.obligations.tables import OBLIGATION
from projections.organisations import ORGANISATION
from projections.pairing import PAIRING
from projections.peer_reviews import PEER_REVIEW
from projections.posts import POST
from projections.procedures import PROCEDURE_CASE
from projections.projects import PROJECT, TASK
from projections.public_items import PUBLIC_ITEM
from projections.resolutions import PROPOSAL, RESOLUTION
from projections.scores import SCORE_ACCOUNT
from projections.second_affiliations import SECOND_AFFILIATION
from projections.sites import SITE
from projections.supervisory_inspections import SUPERVISORY_INSPECTION
from projections.violations import VIOLATION

AUDIT_ENTRY = Table(
    "audit_entry",
    key={"position": "bigint"},
    columns={
        "type": "text",
        "org_path": "text",
        "actor": "text",
        "occurred_on": "date",
        "recorded_at": "timestamptz",
        "changes": "text",
    },
    kept=False,
    history=History.APPENDED,
    day="occurred_on",
    placed=Stays(),
)

# A view: the whole envelope beside the entry.
EVENT = Table(
    "event",
    key=AUDIT_ENTRY.key,
    columns={
        **AUDIT_ENTRY.columns,
        "stream_id": "uuid",
        "event_id": "uuid",
        "stream_type": "text",
        "version": "integer",
        "capacity": "text",
        "occurred_at": "text",
        "reason": "text",
        "schema_version": "smallint",
        "capacity_place": "uuid",
        "authority": "text",
        "command_id": "uuid",
        "correlation_id": "uuid",
        "causation_id": "uuid",
        "source_client": "text",
        "source_batch": "text",
        "source_device": "text",
        "payload": "bytea",
    },
    history=History.APPENDED,
    day="occurred_on",
    placed=Stays(),
)


_encode = msgspec.json.Encoder().encode

Change = tuple[str, Key, dict[str, tuple[Any, Any]]]


# Absences follow from such events too where they name no person. Whoever is told of those need not see persons: what
# follows for somebody is told with the events alone that name them.
_OF_MANY = frozenset({"meeting", "policy"})


def _recorded(rows: Rows, events: Sequence[DomainEvent], records: Sequence[LoggedEvent]) -> None:
    org_path = _place(rows, events[0])
    named = frozenset(subject for event in events for subject in event.subjects())
    told = _changes(rows, records, named)
    rows.note(
        AUDIT_ENTRY, [_entry(record, org_path, rows.day, told.get(record.position, ())) for record in records]
    )


def _entry(record: LoggedEvent, org_path: str, day: date, changes: Sequence[Change]) -> Values:
    """In the order of the columns."""
    told = _encode(changes).decode()
    return record.position, record.topic, org_path, record.actor, day, record.recorded_at, told


def _changes(rows: Rows, records: Sequence[LoggedEvent], named: frozenset[UUID]) -> dict[int, list[Change]]:
    """What each event changed, by its position; nothing for those that changed nothing."""
    told: dict[int, list[Change]] = {}
    first, last = records[0].position, records[-1].position
    of_many = records[0].topic.partition(".")[0] in _OF_MANY
    for table, key, before, after in rows.changes():
        if table in (ABSENCE, ESCALATION) and of_many and key[0] not in named:
            continue
        if table.audited and (fields := _fields(table, before, after, first)):
            stamped = after["known_from"] if after and table.stamps else last
            position = stamped if after else rows.gone_at(table, key)
            told.setdefault(position, []).append((table.name, key, fields))
    return told


def _fields(table: Table, before: Row | None, after: Row | None, first: int) -> dict[str, tuple[Any, Any]]:
    if before is None:
        return {name: (None, value) for name in table.audited if after and (value := after[name]) is not None}
    if after is None:
        return {name: (before[name], None) for name in table.audited if before[name] is not None}
    if table.stamps and after["known_from"] < first:
        return {}  # only its stream has moved on
    return {name: (before[name], after[name]) for name in table.audited if before[name] != after[name]}


def _by_own_row(table: Table) -> Callable[[Rows, Any], str]:
    def place(rows: Rows, event: DomainEvent) -> str:
        path: str = rows.require(table, event.originator_id)["org_path"]
        return path

    return place


def _by_organisation(field: str) -> Callable[[Rows, Any], str]:
    def place(rows: Rows, event: DomainEvent) -> str:
        organisation_id: UUID = getattr(event, field)
        path: str = rows.require(ORGANISATION, organisation_id)["org_path"]
        return path

    return place


def _by_member(
    rows: Rows,
    event: accounts.AccountLinked
    | accounts.AccountUnlinked
    | discipline.DisciplineImposed
    | discipline.DisciplineLifted
    | dues.ReceiptUsed
    | residence.ResidenceRecorded
    | residence.ResidenceEnded,
) -> str:
    path: str = rows.require(MEMBER, event.member_id)["org_path"]
    return path


def _by_obligation(rows: Rows, event: Any) -> str:
    path: str = rows.require(OBLIGATION, event.subject_id, event.originator_id)["org_path"]
    return path


def _by_subject(rows: Rows, event: documents.DocumentSealed | documents.DocumentErased) -> str:
    named = (
        (MEMBER, event.member_id) if event.organisation_id is None else (ORGANISATION, event.organisation_id)
    )
    path: str = rows.require(*named)["org_path"]
    return path


def _whole_county(rows: Rows, event: DomainEvent) -> str:
    return ""


# Where the events of a type of stream belong.
_PLACES: Mapping[str, Callable[[Rows, Any], str]] = {
    county.STREAM: _whole_county,
    clock.STREAM: _whole_county,
    assessments.STREAM: _by_organisation("node_id"),
    verdicts.STREAM: _by_organisation("organisation_id"),
    obligations.STREAM: _by_obligation,
    policies.PACK_STREAM: _whole_county,
    policies.STREAM: _by_organisation("node_id"),
    organisation.STREAM: _by_own_row(ORGANISATION),
    grids.STREAM: _by_own_row(GRID),
    grids.COVERAGE_STREAM: _by_organisation("organisation_id"),
    membership.STREAM: _by_own_row(MEMBER),
    membership.REGISTER_STREAM: _by_organisation("branch_id"),
    meetings.STREAM: _by_own_row(MEETING),
    leave.STREAM: _by_own_row(LEAVE),
    scoring.STREAM: _by_own_row(SCORE_ACCOUNT),
    accounts.STREAM: _by_member,
    accounts.POST_STREAM: _by_own_row(POST),
    documents.STREAM: _by_subject,
    discipline.STREAM: _by_member,
    residence.STREAM: _by_member,
    coverage.STREAM: _by_own_row(ENTITY),
    sites.STREAM: _by_own_row(SITE),
    dues.STREAM: _by_own_row(DUES_YEAR),
    dues.RECEIPT_STREAM: _by_member,
    handover.STREAM: _by_own_row(HANDOVER),
    pairing.STREAM: _by_own_row(PAIRING),
    member_node_houses.STREAM: _by_own_row(MEMBER_NODE_HOUSE),
    supervisory_inspections.STREAM: _by_own_row(SUPERVISORY_INSPECTION),
    funds.STREAM: _by_organisation("organisation_id"),
    instruction.STREAM: _by_organisation("organisation_id"),
    instruction.DAYS_STREAM: _by_organisation("organisation_id"),
    households.STREAM: _by_own_row(HOUSEHOLD),
    issues.STREAM: _by_own_row(ISSUE),
    projects.STREAM: _by_own_row(PROJECT),
    projects.TASK_STREAM: _by_own_row(TASK),
    transfers.STREAM: _by_own_row(LETTER),
    second_affiliation.STREAM: _by_own_row(SECOND_AFFILIATION),
    contacts.STREAM: _by_own_row(MEMBER_CONTACT),
    conveyance.STREAM: _by_own_row(CONVEYANCE),
    objections.STREAM: _by_own_row(OBJECTION),
    development.STREAM: _by_own_row(DEVELOPMENT),
    development.BALLOT_STREAM: _by_own_row(BALLOT),
    annual_plans.STREAM: _by_organisation("organisation_id"),
    publications.STREAM: _by_organisation("organisation_id"),
    publications.THEME_STREAM: _by_organisation("node_id"),
    schedule.STREAM: _by_organisation("organisation_id"),
    departures.STREAM: _by_organisation("organisation_id"),
    calendar.STREAM: _whole_county,
    procedures.STREAM: _whole_county,
    procedures.CASE_STREAM: _by_own_row(PROCEDURE_CASE),
    lecture_orders.MENU_STREAM: _by_own_row(LECTURE_MENU_ITEM),
    lecture_orders.STREAM: _by_own_row(LECTURE_ORDER),
    resolutions.STREAM: _by_own_row(RESOLUTION),
    resolutions.PROPOSAL_STREAM: _by_own_row(PROPOSAL),
    violations.STREAM: _by_own_row(VIOLATION),
    public_items.STREAM: _by_own_row(PUBLIC_ITEM),
    peer_reviews.STREAM: _by_own_row(PEER_REVIEW),
}


def _place(rows: Rows, event: DomainEvent) -> str:
    return _PLACES[event.STREAM_TYPE](rows, event)


def place_of(rows: Rows, event: DomainEvent) -> str:
    """The path of the organisation that an event is about, also before its stream has a row."""
    try:
        return _place(rows, event)
    except MissingRowError:
        named = (getattr(event, field, None) for field in ("organisation_id", "branch_id", "parent_id"))
        path: str = (rows.require(ORGANISATION, next(filter(None, named), None)))["org_path"]
        return path


AUDIT_TRAIL = ReadModel(name="audit_trail", tables=(AUDIT_ENTRY,), every_run=_recorded, place_of=place_of)
