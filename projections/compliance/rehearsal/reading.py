"""Reads what a rehearsal rests on: one snapshot, a statement a table, nothing locked and nothing written."""

# ruff: noqa: S608 - names come from declarations in this program, never from outside

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import asyncpg

from event_store.entering import ENTERED
from event_store.sqlstate import DATABASE_ERRORS
from projections.absences.rehearsal.reading import (
    AbsencesRead,
    Concern,
    is_about_absences,
    read_absences,
)
from projections.annual_plans import ANNUAL_PLAN, PLAN_FILING, PLAN_ITEM
from projections.calendar import CALENDAR_YEAR
from projections.clock import CLOCK
from projections.compliance.binding import furthest_ahead
from projections.compliance.facts import FURTHEST_BACK
from projections.compliance.tables import COMMITTEE_TERM, COMPLIANCE, GROUP_TERM, MERGER, SIZE_TERM
from projections.county import COUNTY
from projections.departures import DEPARTURE
from projections.framework.storage import LIVE
from projections.framework.table import Table
from projections.meeting_facts import MEETING_FACT
from projections.missed.rehearsal.reading import MissedRead, is_about_missed, read_missed
from projections.missed.tables import FIRST_ANNOUNCEMENT
from projections.obligations.tables import OBLIGATION
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION
from projections.publications import MONTH_THEME, PUBLICATION
from projections.schedule import SCHEDULE_EXCEPTION
from projections.violations import VIOLATION_FACT

if TYPE_CHECKING:
    from event_store.connections import Connections
    from event_store.pool import Connection

_A_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=366)  # the longest period, of which only the last day may lie in what is asked for

# Rules and grants of above bind below, so all of the county's organisations' life is entered, and the answer told of
# the node's subtree alone. Roles that are held to no subtree enter it too: to them it says nothing.
_ENTER = r"SELECT set_config('gridledger.entered', replace($1, E'\n', ' ') || E'\nORGANISATION_LIFE=/', true)"
_BELOW = """
WITH RECURSIVE below (id) AS (
    SELECT $2::uuid
     UNION
    SELECT p.organisation_id FROM below AS b
      JOIN read_model.organisation_place AS p ON p.tenant_id = $1 AND p.parent_id = b.id)
SELECT id FROM below ORDER BY id"""
_ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT unnest($2::uuid[])
     UNION
    SELECT p.parent_id FROM above AS a
      JOIN read_model.organisation_place AS p
        ON p.tenant_id = $1 AND p.organisation_id = a.id AND p.parent_id IS NOT NULL)
SELECT id FROM above ORDER BY id"""
_WITH_PARTS = """
WITH RECURSIVE found (id) AS (
    SELECT unnest($2::uuid[])
     UNION
    SELECT m.organisation_id FROM found AS f
      JOIN read_model.merger AS m ON m.tenant_id = $1 AND m.into_id = f.id)
SELECT id FROM found ORDER BY id"""
_SITE = f"""
WITH RECURSIVE line (id, parent_id, above) AS (
    SELECT organisation_id, parent_id, 0 FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2
     UNION ALL
    SELECT o.organisation_id, o.parent_id, l.above + 1 FROM line AS l
      JOIN read_model.organisation AS o ON o.tenant_id = $1 AND o.organisation_id = l.parent_id)
SELECT (SELECT array_agg(id ORDER BY above) FROM line) AS line,
       (SELECT founded_on FROM read_model.county WHERE tenant_id = $1) AS opened_on,
       (SELECT closed_on FROM read_model.clock WHERE tenant_id = $1) AS closed_on
 WHERE {ENTERED}"""
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_POSITION = "SELECT position FROM read_model.checkpoint WHERE tenant_id = $1 AND projection = 'read_models'"

_OF_COUNTY = (COUNTY, CLOCK, POLICY_VERSION, CALENDAR_YEAR)
_OF_LINE = (ORGANISATION, ORGANISATION_PLACE, POLICY_ADOPTION, MONTH_THEME, SCHEDULE_EXCEPTION)
_OF_SUBTREE = (
    GROUP_TERM,
    SIZE_TERM,
    COMMITTEE_TERM,
    ANNUAL_PLAN,
    PLAN_FILING,
    PLAN_ITEM,
    PUBLICATION,
    VIOLATION_FACT,
    DEPARTURE,
)

# Of wide tables, what is looked at; their rows are many.
_COLUMNS = {
    POLICY_VERSION: (
        "version_id",
        "series",
        "version",
        "issuer_level",
        "modality",
        "organisations",
        "forms",
        "rule",
    ),
    COMPLIANCE: (
        "organisation_id",
        "slot_id",
        "series",
        "node_id",
        "period",
        "version_id",
        "unit",
        "from_on",
        "to_on",
        "outset",
        "status",
        "required",
        "held",
        "verified",
    ),
}


class Read(NamedTuple):
    """What was read, as it came: ``ReadRows`` are made of it where that keeps nobody waiting."""

    position: int  # of the last event that it reflects
    organisation_ids: list[UUID]  # the node, and all that ever stood below it
    tables: dict[Table, list[Any]]
    presences: list[Any] | None = None  # None: absences were not asked for, or the rules say nothing of them
    facts: dict[UUID, UUID] | None = None  # by which acts name slots; None: no rule is about missed duties


class Site(NamedTuple):
    """Where something is to be rehearsed."""

    line: tuple[UUID, ...]  # the node and all above it now, the nearest first; empty if there is no such node
    opened_on: date  # the county
    closed_on: date  # the last day that is over


async def read_site(connections: Connections, tenant_id: str, node_id: UUID) -> Site:
    """Where a node lies, and how far the county's days are closed."""
    (row,) = await connections.fetch(_SITE, tenant_id, node_id)
    opened_on = row["opened_on"] or date.max
    return Site(tuple(row["line"] or ()), opened_on, row["closed_on"] or opened_on - _A_DAY)


async def read_facts(
    connection: Connection, tenant_id: str, node_id: UUID, since: date, concern: Concern | None = None
) -> Read:
    """What rules at a node are judged by from a day on; absences and missed duties too, if they are of ``concern``."""
    await _begin(connection)
    try:
        await connection.execute(_ENTER, tenant_id)
        return await _read(connection, tenant_id, node_id, since, concern)
    finally:
        with suppress(*DATABASE_ERRORS):  # a connection that is lost has told so
            await connection.execute("ROLLBACK")


async def _begin(connection: Connection) -> None:
    try:
        await connection.execute(_BEGIN)
    except asyncpg.ActiveSQLTransactionError:  # left by one that was cancelled; the error has ended it
        await connection.execute(_BEGIN)


async def _read(
    connection: Connection, tenant_id: str, node_id: UUID, since: date, concern: Concern | None
) -> Read:
    position = await connection.fetchval(_POSITION, tenant_id)
    subtree = [row["id"] for row in await connection.fetch(_BELOW, tenant_id, node_id)]
    met = [row["id"] for row in await connection.fetch(_WITH_PARTS, tenant_id, subtree)]
    tables = {table: await connection.fetch(_select(table, ""), tenant_id) for table in _OF_COUNTY}
    absences = await _absences(connection, tenant_id, subtree, since, tables[POLICY_VERSION], concern)
    missed = await _missed(connection, tenant_id, subtree, tables[POLICY_VERSION], concern)
    elsewhere = absences.branch_ids if absences else ()
    line = [row["id"] for row in await connection.fetch(_ABOVE, tenant_id, [*met, *elsewhere])]
    ahead = furthest_ahead(version["rule"] for version in tables[POLICY_VERSION])
    asked: list[tuple[Iterable[Table], str, list[Any]]] = [
        (_OF_LINE, " AND {first} = ANY ($2::uuid[])", [line]),
        (_OF_SUBTREE, " AND {first} = ANY ($2::uuid[])", [subtree]),
        ((MERGER,), " AND {first} = ANY ($2::uuid[])", [met]),
        (
            (MEETING_FACT,),
            " AND {first} = ANY ($2::uuid[]) AND status = 'CONCLUDED' AND held_on >= $3",
            [met, since - FURTHEST_BACK - _A_YEAR],
        ),
        (
            (COMPLIANCE,),
            (
                " AND {first} = ANY ($2::uuid[]) AND (to_on IS NULL OR to_on >= $3"
                " OR ($4 AND status IN ('MISSED', 'OFF_WINDOW')) OR slot_id = ANY ($5::uuid[]))"
            ),
            [subtree, since - ahead, missed is not None, sorted(missed.facts) if missed else []],
        ),
    ]
    tables |= {
        table: await connection.fetch(_select(table, where), tenant_id, *values)
        for those, where, values in asked
        for table in those
    }
    presences = None
    if absences is not None:
        tables, presences = tables | absences.tables, absences.presences
    if missed is not None:
        tables |= {OBLIGATION: [*tables.get(OBLIGATION, ()), *missed.acts], FIRST_ANNOUNCEMENT: []}
    return Read(position or 0, subtree, tables, presences, None if missed is None else missed.facts)


async def _absences(
    connection: Connection,
    tenant_id: str,
    subtree: list[UUID],
    since: date,
    published: list[Any],
    concern: Concern | None,
) -> AbsencesRead | None:
    if concern is None or not concern.absences:
        return None
    rehearsed = concern.rules(published)
    series = {row["series"] for row in rehearsed}
    # What gives way to them counts too: a draft may say something else by the name of such a rule.
    if not is_about_absences([*rehearsed, *(row for row in published if row["series"] in series)]):
        return None
    return await read_absences(connection, tenant_id, subtree, since, concern.until, [*published, *rehearsed])


async def _missed(
    connection: Connection, tenant_id: str, subtree: list[UUID], published: list[Any], concern: Concern | None
) -> MissedRead | None:
    """Rules that are in force already follow from duties that are rehearsed, so they matter too."""
    if concern is None or not is_about_missed([*published, *concern.rules(published)]):
        return None
    return await read_missed(connection, tenant_id, subtree)


def _select(table: Table, where: str) -> str:
    columns = ", ".join(_COLUMNS.get(table, table.types))
    wanted = where.replace("{first}", str(table.group))
    return f"SELECT {columns} FROM {LIVE}.{table.name} WHERE tenant_id = $1{wanted}"
