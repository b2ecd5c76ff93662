"""Second affiliations (第二组织关系): a row each, where the branch is in which the member takes part."""

from __future__ import annotations

from domain.second_affiliation.events import SecondAffiliationAdded, SecondAffiliationEnded
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.members import MEMBER
from projections.organisations import ORGANISATION, place_of

SECOND_AFFILIATION = Table(
    "second_affiliation",
    key={"second_affiliation_id": "uuid"},
    columns={
        "member_id": "uuid",
        "organisation_id": "uuid",
        "from_on": "date",
        "to_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("member_id", "organisation_id", "from_on", "to_on"),
    history=History.SUPERSEDED,
    day="from_on",
    placed=GoesAlong(),
)


def _added(rows: Rows, event: SecondAffiliationAdded, record: LoggedEvent) -> None:
    rows.require(MEMBER, event.member_id)
    rows.create(
        SECOND_AFFILIATION,
        second_affiliation_id=event.originator_id,
        member_id=event.member_id,
        organisation_id=event.organisation_id,
        from_on=event.from_on,
        to_on=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _ended(rows: Rows, event: SecondAffiliationEnded, record: LoggedEvent) -> None:
    version, position = event.originator_version, record.position
    rows.change(SECOND_AFFILIATION, event.originator_id, to_on=event.on, version=version, position=position)


SECOND_AFFILIATIONS = ReadModel(
    name="second_affiliations",
    tables=(SECOND_AFFILIATION,),
    handlers={SecondAffiliationAdded: _added, SecondAffiliationEnded: _ended},
    reads={
        SecondAffiliationAdded: lambda event: [
            (MEMBER, event.member_id),
            (ORGANISATION, event.organisation_id),
        ],
        SecondAffiliationEnded: by_stream(SECOND_AFFILIATION),
    },
)
