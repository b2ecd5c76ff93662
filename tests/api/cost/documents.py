"""Random documents over the real schema, whose pages and conditions are given by literals and by variables."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type
from graphql.type import is_required_argument
from hypothesis import strategies as st

from graphql_api.schema import schema

SCHEMA = schema()._schema
HEAD = "query Q($size: Int, $few: Int = 3, $in: Boolean!, $out: Boolean = false)"
PAGES = {"": "", "3": "first: 3", "s": "first: $size", "f": "last: $few", "n": "first: null"}
CONDITIONS = ("", "", "", " @include(if: $in)", " @skip(if: $in)", " @skip(if: true)", " @include(if: $out)")
FRAGMENT_TYPES = ("Organisation", "Meeting", "OrganisationConnection", "Node")


@dataclass
class Writer:
    """Writes selections by drawing from a strategy. Fragment ``i`` spreads only those after it."""

    draw: st.DrawFn
    fragments: list[str] = field(default_factory=list)

    def pick(self, options: list[str] | tuple[str, ...]) -> str:
        return self.draw(st.sampled_from(options))

    def selection(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int, first: int = 0) -> str:
        """A selection set; ``first`` is the first fragment that may be spread in it."""
        parts = ["__typename"]
        for _ in range(self.draw(st.integers(1, 3))):
            kind = self.pick(("field", "field", "field", "inline", "spread"))
            usable = [i for i in range(first, len(FRAGMENT_TYPES)) if self._fits(FRAGMENT_TYPES[i], type_)]
            if kind == "spread" and usable:
                index = self.draw(st.sampled_from(usable))
                parts.append(f"...F{index}{self.pick(CONDITIONS)}")
            elif kind == "inline" and depth:
                target = type_
                if isinstance(type_, GraphQLInterfaceType):
                    target = self.draw(st.sampled_from(SCHEMA.get_possible_types(type_)))
                inner = self.selection(target, depth - 1, first)
                parts.append(f"... on {target.name}{self.pick(CONDITIONS)} {inner}")
            else:
                parts.append(self.field(type_, depth, first))
        return "{ " + " ".join(parts) + " }"

    def field(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int, first: int) -> str:
        names = [name for name, one in type_.fields.items() if _usable(one, depth)]
        if not names:
            return "__typename"
        name = self.pick(names)
        one = type_.fields[name]
        key, arguments = "", ['id: "x"'] if "id" in one.args else []
        if "first" in one.args:
            key = self.pick(list(PAGES))
            arguments += [PAGES[key]] if PAGES[key] else []
        # The type stands in it too: two types may give a field of one name other types, which no key may stand for.
        shape = str(one.type).translate(str.maketrans("[!", "LN", "]"))
        alias = f"{self.pick(('', '', 'a_'))}{name}{key}_{shape}"
        given = f"({', '.join(arguments)})" if arguments else ""
        target = get_named_type(one.type)
        inner = "" if is_leaf_type(target) else " " + self.selection(target, depth - 1, first)
        return f"{alias}: {name}{given}{self.pick(CONDITIONS)}{inner}"

    def _fits(self, name: str, type_: GraphQLObjectType | GraphQLInterfaceType) -> bool:
        condition = SCHEMA.type_map[name]
        if isinstance(condition, GraphQLInterfaceType):
            return condition is type_ or condition in type_.interfaces
        return condition is type_


def _usable(one: GraphQLField, depth: int) -> bool:
    required = {name for name, argument in one.args.items() if is_required_argument(argument)}
    return required <= {"id"} and (depth > 0 or is_leaf_type(get_named_type(one.type)))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document with one operation and four fragments."""
    writer = Writer(draw)
    fragments = []
    for index, name in enumerate(FRAGMENT_TYPES):
        inner = writer.selection(SCHEMA.type_map[name], 2, index + 1)  # type: ignore[arg-type]
        fragments.append(f"fragment F{index} on {name} {inner}")
    assert SCHEMA.query_type is not None
    fields = [writer.field(SCHEMA.query_type, 4, 0) for _ in range(draw(st.integers(1, 3)))]
    return "\n".join([f"{HEAD} {{ {' '.join(fields)} }}", *fragments])
