"""What meetings must be about in each month (L03 每月必须安排党风廉政建设内容, C09 每月一个主题)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.meetings.events import MeetingKind
from domain.policies.comparing import asks_less, less_if_larger, less_if_narrower, less_if_wider
from domain.policies.counting import Counted, agreed, certain, counted
from domain.policies.deadlines import is_asked, next_change, undone
from domain.policies.facts import HeldMeeting, Subject
from domain.policies.kind import Number, Parameters, PeriodRule, Words, named_once
from domain.policies.merging import MergedMeetings, less_if_merged_count, with_merged
from domain.policies.periods import Unit
from domain.policies.verdicts import Remark, Shortfall, Status, Verdict
from domain.policies.wording import UNITS, either


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code of content, with the words that the text has for it."""

    code: str
    words: Words


class MonthlyContent(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="monthly-content"
):
    """In each ``per``, one or more of ``meetings`` that count are about each of ``topics``.

    ``published_theme``: and about a theme that was published for the period, once there is one.
    ``partial_period``: whether it is asked of one in which the organisation was founded or dissolved, then by the last
    day on which it stood.
    ``merged_meetings``: whether what branches held before they became part of the organisation counts in the period
    in which they did, from that day on. A period that was over by then stays as it was.
    """

    meetings: tuple[MeetingKind, ...]
    partial_period: Literal["required", "not_required"]
    topics: tuple[Topic, ...] = ()
    published_theme: bool = False
    per: Unit = Unit.MONTH
    remind_days: Number = 7
    merged_meetings: MergedMeetings = "do_not_count"

    def __post_init__(self) -> None:
        if not self.meetings:
            raise ValueError("meetings: names one kind of meeting or more")
        if not self.topics and not self.published_theme:
            raise ValueError("topics: names one or more, unless it is the published theme that is asked for")
        named_once(meetings=self.meetings, topics=self.codes)
        if self.remind_days < 0:
            raise ValueError("remind_days: is a number of days, 0 for no reminder")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its topics."""
        return tuple(topic.code for topic in self.topics)


class MonthlyContentKind(PeriodRule[MonthlyContent]):
    """Judges a period by what its meetings were about. Its numbers are topics."""

    name = "monthly-content"
    parameters = MonthlyContent
    open_points = ("partial_period",)

    def sentences(self, parameters: MonthlyContent) -> Words:
        meetings, unit = either(parameters.meetings), UNITS[parameters.per]
        topics = [topic.words for topic in parameters.topics]
        if parameters.published_theme:
            topics.append(Words(zh=f"当{unit.zh}公布的主题", en=f"a theme published for the {unit.en}"))
        words = Words(
            zh=f"{meetings.zh}每{unit.zh}的内容应包括{'、'.join(each.zh for each in topics)}",
            en=f"{meetings.en}: each {unit.en} about {', '.join(each.en for each in topics)}",
        )
        return with_merged(words, parameters.merged_meetings)

    def matters(self, parameters: MonthlyContent) -> frozenset[str]:
        return frozenset(f"content of {meeting}" for meeting in parameters.meetings)

    def weaker(self, local: MonthlyContent, above: MonthlyContent) -> bool | None:
        return asks_less(
            less_if_wider(set(local.meetings), set(above.meetings)),
            less_if_narrower(set(local.codes), set(above.codes)),
            less_if_larger(local.per.months, above.per.months),
            less_if_larger(not local.published_theme, not above.published_theme),
            less_if_larger(local.partial_period == "not_required", above.partial_period == "not_required"),
            less_if_merged_count(local.merged_meetings, above.merged_meetings),
        )

    def unit(self, parameters: MonthlyContent, groups: int | None) -> Unit:
        return parameters.per

    def looks_at(self, parameters: MonthlyContent) -> frozenset[MeetingKind]:
        return frozenset(parameters.meetings)

    def counts_merged(self, parameters: MonthlyContent) -> bool:
        return parameters.merged_meetings == "count"

    def judge(self, parameters: MonthlyContent, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        if not is_asked(subject, parameters.partial_period):
            return Verdict(status=Status.NOT_REQUIRED)
        kinds = self.looks_at(parameters)
        at_worst = counted(subject.meetings, kinds, remarks)
        at_best = counted(subject.meetings, kinds, certain(remarks))
        missing = _missing(parameters, subject, at_worst.meetings)
        asked = len(parameters.topics) + parameters.published_theme
        return Verdict(
            status=agreed(_status(parameters, subject, at_worst), _status(parameters, subject, at_best)),
            required=asked,
            held=asked - len(missing),
            events=at_worst.events,
            remarks=at_worst.remarks,
            shortfalls=tuple(Shortfall(code="CONTENT_MISSING", about=code) for code in missing),
            recheck=next_change(subject, subject.last, parameters.remind_days) if missing else None,
        )


def _missing(parameters: MonthlyContent, subject: Subject, held: Iterable[HeldMeeting]) -> list[str]:
    about = frozenset().union(*(meeting.contents for meeting in held))
    missing = [code for code in parameters.codes if code not in about]
    if parameters.published_theme and not about & subject.themes:
        missing.append("PUBLISHED_THEME")
    return missing


def _status(parameters: MonthlyContent, subject: Subject, held: Counted) -> Status:
    missing = _missing(parameters, subject, held.meetings)
    if not missing:
        return Status.OFF_WINDOW if _missing(parameters, subject, held.on_time) else Status.PASSED
    status = undone(subject, subject.last, parameters.remind_days)
    unpublished = missing == ["PUBLISHED_THEME"] and not subject.themes
    return Status.UNKNOWN if unpublished and status is Status.MISSED else status
