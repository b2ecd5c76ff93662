"""`gridledger sealed`: the list of erasures, and what is done again after a restore."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from importlib import import_module

import pytest
from click.testing import CliRunner

from gridledger import cli
from gridledger.database import DatabaseUrls
from gridledger.settings import Settings
from tests.api.client import key_of
from tests.documents.conftest import Office
from tests.documents.test_erasing import erase


@pytest.fixture
def run(settings: Settings, urls: DatabaseUrls, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line with this test's database and keys."""
    ours = replace(settings, database_url=urls.server, projection_database_url=urls.projection)
    monkeypatch.setattr(import_module("gridledger.cli.sealed"), "settings", lambda: ours)
    return CliRunner()


async def test_the_list_is_shown(office: Office, run: CliRunner) -> None:
    assert (await asyncio.to_thread(run.invoke, cli.main, ["sealed", "erasures"])).output == ""
    document = await office.seal()
    await erase(office, document, basis="PERIOD_ENDED")
    shown = await asyncio.to_thread(run.invoke, cli.main, ["sealed", "erasures"])
    assert shown.exit_code == 0
    assert str(key_of(document)) in shown.output
    assert "PERIOD_ENDED  by " in shown.output
    told = await asyncio.to_thread(run.invoke, cli.main, ["sealed", "erasures", "--json"])
    assert json.loads(told.output)["document_id"] == str(key_of(document))


async def test_what_came_back_is_destroyed_again(office: Office, run: CliRunner) -> None:
    """Keys from a backup, and a list that knows of one of two erasures: the log knows of the other."""
    listed, unlisted, kept = [await office.seal() for _ in range(3)]
    backup = office.keys.with_name("backup")
    shutil.copytree(office.keys, backup)
    await erase(office, listed)
    list_ = (office.keys / "erasures.jsonl").read_text()
    await erase(office, unlisted)
    shutil.rmtree(office.keys)
    shutil.copytree(backup, office.keys)
    (office.keys / "erasures.jsonl").write_text(list_)
    done = await asyncio.to_thread(run.invoke, cli.main, ["sealed", "erase-again"])
    assert done.output.startswith("1 on the list, 1 more by the logs")
    for document in (listed, unlisted):
        assert not list(office.keys.rglob(str(key_of(document))))
    assert office.key(kept).exists()
    again = await asyncio.to_thread(run.invoke, cli.main, ["sealed", "erase-again"])
    assert again.output.startswith("2 on the list, 0 more by the logs")
