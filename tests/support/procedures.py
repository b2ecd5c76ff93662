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


LOOP = """
procedure = "loop"
chapter = "activity"
version = "1"
title = { zh = "活动", en = "Activity" }
source = { zh = "内部文件", en = "A paper" }

[[steps]]
id = "ask"
title = { zh = "征求意见", en = "The groups are asked" }

[[steps]]
id = "answer"
title = { zh = "小组答复", en = "Each group answers" }
after = ["ask"]
counted_from = "ask"
within_days = 2
each_group = true
needs = ["WRITTEN_RESULT"]

[[steps]]
id = "act"
title = { zh = "开展活动", en = "The activity" }
after = ["answer"]
"""
