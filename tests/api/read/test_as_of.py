"""`asOf`: which moment is meant, what is refused, and that an answer says which it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from graphql_api.scalars import instant_text
from tests.api.read.county import TENANT, Asker

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

NAMES = "organisations(first: 1000{}) {{ nodes {{ id name memberCount }} }}"


async def ends(tables: Tables) -> list[asyncpg.Record]:
    """The last event of every command."""
    return await tables.fetch(
        "SELECT max(position) AS position, max(recorded_at) AS recorded_at FROM event_store.event"
        " WHERE tenant_id = $1 GROUP BY command_id ORDER BY 1",
        TENANT,
    )


async def read(county: Asker, as_of: str) -> tuple[Any, dict[str, Any]]:
    answer = await county.answer(f"{{ {NAMES.format(f', asOf: {{{as_of}}}')} }}")
    assert answer.errors == []
    return answer.data["organisations"]["nodes"], answer.extensions["asOf"]["organisations"]


async def test_a_position_stands_for_the_last_whole_command_by_then(county: Asker, tables: Tables) -> None:
    commands = await ends(tables)
    head = commands[-1]["position"]
    for position in range(0, head + 1, 3):
        whole = [command for command in commands if command["position"] <= position]
        _, echo = await read(county, f"position: {position}")
        assert echo["position"] == (whole[-1]["position"] if whole else 0)
        assert echo["recordedAt"] == (instant_text(whole[-1]["recorded_at"]) if whole else None)
        assert echo["occurredOn"] is None


async def test_an_instant_stands_for_all_that_was_recorded_by_then(county: Asker, tables: Tables) -> None:
    for command in (await ends(tables))[::20]:
        found, echo = await read(county, f'recordedAt: "{instant_text(command["recorded_at"])}"')
        # Others may have been recorded at the same instant.
        assert echo["position"] >= command["position"]
        assert echo["recordedAt"] == instant_text(command["recorded_at"])
        assert found == (await read(county, f"position: {echo['position']}"))[0]


async def test_the_end_of_time_is_now(county: Asker, tables: Tables) -> None:
    head = (await ends(tables))[-1]["position"]
    now = (await county.ask(f"{{ {NAMES.format('')} }}"))["organisations"]["nodes"]
    for as_of in (
        f"position: {head}",
        'recordedAt: "2099-01-01T00:00:00Z"',
        'recordedAt: "9999-12-31T23:59:59.999999Z"',
        'occurredOn: "2099-01-01"',
        'occurredOn: "9999-12-31"',
    ):
        found, echo = await read(county, as_of)
        assert found == now
        assert echo["position"] == head


async def test_before_the_first_event_there_is_nothing(county: Asker) -> None:
    for as_of in ("position: 0", 'recordedAt: "1999-01-01T00:00:00Z"'):
        found, echo = await read(county, as_of)
        assert found == []
        assert echo == {"position": 0, "recordedAt": None, "occurredOn": None}


async def test_two_fields_ask_for_different_times(county: Asker, tables: Tables) -> None:
    first, last = (await ends(tables))[2]["position"], (await ends(tables))[-1]["position"]
    answer = await county.answer(
        f"{{ then: organisations(asOf: {{position: {first}}}) {{ totalCount }}"
        f' about: organisations(asOf: {{position: {last}, occurredOn: "2099-01-01"}}) {{ totalCount }}'
        " now: organisations { totalCount } }"
    )
    assert answer.errors == []
    assert answer.data["then"]["totalCount"] < answer.data["now"]["totalCount"]
    assert answer.data["about"] == answer.data["now"]
    echoes = answer.extensions["asOf"]
    assert {root: echo["position"] for root, echo in echoes.items()} == {"then": first, "about": last}
    assert echoes["about"]["occurredOn"] == "2099-01-01"
    assert answer.extensions["position"] == last


@pytest.mark.parametrize(
    "as_of",
    [
        "",
        "position: null",
        'position: 1, recordedAt: "2026-01-01T00:00:00Z"',
        "position: 99999999",
    ],
)
async def test_times_that_are_refused(county: Asker, as_of: str) -> None:
    answer = await county.answer(f"{{ county(asOf: {{{as_of}}}) {{ name }} viewer {{ account }} }}")
    assert answer.codes == ["BAD_USER_INPUT"]
    assert answer.data["county"] is None
    assert answer.data["viewer"]["account"] == "county"
    assert "asOf" not in answer.extensions


async def test_members_are_counted_as_they_then_were(county: Asker, tables: Tables) -> None:
    """Where nothing was corrected since: those registered by then who had not left, the League's members apart."""
    committee = (await county.ask("{ county { committee { id } } }"))["county"]["committee"]["id"]
    query = "query ($id: ID!, $at: Position) { organisation(id: $id, asOf: {position: $at}) { memberCount } }"
    for command in (await ends(tables))[::25]:
        data = await county.ask(query, {"id": committee, "at": command["position"]})
        registered = await tables.fetchval(
            "SELECT count(*) FILTER (WHERE type = 'member.registered'"
            " AND convert_from(payload, 'UTF8')::json ->> 'kind' <> 'LEAGUE_MEMBER')"
            " - count(*) FILTER (WHERE type = 'member.left')"
            " FROM event_store.event WHERE tenant_id = $1 AND position <= $2",
            TENANT,
            command["position"],
        )
        counted = 0 if data["organisation"] is None else data["organisation"]["memberCount"]
        assert counted == registered
