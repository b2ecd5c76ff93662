"""A sound pack as text, for tests that spoil it."""

from __future__ import annotations

PACK = """
pack = "branch-rules"
version = "1"
title = { zh = "支部制度", en = "Rules of the branch" }
issuer = { zh = "某县委", en = "A county committee" }
issuer_level = "county"
source = { zh = "某文", en = "A text" }
effective_from = 2026-01-01
"""
RULE = """
[[rules]]
series = "branch-rules/general-meeting"
title = { zh = "支部党员大会", en = "General meeting" }
quote = "支部党员大会每季度召开一次"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
readings = [
  { parameter = "partial_period", question = { zh = "当季成立的?", en = "Founded in it?" }, chosen_by = "县委" },
]
[rules.rule]
kind = "meeting-frequency"
meeting = "GENERAL_MEETING"
per = "quarter"
at_least = 1
partial_period = "not_required"
"""
WINDOW = """
[[rules]]
series = "branch-rules/lecture-day"
title = { zh = "党课日", en = "Day of the lecture" }
quote = "每月25日上党课"
quote_checked = true
modality = "MUST"
organisations = ["PARTY_BRANCH"]
readings = [
  { parameter = "off_window", question = { zh = "他日算不算?", en = "Do others count?" }, chosen_by = "县委" },
  { parameter = "exceptions", question = { zh = "上级可批准他日?", en = "By leave?" }, chosen_by = "县委" },
  { parameter = "urgent", question = { zh = "紧急的呢?", en = "If urgent?" }, chosen_by = "县委" },
]
[rules.rule]
kind = "meeting-window"
meeting = "PARTY_LECTURE"
days = [25]
off_window = "counts"
exceptions = false
urgent = "no_exemption"
"""


def pack_text(*replaced: tuple[str, str], rules: str = RULE + WINDOW) -> bytes:
    """The pack of two rules, each ``(this, by that)`` replaced once."""
    text = PACK + rules
    for this, by_that in replaced:
        assert this in text, this
        text = text.replace(this, by_that, 1)
    return text.encode()
