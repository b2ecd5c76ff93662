"""Keeps how persons stand by the rules about absences, and tells what is due of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.obligations.reconciling import ACTED
from domain.policies.escalation import Count
from projections.absences.classing import LayersOn
from projections.absences.counting import Standing, needs_presence, slots_of, stand
from projections.absences.recording import AWAY
from projections.absences.tables import ABSENCE, ESCALATION, IN_A_ROW
from projections.compliance.known import Known
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.meeting_tables import ATTENDANCE, MEETING
from projections.members import AFFILIATION, MEMBER
from projections.obligations.tables import OBLIGATION, UNRECONCILED, WANTED
from projections.obligations.wanting import Demand, grounds_in, want

OF_MEMBERS = (ABSENCE, MEMBER, AFFILIATION, ESCALATION, OBLIGATION, WANTED, UNRECONCILED)


def settle_members(rows: Rows, member_ids: Collection[UUID], layers_on: LayersOn) -> None:
    """Count anew what may follow from the absences of some members."""
    if len(member_ids) > 1:
        for table in OF_MEMBERS:
            rows.have(table, sorted(member_ids))
    for member_id in sorted(member_ids):
        _settle(rows, member_id, layers_on)


def _settle(rows: Rows, member_id: UUID, layers_on: LayersOn) -> None:
    member = rows.require(MEMBER, member_id)
    stands = {} if member["left_on"] else {one.slot.id: one for one in _standings(rows, member_id, layers_on)}
    demanding = {row["slot_id"] for row in rows.of(WANTED, member_id)}
    for row in list(rows.of(ESCALATION, member_id)):
        if row["slot_id"] not in stands or stands[row["slot_id"]].tally is None:
            rows.delete(ESCALATION, *ESCALATION.key_of(row))
    for slot_id in sorted(demanding - stands.keys()):
        want(rows, member_id, slot_id, ())
    for slot_id, standing in sorted(stands.items()):
        if standing.tally is not None:
            _write(rows, member, slot_id, columns_of(member, standing, standing.tally))
        want(rows, member_id, slot_id, demands_of(rows, member, standing))
    _watch(rows, member_id, sum(1 for _ in needs_presence(one.slot for one in stands.values())))


def _standings(rows: Rows, member_id: UUID, layers_on: LayersOn) -> list[Standing]:
    slots = slots_of(rows, member_id, layers_on)
    presences = _presences(rows, member_id) if any(needs_presence(slots)) else []
    return [stand(rows, slot, presences, layers_on) for slot in slots]


def _presences(rows: Rows, member_id: UUID) -> list[Row]:
    came = [one for one in rows.find(ATTENDANCE, "member_id", member_id) if one["status"] not in AWAY]
    meetings = rows.all_of(MEETING, [one["meeting_id"] for one in came])
    return [meeting for meeting in meetings if meeting["status"] != "CANCELLED"]


def demands_of(known: Known, member: Row, standing: Standing) -> list[Demand]:
    """What is due; and what was, under its own key, as long as all that it was grounded on counts."""
    adoption = standing.slot.layer.adoption
    rule = adoption.version.series, adoption.node_id
    dues = standing.tally.dues if standing.tally else ()
    due = [(one.consequence, one.key, one.facts, one.due_on) for one in dues]
    due += [
        (Consequence(row["consequence"]), row["key"], ground.event_ids, row["due_on"])
        for row in known.of(OBLIGATION, member["member_id"])
        if row["status"] in ACTED
        for ground in grounds_in(row)
        if (ground.series, ground.node_id) == rule and standing.facts.issuperset(ground.event_ids)
    ]
    return [
        Demand(
            consequence=consequence,
            key=key,
            organisation_id=member["branch_id"],
            series=adoption.version.series,
            node_id=adoption.node_id,
            version_id=adoption.version.id,
            event_ids=facts,
            due_on=due_on,
        )
        for consequence, key, facts, due_on in due
    ]


def columns_of(member: Row, standing: Standing, tally: Count) -> Row:
    """A standing as columns of its row, without its key and its position."""
    adoption = standing.slot.layer.adoption
    return {
        "organisation_id": member["branch_id"],
        "org_path": member["org_path"],
        "series": adoption.version.series,
        "node_id": adoption.node_id,
        "version_id": adoption.version.id,
        "member_kind": tally.marks[-1].member_kind.value,
        "counted": tally.counted,
        "required": tally.required,
        "status": "REACHED" if tally.dues else "ONE_SHORT" if tally.is_one_short else "COUNTING",
        "consequences": sorted({due.consequence.value for due in tally.dues}),
        "meeting_ids": [mark.meeting_id for mark in tally.marks],
        "event_ids": [mark.fact for mark in tally.marks],
        "from_on": tally.marks[0].on,
        "last_on": tally.marks[-1].on,
        "until_on": tally.until,
    }


def _write(rows: Rows, member: Row, slot_id: UUID, says: Row) -> None:
    key = member["member_id"], slot_id
    before = rows.get(ESCALATION, *key)
    if before is None:
        rows.create(ESCALATION, member_id=key[0], slot_id=slot_id, **says, position=rows.position)
    elif any(before[name] != value for name, value in says.items()):
        rows.change(ESCALATION, *key, **says, position=rows.position)


def _watch(rows: Rows, member_id: UUID, rules: int) -> None:
    """Have presence looked at in all branches where the member ever was at home, or no longer."""
    for branch_id in sorted({home["branch_id"] for home in rows.of(AFFILIATION, member_id)}):
        watched = rows.get(IN_A_ROW, branch_id, member_id)
        if rules and (watched is None or watched["rules"] != rules):
            rows.put(IN_A_ROW, branch_id=branch_id, member_id=member_id, rules=rules)
        elif not rules and watched is not None:
            rows.delete(IN_A_ROW, branch_id, member_id)
