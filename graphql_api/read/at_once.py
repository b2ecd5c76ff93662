"""All that an operation reads, as one statement: a snapshot by itself, in one round trip."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from graphql_api.read.as_of import AsOf, Echo, Sought
from graphql_api.read.caller import CallerScope
from graphql_api.read.entering import entered, seen_by
from graphql_api.read.freshness import MARK, SNAPSHOT
from graphql_api.read.sources import Moment
from graphql_api.read.statement import Parameters, numbered

MakeAsOf = Callable[[CallerScope, Parameters, Moment | None], str]


class Ask(NamedTuple):
    """What a root field reads: ``make`` writes a statement of one column and at most one row."""

    make: MakeAsOf
    as_of: AsOf | None
    root: str  # the field's path, by which the answer names the moment


class Found(NamedTuple):
    """The value of such a statement, None if it has no row, and the moment that it was read as of."""

    value: Any
    echo: Echo | None


class AtOnce:
    """The questions of several root fields as columns of one row. It is written once for callers of one shape."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self._asks = asks
        self._sought = _sought(asks)
        self._written: dict[Hashable, _Written] = {}

    def written(self, caller: CallerScope) -> tuple[str, list[Any]]:
        """The statement for a caller, and its values."""
        known = self._written.get(caller.shape)
        if known is None:
            known = self._written[caller.shape] = _write(self._asks, self._sought, caller)
        values = {**known.values, **caller.values, "seen": seen_by(caller.actor)}
        return known.text, [values[name] for name in known.names]

    def found(self, row: Any) -> list[Found]:
        """What the row has for each field."""
        return [
            Found(row[f"a{number}"], sought.found(row) if sought else None)
            for number, sought in enumerate(self._sought)
        ]


class _Written(NamedTuple):
    """A statement, the names of its parameters in their order, and the values of those that are not the caller's."""

    text: str
    names: tuple[str, ...]
    values: Mapping[str, Any]


def _write(asks: Sequence[Ask], sought: Sequence[Sought | None], caller: CallerScope) -> _Written:
    """The statement of all that is asked; ``sought`` has the time that each is to be read as of.

    Answers come as the bytes that they are sent on as: a text would be decoded, to be encoded again.
    """
    distinct = {one.name: one for one in sought if one is not None}.values()
    parameters = Parameters({name: value for one in distinct for name, value in one.values.items()})
    made = [
        ask.make(caller, parameters, one.moment if one else None)
        for ask, one in zip(asks, sought, strict=True)
    ]
    columns = [f"convert_to(({text})::text, 'UTF8') AS a{number}" for number, text in enumerate(made)]
    relations = " CROSS JOIN ".join(one.relation for one in distinct)
    marks = [MARK] if caller.marked else []
    sql = ",\n".join([SNAPSHOT, *marks, *(one.columns for one in distinct), *columns])
    gate = f" WHERE {entered(caller.actor)}"
    text, names = numbered(f"{sql}\n  FROM {relations}\n{gate}" if relations else f"{sql}\n{gate}")
    return _Written(text, names, parameters.values)


def _sought(asks: Sequence[Ask]) -> list[Sought | None]:
    """The search for the time of each; those that name the same time share it, by its name."""
    names: dict[tuple[Any, ...], str] = {}

    def search(asked: AsOf) -> Sought:
        time = (asked.position, asked.recorded_at, asked.occurred_on)
        return Sought(asked, names.setdefault(time, f"moment{len(names)}"))

    return [None if ask.as_of is None else search(ask.as_of) for ask in asks]
