"""Of `gridledger policy rehearse`: what would have followed from absences, as lines of a second table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from uuid import UUID

from domain.policies.rehearsing import Change, Matter
from domain.policies.wording import CONSEQUENCES
from gridledger.policy_files import Language
from gridledger.text_table import table
from projections.absences.rehearsal.outcome import AbsencesBy, AbsencesOf, AbsencesOutcome, AbsencesSum
from projections.compliance.rehearsal.outcome import By

_WITHHELD = "-"  # a number that may tell of few persons
_BY = {By.PLACE: AbsencesBy.PLACE, By.PERIOD: AbsencesBy.PERIOD}


def absence_lines(
    outcome: AbsencesOutcome, names: Mapping[UUID, str], by: Set[By], language: Language, small_cell: int
) -> Iterator[str]:
    """The table, and how much differs. Nobody is named, and numbers of few persons are withheld."""
    words, apart = _WORDS[language], [one for one in By if one in by and one in _BY]
    head = [*(words[one] for one in apart), *(words[name] for name in ("matter", *_TOLD))]
    rows = [
        [*(_where(of, one, names) for one in apart), _matter(of, language), *_numbers(one_sum, small_cell)]
        for of, one_sum in outcome.told_by(frozenset(_BY[one] for one in apart)).items()
    ]
    yield from table(head, rows, texts=len(apart) + 1)
    few = any(one.is_of_few(small_cell) for one in outcome.told_by(frozenset()).values())
    yield words["end"].format(
        members=_WITHHELD if few else outcome.members, differing=_WITHHELD if few else outcome.differing
    )


_TOLD = ("stands", "would", "new", "gone", "otherwise")


def _numbers(one: AbsencesSum, small_cell: int) -> list[str]:
    if one.is_of_few(small_cell):
        return [_WITHHELD] * len(_TOLD)
    changes = (one.of(change) for change in (Change.NEW, Change.GONE, Change.OTHERWISE))
    return [str(number) for number in (one.stands, one.would, *changes)]


def _where(of: AbsencesOf, by: By, names: Mapping[UUID, str]) -> str:
    if by is By.PERIOD:
        return of.month
    return "-" if of.place_id is None else names[of.place_id]


def _matter(of: AbsencesOf, language: Language) -> str:
    if of.consequence is not None:
        due = CONSEQUENCES[of.consequence]
        return due.zh if language == "zh" else due.en
    return _WORDS[language][of.matter]


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        By.PLACE: "下级组织",
        By.PERIOD: "月份",
        "matter": "缺席后果",
        Matter.ABSENCE: "无故缺席",
        Matter.ONE_SHORT: "差一次",
        "stands": "现有",
        "would": "预演",
        "new": "新增",
        "gone": "取消",
        "otherwise": "其他",
        "end": "{members} 名党员的 {differing} 项有差异;涉及人数过少的数字不显示",
    },
    "en": {
        By.PLACE: "place",
        By.PERIOD: "month",
        "matter": "of absences",
        Matter.ABSENCE: "without cause",
        Matter.ONE_SHORT: "one short",
        "stands": "now",
        "would": "would be",
        "new": "new",
        "gone": "gone",
        "otherwise": "otherwise",
        "end": "{differing} of {members} members differ; numbers of few persons are not shown",
    },
}
