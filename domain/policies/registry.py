"""All kinds of policies, by the names that packs call them."""

from __future__ import annotations

from typing import Any

from domain.policies.kind import Kind
from domain.policies.kinds.meeting_frequency import MeetingFrequency, MeetingFrequencyKind
from domain.policies.kinds.meeting_window import MeetingWindow, MeetingWindowKind

Rule = MeetingFrequency | MeetingWindow

KINDS: dict[type[Any], Kind[Any]] = {
    kind.parameters: kind
    for kind in (
        MeetingFrequencyKind(),
        MeetingWindowKind(),
    )
}
