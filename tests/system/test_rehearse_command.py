"""`gridledger policy rehearse`: a table of what would have followed, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.meetings.events import AbsenceReason, AttendanceStatus, MeetingKind
from event_store.pool import make_pool
from graphql_api.read import encode_id
from tests.api.accepted_policies import pack_text
from tests.api.office import PACKS, shipped
from tests.projections.absences.office import RollCalls
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


async def test_what_would_follow_from_absences_is_a_second_table_without_persons(
    database: Database, settings: dict[str, str], tmp_path: Path
) -> None:
    """Five members miss lectures on both sides of the half-year's end; one of a single absence is not told of."""
    app = await make_pool(database.dsn("gridledger_app"), max_size=2)
    projector = await make_pool(database.dsn("gridledger_projector"), max_size=2)
    calls = RollCalls(app, projector, opened=date(2026, 1, 1))
    await calls.open()
    branch, members = await calls.branch(6)
    await calls.adopt(shipped("tender-centre.1"))
    for day in (date(2026, 5, 31), date(2026, 6, 20), date(2026, 7, 10)):
        await calls.until(day)
        said = dict.fromkeys(members[:5], AbsenceReason.NONE_GIVEN)
        await calls.call(
            branch, {**said, members[5]: AttendanceStatus.PRESENT}, kind=MeetingKind.PARTY_LECTURE
        )
    await calls.until(date(2026, 8, 1))
    present = dict.fromkeys(members[:5], AttendanceStatus.PRESENT)
    await calls.call(branch, {**present, members[5]: AbsenceReason.NONE_GIVEN})
    await calls.until(date(2026, 8, 2))
    position = await calls.project()
    await projector.close()
    await app.close()
    path = tmp_path / "rolling.toml"
    text = (
        (PACKS / "tender-centre.1.toml")
        .read_text(encoding="utf-8")
        .replace('version = "1"', 'version = "1.1"')
    )
    path.write_text(text.replace('"calendar_half_year"', '"rolling"\nrolling_months = 6'), encoding="utf-8")
    asked = ["policy", "rehearse", str(path), "--since", "2026-01-01", "--by", "period"]
    said_ = await asyncio.to_thread(run, *asked, settings=settings)
    assert (said_.returncode, said_.stderr) == (0, "")
    _, absences = said_.stdout.split("\n\n")
    head, *lines, end = absences.splitlines()
    assert head.split() == ["月份", "缺席后果", "现有", "预演", "新增", "取消", "其他"]
    assert [line.split() for line in lines] == [
        *([f"2026-0{month}", "无故缺席", "5", "5", "0", "0", "0"] for month in (5, 6, 7)),
        *(["2026-07", due, "0", "5", "5", "0", "0"] for due in ("批评教育", "提醒")),
        ["2026-08", "无故缺席", *"-----"],
        ["5", "名党员的", "10", "项有差异;涉及人数过少的数字不显示"],
    ]
    assert end == f"0 个组织的 0 项有差异;评价到 2026-08-01,日志位置 {position};未写入任何数据"


async def test_what_would_follow_from_missed_duties_is_a_table_too(
    office: Office, settings: dict[str, str]
) -> None:
    """C08 since January: no theme day was held by two branches, so talks and circulars are due, and no other number."""
    path = str(PACKS / "taiqian-theme-day.1.toml")
    asked = ["policy", "rehearse", path, "--since", "2026-01-01"]
    position = await office.project()
    said = await asyncio.to_thread(run, *asked, "--by", "period", settings=settings)
    assert (said.returncode, said.stderr) == (0, "")
    _, missed = said.stdout.split("\n\n")
    head, *lines, end, whole = missed.splitlines()
    assert head.split() == ["月份", "未达标后果", "现有", "预演", "新增", "取消", "其他"]
    assert [line.split() for line in lines] == [
        ["2026-02", "通报", "0", "2", "2", "0", "0"],
        ["2026-02", "约谈", "0", "2", "2", "0", "0"],
    ]
    assert end == "2 个组织的 4 项未达标后果有差异"
    assert whole.endswith(f"日志位置 {position};未写入任何数据")
    said = await asyncio.to_thread(
        run, *asked, "--by", "place", "--until", "2026-02-27", "--language", "en", settings=settings
    )
    _, missed = said.stdout.split("\n\n")
    _, line, end, _ = missed.splitlines()
    assert line.split() == ["组织", "one", "short", "0", "2", "2", "0", "0"]
    assert end == "2 that follow from missed duties of 2 organisations differ"
