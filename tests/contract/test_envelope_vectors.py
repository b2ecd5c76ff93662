"""The golden vectors of the envelope's bytes. They never change; another format is another number."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from domain.core import Occurred
from event_store.envelope import COLUMNS, OPTIONAL, Envelope, decode_envelope, encode_envelope
from event_store.pool import make_pool
from event_store.reading import LogReader
from tests.support.postgres import Database

GUIDE = Path(__file__).parents[2] / "docs" / "event-store.md"
VECTORS = sorted((Path(__file__).parent / "envelope").glob("*.json"))
UUIDS = ("event_id", "stream_id", "capacity_place", "command_id", "correlation_id", "causation_id")

# The canonical bytes by PostgreSQL alone, from the same description (docs/event-store.md).
BYTES_IN_SQL = """
SELECT string_agg(convert_to(length(field) || ':', 'UTF8') || field || ',', '' ORDER BY n)
  FROM event_store.event,
       unnest(ARRAY[
           'gridledger.event.1', convert_to(tenant_id, 'UTF8'), convert_to(position::text, 'UTF8'),
           convert_to(event_id::text, 'UTF8'), convert_to(stream_type, 'UTF8'),
           convert_to(stream_id::text, 'UTF8'), convert_to(version::text, 'UTF8'), convert_to(type, 'UTF8'),
           convert_to(schema_version::text, 'UTF8'), convert_to(occurred_at, 'UTF8'),
           convert_to(to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8'),
           convert_to(actor, 'UTF8'), convert_to(capacity, 'UTF8'), convert_to(capacity_place::text, 'UTF8'),
           convert_to(authority, 'UTF8'), convert_to(command_id::text, 'UTF8'),
           convert_to(correlation_id::text, 'UTF8'), convert_to(causation_id::text, 'UTF8'),
           convert_to(reason, 'UTF8'), convert_to(source_client, 'UTF8'), convert_to(source_batch, 'UTF8'),
           convert_to(source_device, 'UTF8'), payload
       ]) WITH ORDINALITY AS u (given, n),
       coalesce(given, '') AS field
 WHERE tenant_id = $1 AND position = $2
"""


def envelope_of(fields: dict[str, Any]) -> Envelope:
    values = fields | {name: UUID(fields[name]) for name in UUIDS if fields[name] is not None}
    values["occurred_at"] = Occurred.parse(fields["occurred_at"])
    values["recorded_at"] = datetime.fromisoformat(fields["recorded_at"])
    values["payload"] = fields["payload"].encode()
    return Envelope(**values)


@pytest.fixture(params=VECTORS, ids=lambda path: path.stem)
def vector(request: pytest.FixtureRequest) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads(request.param.read_text())
    return vector


def test_the_vectors_cover_what_matters() -> None:
    envelopes = [envelope_of(json.loads(path.read_text())["envelope"]) for path in VECTORS]
    assert {envelope.occurred_at.precision for envelope in envelopes} == {"year", "month", "day", "instant"}
    for name in OPTIONAL:
        assert {getattr(envelope, name) is None for envelope in envelopes} == {True, False}


def test_bytes_are_those_of_the_vector(vector: dict[str, Any]) -> None:
    data = encode_envelope(envelope_of(vector["envelope"]))
    assert data.decode() == vector["text"]
    assert base64.b64encode(data).decode() == vector["base64"]
    assert hashlib.sha256(data).hexdigest() == vector["sha256"]


def test_the_envelope_is_read_back_from_its_bytes(vector: dict[str, Any]) -> None:
    assert decode_envelope(base64.b64decode(vector["base64"])) == envelope_of(vector["envelope"])


async def test_bytes_are_reconstructed_from_the_stored_row(
    vector: dict[str, Any], database: Database
) -> None:
    envelope = envelope_of(vector["envelope"])
    owner = await asyncpg.connect(database.dsn(), server_settings={"timezone": "Asia/Shanghai"})
    places = ", ".join(f"${number}" for number in range(1, len(COLUMNS) + 1))
    await owner.execute(
        f"INSERT INTO event_store.event ({', '.join(COLUMNS)}) VALUES ({places})",
        *(getattr(envelope, name) for name in COLUMNS),
    )
    by_sql = await owner.fetchval(BYTES_IN_SQL, envelope.tenant_id, envelope.position)
    hash_by_sql = await owner.fetchval(
        f"SELECT encode(sha256(({BYTES_IN_SQL})), 'hex')", envelope.tenant_id, envelope.position
    )
    await owner.close()
    pool = await make_pool(database.dsn("gridledger_app"), max_size=1)
    event = await LogReader(pool).read_event(envelope.tenant_id, envelope.position)
    await pool.close()
    assert event is not None
    assert encode_envelope(event.envelope()).decode() == vector["text"]
    assert by_sql.decode() == vector["text"]
    assert hash_by_sql == vector["sha256"]


def test_the_guide_lists_the_fields_in_their_order() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| (.+) \|$", GUIDE.read_text(), flags=re.MULTILINE)
    assert [(int(number), name) for number, name, _ in rows] == list(enumerate(COLUMNS, 1))
    assert {name for _, name, content in rows if content.endswith("optional")} == OPTIONAL


async def test_columns_of_the_table_are_those_of_the_envelope(database: Database) -> None:
    owner = await asyncpg.connect(database.dsn())
    columns = await owner.fetch(
        "SELECT attname, attnotnull FROM pg_attribute "
        "WHERE attrelid = 'event_store.event'::regclass AND attnum > 0 ORDER BY attnum"
    )
    await owner.close()
    assert tuple(column["attname"] for column in columns) == COLUMNS
    assert {column["attname"] for column in columns if not column["attnotnull"]} == OPTIONAL
