"""Words of periods, meetings and what follows, from which kinds make their sentences."""

from __future__ import annotations

from collections.abc import Collection

from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchForm, OrganisationKind
from domain.policies.kind import Words
from domain.policies.periods import Unit
from domain.policies.verdicts import Effect

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
# In a sentence that binds league branches alone.
_OF_THE_LEAGUE = {
    "支部党员大会": "支部团员大会",
    "General meeting": "General meeting of league members",
}
ORGANISATIONS = {
    OrganisationKind.PARTY_COMMITTEE: Words(zh="党委", en="the party committee"),
    OrganisationKind.PARTY_WORK_COMMITTEE: Words(zh="党工委", en="the party work committee"),
    OrganisationKind.GENERAL_BRANCH: Words(zh="党总支", en="the general branch"),
    OrganisationKind.PARTY_BRANCH: Words(zh="党支部", en="the party branch"),
    OrganisationKind.PARTY_GROUP: Words(zh="党小组", en="the party group"),
    OrganisationKind.LEAGUE_BRANCH: Words(zh="团支部", en="the league branch"),
}
FORMS = {
    BranchForm.REGULAR: Words(zh="常设", en="regular"),
    BranchForm.JOINT: Words(zh="联合", en="joint"),
    BranchForm.TEMPORARY: Words(zh="临时", en="temporary"),
    BranchForm.VIRTUAL: Words(zh="虚拟", en="virtual"),
    BranchForm.FUNCTIONAL: Words(zh="功能型", en="functional"),
}
WHERE_COMMITTEE = Words(zh="(不设支部委员会的除外)", en=" (where there is a committee)")
EFFECTS = {
    Effect.NOTED: Words(zh="予以提示", en="this is noted"),
    Effect.OFF_WINDOW: Words(zh="计入次数,但记为不合要求", en="it counts, marked as not as it should be"),
    Effect.UNVERIFIED: Words(zh="计为已召开,但不计为已核实", en="it counts as held and not as verified"),
    Effect.NOT_COUNTED: Words(zh="不计入次数", en="it does not count"),
}


def of_the_league(words: Words) -> Words:
    """The same in the words of the league, whose general meeting is another than the party's."""
    zh, en = words.zh, words.en
    for word, other in _OF_THE_LEAGUE.items():
        zh, en = zh.replace(word, other), en.replace(word, other)
    return Words(zh=zh, en=en)


def times(number: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def days(number: int) -> str:
    """``1 day``, ``3 days``."""
    return f"{number} day{'' if number == 1 else 's'}"


def either(kinds: Collection[MeetingKind]) -> Words:
    """Several kinds of meetings, in the order in which they are declared."""
    named = [MEETINGS[kind] for kind in MeetingKind if kind in kinds]
    return Words(zh="、".join(words.zh for words in named), en=", ".join(words.en for words in named))
