"""What is no fault of a pack and may be meant, but a person should look at: words, and seams between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.policies.kind import PeriodRule
from domain.policies.modality import Modality
from domain.policies.pack import Pack, PackRule
from domain.policies.pack_faults import Fault
from domain.policies.periods import Period, Unit
from domain.policies.registry import KINDS

_LOOSE = ("一般", "原则上")
_STRICT = ("必须", "不得", "应当", "严禁")
_DAY = timedelta(days=1)


def doubts(pack: Pack) -> Iterator[Fault]:
    """Rules that bind more, or less, than the words of their own sentences, and sentences that nobody has checked."""
    for place, rule in enumerate(pack.rules):
        if said := _said_otherwise(rule):
            yield Fault(f"rules[{place}].modality", said)
        if not rule.quote_checked:
            yield Fault(
                f"rules[{place}].quote", f"{rule.series}: the sentence was not yet read in its source"
            )


def _said_otherwise(rule: PackRule) -> str | None:
    loose = [word for word in _LOOSE if word in rule.quote]
    strict = [word for word in _STRICT if word in rule.quote]
    if any(reading.parameter == "modality" for reading in rule.readings) or (loose and strict):
        return None
    if rule.modality is Modality.MUST and loose:
        return f"{rule.series} is a MUST, and its sentence says {loose[0]}: take SHOULD, or add a reading of modality"
    if rule.modality is Modality.SHOULD and strict:
        return f"{rule.series} is a SHOULD, and its sentence says {strict[0]}: take MUST, or add a reading of modality"
    return None


def breaks(old: Pack, new: Pack) -> Iterator[Fault]:
    """What no later version of a pack may do: bear the same name, change the kind of a series, or begin no later."""
    if new.version == old.version:
        yield Fault("version", f"{new.version} is the name of another version already: give each its own")
    known = {rule.series: rule for rule in old.rules}
    for place, rule in enumerate(new.rules):
        was = known.get(rule.series)
        if was is not None and type(was.rule) is not type(rule.rule):
            one, other = KINDS[type(was.rule)].name, KINDS[type(rule.rule)].name
            says = f"{rule.series} was {one} in version {old.version} and cannot become {other}: begin a new series"
            yield Fault(f"rules[{place}].rule.kind", says)
    if new.effective_from <= old.effective_from:
        says = f"version {new.version} begins {new.effective_from}, not after {old.version} ({old.effective_from})"
        yield Fault("effective_from", says)


def seams(old: Pack, new: Pack) -> Iterator[Fault]:
    """Days that nobody asks about, or both versions do, where a rule's periods change their length.

    A period is judged by the version of its first day: monthly until February and quarterly from 1 March leaves March
    to nobody.
    """
    known = {rule.series: rule for rule in old.rules}
    for place, rule in enumerate(new.rules):
        was = known.get(rule.series)
        units = None if was is None else (_unit(was), _unit(rule))
        if units is None or units[0] is None or units[1] is None:
            continue
        last, first = _meet(units[0], units[1], new.effective_from)
        at = f"rules[{place}].rule"
        if first > last + _DAY:
            yield Fault(
                at, f"{rule.series}: nobody asks about {last + _DAY} to {first - _DAY}; begin on {first}"
            )
        elif first <= last:
            yield Fault(at, f"{rule.series}: {first} to {last} is asked about by both versions")


def _unit(rule: PackRule) -> Unit | None:
    kind = KINDS[type(rule.rule)]
    return kind.unit(rule.rule, None) if isinstance(kind, PeriodRule) else None


def _meet(old: Unit, new: Unit, since: date) -> tuple[date, date]:
    """The last day of the last period begun before ``since``, and the first of the first begun on it or after."""
    last = Period.of(since - _DAY, old).last
    around = Period.of(since, new)
    first = around.first if around.first >= since else around.last + _DAY
    return last, first
