"""`gridledger policy rehearse`: a table of what would have followed, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.meetings.events import MeetingKind
from event_store.pool import make_pool
from graphql_api.read import encode_id
from tests.api.accepted_policies import pack_text
from tests.projections.compliance.office import Office
from tests.support.postgres import Database
from tests.system.processes import refused, run


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """Until 1 April 2026: one branch that held its lecture, and one that did not."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=2)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=2)
    office = Office(app, projector, opened=date(2026, 1, 1))
    await office.open()
    branch, _ = await office.found(), await office.found()
    await office.until(date(2026, 2, 10))
    await office.meet(branch, MeetingKind.PARTY_LECTURE)
    await office.until(date(2026, 4, 1))
    await office.project()
    yield office
    await projector.close()
    await app.close()


@pytest.fixture
def settings(database: Database) -> dict[str, str]:
    return {"DATABASE_URL": database.dsn("gridledger_app"), "MIGRATION_DATABASE_URL": database.dsn()}


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.toml"
    path.write_text(pack_text("draft", level="county"), encoding="utf-8")
    return str(path)


async def test_a_table_in_either_language(office: Office, settings: dict[str, str], draft: str) -> None:
    asked = ["policy", "rehearse", draft, "--since", "2026-01-01"]
    position = await office.project()
    said = await asyncio.to_thread(run, *asked, settings=settings)
    assert (said.returncode, said.stderr) == (0, "")
    head, line, whole, end = said.stdout.splitlines()
    assert (
        " ".join(head.split())
        == "下级组织 规则 应评价 达标→未达标 未达标→达标 新增 取消 其他 现达标 预演达标"
    )
    assert line.split() == ["组织", "draft/lecture", "2", "0", "0", "2", "0", "0", "0/0", "1/2"]
    assert whole.split() == ["合计", *line.split()[2:]]
    assert end == f"2 个组织的 2 项有差异;评价到 2026-03-31,日志位置 {position};未写入任何数据"
    township = encode_id("Organisation", office.township)
    by_period = ["--by", "period", "--language", "en", "--node", township]
    said = await asyncio.to_thread(run, *asked, *by_period, settings=settings)
    head, line, whole, end = said.stdout.splitlines()
    assert (head.split()[0], line.split()[:2]) == ("period", ["2026-Q1", "2"])
    assert end.startswith("2 slots of 2 organisations differ; judged until 2026-03-31")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--node", "123456789"), "no organisation '123456789'"),
        (("--node", "nothing"), "no organisation 'nothing'"),
        (("--county", "nowhere"), "no county 'nowhere'"),
        (("--since", "2026-04-01"), "the last is 2026-03-31"),
        (("--until", "2025-12-31"), "--until must not be before --since"),
    ],
)
async def test_what_cannot_be_is_told_in_a_line(
    office: Office, settings: dict[str, str], draft: str, more: tuple[str, str], says: str
) -> None:
    asked = ("policy", "rehearse", draft, "--since", "2026-01-01", *more)
    assert says in await asyncio.to_thread(refused, *asked, settings=settings)


async def test_a_faulty_pack_is_told(office: Office, settings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(pack_text("draft").replace('"quarter"', '"quater"'), encoding="utf-8")
    said = await asyncio.to_thread(
        run, "policy", "rehearse", str(path), "--since", "2026-01-01", settings=settings
    )
    assert said.returncode == 1
    assert "is no pack" in said.stderr
