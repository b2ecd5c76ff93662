"""All that an operation reads, as one statement: a snapshot by itself, in one round trip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from graphql_api.read.as_of import AsOf, Echo, Sought
from graphql_api.read.scope import CallerScope
from graphql_api.read.sources import Moment
from graphql_api.read.statement import Parameters

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
    """The questions of several root fields as columns of one row; fields that name the same time share its search."""

    def __init__(self, asks: Sequence[Ask], caller: CallerScope) -> None:
        self._asks = asks
        self._sought: list[Sought | None] = list(_sought(asks))
        self._distinct = {one.name: one for one in self._sought if one is not None}.values()
        values = [caller.values, *(one.values for one in self._distinct)]
        self.parameters = Parameters({name: value for some in values for name, value in some.items()})
        made = (
            ask.make(caller, self.parameters, sought.moment if sought else None)
            for ask, sought in zip(asks, self._sought, strict=True)
        )
        columns = [f"({text}) AS a{number}" for number, text in enumerate(made)]
        self._columns = [*(one.columns for one in self._distinct), *columns]

    def sql(self, snapshot: str) -> str:
        """The statement; ``snapshot`` is one that selects what else its row is to tell."""
        relations = " CROSS JOIN ".join(one.relation for one in self._distinct)
        return ",\n".join([snapshot, *self._columns]) + (f"\n  FROM {relations}" if relations else "")

    def found(self, row: Any) -> list[Found]:
        """What the row has for each field."""
        return [
            Found(row[f"a{number}"], sought.found(row) if sought else None)
            for number, sought in enumerate(self._sought)
        ]


def _sought(asks: Sequence[Ask]) -> Iterator[Sought | None]:
    names: dict[tuple[Any, ...], str] = {}
    for ask in asks:
        if ask.as_of is None:
            yield None
            continue
        time = (ask.as_of.position, ask.as_of.recorded_at, ask.as_of.occurred_on)
        yield Sought(ask.as_of, names.setdefault(time, f"moment{len(names)}"))
