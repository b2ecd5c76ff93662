"""Documents (文件): that a text about somebody was sealed, and what became of it. The texts are elsewhere."""

from __future__ import annotations

from uuid import UUID

from domain.documents.events import DocumentErased, DocumentSealed
from domain.membership.events import AffiliationTransferred
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION, place_of

# By subject first, a member or an organisation: a member's documents move with the member.
DOCUMENT = Table(
    "document",
    key={"subject_id": "uuid", "document_id": "uuid"},
    columns={
        "member_id": "uuid",
        "organisation_id": "uuid",
        "kind": "text",
        "salted_sha256": "text",
        "sealed_on": "date",
        "erased_on": "date",
        "erasure_basis": "text",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("member_id", "organisation_id", "kind", "sealed_on", "erased_on", "erasure_basis"),
    history=History.SUPERSEDED,
    day="sealed_on",
    placed=GoesAlong(),
)


def _sealed(rows: Rows, event: DocumentSealed, record: LoggedEvent) -> None:
    table, subject_id = (
        (ORGANISATION, event.organisation_id) if event.member_id is None else (MEMBER, event.member_id)
    )
    rows.create(
        DOCUMENT,
        subject_id=subject_id,
        document_id=event.originator_id,
        member_id=event.member_id,
        organisation_id=event.organisation_id,
        kind=event.kind.value,
        salted_sha256=event.salted_sha256,
        sealed_on=rows.day,
        erased_on=None,
        erasure_basis=None,
        org_path=rows.require(table, subject_id)["org_path"],
        version=event.originator_version,
        position=record.position,
    )


def _erased(rows: Rows, event: DocumentErased, record: LoggedEvent) -> None:
    rows.change(
        DOCUMENT,
        _subject(event),
        event.originator_id,
        erased_on=rows.day,
        erasure_basis=event.basis.value,
        version=event.originator_version,
        position=record.position,
    )


def _transferred(rows: Rows, event: AffiliationTransferred, record: LoggedEvent) -> None:
    documents = rows.of(DOCUMENT, event.originator_id)
    if documents:
        org_path = place_of(rows, event.to_branch_id)
        for document in documents:
            rows.change(DOCUMENT, *DOCUMENT.key_of(document), org_path=org_path)


def _subject(event: DocumentSealed | DocumentErased) -> UUID | None:
    return event.organisation_id if event.member_id is None else event.member_id


DOCUMENTS = ReadModel(
    name="documents",
    tables=(DOCUMENT,),
    handlers={
        DocumentSealed: _sealed,
        DocumentErased: _erased,
        AffiliationTransferred: _transferred,
    },
    reads={
        DocumentSealed: lambda event: [
            (DOCUMENT, _subject(event)),
            (MEMBER, event.member_id),
            (ORGANISATION, event.organisation_id),
        ],
        DocumentErased: lambda event: [(DOCUMENT, _subject(event))],
        AffiliationTransferred: lambda event: [
            (DOCUMENT, event.originator_id),
            (ORGANISATION, event.to_branch_id),
        ],
    },
)
