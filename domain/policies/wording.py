"""Words of periods and meetings, from which kinds make their sentences."""

from __future__ import annotations

from domain.meetings.events import MeetingKind
from domain.policies.kind import Words
from domain.policies.periods import Unit

UNITS = {
    Unit.MONTH: Words(zh="月", en="month"),
    Unit.QUARTER: Words(zh="季度", en="quarter"),
    Unit.HALF_YEAR: Words(zh="半年", en="half-year"),
    Unit.YEAR: Words(zh="年", en="year"),
}
MEETINGS = {
    MeetingKind.GENERAL_MEETING: Words(zh="支部党员大会", en="General meeting"),
    MeetingKind.BRANCH_COMMITTEE_MEETING: Words(zh="支部委员会会议", en="Branch committee meeting"),
    MeetingKind.GROUP_MEETING: Words(zh="党小组会", en="Group meeting"),
    MeetingKind.PARTY_LECTURE: Words(zh="党课", en="Party lecture"),
    MeetingKind.MICRO_LECTURE: Words(zh="微党课", en="Micro lecture"),
    MeetingKind.THEME_PARTY_DAY: Words(zh="主题党日", en="Theme party day"),
    MeetingKind.ORGANISATION_LIFE_MEETING: Words(zh="组织生活会", en="Organisation life meeting"),
    MeetingKind.DEMOCRATIC_APPRAISAL: Words(zh="民主评议党员", en="Democratic appraisal"),
}


def times(number: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def either(kinds: frozenset[MeetingKind]) -> Words:
    """Several kinds of meetings, in the order in which they are declared."""
    named = [MEETINGS[kind] for kind in MeetingKind if kind in kinds]
    return Words(zh="、".join(words.zh for words in named), en=", ".join(words.en for words in named))
