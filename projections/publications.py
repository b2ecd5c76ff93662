"""What organisations made public (公示), and the themes that they gave out for a month (当月主题)."""

from __future__ import annotations

from domain.policies.periods import Period
from domain.publications.events import (
    MatterPublicationWithdrawn,
    MatterPublished,
    ThemePublished,
    ThemeWithdrawn,
)
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel
from projections.framework.rows import Rows
from projections.framework.table import GoesAlong, History, OfItsDay, Table
from projections.organisation_places import place_on
from projections.organisations import ORGANISATION, place_of

# One that was withdrawn is no row any more; that there was one is in the past of the table.
PUBLICATION = Table(
    "publication",
    key={"organisation_id": "uuid", "publication_id": "uuid"},
    columns={
        "org_path": "text",
        "matter": "text",
        "unit": "text",
        "period_first": "date",
        "period": "text",
        "published_on": "date",
        "event_id": "uuid",
        "version": "integer",
        "position": "bigint",
    },
    audited=("matter", "period", "published_on"),
    history=History.SUPERSEDED,
    day="published_on",
    placed=OfItsDay("published_on"),
)

MONTH_THEME = Table(
    "month_theme",
    key={"node_id": "uuid", "month": "date"},
    columns={
        "month_theme_id": "uuid",
        "org_path": "text",
        "codes": "text[]",
        "version": "integer",
        "position": "bigint",
    },
    audited=("codes",),
    history=History.SUPERSEDED,
    placed=GoesAlong(),
)


def _published(rows: Rows, event: MatterPublished, record: LoggedEvent) -> None:
    rows.create(
        PUBLICATION,
        organisation_id=event.organisation_id,
        publication_id=event.originator_id,
        org_path=place_on(rows, event.organisation_id, event.on),
        matter=event.matter.value,
        unit=event.unit.value,
        period_first=event.period_first,
        period=Period.of(event.period_first, event.unit).label,
        published_on=event.on,
        event_id=event.event_id,
        version=event.originator_version,
        position=record.position,
    )


def _withdrawn(rows: Rows, event: MatterPublicationWithdrawn, record: LoggedEvent) -> None:
    rows.delete(PUBLICATION, event.organisation_id, event.originator_id)


def _theme_published(rows: Rows, event: ThemePublished, record: LoggedEvent) -> None:
    before = rows.get(MONTH_THEME, event.node_id, event.month)
    rows.put(
        MONTH_THEME,
        node_id=event.node_id,
        month=event.month,
        month_theme_id=event.originator_id,
        org_path=place_of(rows, event.node_id),
        codes=[*(before["codes"] if before else ()), event.code],
        version=event.originator_version,
        position=record.position,
    )


def _theme_withdrawn(rows: Rows, event: ThemeWithdrawn, record: LoggedEvent) -> None:
    before = rows.require(MONTH_THEME, event.node_id, event.month)
    codes = [code for code in before["codes"] if code != event.code]
    version, position = event.originator_version, record.position
    rows.change(MONTH_THEME, event.node_id, event.month, codes=codes, version=version, position=position)


PUBLICATIONS = ReadModel(
    name="publications",
    tables=(PUBLICATION, MONTH_THEME),
    handlers={
        MatterPublished: _published,
        MatterPublicationWithdrawn: _withdrawn,
        ThemePublished: _theme_published,
        ThemeWithdrawn: _theme_withdrawn,
    },
    reads={
        MatterPublished: lambda event: [
            (PUBLICATION, event.organisation_id),
            (ORGANISATION, event.organisation_id),
        ],
        MatterPublicationWithdrawn: lambda event: [(PUBLICATION, event.organisation_id)],
        ThemePublished: lambda event: [(MONTH_THEME, event.node_id), (ORGANISATION, event.node_id)],
        ThemeWithdrawn: lambda event: [(MONTH_THEME, event.node_id)],
    },
)
