"""Metrics: a real server shows them at a port of its own, as Prometheus reads them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from event_store.store import EventStore
from tests.system.callers import calling, settle
from tests.system.conftest import settings, store, urls
from tests.system.processes import PROJECT, Process, Serving, refused

__all__ = ["settings", "store", "urls"]

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


async def scraped(server: Process) -> Samples:
    """Every sample by name and labels."""
    told = next(json.loads(line) for line in server.stderr.splitlines() if '"event": "metrics"' in line)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://{told['host']}:{told['port']}/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_a_server_counts_what_it_does(settings: dict[str, str], store: EventStore) -> None:
    with Serving(settings={**settings, "GRIDLEDGER_METRICS": "127.0.0.1:0"}) as server:
        async with calling(server.address, store) as api:
            county = await settle(api)
            await api.ask("{ county { name } }")
            await api.ask("{ county { name } }")
            await api.post("{ nonsense }")
            await api.do(
                "meetingPlan", organisationId=county.township, kind="GROUP_MEETING", heldOn="2026-01-01"
            )
            head = await api.head()
            await api.ask(f"query @readAfter(position: {head}) {{ county {{ name }} }}")
            seen = await scraped(server)
            assert (await api.http.get("/metrics")).status_code == 404  # never on the public port

    def of(name: str, **labels: str) -> float:
        return seen[f"gridledger_{name}", tuple(sorted(labels.items()))]

    assert of("operations_total", kind="query", code="OK") >= 2
    assert of("operations_total", kind="query", code="GRAPHQL_VALIDATION_FAILED") == 1
    assert of("request_seconds_count", outcome="refused") == 1
    assert of("request_seconds_sum", outcome="ok") > 0
    assert of("commands_total", command="FoundOrganisation", code="OK") == 4
    assert of("commands_total", command="PlanMeeting", code="WRONG_KIND") == 1
    assert of("append_call_events_count") == of("append_wait_seconds_count") > 10
    assert of("append_call_events_sum") == head + 1  # the refusal, which has none
    assert of("projector_events_total", county=api_county(seen)) == head
    assert of("projector_position", county=api_county(seen)) == head
    assert of("projector_lag_events", county=api_county(seen)) == 0
    assert of("projector_parked_streams", county=api_county(seen)) == 0
    assert of("clock_days_behind", county=api_county(seen)) == 0
    assert of("plans_total", found="yes") >= 1
    assert of("stream_cache_total", found="yes") > 0
    assert of("pool_connections", pool="server", state="most") == 10
    assert of("pool_connections", pool="worker", state="idle") >= 0
    assert of("read_audit_failing") == 0
    assert of("database_up") == 1
    assert of("under_way", what="request") == 0


async def test_a_worker_by_itself_shows_what_it_folds(settings: dict[str, str], store: EventStore) -> None:
    told = {**settings, "GRIDLEDGER_METRICS": "127.0.0.1:0"}
    with (
        Serving("--no-worker", settings=settings) as server,
        Process("worker", says="following the logs", settings=told) as worker,
    ):
        async with calling(server.address, store) as api:
            await settle(api)
            head = await api.head()
            await api.ask(f"query @readAfter(position: {head}) {{ county {{ name }} }}")
        seen = await scraped(worker)
    county = (("county", api_county(seen)),)
    assert seen["gridledger_projector_events_total", county] == head
    assert seen["gridledger_projector_lag_events", county] == 0


def api_county(seen: Samples) -> str:
    """The only county."""
    (county,) = {dict(labels)["county"] for name, labels in seen if name == "gridledger_projector_position"}
    return county


def test_off_imports_no_library() -> None:
    look = (
        "import sys, gridledger.commands\n"
        "found = {name.split('.')[0] for name in sys.modules} & {'opentelemetry', 'prometheus_client'}\n"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", look], cwd=PROJECT, check=True)


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("GRIDLEDGER_METRICS", "9464", "as in 127.0.0.1:9464"),
        ("GRIDLEDGER_METRICS", "127.0.0.1:x", "as in 127.0.0.1:9464"),
        ("GRIDLEDGER_METRICS", "me@127.0.0.1:1/metrics", "as in 127.0.0.1:9464"),
        ("GRIDLEDGER_METRICS", "192.0.2.1:9464", "cannot listen on 192.0.2.1:9464"),
        ("GRIDLEDGER_TRACES", "127.0.0.1:4318", "as in http://127.0.0.1:4318"),
    ],
)
def test_what_cannot_be_used_is_refused_at_the_start(
    variable: str, value: str, says: str, settings: dict[str, str]
) -> None:
    said = refused("serve", "--port", "0", settings={**settings, variable: value})
    assert re.match(rf"Error: {variable}", said)
    assert says in said


def test_without_the_libraries_it_says_what_to_install(settings: dict[str, str], tmp_path: Path) -> None:
    missing = 'raise ModuleNotFoundError("not here", name="prometheus_client")'
    (tmp_path / "prometheus_client.py").write_text(missing)
    told = {**settings, "GRIDLEDGER_METRICS": "127.0.0.1:0", "PYTHONPATH": str(tmp_path)}
    said = refused("serve", "--port", "0", settings=told)
    assert "need prometheus_client: pip install gridledger[telemetry]" in said
