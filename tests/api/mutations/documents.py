"""Mutations of every shape over the real schema, with variables of every kind, some of which cannot be used."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type, is_composite_type
from graphql.type import is_list_type, is_non_null_type, is_required_input_field
from hypothesis import strategies as st

from graphql_api.schema import schema

T = TypeVar("T")
SCHEMA = schema()._schema
ROOT: Any = SCHEMA.mutation_type
TYPE_OF_ID = {
    "meetingId": "Meeting",
    "memberId": "Member",
    "leaveId": "Leave",
    "gridId": "Grid",
    "ground": "Meeting",
    "payment": "Event",
    "pair": "Event",
    "finding": "Event",
    "evidence": "Event",
    "partnerMemberId": "Member",
    "corrects": "Event",
    "reverses": "Event",
}  # all others name organisations
SWITCHES = {"yes": True, "no": False}
# In a variable, each of these is wrong somewhere; as are fields that are missing, and fields that are none.
WRONG: Sequence[Any] = [None, 1, 1.0, 1.5, True, "", "nothing", 2**40, [], {}, [[]], ["nothing"], {"a": 1}]


@dataclass
class Known:
    """What commands can be about: ids by type, and days."""

    ids: dict[str, list[str]]
    days: list[str]


@dataclass
class Mutation:
    """One document and its variables."""

    document: str
    variables: dict[str, Any]


@dataclass
class Literal:
    """A text of the document, among values of JSON."""

    text: str


@dataclass
class Writer:
    """Writes one mutation by drawing."""

    draw: st.DrawFn
    known: Known
    key: str  # what idempotency keys begin with
    definitions: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    numbers: int = 0

    def one_of(self, values: Sequence[T]) -> T:
        return self.draw(st.sampled_from(values))

    def chance(self, of: int) -> bool:
        return bool(self.draw(st.integers(1, of)) == 1)

    def new(self, prefix: str) -> str:
        self.numbers += 1
        return f"{prefix}{self.numbers}"

    def mutation(self) -> Mutation:
        body = " ".join(self.root() for _ in range(self.draw(st.integers(1, 3))))
        used = [name for name in SWITCHES if f"${name}" in body + "".join(self.fragments)]
        self.definitions += [f"${name}: Boolean!" for name in used]
        self.variables |= {name: SWITCHES[name] for name in used}
        declared = f"({', '.join(self.definitions)})" if self.definitions else ""
        return Mutation("\n".join([f"mutation {declared} {{ {body} }}", *self.fragments]), self.variables)

    def root(self) -> str:
        if self.chance(20):
            return "__typename"
        name = self.one_of(sorted(ROOT.fields))
        found = ROOT.fields[name]
        given = self.text(self.placed("input", found.args["input"].type))
        shown = self.selection(get_named_type(found.type))
        part = f"{self.new('r')}: {name}(input: {given}){self.switch()} {shown}"
        if self.chance(8):
            return f"... on Mutation{self.switch()} {{ {part} }}"
        return self.fragment("Mutation", f"{{ {part} }}") if self.chance(8) else part

    def fragment(self, type_name: str, selection: str) -> str:
        name = self.new("F")
        self.fragments.append(f"fragment {name} on {type_name} {selection}")
        return f"...{name}{self.switch()}" * self.draw(st.integers(1, 2))

    def switch(self) -> str:
        if not self.chance(8):
            return ""
        return self.one_of(
            [" @skip(if: $no)", " @skip(if: $yes)", " @include(if: $yes)", " @include(if: true)"]
        )

    def selection(self, type_: Any) -> str:
        return "{ " + " ".join(self.shown(type_) for _ in range(self.draw(st.integers(1, 5)))) + " }"

    def shown(self, type_: Any) -> str:
        """A field that needs no read model; those that do are left to the engine with all that is beside them."""
        if self.chance(10):
            return "__typename" + self.switch()
        if self.chance(10):
            return f"... on {type_.name}{self.switch()} {self.selection(type_)}"
        if self.chance(10):
            return self.fragment(type_.name, self.selection(type_))
        if type_.name.endswith("Payload") and self.chance(2):
            return f"userErrors{self.switch()} {self.selection(SCHEMA.type_map['UserError'])}"
        names = [
            name for name, one in type_.fields.items() if not is_composite_type(get_named_type(one.type))
        ]
        name = self.one_of(names)
        alias = f"{self.new('a')}: " if self.chance(4) else ""
        return f"{alias}{name}{self.switch()}"

    def placed(self, place: str, type_: Any) -> Any:
        """A value for the document: a variable, or a literal with variables in it."""
        if self.chance(2):
            return self.variable(place, type_)
        bare = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(bare):
            return [self.placed(place, bare.of_type) for _ in range(self.draw(st.integers(0, 2)))]
        if isinstance(bare, GraphQLInputObjectType):
            return {name: self.placed(name, one.type) for name, one in self.chosen(bare)}
        value = self.good(place, bare)
        return Literal(value) if isinstance(bare, GraphQLEnumType) else value

    def variable(self, place: str, type_: Any) -> Literal:
        """A variable: given, left out, null, or of a default; now and then of no use."""
        name = self.new("v")
        declared = f"${name}: {type_}"
        value = self.json(place, type_)
        if not is_non_null_type(type_) or self.chance(6):
            if self.chance(3):
                declared = f"${name}: {str(type_).removesuffix('!')} = {self.text(value, type_)}"
                value = self.json(place, type_)
            if self.chance(3):
                value = None
            if self.chance(3):
                self.definitions.append(declared)
                return Literal(f"${name}")
        if self.chance(25):
            value = self.spoilt(value)
        self.definitions.append(declared)
        self.variables[name] = value
        return Literal(f"${name}")

    def json(self, place: str, type_: Any) -> Any:
        bare = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(bare):
            return [self.json(place, bare.of_type) for _ in range(self.draw(st.integers(0, 2)))]
        if isinstance(bare, GraphQLInputObjectType):
            return {name: self.json(name, one.type) for name, one in self.chosen(bare)}
        return self.good(place, bare)

    def chosen(self, type_: GraphQLInputObjectType) -> list[tuple[str, Any]]:
        return [
            (name, one)
            for name, one in type_.fields.items()
            if is_required_input_field(one) or self.chance(4)
        ]

    def spoilt(self, value: Any) -> Any:
        """The value with something wrong somewhere in it."""
        if isinstance(value, list) and value and self.chance(2):
            return [*value[1:], self.spoilt(value[0])]
        if isinstance(value, dict) and value and not self.chance(8):
            name = self.one_of(sorted(value))
            if self.chance(3):
                return (
                    {**value, "none": 1} if self.chance(2) else {k: v for k, v in value.items() if k != name}
                )
            return {**value, name: self.spoilt(value[name])}
        return self.one_of(WRONG)

    def good(self, place: str, type_: Any) -> Any:
        """A value that can be used; whether the command is then refused is another matter."""
        if place == "idempotencyKey":
            return "the same" if self.chance(20) else f"{self.key}{self.new('-')}"
        if isinstance(type_, GraphQLEnumType):
            return self.one_of(sorted(type_.values))
        match type_.name:
            case "ID":
                of = self.known.ids[TYPE_OF_ID.get(place, "Organisation")]
                return self.one_of([*of, *of, self.one_of(self.known.ids["Member"]), "nothing"])
            case "Date":
                return self.one_of(self.known.days)
            case "Occurred":
                return self.one_of(
                    [*self.known.days, "2026", "2026-01", "2026-01-10T08:00:00Z", "2099-01-01"]
                )
            case "Fen" | "Int":
                return self.one_of([0, 1, 2, 5, 90, 2026])
            case "Decimal":
                return self.one_of(["1", "2.50", "0", "0.001"])
            case "Boolean":
                return self.one_of([True, False])
        return self.one_of(["430281199", "镇党委", "19:30", "PHONE", "TYPING_ERROR", "", "Asia/Shanghai"])

    def text(self, value: Any, type_: Any = None) -> str:
        """GraphQL of a value."""
        bare = type_.of_type if type_ is not None and is_non_null_type(type_) else type_
        match value:
            case Literal():
                return value.text
            case list():
                return f"[{', '.join(self.text(one, bare and bare.of_type) for one in value)}]"
            case dict():
                fields = bare.fields if bare is not None else {}
                parts = (
                    f"{name}: {self.text(one, fields[name].type if fields else None)}"
                    for name, one in value.items()
                )
                return "{" + ", ".join(parts) + "}"
        return str(value) if isinstance(bare, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)


@st.composite
def mutations(draw: st.DrawFn, known: Known, key: str) -> Mutation:
    """A mutation of one to three root fields."""
    return Writer(draw, known, key).mutation()
