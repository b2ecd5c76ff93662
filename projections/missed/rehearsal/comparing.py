"""What missed duties come to, and what they would: a pure function of rows, an organisation at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Consequence
from domain.policies.rehearsing import Change, Matter
from projections.absences.rehearsal.comparing import Everywhere, remembered
from projections.absences.rehearsal.pairing import Found, Key, Told, change_between, may_be_joined, paired
from projections.compliance.rehearsal.comparing import Compared, Rule
from projections.compliance.rehearsal.judging import Bindings
from projections.compliance.rehearsal.proposal import Proposal, with_proposal
from projections.compliance.rehearsal.rows import ReadRows
from projections.compliance.slots import DAY, last_closed
from projections.compliance.tables import COMPLIANCE, VOID
from projections.framework.table import Row
from projections.missed.counting import FINDINGS, LayersOn, Standing, standings_of
from projections.missed.settling import demands_of, stands_still
from projections.missed.tables import FIRST_ANNOUNCEMENT
from projections.organisations import ORGANISATION


class Followed(NamedTuple):
    """One thing that follows from what an organisation missed, or would."""

    matter: Matter
    consequence: Consequence | None  # of what is due
    organisation_id: UUID
    place_id: UUID | None  # right below the node, or the node itself; None if it stands elsewhere now
    on: date  # the last day of the last period that counts
    rule: Rule | None  # of being one short
    stands: Told | None
    would: Told | None

    @property
    def change(self) -> Change:
        """What would have become of it."""
        return change_between(self.stands, self.would)


def compare_missed(
    known: ReadRows,
    facts: Mapping[UUID, UUID],
    proposal: Proposal,
    until: date,
    organisation_ids: Collection[UUID],
    compared: Iterable[Compared],
) -> Iterator[list[Followed]]:
    """For each organisation, all that follows and would from periods that ended by a day.

    ``facts`` are those that acts name slots by, ``compared`` the slots that would stand otherwise. Whatever is missed
    counts as announced: the worker does that once it looks.
    """
    would_be = with_proposal(known, proposal)
    would_be = would_be.laid_over(COMPLIANCE, [_as_it_would(known, one) for one in compared])
    sides = [_Side.of(rows, facts, until) for rows in (known, would_be)]
    places = Everywhere(known, proposal.node_id)
    for organisation_id in organisation_ids:
        organisation = known.require(ORGANISATION, organisation_id)
        stands, would = (side.found(organisation) for side in sides)
        yield [
            Followed(
                matter=matter,
                consequence=consequence,
                organisation_id=organisation_id,
                place_id=places.on(organisation_id, date.max),
                on=last.on if (last := then or now) else date.max,
                rule=rule,
                stands=now and now.told,
                would=then and then.told,
            )
            for (matter, consequence, _, rule), now, then in paired(stands, would)
        ]


def _as_it_would(known: ReadRows, one: Compared) -> Row:
    status = VOID if one.would is None else one.would.status.value
    row = known.get(COMPLIANCE, one.organisation_id, one.slot_id)
    if row is not None:
        return {**row, "status": status}
    return {
        "organisation_id": one.organisation_id,
        "slot_id": one.slot_id,
        "series": one.rule.series,
        "node_id": one.rule.node_id,
        "period": one.period,
        "outset": one.outset,
        "to_on": one.to_on,
        "status": status,
    }


@dataclass(frozen=True)
class _Side:
    """How things are, or how they would be."""

    known: ReadRows
    layers_on: LayersOn
    slots: Mapping[UUID, UUID]  # by facts

    @classmethod
    def of(cls, known: ReadRows, facts: Mapping[UUID, UUID], until: date) -> _Side:
        """With each slot that was missed, or that an act dealt with, as announced; by its own id if by no event."""
        until = min(until, last_closed(known))  # of a period that is not over nothing is announced
        first = [
            {
                "organisation_id": row["organisation_id"],
                "slot_id": row["slot_id"],
                "event_id": facts.get(row["slot_id"], row["slot_id"]),
            }
            for row in known.all_of(COMPLIANCE)
            if row["to_on"] is not None
            and row["to_on"] <= until
            and (row["status"] in FINDINGS or row["slot_id"] in facts)
        ]
        told = known.laid_over(FIRST_ANNOUNCEMENT, first)
        return cls(told, remembered(Bindings(told)), {row["event_id"]: row["slot_id"] for row in first})

    def found(self, organisation: Row) -> dict[Key, Found]:
        """By which rules it is one short, and what is due: by consequence and key, as obligations are."""
        if not stands_still(self.known, organisation):
            return {}
        today = last_closed(self.known) + DAY
        standings = standings_of(self.known, organisation["organisation_id"], self.layers_on, today)
        return dict([*self._one_short(organisation, standings), *self._due(organisation, standings)])

    def _one_short(self, organisation: Row, standings: Iterable[Standing]) -> Iterator[tuple[Key, Found]]:
        closed = last_closed(self.known)
        for slot, tally, _ in standings:
            if tally is not None and tally.is_one_short and may_be_joined(tally.until, closed):
                adoption = slot.layer.adoption
                key = Matter.ONE_SHORT, None, "", Rule(adoption.version.series, adoption.node_id)
                yield key, self._found(organisation, {one.fact for one in tally.found}, tally.required)

    def _due(self, organisation: Row, standings: Iterable[Standing]) -> Iterator[tuple[Key, Found]]:
        demanded = defaultdict(list)
        for standing in standings:
            for one in demands_of(self.known, organisation, standing):
                demanded[one.consequence, one.key].append(one)
        for (consequence, name), demands in demanded.items():
            facts = {fact for one in demands for fact in one.event_ids}
            due_on = min((one.due_on for one in demands if one.due_on), default=None)
            key = Matter.DUE, consequence, name, None
            yield key, self._found(organisation, facts, None, due_on)

    def _found(
        self, organisation: Row, facts: Collection[UUID], required: int | None, due_on: date | None = None
    ) -> Found:
        slots = tuple(sorted(self.slots[fact] for fact in facts))
        rows = (self.known.require(COMPLIANCE, organisation["organisation_id"], slot) for slot in slots)
        told = Told(counted=len(slots), required=required, due_on=due_on, facts=slots)
        return Found(told, max(row["to_on"] for row in rows))
