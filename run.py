#!/usr/bin/env python3
"""Gridledger with two commands. They need Python 3.11 or newer with pip, on Linux or macOS, and nothing else.

    python3 run.py demo [--port N]   set everything up and serve the reference county with its own PostgreSQL;
                                     Ctrl-C stops all of it, a second start keeps the data; --full, --county CODE
    python3 run.py test [ARGS]       run all tests on a real PostgreSQL, and those of what its version can make a
                                     difference to once more on PostgreSQL 15 where one is installed; ARGS are pytest's
    python3 run.py bench [NAME …]    measure side by side with what could be used instead (--quick, --help); peers
                                     are installed into .bench, never among the project's dependencies
    python3 run.py lock              write the lock files anew from pyproject.toml (for maintainers)

The first run fetches the tool uv into .tools (unless it is on the PATH) and makes .venv from the hashed lock;
later runs start at once. Nothing outside this folder changes, except that uv keeps its usual cache, and that
for root in a folder closed to others the database lives in /var/lib/gridledger.

uv is asked first and pip second, each with its own settings for mirrors and proxies. More of the
configuration: python3 run.py demo --help.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
TOOLS = HOME / ".tools"
VENV = HOME / ".venv"
STAMP = VENV / "made-from"
RUNTIME_LOCK = HOME / "requirements.lock"
TEST_LOCK = HOME / "requirements-dev.lock"
PEERS = HOME / ".bench" / "venv"
PEERS_LOCK = HOME / "benchmarks" / "peers" / "requirements.lock"
OLDEST_UV = (0, 8)

ENVIRONMENT = {
    "UV_SYSTEM_CERTS": "true",  # trust what the machine trusts, as pip does: proxies bring authorities of their own
    **os.environ,
    "UV_PYTHON_DOWNLOADS": "never",
    "PIP_USER": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
}


def main(arguments: list[str]) -> None:
    """Do what the first argument names; ends in the process that does it, so signals reach that alone."""
    if sys.version_info < (3, 11):  # noqa: UP036  (older ones get this far)
        sys.exit(
            f"Gridledger needs Python 3.11 or newer, this is {sys.version.split()[0]}: python3.11 run.py demo"
        )
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name == "demo":
        make_environment(RUNTIME_LOCK, enough=(RUNTIME_LOCK, TEST_LOCK))
        replace_this_process([VENV / "bin" / "gridledger", "demo", *rest])
    elif name == "test":
        make_environment(TEST_LOCK, enough=(TEST_LOCK,))
        ENVIRONMENT.setdefault("TEST_ALSO_PG_BIN", postgres_15())
        chosen = any(not argument.startswith("-") for argument in rest)
        # One of the two processes keeps to the second server.
        side_by_side = [] if chosen else ["-n", "2", "--dist", "loadgroup"]
        replace_this_process([VENV / "bin" / "python", "-m", "pytest", *side_by_side, *rest])
    elif name == "bench":
        make_environment(TEST_LOCK, enough=(TEST_LOCK,))
        if not {"-h", "--help"} & {*rest}:
            make_peers()
        replace_this_process([VENV / "bin" / "python", "-m", "benchmarks", *rest])
    elif name == "lock":
        write_locks()
    else:
        print(__doc__.strip())
        sys.exit(0 if name in ("-h", "--help", "help") else 2)


def make_environment(lock: Path, enough: tuple[Path, ...]) -> None:
    """Make .venv from a lock, unless it was made by this Python from one that is enough.

    One that this Python made whole is added to, not taken away: a demo may be running from it.
    """
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        made_from = STAMP.read_text() if STAMP.exists() else ""
        if made_from in map(fingerprint, enough):
            return
        uv = find_uv()
        print(f"Making .venv from {lock.name} ...", file=sys.stderr, flush=True)
        if not made_from.startswith(foundation()):
            shutil.rmtree(VENV, ignore_errors=True)
            run([uv, "venv", "--quiet", "--python", sys.executable, VENV])
        STAMP.unlink(missing_ok=True)  # until it is whole again
        install(uv, lock)
        run([uv, "pip", "install", "--quiet", "--python", VENV, "--no-deps", "--editable", HOME])
        STAMP.write_text(fingerprint(lock))


def make_peers() -> None:
    """Make the environment of what benchmarks measure beside this project, unless it was made from its lock."""
    stamp = PEERS / "made-from"
    wanted = foundation() + hashlib.sha256(PEERS_LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    uv = find_uv()
    print(f"Making {PEERS.relative_to(HOME)} from {PEERS_LOCK.name} ...", file=sys.stderr, flush=True)
    shutil.rmtree(PEERS, ignore_errors=True)
    run([uv, "venv", "--quiet", "--python", sys.executable, PEERS])
    run([uv, "pip", "sync", "--quiet", "--python", PEERS, "--require-hashes", PEERS_LOCK])
    stamp.write_text(wanted)


def fingerprint(lock: Path) -> str:
    """What .venv depends on: its foundation, the locked packages and the project's declaration."""
    content = lock.read_bytes() + b"\0" + (HOME / "pyproject.toml").read_bytes()
    return foundation() + hashlib.sha256(content).hexdigest()


def foundation() -> str:
    """What .venv cannot change and stay the same: this Python and this place."""
    return hashlib.sha256(f"{sys.version} {HOME}".encode()).hexdigest() + "\n"


def install(uv: str, lock: Path) -> None:
    """Install exactly the locked packages, each checked against its hash."""
    try:
        run([uv, "pip", "sync", "--quiet", "--python", VENV, "--require-hashes", lock])
    except subprocess.CalledProcessError:
        print("uv could not install the packages; trying pip ...", file=sys.stderr, flush=True)
        python = str(VENV / "bin" / "python")
        pip = [sys.executable, "-m", "pip", "--python", python]
        try:
            run([*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", lock])
        except subprocess.CalledProcessError:
            sys.exit(
                "The packages could not be fetched (see above): is the network, proxy or mirror reachable?"
            )


def find_uv() -> str:
    """uv from the PATH or from .tools, fetched by pip if it is in neither."""
    local = TOOLS / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(local)):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    if importlib.util.find_spec("pip") is None:
        sys.exit("This Python has no pip: install it (for example the package python3-pip), or uv")
    print("Fetching uv into .tools ...", file=sys.stderr, flush=True)
    wanted = "uv>=" + ".".join(map(str, OLDEST_UV))
    try:
        run([sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", TOOLS, wanted])
    except subprocess.CalledProcessError:
        sys.exit("pip could not fetch uv (see above): is the network, proxy or mirror reachable?")
    return str(local)


def uv_version(program: str) -> tuple[int, ...]:
    """The version of a uv program as numbers, empty when it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", said)[:3])


def postgres_15() -> str:
    """The directory of the programs of a PostgreSQL 15 server, empty when there is none."""
    on_path = shutil.which("postgres")
    candidates = (
        os.environ.get("PG15_BIN", ""),
        "/usr/lib/postgresql/15/bin",
        "/usr/pgsql-15/bin",
        str(Path(on_path).parent) if on_path else "",
    )
    for directory in filter(None, candidates):
        program = Path(directory) / "postgres"
        if program.exists():
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(r"\) 15\.", said):
                return directory
    return ""


def write_locks() -> None:
    """Resolve pyproject.toml for every platform; the tests' lock agrees with the runtime's."""
    compile_lock = [find_uv(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    compile_lock += ["--generate-hashes", "--no-emit-index-url", "--no-header", "pyproject.toml"]
    run([*compile_lock, "--upgrade", "-o", RUNTIME_LOCK.name])
    run([*compile_lock, "--upgrade", "-c", RUNTIME_LOCK.name, "--group", "dev", "-o", TEST_LOCK.name])
    peers = str(PEERS_LOCK.relative_to(HOME).with_suffix(".in"))
    compile_peers = [peers if word == "pyproject.toml" else word for word in compile_lock]
    run([*compile_peers, "--upgrade", "-o", PEERS_LOCK.relative_to(HOME)])


def run(command: list[str | Path]) -> None:
    """Run a step of the setup here; raises CalledProcessError when it fails."""
    subprocess.run(command, cwd=HOME, env=ENVIRONMENT, check=True)


def replace_this_process(command: list[str | Path]) -> None:
    """Become the command: it gets the terminal, every signal, and our exit code is its own."""
    os.chdir(HOME)
    os.execve(command[0], [str(word) for word in command], ENVIRONMENT)  # noqa: S606


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd[0]} failed (see above)")
    except PermissionError as error:
        sys.exit(f"{error}: the two commands write into {HOME}, so it must be yours")
