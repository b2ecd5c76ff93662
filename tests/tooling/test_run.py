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


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A project with no .venv yet; the commands that would make one are written down."""
    given: list[list[str]] = []

    def write_down(command: list[str | Path]) -> None:
        given.append([str(word) for word in command])
        run.VENV.mkdir(exist_ok=True)

    for name, path in [("TOOLS", "tools"), ("VENV", "venv"), ("STAMP", "venv/made-from")]:
        monkeypatch.setattr(run, name, tmp_path / path)
    monkeypatch.setattr(run, "find_uv", lambda: "uv")
    monkeypatch.setattr(run, "run", write_down)
    return given


def test_an_environment_in_use_is_added_to(commands: list[list[str]]) -> None:
    run.make_environment(run.RUNTIME_LOCK, enough=(run.RUNTIME_LOCK, run.TEST_LOCK))
    assert commands[0][:2] == ["uv", "venv"]
    commands.clear()
    package = run.VENV / "package"
    package.touch()
    run.make_environment(run.TEST_LOCK, enough=(run.TEST_LOCK,))
    assert [command[1] for command in commands] == ["pip", "pip"]
    assert package.exists()
    commands.clear()
    run.make_environment(run.RUNTIME_LOCK, enough=(run.RUNTIME_LOCK, run.TEST_LOCK))
    assert commands == []


@pytest.mark.parametrize("made_from", [None, "another Python\n"])
def test_an_environment_left_half_made_or_by_another_python_is_made_anew(
    commands: list[list[str]], made_from: str | None
) -> None:
    run.VENV.mkdir()
    if made_from is not None:
        run.STAMP.write_text(made_from)
    rest = run.VENV / "package"
    rest.touch()
    run.make_environment(run.RUNTIME_LOCK, enough=(run.RUNTIME_LOCK,))
    assert commands[0][:2] == ["uv", "venv"]
    assert not rest.exists()


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
