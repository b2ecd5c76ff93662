"""The access matrix: what an inspector is told, and what of it is left for another caller by the declaration alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg

from application.access import FieldGroup, relations
from application.actor import Actor
from graphql_api.read import Node, parse_id
from graphql_api.read.declare import ReadType, resolve
from graphql_api.read.sources import Moment
from graphql_api.read.sources import Row as Source
from graphql_api.read.specs import FieldSpec, ToMany, ToOne, group_of
from graphql_api.read.statement import Parameters
from tests.api.read.county import TENANT
from tests.api.read.cursors import values_of
from tests.api.read.declared import TYPES, camel, scalars
from tests.api.read.declared import relations as relations_of
from tests.security.access.ground import Ground, Standing
from tests.security.access.rows import (
    FIGURES_OF_PERSONS,
    FOR_ALL,
    NAMED_BY,
    STANDINGS,
    groups_of,
    is_small,
)

EARLIER = 200  # a position: what was known then is told too
Facts = Mapping[str, Mapping[tuple[str, ...], Any]]  # rows by type and name

STAY = {
    "Rollup": "read_model.rollup AS t"
}  # rows that stay where they are once they are there, whatever they count


async def facts_of(tables: asyncpg.Connection[asyncpg.Record], moment: Moment | None = None) -> Facts:
    """Every row of every type that can be known by itself."""
    found: dict[str, dict[tuple[str, ...], Any]] = {}
    for name, standing in STANDINGS.items():
        if standing is not None:
            read_type = TYPES[name]
            row = Source("t", moment)
            values = {"tenant": TENANT, **(moment.values if moment else {})}
            source = STAY.get(name) or row.source(read_type)
            sql = f"SELECT * FROM {source} WHERE t.tenant_id = $tenant"
            text, given = Parameters(values).numbered(sql)
            columns = name_columns(read_type)
            found[name] = {tuple(str(r[c]) for c in columns): r for r in await tables.fetch(text, *given)}
    return found


def name_columns(read_type: ReadType) -> list[str]:
    """The columns that name a row of a type: the last of its cursor."""
    order, *_ = read_type.orders.values()  # the one that lists come in by default
    return [*order.columns, read_type.key][-NAMED_BY.get(read_type.name, 1) :]


def selection(read_type: ReadType, depth: int) -> str:
    """Every field of a type, and of those that it leads to, ``depth`` steps far."""
    parts = [scalars(read_type.name)]
    for name, spec, target in relations_of(read_type) if depth else ():
        inner = selection(target, depth - 1)
        parts.append(
            f"{name} {{ {inner} }}"
            if isinstance(spec, ToOne)
            else f"{name}(first: 1000) {{ totalCount edges {{ cursor node {{ {inner} }} }} }}"
        )
    return " ".join(parts)


async def all_pages(ask: Callable[[str], Awaitable[Any]], field: str, selected: str) -> Any:
    """The whole of a list, as if it came in one page."""
    edges: list[Any] = []
    after = ""
    while True:
        document = f"{{ it: {field % after} {{ {selected} pageInfo {{ hasNextPage endCursor }} }} }}"
        page = (await ask(document))["it"]
        edges += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            return {"totalCount": page["totalCount"], "edges": edges}
        after = f', after: "{page["pageInfo"]["endCursor"]}"'


@dataclass(frozen=True)
class Eyes:
    """What of an inspector's answer a caller is told."""

    actor: Actor
    ground: Ground
    facts: Facts

    def list(self, read_type: ReadType, told: Any, parent: Standing | None = None) -> Any:
        """A connection: of the rows that may be seen."""
        edges = []
        for edge in told["edges"]:
            name = tuple(values_of(edge["cursor"])[-NAMED_BY.get(read_type.name, 1) :])
            node = self.row(read_type, name, edge["node"], parent)
            if node is not None:
                edges.append({"cursor": edge["cursor"], "node": node})
        return {"totalCount": len(edges), "edges": edges}

    def object(self, read_type: ReadType, told: Any, parent: Standing | None = None) -> Any:
        """An object, or null."""
        if told is None:
            return None
        name = (str(parse_id(told["id"]).key),) if issubclass(read_type.cls, Node) else ()
        return self.row(read_type, name, told, parent)

    def row(self, read_type: ReadType, name: tuple[str, ...], told: Any, parent: Standing | None) -> Any:
        """A row with what may be seen of it; None for one that may not be seen itself."""
        fact = self.facts.get(read_type.name, {}).get(name)
        locate = STANDINGS[read_type.name]
        if locate is not None:
            assert fact is not None, (read_type.name, name)
            standing = locate(fact, self.ground)
        else:
            assert parent is not None, read_type.name
            about = frozenset(map(UUID, name)) if read_type.key == "member_id" else parent.persons
            standing = replace(parent, persons=about)
        needed = groups_of(read_type, fact or {}, self.ground)
        if not all(self.sees(group, standing, for_all=read_type.name in FOR_ALL) for group in needed):
            return None
        specs = {camel(field): spec for field, spec in read_type.fields.items()}
        return {key: self.field(read_type, key, specs.get(key), told, standing) for key in told}

    def field(
        self, read_type: ReadType, key: str, spec: FieldSpec | None, told: Any, standing: Standing
    ) -> Any:
        """One field of a row that may be seen."""
        match spec:
            case ToMany():
                return self.list(resolve(spec.target), told[key], standing)
            case ToOne():
                return self.object(resolve(spec.target), told[key], standing)
        group = (spec and group_of(spec)) or read_type.group
        if group is not read_type.group and not self.sees(group, standing):
            return None
        if key in FIGURES_OF_PERSONS and not self.sees(FieldGroup.PERSON, standing) and is_small(key, told):
            return None
        return told[key]

    def sees(self, group: FieldGroup, standing: Standing, *, for_all: bool = False) -> bool:
        """Whether the declaration opens a group to the caller at that place."""
        open_at = relations(self.actor, group)
        return bool(open_at if for_all else open_at & self.ground.relations(self.actor, standing))


def differences(got: Any, expected: Any, path: str = "") -> list[str]:
    """Where two answers differ, by paths; empty if they do not."""
    if isinstance(got, dict) and isinstance(expected, dict) and got.keys() == expected.keys():
        return [line for key in got for line in differences(got[key], expected[key], f"{path}.{key}")]
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        pairs = enumerate(zip(got, expected, strict=True))
        return [line for at, (one, other) in pairs for line in differences(one, other, f"{path}[{at}]")]
    return [] if got == expected else [f"{path}: {got!r:.200} instead of {expected!r:.200}"]
