"""`gridledger policy adopt` and `list`: rules from a file into a county's log, and what is in force there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from application.actor import Role
from event_store.store import EventStore
from tests.api.accepted_policies import pack_text
from tests.api.client import TENANT, Api
from tests.api.county import day
from tests.system.callers import calling
from tests.system.processes import Serving, refused, run

ADOPTED = """query @readAfter(position: 1) { policyAdoptions { nodes {
  series since node { name } approver { name } policyVersion { versionName pack } } } }"""


@pytest.fixture
def pack(tmp_path: Path) -> str:
    file = tmp_path / "lectures.toml"
    file.write_text(pack_text("county-rules", level="county"), encoding="utf-8")
    return str(file)


async def founded(api: Api) -> None:
    await api.done(
        "countyFound",
        token=api.token(Role.OPERATOR),
        name="醴陵市",
        committeeName="中共醴陵市委",
        divisionCode="430281",
        rehearsal=False,
        occurredAt=day(-40),
    )


async def test_adopting_a_pack(settings: dict[str, str], store: EventStore, pack: str) -> None:
    with Serving(settings=settings) as server:
        async with calling(server.address, store) as api:
            await founded(api)
            await api.ask(
                "query @readAfter(position: 2) { county { id } }"
            )  # the command line asks where that is
            head = await api.head()
            await asyncio.to_thread(_dry, settings, pack)
            assert await api.head() == head
            await asyncio.to_thread(_adopted, settings, pack)
            assert await api.head() == head + 2
            assert (await api.ask(ADOPTED))["policyAdoptions"]["nodes"] == [
                {
                    "series": "county-rules/lecture",
                    "since": day(-30),
                    "node": {"name": "中共醴陵市委"},
                    "approver": {"name": "中共醴陵市委"},
                    "policyVersion": {"versionName": "1", "pack": "county-rules"},
                }
            ]
            await asyncio.to_thread(_bad, settings, pack)
            assert await api.head() == head + 2
        assert server.stop() == 0


def _dry(settings: dict[str, str], pack: str) -> None:
    said = run("policy", "adopt", pack, "--since", day(-30), "--dry-run", settings=settings)
    assert (said.returncode, said.stdout.splitlines()) == (
        0,
        ["would publish: 1 events", "would adopt: 1 events", "nothing was written"],
    )


def _adopted(settings: dict[str, str], pack: str) -> None:
    first, again = (run("policy", "adopt", pack, "--since", day(-30), settings=settings) for _ in range(2))
    assert (first.returncode, first.stdout.splitlines()) == (0, ["published: 1 events", "adopted: 1 events"])
    already = "0 events, all of it was so already"
    assert (again.returncode, again.stdout.splitlines()) == (
        0,
        [f"published: {already}", f"adopted: {already}"],
    )
    listed = run("policy", "list", "--language", "en", "--county", TENANT, settings=settings)
    assert listed.stdout.splitlines() == [
        f"中共醴陵市委: county-rules/lecture 1, MUST, since {day(-30)}",
        "  Party lecture: at least once a quarter",
    ]
    before = run("policy", "list", "--on", day(-31), settings=settings)
    assert (before.returncode, before.stdout) == (0, "nothing is in force\n")


def _bad(settings: dict[str, str], pack: str) -> None:
    overlaps = refused("policy", "adopt", pack, "--since", day(-20), "--language", "en", settings=settings)
    assert "ADOPTION_OVERLAPS series: A version of the rule is in force there" in overlaps
    nowhere = refused("policy", "adopt", pack, "--since", day(-20), "--node", "430281999", settings=settings)
    assert "no organisation '430281999'" in nowhere
    county = refused("policy", "list", "--county", "none", settings=settings)
    assert f"there is no county 'none'; known: {TENANT}" in county
