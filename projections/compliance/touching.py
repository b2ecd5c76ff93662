"""What a fact touches: from the rows that an event changed to the slots that may stand otherwise for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.organisation.events import OrganisationKind
from domain.policies.periods import Period, Unit
from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM
from projections.calendar import CALENDAR_YEAR
from projections.clock import CLOCK
from projections.compliance.binding import Looks, looks_of_text
from projections.compliance.facts import FURTHEST_BACK
from projections.compliance.gathering import below, everybody, gather
from projections.compliance.merging import Heir, heirs_of
from projections.compliance.slots import DAY, slot_of
from projections.compliance.tables import COMMITTEE_TERM, COMPLIANCE, GROUP_TERM, MERGER, SIZE_TERM, VOID
from projections.compliance.writing import settle, settle_all, settle_grid, settle_standing
from projections.county import COUNTY
from projections.departures import DEPARTURE
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.grids import GRID_COVERAGE
from projections.meeting_facts import MEETING_FACT
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION
from projections.publications import MONTH_THEME, PUBLICATION
from projections.schedule import SCHEDULE_EXCEPTION
from projections.violations import VIOLATION_FACT

Touch = Callable[[Rows, Row | None, Row | None, date], None]  # rows, before, after, the last day closed
Change = tuple[Table, Any, Row | None, Row | None]  # table, key, the row before and after


def touched(changes: Iterable[Change]) -> list[tuple[Touch, Row | None, Row | None]]:
    """What an event's changes call for."""
    return [
        (TOUCHES[table], before, after)
        for table, _, before, after in changes
        if table in TOUCHES and before != after
    ]


def _some(before: Row | None, after: Row | None) -> list[Row]:
    """Of a row before and after, those that there are."""
    return [row for row in (before, after) if row is not None]


def _again(
    rows: Rows, organisation_id: UUID, since: date, concerns: Callable[[Row], bool], closed: date
) -> None:
    """Judge the periods of an organisation that a fact concerns once more, from its day on."""
    gather(rows, [organisation_id])
    for row in list(rows.of(COMPLIANCE, organisation_id)):
        if row["to_on"] is not None and row["status"] != VOID and concerns(row):
            settle(rows, slot_of(rows, row), since, closed)


def _below(rows: Rows, node_id: UUID, since: date, concerns: Callable[[Row], bool], closed: date) -> None:
    ids = below(rows, node_id)
    gather(rows, ids)
    for organisation_id in ids:
        _again(rows, organisation_id, since, concerns, closed)


def _overlapping(first: date, last: date) -> Callable[[Row], bool]:
    return lambda slot: bool(slot["from_on"] <= last and first <= slot["to_on"])


def _from(rows: Rows, day: date) -> Callable[[Row], bool]:
    """Periods that run on a day or later, and those that meetings of then may make up for."""
    return lambda slot: bool(slot["to_on"] + _looks(rows, slot).ahead >= day)


def _reaching_into(rows: Rows, first: date, last: date) -> Callable[[Row], bool]:
    """Periods that have a day between two, those that meetings of then may make up for, or that rest on them."""
    begun = _from(rows, first)

    def concerns(slot: Row) -> bool:
        back = FURTHEST_BACK if _looks(rows, slot).back else timedelta()
        return bool(slot["from_on"] <= last + back and begun(slot))

    return concerns


def _of_heirs(rows: Rows, organisation_id: UUID, concerns: Callable[[Row], bool], closed: date) -> None:
    """The same of what an organisation became part of, from that day on, where its meetings count."""
    for heir in heirs_of(rows, organisation_id):
        _of_heir(rows, heir, concerns, closed)


def _of_heir(rows: Rows, heir: Heir, concerns: Callable[[Row], bool], closed: date) -> None:
    def counts(slot: Row) -> bool:
        return _looks(rows, slot).merged and slot["to_on"] >= heir.on and concerns(slot)

    _again(rows, heir.organisation_id, heir.on, counts, closed)


def _looks(rows: Rows, slot: Row) -> Looks:
    return looks_of_text(rows.require(POLICY_VERSION, slot["version_id"])["rule"])


def _meeting(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Only what took place is judged."""
    held = [row for row in _some(before, after) if row["status"] == "CONCLUDED"]
    if not held:
        return
    days = {row["held_on"] for row in held}
    first = min(days)

    def concerns(slot: Row) -> bool:
        looks = _looks(rows, slot)
        inside = any(slot["from_on"] <= day <= slot["to_on"] + looks.ahead for day in days)
        return (inside or (looks.back and first < slot["from_on"])) and any(
            looks.at(row["kind"], row["gathering_id"]) for row in held
        )

    _again(rows, held[0]["organisation_id"], first, concerns, closed)
    _of_heirs(rows, held[0]["organisation_id"], concerns, closed)


def _of_a_year(day: str | None) -> Touch:
    """A plan, its filing or an item of it: dated in a column, or as long as the year."""

    def touch(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
        known = _some(before, after)
        first, last = (date(known[0]["year"], month, day) for month, day in ((1, 1), (12, 31)))
        since = min(row[day] for row in known) if day else first
        _again(rows, known[0]["organisation_id"], since, _overlapping(first, last), closed)

    return touch


def _publication(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    for row in _some(before, after):
        about = Period.of(row["period_first"], Unit(row["unit"]))
        since, concerns = row["published_on"], _overlapping(about.first, about.last)
        _again(rows, row["organisation_id"], since, concerns, closed)


def _violation(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    for row in _some(before, after):
        on = row["occurred_on"]
        _again(rows, row["organisation_id"], on, _overlapping(on, on), closed)


def _departure(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Of one slot alone, if there is one: it may be given before the period begins."""
    known = _some(before, after)
    since, slot_id = min(row["given_on"] for row in known), known[0]["slot_id"]
    _again(rows, known[0]["organisation_id"], since, lambda slot: bool(slot["slot_id"] == slot_id), closed)


def _theme(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    for row in _some(before, after)[-1:]:
        month = Period.of(row["month"], Unit.MONTH)
        _below(rows, row["node_id"], month.first, _overlapping(month.first, month.last), closed)


def _exception(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    known = _some(before, after)
    since = min(row["from_on"] for row in known)
    node_id = known[0]["organisation_id"]
    _below(rows, node_id, since, _from(rows, since), closed)
    for organisation_id in below(rows, node_id):  # by it meetings were held that an heir elsewhere may count
        _of_heirs(rows, organisation_id, _from(rows, since), closed)


def _calendar(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    for row in _some(before, after)[-1:]:
        first, last = date(row["year"], 1, 1), date(row["year"], 12, 31)
        committee_id = rows.require(COUNTY)["committee_id"]
        _below(rows, committee_id, first, _reaching_into(rows, first, last), closed)


def _organisation(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Founded, moved, ended: slots that begin from that day on, and those that run on it."""
    if after is None:  # an organisation's row is never taken away
        return
    id_ = after["organisation_id"]
    gather(rows, [id_])
    if before is None:
        settle_all(rows, id_, after["founded_on"], closed)
        return
    if before["org_path"] != after["org_path"]:
        settle_all(rows, id_, after["placed_from"], closed)
        settle_standing(rows, id_, after["placed_from"], closed)
        settle_grid(rows, id_, after["placed_from"])
    if before["dissolved_on"] != after["dissolved_on"]:
        since = min(row["dissolved_on"] for row in (before, after) if row["dissolved_on"])
        _again(rows, id_, since, _from(rows, since), closed)
        settle_all(rows, id_, since, closed)


def _merger(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """From that day on, what a branch held counts for what it became part of, and for what that did."""
    if after is not None:  # none is taken back
        on = after["merged_on"]
        _of_heirs(rows, after["organisation_id"], _reaching_into(rows, on, on), closed)


def _groups(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """A branch has another number of groups from then on: its periods may be others."""
    known = _some(before, after)
    since = known[0]["from_on"] if before is None else min(row["to_on"] for row in known if row["to_on"])
    branch_id = known[0]["branch_id"]
    gather(rows, [branch_id])
    settle_all(rows, branch_id, since, closed)
    settle_standing(rows, branch_id, since, closed)


def _size(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """More members or fewer: where a group is concerned, its branch is made up otherwise too."""
    if after is None:  # terms are never taken away
        return
    since, id_ = after["from_on"], after["organisation_id"]
    gather(rows, [id_])
    for organisation_id in _with_branch(rows.require(ORGANISATION, id_)):
        settle_standing(rows, organisation_id, since, closed)
    _again(rows, id_, since, lambda slot: bool(slot["outset"] >= since), closed)


def _committee(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Another committee: of periods that began before it the old one counts."""
    *_, row = _some(before, after)
    since, id_ = row["from_on"], row["organisation_id"]
    gather(rows, [id_])
    settle_standing(rows, id_, since, closed)
    _again(rows, id_, since, lambda slot: bool(slot["outset"] >= since), closed)


def _coverage(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Another grid covers it, or none: also what stood below it and has no grid of its own."""
    row = _some(before, after)[0]
    ids = {row["organisation_id"]}
    ids |= {term["organisation_id"] for term in rows.among(ORGANISATION_PLACE, "parent_id", ids)}
    gather(rows, ids)
    for organisation_id in sorted(ids):
        settle_grid(rows, organisation_id, row["from_on"])


def _with_branch(organisation: Row) -> Iterator[UUID]:
    yield organisation["organisation_id"]
    if organisation["kind"] == OrganisationKind.PARTY_GROUP:
        yield organisation["parent_id"]


def _adoption(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Rules begin to bind, or do so no longer: slots come and go, and meetings are judged otherwise."""
    known = _some(before, after)
    since = known[0]["since"]
    if before and after and before["until"] != after["until"]:
        since = min(row["until"] for row in known if row["until"])
    ids, rule = below(rows, known[0]["node_id"]), (known[0]["series"], known[0]["node_id"])
    gather(rows, ids)
    for organisation_id in ids:
        settle_all(rows, organisation_id, since, closed, only=rule)
        _again(rows, organisation_id, since, _from(rows, since), closed)


def _clock(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """A day is over: what waited for it is judged once more, and periods begin with the next."""
    tomorrow = closed + DAY
    due = rows.among(COMPLIANCE, "recheck", {closed})
    gather(rows, {row["organisation_id"] for row in due})
    for row in due:
        settle(rows, slot_of(rows, row), closed, closed)
    if tomorrow.day == 1:
        beginning = everybody(rows)
    else:  # what was recorded ahead
        beginning = [one["organisation_id"] for one in rows.among(ORGANISATION, "founded_on", {tomorrow})]
    gather(rows, beginning)
    for organisation_id in beginning:
        settle_all(rows, organisation_id, tomorrow, closed)
    for column in ("dissolved_on", "placed_from"):
        for organisation in rows.among(ORGANISATION, column, {tomorrow}):
            gather(rows, [organisation["organisation_id"]])
            settle_all(rows, organisation["organisation_id"], tomorrow, closed)
    for column in ("since", "until"):
        for adoption in rows.among(POLICY_ADOPTION, column, {tomorrow}):
            ids = below(rows, adoption["node_id"])
            gather(rows, ids)
            for organisation_id in ids:
                settle_all(rows, organisation_id, tomorrow, closed)


TOUCHES: Mapping[Table, Touch] = {
    ORGANISATION: _organisation,
    GROUP_TERM: _groups,
    SIZE_TERM: _size,
    COMMITTEE_TERM: _committee,
    MERGER: _merger,
    MEETING_FACT: _meeting,
    ANNUAL_PLAN: _of_a_year("adopted_on"),
    PLAN_FILING: _of_a_year("filed_on"),
    PLAN_ITEM: _of_a_year(None),
    PUBLICATION: _publication,
    VIOLATION_FACT: _violation,
    DEPARTURE: _departure,
    MONTH_THEME: _theme,
    SCHEDULE_EXCEPTION: _exception,
    CALENDAR_YEAR: _calendar,
    GRID_COVERAGE: _coverage,
    POLICY_ADOPTION: _adoption,
    CLOCK: _clock,
}
