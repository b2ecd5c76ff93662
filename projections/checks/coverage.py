"""Findings about entities that no branch covers, and about project sites that lack a temporary branch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from domain.core.findings import FindingKind
from domain.coverage.events import EntityCoverageEnded, EntityCovered, EntityExcluded, EntitySurveyed
from domain.organisation.events import OrganisationDissolved, OrganisationMerged
from domain.sites.events import SiteBranchAssigned, SiteClosed, SiteOpened, SiteRecounted
from domain.sites.need import MORE_MEMBERS_THAN, needs_branch
from projections.checks.declare import Check
from projections.entities import ENTITY
from projections.finding_table import FINDING, About, finding_id, settle
from projections.framework.rows import Rows
from projections.framework.table import Row, Table
from projections.organisations import ORGANISATION
from projections.sites import SITE

_ENTITY_EVENTS = (EntitySurveyed, EntityExcluded, EntityCovered, EntityCoverageEnded)
_SITE_EVENTS = (SiteOpened, SiteRecounted, SiteBranchAssigned, SiteClosed)


def _covered(rows: Rows, event: Any) -> None:
    """What counts is covered by some branch."""
    entity = rows.require(ENTITY, event.originator_id)
    about = About(
        "NewSectorEntity",
        entity["entity_id"],
        entity["org_path"],
        organisation_id=entity["organisation_id"],
    )
    uncovered = entity["excluded_ground"] is None and entity["covered_by"] is None
    settle(rows, FindingKind.ENTITY_UNCOVERED, about, holds=uncovered)


def _site_changed(rows: Rows, event: Any) -> None:
    _settle(rows, rows.require(SITE, event.originator_id))


def _branch_ended(rows: Rows, event: OrganisationDissolved | OrganisationMerged) -> None:
    """A site whose branch is gone while work goes on is without one."""
    for site in rows.find(SITE, "branch_id", event.originator_id):
        _settle(rows, site)


def _settle(rows: Rows, site: Row) -> None:
    due = (
        site["closed_on"] is None
        and needs_branch(site["starts_on"], site["ends_on"], site["people"], site["members"])
        and not _has_branch(rows, site["branch_id"])
    )
    about = About("ProjectSite", site["site_id"], site["org_path"], organisation_id=site["organisation_id"])
    settle(
        rows,
        FindingKind.TEMPORARY_BRANCH_DUE,
        about,
        holds=due,
        measured=site["members"],
        allowed=MORE_MEMBERS_THAN,
    )


def _has_branch(rows: Rows, branch_id: UUID | None) -> bool:
    return branch_id is not None and rows.require(ORGANISATION, branch_id)["dissolved_on"] is None


def _reads(kind: FindingKind, object_type: str) -> Any:
    def read(event: Any) -> Iterable[tuple[Table, Any]]:
        return [(FINDING, finding_id(kind, About(object_type, event.originator_id, "")))]

    return read


CHECKS = (
    Check(_ENTITY_EVENTS, _covered, _reads(FindingKind.ENTITY_UNCOVERED, "NewSectorEntity")),
    Check(_SITE_EVENTS, _site_changed, _reads(FindingKind.TEMPORARY_BRANCH_DUE, "ProjectSite")),
    Check((OrganisationDissolved, OrganisationMerged), _branch_ended),
)
