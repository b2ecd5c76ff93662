"""Keeps how organisations stand by the rules about what they miss, and tells what is due of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from domain.obligations.grounds import Consequence, SubjectKind
from domain.obligations.reconciling import ACTED
from domain.policies.missing import MissedCount
from projections.compliance.known import Known
from projections.compliance.slots import DAY, last_closed
from projections.compliance.tables import COMPLIANCE
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.missed.counting import LayersOn, Standing, standings_of
from projections.missed.tables import FIRST_ANNOUNCEMENT, ORGANISATION_ESCALATION
from projections.obligations.tables import OBLIGATION, UNRECONCILED, WANTED
from projections.obligations.wanting import Demand, grounds_in, want
from projections.organisations import ORGANISATION

OF_ORGANISATIONS = (
    ORGANISATION,
    COMPLIANCE,
    FIRST_ANNOUNCEMENT,
    ORGANISATION_ESCALATION,
    OBLIGATION,
    WANTED,
    UNRECONCILED,
)


def settle_organisations(rows: Rows, organisation_ids: Collection[UUID], layers_on: LayersOn) -> None:
    """Count anew what may follow from what some organisations missed."""
    for table in OF_ORGANISATIONS if organisation_ids else ():
        rows.have(table, sorted(organisation_ids))
    for organisation_id in sorted(organisation_ids):
        _settle(rows, rows.require(ORGANISATION, organisation_id), layers_on)


def stands_still(known: Known, organisation: Row) -> bool:
    """Whether an organisation is there on the first day that is not closed; of one that is no more, nothing is due."""
    dissolved_on: date | None = organisation["dissolved_on"]
    return dissolved_on is None or last_closed(known) + DAY < dissolved_on


def today_of(rows: Rows) -> date:
    """The day of the event, or the first that is not closed yet: facts come late, and are dated back."""
    return max(rows.day, last_closed(rows) + DAY)


def _settle(rows: Rows, organisation: Row, layers_on: LayersOn) -> None:
    id_ = organisation["organisation_id"]
    stands: dict[UUID, Standing] = {}
    if stands_still(rows, organisation):
        stands = {one.slot.id: one for one in standings_of(rows, id_, layers_on, today_of(rows))}
    demanding = {row["slot_id"] for row in rows.of(WANTED, id_)}
    for row in list(rows.of(ORGANISATION_ESCALATION, id_)):
        if row["slot_id"] not in stands or stands[row["slot_id"]].tally is None:
            rows.delete(ORGANISATION_ESCALATION, *ORGANISATION_ESCALATION.key_of(row))
    for slot_id in sorted(demanding - stands.keys()):
        want(rows, id_, slot_id, ())
    for slot_id, standing in sorted(stands.items()):
        if standing.tally is not None:
            _write(rows, (id_, slot_id), columns_of(organisation, standing, standing.tally))
        want(rows, id_, slot_id, demands_of(rows, organisation, standing))


def demands_of(known: Known, organisation: Row, standing: Standing) -> list[Demand]:
    """What is due; and what was, under its own key, as long as all that it was grounded on counts."""
    id_, slot = organisation["organisation_id"], standing.slot
    adoption = slot.layer.adoption
    rule = adoption.version.series, adoption.node_id
    dues = standing.tally.dues if standing.tally else ()
    due = [(one.consequence, one.key, one.facts, one.due_on) for one in dues]
    due += [
        (Consequence(row["consequence"]), row["key"], ground.event_ids, row["due_on"])
        for row in known.of(OBLIGATION, id_)
        if row["status"] in ACTED
        for ground in grounds_in(row)
        if (ground.series, ground.node_id) == rule and standing.facts.issuperset(ground.event_ids)
    ]
    above = organisation["parent_id"] if slot.kind.owed_above(slot.rule) else None
    return [
        Demand(
            consequence=consequence,
            key=key,
            organisation_id=above or id_,  # nobody stands above the county's own node
            series=adoption.version.series,
            node_id=adoption.node_id,
            version_id=adoption.version.id,
            event_ids=facts,
            due_on=due_on,
            due_stands=slot.kind.due_stands(slot.rule),
            subject_kind=SubjectKind.ORGANISATION,
        )
        for consequence, key, facts, due_on in due
    ]


def columns_of(organisation: Row, standing: Standing, tally: MissedCount) -> Row:
    """A standing as columns of its row, without its key and its position."""
    adoption = standing.slot.layer.adoption
    return {
        "org_path": organisation["org_path"],
        "series": adoption.version.series,
        "node_id": adoption.node_id,
        "version_id": adoption.version.id,
        "counted": tally.counted,
        "required": tally.required,
        "status": "REACHED" if tally.dues else "ONE_SHORT" if tally.is_one_short else "COUNTING",
        "consequences": sorted({due.consequence.value for due in tally.dues}),
        "compliance_ids": [one.slot_id for one in tally.found],
        "event_ids": [one.fact for one in tally.found],
        "from_on": tally.found[0].on,
        "last_on": tally.found[-1].on,
        "until_on": tally.until,
    }


def _write(rows: Rows, key: tuple[UUID, UUID], says: Row) -> None:
    before = rows.get(ORGANISATION_ESCALATION, *key)
    if before is None:
        rows.create(
            ORGANISATION_ESCALATION, organisation_id=key[0], slot_id=key[1], **says, position=rows.position
        )
    elif any(before[name] != value for name, value in says.items()):
        rows.change(ORGANISATION_ESCALATION, *key, **says, position=rows.position)
