"""The examples as whoever copies them runs them: programs of their own, told an address, a key and a token."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.support.node import script_ended
from tests.support.python_packages import environment_of

EXAMPLES = Path(__file__).parents[2] / "examples"
TYPESCRIPT = EXAMPLES / "typescript"
PYTHON = EXAMPLES / "python"
_PATIENCE_SECONDS = 120.0

Ended = subprocess.CompletedProcess[str]


def node(script: str, *arguments: str, **environment: str) -> Ended:
    """A script of the TypeScript example, or of a package that it names."""
    return script_ended(
        TYPESCRIPT, script, *arguments, timeout_seconds=_PATIENCE_SECONDS, environment=environment
    )


def python(program: str, *arguments: str, **environment: str) -> Ended:
    """A program of the Python example's environment, run in its folder."""
    programs = environment_of(PYTHON / "requirements.lock", "examples-python")
    told: Mapping[str, str] = {"PYTHONPATH": ".", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(
        [programs / program, *arguments],
        cwd=PYTHON,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )


async def run(example: str, url: str, key: str, token: str) -> Ended:
    """One run of an example by its name."""
    if example == "typescript":
        return await asyncio.to_thread(node, "src/main.ts", url, key, TOKEN=token)
    return await asyncio.to_thread(python, "python", "main.py", url, key, TOKEN=token)
