"""The steps of a procedure (流程步骤), and what is wrong with a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from domain.policies.kind import Words

MOST_DAYS = 366
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_LONGEST_ID = 64


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step. Of ``within_days`` the first day does not count: two days from the 3rd are the 5th.

    The log keeps steps as they were released: so what they may be is checked by ``faults_of``, and not by their types.
    """

    id: str
    title: Words
    after: tuple[str, ...] = ()  # steps that come before it
    counted_from: str = ""  # the step that its deadline is counted from; empty: it has none
    within_days: Annotated[int, Meta(ge=0, le=1_000_000)] = 0  # 0: on the very day of that step
    each_group: bool = False  # every party group takes it by itself
    needs: tuple[str, ...] = ()  # what shows that it was taken, in codes


def faults_of(steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """What is wrong with the steps: where, and what."""
    ids = [step.id for step in steps]
    for place, step in enumerate(steps):
        at = f"steps[{place}]"
        yield from ((f"{at}.{field}", says) for field, says in _faults_of(step, ids, ids[:place]))
    if circle := _circle(steps):
        yield "steps", f"these come after one another in a circle: {', '.join(circle)}"


def _faults_of(step: Step, ids: Sequence[str], earlier: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not _SLUG.fullmatch(step.id) or len(step.id) > _LONGEST_ID:
        yield "id", f"is of small letters, digits and hyphens, {_LONGEST_ID} at most"
    elif step.id in earlier:
        yield "id", f"{step.id} is the id of an earlier step"
    if not set(step.after) <= set(ids):
        yield "after", "names what is no step"
    if step.counted_from and (step.counted_from not in ids or step.counted_from == step.id):
        yield "counted_from", "names what is no other step"
    if step.within_days and not step.counted_from:
        yield "within_days", "asks for counted_from: from which step the days are counted"
    if step.within_days > MOST_DAYS:
        yield "within_days", f"is {MOST_DAYS} at most"
    if not all(map(_CODE.fullmatch, step.needs)):
        yield "needs", "names codes: capital letters, digits and low lines, a letter first"


def _circle(steps: Sequence[Step]) -> list[str]:
    """The steps that are left when those are taken away whose predecessors are gone, again and again."""
    ids = {step.id for step in steps}
    left = {step.id: {*step.after} & ids for step in steps}
    while free := [id_ for id_, after in left.items() if not after & left.keys()]:
        for id_ in free:
            del left[id_]
    return [*left]
