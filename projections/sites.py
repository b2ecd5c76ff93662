"""Project sites (项目部、工地): how long, how many people, and which temporary branch is there."""

from __future__ import annotations

from domain.sites.events import SiteBranchAssigned, SiteClosed, SiteOpened, SiteRecounted
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, Table
from projections.organisations import ORGANISATION, place_of

SITE = Table(
    "site",
    key={"site_id": "uuid"},
    columns={
        "organisation_id": "uuid",
        "name": "text",
        "starts_on": "date",
        "ends_on": "date",
        "people": "integer",
        "members": "integer",
        "branch_id": "uuid",
        "closed_on": "date",
        "org_path": "text",
        "version": "integer",
        "position": "bigint",
    },
    audited=("name", "ends_on", "people", "members", "branch_id", "closed_on"),
    history=History.SUPERSEDED,
    day="starts_on",
    placed=GoesAlong(),
)


def _opened(rows: Rows, event: SiteOpened, record: LoggedEvent) -> None:
    rows.create(
        SITE,
        site_id=event.originator_id,
        organisation_id=event.organisation_id,
        name=event.name,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        people=event.people,
        members=event.members,
        branch_id=None,
        closed_on=None,
        org_path=place_of(rows, event.organisation_id),
        version=event.originator_version,
        position=record.position,
    )


def _recounted(rows: Rows, event: SiteRecounted, record: LoggedEvent) -> None:
    _set(rows, event, record, ends_on=event.ends_on, people=event.people, members=event.members)


def _branch_assigned(rows: Rows, event: SiteBranchAssigned, record: LoggedEvent) -> None:
    _set(rows, event, record, branch_id=event.branch_id)


def _closed(rows: Rows, event: SiteClosed, record: LoggedEvent) -> None:
    _set(rows, event, record, closed_on=event.on)


def _set(
    rows: Rows,
    event: SiteRecounted | SiteBranchAssigned | SiteClosed,
    record: LoggedEvent,
    **fields: object,
) -> None:
    version, position = event.originator_version, record.position
    rows.change(SITE, event.originator_id, version=version, position=position, **fields)


PROJECT_SITES = ReadModel(
    name="sites",
    tables=(SITE,),
    handlers={
        SiteOpened: _opened,
        SiteRecounted: _recounted,
        SiteBranchAssigned: _branch_assigned,
        SiteClosed: _closed,
    },
    reads={
        SiteOpened: lambda event: [(ORGANISATION, event.organisation_id)],
        SiteRecounted: by_stream(SITE),
        SiteBranchAssigned: by_stream(SITE),
        SiteClosed: by_stream(SITE),
    },
)
