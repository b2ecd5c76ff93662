"""`gridledger assessments verify`: what periods came to follows from the log, and who changes something is found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import asyncpg
import pytest

from application.actor import Role
from domain.assessments.commands import AssessPeriod
from domain.assessments.tally import SlotStand, Tally, digest_of
from domain.organisation.events import OrganisationKind
from domain.policies.verdicts import Status
from event_store.pool import make_pool
from gridledger.embedded_postgres import SUPERUSER
from tests.projections.compliance.office import Office
from tests.projections.compliance.test_assessing import LECTURE, quarter, told
from tests.support.postgres import Database
from tests.system.processes import refused, run


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """A quarter that was told twice: one branch entered its lecture late."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=2)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=2)
    office = Office(app, projector, opened=date(2026, 1, 1))
    await office.open()
    _, missed, _ = await quarter(office)
    await office.assess()
    await office.meet(missed, LECTURE, on=date(2026, 3, 20))
    await office.assess()
    yield office
    await projector.close()
    await app.close()


@pytest.fixture
def settings(database: Database) -> dict[str, str]:
    return {
        "DATABASE_URL": database.dsn("gridledger_app"),
        "PROJECTION_DATABASE_URL": database.dsn("gridledger_projector"),
        "MIGRATION_DATABASE_URL": database.dsn(),
    }


async def verified(settings: dict[str, str]) -> tuple[int, list[str]]:
    said = await asyncio.to_thread(run, "assessments", "verify", settings=settings)
    assert said.stderr == ""
    return said.returncode, said.stdout.splitlines()


async def change(database: Database, statement: str, *values: Any) -> None:
    """Change one row behind the program's back."""
    connection = await asyncpg.connect(database.dsn(SUPERUSER))
    assert await connection.execute(statement, *values) == "UPDATE 1"
    await connection.close()


async def test_what_was_told_follows_from_the_log_and_the_tables(
    office: Office, settings: dict[str, str]
) -> None:
    first, second = await told(office)
    assert first.digest != second.digest
    position = await office.project()
    code, lines = await verified(settings)
    scope = f"county-a: 2 assessments of 6 slots at position {position}"
    assert (code, lines) == (0, [f"{scope}: follow from the log and from the tables"])
    assert "there is no county" in await asyncio.to_thread(
        refused, "assessments", "verify", "--county", "elsewhere", settings=settings
    )


async def test_a_row_that_was_altered_is_named_with_the_assessment_that_it_belies(
    office: Office, database: Database, settings: dict[str, str]
) -> None:
    """One branch is made to have passed in what was known when the first was told: the second is not touched."""
    first, _ = await told(office)
    await change(
        database,
        "UPDATE read_model.compliance_history SET status = 'PASSED'"
        " WHERE status = 'MISSED' AND period = '2026-Q1' AND true_to = 'infinity'"
        " AND known_from <= $1 AND known_to > $1",
        first.facts_position,
    )
    code, [whole, finding] = await verified(settings)
    assert code == 1
    assert whole.endswith("FINDINGS")
    assert f"event {first.event_id}" in finding
    assert f"it says {first.digest} (1 of 2), the log {first.digest} (1 of 2), the tables " in finding
    assert finding.endswith(" (2 of 2)")


async def test_what_was_told_wrongly_is_named_though_log_and_tables_agree(
    office: Office, settings: dict[str, str]
) -> None:
    """A worker gone wrong tells that a slot of nobody passed."""
    *_, second = await told(office)
    stands = [SlotStand(office.ids.new_id(), Status.PASSED, office.ids.new_id(), 1, 1, 1)]
    wrong = AssessPeriod(
        node_id=office.committee,
        series="county/lecture",
        organisation_kind=OrganisationKind.PARTY_BRANCH,
        period="2026-Q1",
        tally=Tally.of(stands),
        digest=digest_of(stands),
        facts_position=await office.project(),
    )
    await office.do(wrong, role=Role.PROCESS_MANAGER)
    await office.project()
    code, [_, finding] = await verified(settings)
    assert code == 1
    assert f"it says {wrong.digest} (1 of 1), the log {second.digest} (2 of 2)" in finding
    assert finding.endswith(f"the tables {second.digest} (2 of 2)")
