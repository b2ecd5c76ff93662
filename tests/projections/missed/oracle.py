"""What is kept by difference of missed duties, held against all rows counted anew."""

from __future__ import annotations

from typing import Any

from domain.obligations.grounds import SubjectKind, obligation_id
from event_store.pool import Pool
from projections.compliance.binding import binding_on
from projections.compliance.slots import DAY, last_closed
from projections.framework.table import Row
from projections.missed.counting import standings_of
from projections.missed.settling import columns_of, demands_of, stands_still
from projections.missed.tables import FIRST_ANNOUNCEMENT, ORGANISATION_ESCALATION
from projections.obligations.tables import WANTED
from projections.organisations import ORGANISATION
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import Office


async def differences(pool: Pool, office: Office) -> int:
    """Compare every row; how many demands there are."""
    await office.project()
    known = await Everything.of_county(pool, office.tenant)
    today = last_closed(known) + DAY
    stands: dict[Any, Row] = {}
    wanted: dict[Any, tuple[Any, ...]] = {}
    for organisation in known.all(ORGANISATION):
        id_ = organisation["organisation_id"]
        if not stands_still(known, organisation):
            continue
        for one in standings_of(known, id_, lambda id_, day: binding_on(known, id_, day), today):
            if one.tally is not None:
                stands[id_, one.slot.id] = columns_of(organisation, one, one.tally)
            for demand in demands_of(known, organisation, one):
                key = id_, obligation_id(id_, demand.consequence, demand.key), one.slot.id
                due_on = None if demand.due_stands else demand.due_on  # by when it was found, no row says
                wanted[key] = (demand.organisation_id, demand.version_id, list(demand.event_ids), due_on)
    found = {ORGANISATION_ESCALATION.key_of(row): row for row in known.all(ORGANISATION_ESCALATION)}
    assert {
        key: {name: row[name] for name in stands[key]} for key, row in found.items() if key in stands
    } == stands
    assert found.keys() == stands.keys()
    demanded = {
        WANTED.key_of(row): row
        for row in known.all(WANTED)
        if row["subject_kind"] == SubjectKind.ORGANISATION.value
    }
    assert {
        key: (row["organisation_id"], row["version_id"], row["event_ids"], wanted[key][3] and row["due_on"])
        for key, row in demanded.items()
        if key in wanted
    } == wanted
    assert demanded.keys() == wanted.keys()
    assert len({row["event_id"] for row in known.all(FIRST_ANNOUNCEMENT)}) == len(
        known.all(FIRST_ANNOUNCEMENT)
    )
    return len(wanted)
