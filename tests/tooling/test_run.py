"""run.py without its downloads: what it says, and when it makes the environment anew."""

import subprocess
import sys
from pathlib import Path

import pytest

import run

PROJECT = Path(run.__file__).parent


def _ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_names_the_two_commands() -> None:
    answer = _ask("--help")
    assert answer.returncode == 0
    assert "python3 run.py demo" in answer.stdout
    assert "python3 run.py test" in answer.stdout


@pytest.mark.parametrize("arguments", [(), ("dmo",)])
def test_an_unknown_command_gets_the_help_and_fails(arguments: tuple[str, ...]) -> None:
    answer = _ask(*arguments)
    assert answer.returncode == 2
    assert "python3 run.py demo" in answer.stdout


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        run.main(["demo"])


def test_the_environment_is_made_anew_only_when_its_lock_changes(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1.0\n")
    before = run.fingerprint(lock)
    assert run.fingerprint(lock) == before
    lock.write_text("one==1.1\n")
    assert run.fingerprint(lock) != before


def test_what_is_not_uv_has_no_version(tmp_path: Path) -> None:
    program = tmp_path / "uv"
    assert run.uv_version(str(program)) == ()
    program.write_text("#!/bin/sh\necho 'uv 0.9.2 (abc 2025-10-10)'\n")
    program.chmod(0o755)
    assert run.uv_version(str(program)) == (0, 9, 2)


def test_the_locks_name_hashes_and_no_place_to_fetch_from() -> None:
    for lock in (run.RUNTIME_LOCK, run.TEST_LOCK):
        lines = lock.read_text().splitlines()
        requirements = [line for line in lines if line[:1].isalnum()]
        assert requirements
        assert all("==" in line and line.endswith("\\") for line in requirements)
        assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_the_tests_run_on_the_versions_that_are_served() -> None:
    def pins(lock: Path) -> set[str]:
        return {line.split(" ")[0] for line in lock.read_text().splitlines() if "==" in line}

    assert pins(run.RUNTIME_LOCK) <= pins(run.TEST_LOCK)
