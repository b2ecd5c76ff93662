"""Of `gridledger policy rehearse`: what would have followed from missed duties, as lines of a further table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from uuid import UUID

from domain.policies.rehearsing import Change, Matter
from domain.policies.wording import CONSEQUENCES
from gridledger.policy_files import Language
from gridledger.text_table import table
from projections.compliance.rehearsal.outcome import By
from projections.missed.rehearsal.outcome import MissedBy, MissedOf, MissedOutcome, MissedSum

_BY = {By.PLACE: MissedBy.PLACE, By.PERIOD: MissedBy.PERIOD}


def missed_lines(
    outcome: MissedOutcome, names: Mapping[UUID, str], by: Set[By], language: Language
) -> Iterator[str]:
    """The table, and how much differs."""
    words, apart = _WORDS[language], [one for one in By if one in by and one in _BY]
    head = [*(words[one] for one in apart), *(words[name] for name in ("matter", *_TOLD))]
    rows = [
        [*(_where(of, one, names) for one in apart), _matter(of, language), *_numbers(one_sum)]
        for of, one_sum in outcome.told_by(frozenset(_BY[one] for one in apart)).items()
    ]
    yield from table(head, rows, texts=len(apart) + 1)
    yield words["end"].format(organisations=outcome.organisations, differing=outcome.differing)


_TOLD = ("stands", "would", "new", "gone", "otherwise")


def _numbers(one: MissedSum) -> list[str]:
    changes = (one.changes[change] for change in (Change.NEW, Change.GONE, Change.OTHERWISE))
    return [str(number) for number in (one.stands, one.would, *changes)]


def _where(of: MissedOf, by: By, names: Mapping[UUID, str]) -> str:
    if by is By.PERIOD:
        return of.month
    return "-" if of.place_id is None else names[of.place_id]


def _matter(of: MissedOf, language: Language) -> str:
    if of.consequence is not None:
        due = CONSEQUENCES[of.consequence]
        return due.zh if language == "zh" else due.en
    return _WORDS[language][of.matter]


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        By.PLACE: "下级组织",
        By.PERIOD: "月份",
        "matter": "未达标后果",
        Matter.ONE_SHORT: "差一次",
        "stands": "现有",
        "would": "预演",
        "new": "新增",
        "gone": "取消",
        "otherwise": "其他",
        "end": "{organisations} 个组织的 {differing} 项未达标后果有差异",
    },
    "en": {
        By.PLACE: "place",
        By.PERIOD: "month",
        "matter": "of missed duties",
        Matter.ONE_SHORT: "one short",
        "stands": "now",
        "would": "would be",
        "new": "new",
        "gone": "gone",
        "otherwise": "otherwise",
        "end": "{differing} that follow from missed duties of {organisations} organisations differ",
    },
}
