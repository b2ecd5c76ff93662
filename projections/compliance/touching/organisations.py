"""What an organisation is: founded, moved, ended, and how it is made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.organisation.events import OrganisationKind
from projections.compliance.gathering import gather
from projections.compliance.touching.again import again, runs_from, some
from projections.compliance.writing import settle_all, settle_grid, settle_standing
from projections.framework.rows import Rows
from projections.framework.table import Row
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION


def organisation(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
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
        again(rows, id_, since, runs_from(rows, since), closed)
        settle_all(rows, id_, since, closed)


def groups(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """A branch has another number of groups from then on: its periods may be others."""
    known = some(before, after)
    since = known[0]["from_on"] if before is None else min(row["to_on"] for row in known if row["to_on"])
    branch_id = known[0]["branch_id"]
    gather(rows, [branch_id])
    settle_all(rows, branch_id, since, closed)
    settle_standing(rows, branch_id, since, closed)


def size(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """More members or fewer: where a group is concerned, its branch is made up otherwise too."""
    if after is None:  # terms are never taken away
        return
    since, id_ = after["from_on"], after["organisation_id"]
    gather(rows, [id_])
    for organisation_id in _with_branch(rows.require(ORGANISATION, id_)):
        settle_standing(rows, organisation_id, since, closed)
    again(rows, id_, since, lambda slot: bool(slot["outset"] >= since), closed)


def committee(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Another committee: of periods that began before it the old one counts."""
    *_, row = some(before, after)
    since, id_ = row["from_on"], row["organisation_id"]
    gather(rows, [id_])
    settle_standing(rows, id_, since, closed)
    again(rows, id_, since, lambda slot: bool(slot["outset"] >= since), closed)


def coverage(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Another grid covers it, or none: also what stood below it and has no grid of its own."""
    row = some(before, after)[0]
    ids = {row["organisation_id"]}
    ids |= {term["organisation_id"] for term in rows.among(ORGANISATION_PLACE, "parent_id", ids)}
    gather(rows, ids)
    for organisation_id in sorted(ids):
        settle_grid(rows, organisation_id, row["from_on"])


def _with_branch(organisation: Row) -> Iterator[UUID]:
    yield organisation["organisation_id"]
    if organisation["kind"] == OrganisationKind.PARTY_GROUP:
        yield organisation["parent_id"]
