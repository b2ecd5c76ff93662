"""Texts of procedures for tests."""

from __future__ import annotations

from pathlib import Path

import procedures

ARONG_432 = (Path(procedures.__file__).parent / "arong-432.activity.1.toml").read_text(encoding="utf-8")

_GUIDE = """
procedure = "{procedure}"
chapter = "{chapter}"
version = "{version}"
title = {{ zh = "发展党员", en = "Admission" }}
source = {{ zh = "支部标准化作业指导书", en = "A guide for branches" }}
"""


def guide(*steps: str, procedure: str = "guide", chapter: str = "admission", version: str = "1") -> str:
    """A chapter of such steps, each after the one before it."""
    written = [_GUIDE.format(procedure=procedure, chapter=chapter, version=version)]
    for before, step in zip(("", *steps), steps, strict=False):
        after = f'after = ["{before}"]\n' if before else ""
        written.append(f'[[steps]]\nid = "{step}"\ntitle = {{ zh = "{step}", en = "{step}" }}\n{after}')
    return "\n".join(written)
