"""Every place of the schema where a caller may write a value, found in the schema itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)
from graphql.type import is_required_argument, is_required_input_field

from graphql_api.schema import schema
from tests.api.office import PACKS

SCHEMA = schema()._schema
NOTHING = "00000000-0000-0000-0000-000000000000"  # an id of nothing
SOMEWHERE = "SOMEWHERE"  # stands for what is of the kind named after it
A_DAY = "2026-01-01"
GIVEN = {
    "node": f"{SOMEWHERE}:organisation",
    "organisation": f"{SOMEWHERE}:organisation",
    "on": A_DAY,
    "since": f"{SOMEWHERE}:day",
    "divisionCode": "430281",
    "position": "1",
    "month": f"{SOMEWHERE}:month",
    "from": f"{SOMEWHERE}:month",
    "to": f"{SOMEWHERE}:month",
}
# What a field needs besides, though by the schema it need not be given: a pack about meetings and absences.
ALSO = {
    "policyRehearsal": f"pack: {json.dumps((PACKS / 'tender-centre.1.toml').read_text(encoding='utf-8'))}"
}


class Leaf(NamedTuple):
    """A value within an argument: the keys that lead to it, whether each holds a list, and its type's name."""

    keys: tuple[str, ...]
    lists: tuple[bool, ...]
    beside: tuple[Mapping[str, str], ...]  # by key: what has to stand beside it
    type_name: str

    def argument(self, value: object) -> Any:
        """The argument that holds ``value`` there, and nothing else but what it may not be without."""
        made: Any = value
        steps = zip(("", *self.keys), self.lists, ({}, *self.beside), strict=True)
        for key, is_list, beside in reversed(list(steps)):
            made = [made] if is_list else made
            made = {**beside, key: made} if key else made
        return made


@dataclass(frozen=True)
class Place:
    """An argument's leaf, and the way to its field."""

    way: tuple[str, ...]  # selections from the root, each opening the next
    name: str
    field: GraphQLField
    argument: str
    leaf: Leaf

    def __str__(self) -> str:
        way = "".join(f"{step.partition('(')[0]}." for step in self.way)
        return ".".join((f"{way}{self.name}", self.argument, *self.leaf.keys))

    def query(self, count: int, ids: Mapping[str, str]) -> str:
        """The field so many times under a0, a1, …, each time with a variable v0, v1, … for the argument."""
        type_ = self.field.args[self.argument].type
        declared = ", ".join(f"$v{i}: {type_}" for i in range(count))
        calls = " ".join(
            f"a{i}: {self.name}({', '.join([f'{self.argument}: $v{i}', *self._others()])}){self._selection()}"
            for i in range(count)
        )
        return f"query ({declared}) {{ {opened(self.way, calls, ids)} }}"

    def _others(self) -> Iterator[str]:
        for name, argument in self.field.args.items():
            if name != self.argument and is_required_argument(argument):
                yield f'{name}: "{_some(argument)}"'

    def _selection(self) -> str:
        named = get_named_type(self.field.type)
        if is_leaf_type(named):
            return ""
        fields = getattr(named, "fields", {})
        return " { __typename nodes { __typename } }" if "nodes" in fields else " { __typename }"


def opened(way: tuple[str, ...], content: str, ids: Mapping[str, str]) -> str:
    """A selection at the end of a way, whose objects are found by ``ids``."""
    steps = "".join(f"{step} {{ " for step in way)
    for name, key in ids.items():
        steps = steps.replace(f'"{SOMEWHERE}:{name}"', f'"{key}"')
    return f"{steps}{content} {'} ' * len(way)}"


def places() -> list[Place]:
    """All of them, once a type that has the field, by the shortest way."""
    root = SCHEMA.query_type
    assert root is not None
    ways: dict[str, tuple[str, ...]] = {root.name: ()}
    waiting: list[GraphQLObjectType | GraphQLInterfaceType] = [root]
    found: list[Place] = []
    while waiting:
        type_ = waiting.pop(0)
        way = ways[type_.name]
        for name, field in sorted(type_.fields.items(), key=lambda one: _needs(one[1])):
            found += [Place(way, name, field, argument, leaf) for argument, leaf in _leaves(field)]
            named = get_named_type(field.type)
            if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and named.name not in ways:
                ways[named.name] = (*way, _step(name, field))
                waiting.append(named)
    return found


def _step(name: str, field: GraphQLField) -> str:
    """A selection that opens what a field gives."""
    given = [
        f'{one}: "{GIVEN.get(one, f"{SOMEWHERE}:{name}")}"'
        for one, argument in field.args.items()
        if is_required_argument(argument)
    ]
    given += ["first: 2"] if "first" in field.args else []
    given += [ALSO[name]] if name in ALSO else []
    return f"{name}({', '.join(given)})" if given else name


def _needs(field: GraphQLField) -> int:
    return sum(map(is_required_argument, field.args.values()))


def _leaves(field: GraphQLField) -> Iterator[tuple[str, Leaf]]:
    for name, argument in field.args.items():
        for leaf in _within(argument, Leaf((), (), (), ""), frozenset()):
            yield name, leaf


def _within(holder: Any, above: Leaf, open_: frozenset[str]) -> Iterator[Leaf]:
    """Leaves of an argument or input field; conditions within conditions are the same again."""
    named = get_named_type(holder.type)
    lists = (*above.lists, isinstance(get_nullable_type(holder.type), GraphQLList))
    if not isinstance(named, GraphQLInputObjectType):
        yield Leaf(above.keys, lists, above.beside, named.name)
    elif named.name not in open_:
        for key, field in named.fields.items():
            others = {
                name: _some(other)
                for name, other in named.fields.items()
                if name != key and is_required_input_field(other)
            }
            way = Leaf((*above.keys, key), lists, (*above.beside, others), named.name)
            yield from _within(field, way, open_ | {named.name})


def _some(holder: Any) -> str:
    """A value of an argument or input field, of nothing that there is."""
    return A_DAY if get_named_type(holder.type).name == "Date" else NOTHING
