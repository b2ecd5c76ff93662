"""What a kind of policy is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import date
from typing import Annotated, ClassVar, Generic, TypeVar
from uuid import UUID

import msgspec

from domain.meetings.events import MeetingKind
from domain.policies.absences import Absence, AbsenceClass
from domain.policies.escalation import Act, Count, Mark
from domain.policies.facts import HeldMeeting, Standing, Subject
from domain.policies.missing import Found, MissedCount
from domain.policies.periods import Unit
from domain.policies.verdicts import Remark, Verdict

# One line, without signs that are not seen or turn the direction of reading. Python's $ alone lets a line end follow.
ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]*$(?!\n)"
Line = Annotated[str, msgspec.Meta(pattern=ONE_LINE, min_length=1, max_length=500)]

# Of days, months, members or meetings: far more than any text asks for, and never too much for a calendar.
Number = Annotated[int, msgspec.Meta(le=9_999)]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in Chinese and English."""

    zh: Line
    en: Line


class Parameters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Base of every kind's parameters. What a text leaves open is a parameter without a default."""


def named_once(**lists: Sequence[Hashable]) -> None:
    """Refuse a list that names something twice, by the name of the parameter."""
    for parameter, values in lists.items():
        if len(set(values)) < len(values):
            raise ValueError(f"{parameter}: names each once")


P = TypeVar("P", bound=Parameters)


class Kind(ABC, Generic[P]):
    """A form of rule. One file each in ``kinds``, and one line in its registry."""

    name: ClassVar[str]  # as packs call it
    # Parameters that texts leave open: a pack says of each whose reading it took.
    open_points: ClassVar[tuple[str, ...]] = ()
    parameters: type[P]

    @abstractmethod
    def sentences(self, parameters: P) -> Words:
        """The parameters as one sentence, which whoever adopts the rule reads beside the quotation."""

    def matters(self, parameters: P) -> frozenset[str]:
        """Names of what it is about. Rules that share none are never held against each other."""
        return frozenset({self.name})

    def weaker(self, local: P, above: P) -> bool | None:
        """Whether a local rule asks for less than one from above. None: not comparable, a person reads both."""
        return None


class MeetingRule(Kind[P]):
    """A rule about each meeting by itself: when it is held, who is told, what is written down."""

    @abstractmethod
    def concerns(self, parameters: P, meeting: HeldMeeting) -> bool:
        """Whether the rule says anything about the meeting."""

    @abstractmethod
    def remark(self, parameters: P, meeting: HeldMeeting, subject: Subject) -> Remark | None:
        """What it says, or nothing of a meeting that is as it should be."""


class PeriodRule(Kind[P]):
    """A rule about a period: how often, what by its end."""

    looks_back: ClassVar[bool] = False  # whether its verdict rests on meetings of before the period too

    def looks_ahead(self, parameters: P) -> int:
        """How many days after the period there may be meetings on which its verdict rests."""
        return 0

    def counts_merged(self, parameters: P) -> bool:
        """Whether meetings of branches that became part of the organisation count in its periods."""
        return False

    @abstractmethod
    def unit(self, parameters: P, groups: int | None) -> Unit:
        """The length of its periods, for an organisation with so many party groups."""

    def longest(self, parameters: P) -> Unit:
        """The longest that they may be: groups are counted at its outset, so that no day is nobody's or asked twice."""
        return self.unit(parameters, None)

    @abstractmethod
    def looks_at(self, parameters: P) -> frozenset[MeetingKind]:
        """Kinds of meetings on which its verdict may rest."""

    @abstractmethod
    def judge(self, parameters: P, subject: Subject, remarks: tuple[Remark, ...]) -> Verdict:
        """The verdict. ``remarks`` are those of the meeting rules in force on the days of the meetings."""


class StandingRule(Kind[P]):
    """A rule about how an organisation is made up on a day: its members, its committee, its groups."""

    @abstractmethod
    def judge_standing(self, parameters: P, standing: Standing) -> Verdict:
        """The verdict of that day. Its numbers are persons."""


class AbsenceRule(Kind[P]):
    """A rule about each absence by itself: whether it is excused."""

    @abstractmethod
    def classify(self, parameters: P, absence: Absence) -> AbsenceClass:
        """What the absence is taken for."""


class PersonRule(Kind[P]):
    """A rule about one person's attendance over time: what follows from absences."""

    @abstractmethod
    def looks_at(self, parameters: P) -> frozenset[MeetingKind]:
        """Kinds of meetings that it counts."""

    @abstractmethod
    def looks_at_presence(self, parameters: P) -> bool:
        """Whether it matters too when the person was present."""

    @abstractmethod
    def carries(self, parameters: P) -> bool:
        """Whether what happened out of its reach counts along once the person is within it."""

    @abstractmethod
    def count(self, parameters: P, marks: Sequence[Mark], acts: Iterable[Act]) -> Count | None:
        """How the person stands. ``marks`` come in the order of ``Mark``; None if nothing counts."""


class OrganisationRule(Kind[P]):
    """A rule about what one organisation misses over time: what follows from that."""

    @abstractmethod
    def looks_at(self, parameters: P) -> frozenset[str]:
        """The series of rules about periods of which it counts what was missed."""

    @abstractmethod
    def counts(self, parameters: P, one: Found) -> bool:
        """Whether that was missed, as the rule takes it."""

    @abstractmethod
    def owed_above(self, parameters: P) -> bool:
        """Whether what is due of an organisation is for the one above it to do."""

    @abstractmethod
    def due_stands(self, parameters: P) -> bool:
        """Whether the day for it is counted from the one on which it is first demanded, and stays that."""

    @abstractmethod
    def count(
        self, parameters: P, found: Sequence[Found], acts: Iterable[Act], told: Collection[UUID], today: date
    ) -> MissedCount | None:
        """How the organisation stands. ``found`` come in the order of ``Found``; None if nothing counts.

        ``told`` are the facts of all that was ever announced of the rule's ``series`` where it is in force, however
        that stands by now: by them it is known which of the ``acts`` were about the same.
        """
