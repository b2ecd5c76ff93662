"""Documents of every shape over the real schema, some of them with bad arguments: made by drawing from its types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    get_named_type,
    is_composite_type,
    is_non_null_type,
)
from graphql.type import GraphQLInputType, is_list_type, is_required_input_field
from hypothesis import strategies as st

from graphql_api.schema import schema

T = TypeVar("T")
SCHEMA = schema()._schema
ROOTS = ("rateLimit",)  # that tell of the moment at which they are asked
DEEPEST = 4
VARIABLES = {"yes": "Boolean!", "no": "Boolean!", "size": "Int", "cursor": "String", "day": "Date"}


@dataclass
class Known:
    """Real values of a county to draw from: ids by type, cursors of any list, and days, texts, positions of rows."""

    ids: dict[str, list[str]]
    cursors: list[str]
    days: list[str]
    texts: list[str]
    positions: list[int]


@dataclass
class Writer:
    """Writes one document by drawing; ``fragments`` gathers those that it spreads."""

    draw: st.DrawFn
    known: Known
    as_of: bool  # whether root fields are asked as of an earlier time
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0

    def one_of(self, values: Sequence[T]) -> T:
        return self.draw(st.sampled_from(values))

    def chance(self, of: int) -> bool:
        return bool(self.draw(st.integers(1, of)) == 1)

    def selection(self, type_: Any, depth: int) -> str:
        parts = [self.part(type_, depth) for _ in range(self.draw(st.integers(1, 3)))]
        return "{ " + " ".join(parts) + " }"

    def part(self, type_: Any, depth: int) -> str:
        if self.chance(8):
            return "__typename" + self.switch()
        if self.chance(8):
            return f"... on {type_.name}{self.switch()} {self.selection(type_, depth)}"
        if self.chance(8):
            name = f"F{len(self.fragments)}"
            self.fragments.append("")  # its place, before those within it
            self.fragments[int(name[1:])] = f"fragment {name} on {type_.name} {self.selection(type_, depth)}"
            return f"...{name}{self.switch()}" * self.draw(st.integers(1, 2))
        return self.field(type_, depth)

    def field(self, type_: Any, depth: int) -> str:
        names = [
            name
            for name, found in type_.fields.items()
            if name not in ROOTS and (depth > 0 or not is_composite_type(get_named_type(found.type)))
        ]
        if not names:
            return "__typename"
        name = self.one_of(names)
        found: GraphQLField = type_.fields[name]
        arguments = [
            f"{argument}: {self.value(f'{name}.{argument}', definition.type, 2)}"
            for argument, definition in found.args.items()
            if is_non_null_type(definition.type) or self.wants(argument)
        ]
        given = f"({', '.join(arguments)})" if arguments else ""
        return f"{self.alias()}{name}{given}{self.switch()}{self.below(found, depth)}"

    def below(self, found: GraphQLField, depth: int) -> str:
        """The selection of a field's objects; of an interface, in parts for some of its types."""
        target = get_named_type(found.type)
        if not is_composite_type(target):
            return ""
        if not isinstance(target, GraphQLInterfaceType):
            return " " + self.selection(target, depth - 1)
        types = [self.one_of(sorted(self.known.ids)) for _ in range(2)]
        inner = " ".join(
            f"... on {name} {self.selection(SCHEMA.type_map[name], depth - 1)}" for name in types
        )
        return f" {{ id __typename {inner} }}"

    def wants(self, argument: str) -> bool:
        if argument == "asOf":
            return self.as_of
        if argument == "first":
            return not self.chance(8)  # pages of twenty within pages of twenty are more of the same
        return self.chance({"where": 3, "orderBy": 3}.get(argument, 8))

    def ids(self, place: str) -> Sequence[str]:
        """Ids of the type that a place names, or of any."""
        names = {
            "branch": "Organisation",
            "group": "Organisation",
            "within": "Organisation",
            "subject": "Member",
        }
        for step in reversed(place.split(".")):
            name = names.get(step, step[:1].upper() + step[1:])
            if name in self.known.ids:
                return self.known.ids[name]
        return [one for ids in self.known.ids.values() for one in ids]

    def alias(self) -> str:
        """Always one of its own: the same key twice with other arguments would not be valid."""
        self.aliases += 1
        return f"a{self.aliases}: "

    def switch(self) -> str:
        if not self.chance(6):
            return ""
        return self.one_of(
            [" @skip(if: $no)", " @skip(if: $yes)", " @include(if: $yes)", " @include(if: true)"]
        )

    def value(self, place: str, type_: GraphQLInputType, depth: int) -> str:
        """A literal of a type, usually a good one for its place, the names that lead to it."""
        if is_list_type(getattr(type_, "of_type", None)) or is_list_type(type_):
            return f"[{self.value(place, get_named_type(type_), depth)}]"  # type: ignore[arg-type]
        named: Any = get_named_type(type_)
        match named:
            case GraphQLEnumType():
                return str(self.one_of(sorted(named.values)))
            case GraphQLInputObjectType():
                return self.input(place, named, depth)
        return str(self.one_of(self.literals(place, named.name)))

    def input(self, place: str, type_: GraphQLInputObjectType, depth: int) -> str:
        names = [name for name in type_.fields if depth > 0 or name not in ("and", "or", "not")]
        chosen = [self.one_of(names) for _ in range(self.draw(st.integers(1, 2)))]
        required = [name for name, found in type_.fields.items() if is_required_input_field(found)]
        given = {
            name: self.value(f"{place}.{name}", type_.fields[name].type, depth - 1)
            for name in dict.fromkeys([*chosen, *required])
        }
        return "{" + ", ".join(f"{name}: {value}" for name, value in given.items()) + "}"

    def literals(self, place: str, type_name: str) -> Sequence[Any]:
        known = self.known
        name = place.rpartition(".")[2]
        if name in ("first", "last"):
            return ["1", "2", "3", "5", "$size", "0"]
        if name in ("after", "before"):
            return [*(f'"{cursor}"' for cursor in known.cursors), '"bad"', "$cursor", "null"]
        match type_name:
            case "ID":
                return [f'"{one}"' for one in self.ids(place)] * 3 + ['"nothing"']
            case "Date":
                return [*(f'"{day}"' for day in known.days), "$day"]
            case "DateTime":
                return ['"2026-01-01T00:00:00Z"', '"2030-01-01T00:00:00.5Z"']
            case "Fen" | "Int" | "Position":
                return [0, 1, 2, 5, *known.positions]
            case "Boolean":
                return ["true", "false"]
        return [f'"{text}"' for text in known.texts]


@st.composite
def documents(draw: st.DrawFn, known: Known, *, as_of: bool = False) -> str:
    """A document of one to three root fields."""
    writer = Writer(draw, known, as_of)
    query = SCHEMA.query_type
    assert query is not None
    fields = " ".join(writer.field(query, DEEPEST) for _ in range(draw(st.integers(1, 3))))
    body = "\n".join([f"{{ {fields} }}", *writer.fragments])
    used = ", ".join(f"${name}: {type_}" for name, type_ in VARIABLES.items() if f"${name}" in body)
    return f"query {f'({used})' if used else ''} {body}"
