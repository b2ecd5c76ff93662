"""From a selection to the tree of nodes that it comes to, by the declarations of the types that it goes through."""

from __future__ import annotations

from typing import Any, NamedTuple

from graphql import is_leaf_type
from graphql.execution.collect_fields import FieldDetailsList

from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.finishing import Finish, finisher
from graphql_api.plan.lists import Cursor, Edges, Many, Nodes, PageInfo, Part, Total
from graphql_api.plan.scalars import scalar_sql
from graphql_api.plan.selection import Selected, Selector
from graphql_api.plan.values import ColumnValue, Expression, Id, Object, One, Parts, Text, Value, Withheld
from graphql_api.read import specs
from graphql_api.read.declare import ReadType, part_of, resolve
from graphql_api.read.marks import mark_of, may_tell

Path = tuple[str, ...]  # of response keys
UNCOUNTED = 1_000_000_000  # marks: as many as there are rows


class List(NamedTuple):
    """A connection below the root, whose arguments each request gives anew."""

    alias: str
    read_type: ReadType
    order: str | None
    selected: Selected


class Builder:
    """Builds one tree; on the way it notes which lists need arguments, and what must be finished."""

    def __init__(self, selector: Selector) -> None:
        self._selector = selector
        self._aliases = 0
        self.size = 0  # fields of objects so far
        self.marks = 0  # that the answer may have at most
        self._lists = 0  # around what is being built
        self.lists: list[List] = []
        self.finishes: dict[Path, Finish] = {}

    def alias(self) -> str:
        """A name for one more row of the statement."""
        self._aliases += 1
        return f"t{self._aliases}"

    def object(
        self, read_type: ReadType, details: FieldDetailsList, path: Path, *, is_marked: bool = True
    ) -> Object:
        """The object that is selected of a row."""
        type_ = self._selector.object_type(read_type.name)
        fields = tuple(
            (selected.key, self._value(read_type, selected, (*path, selected.key)))
            for selected in self._selector.fields(type_, details)
        )
        mark = mark_of(read_type) if is_marked else None
        if mark is not None:
            self._count_mark()
        return Object(fields, mark)

    def _items(
        self, read_type: ReadType, details: FieldDetailsList, path: Path, *, are_marked: bool
    ) -> Object:
        """The object that is selected of each item of a list."""
        self._lists += 1
        content = self.object(read_type, details, path, is_marked=are_marked)
        self._lists -= 1
        return content

    def _count_mark(self) -> None:
        self.marks = min(self.marks + (UNCOUNTED if self._lists else 1), UNCOUNTED)

    def many(
        self, read_type: ReadType, spec: specs.ToMany, type_: Any, details: FieldDetailsList, path: Path
    ) -> Many:
        """A connection; ``type_`` is that of the connection itself."""
        alias = self.alias()
        if may_tell(read_type):
            self._count_mark()
        parts = tuple(
            (selected.key, self._part(read_type, type_, selected, (*path, selected.key)))
            for selected in self._selector.fields(type_, details)
        )
        return Many(alias, read_type, spec.link, parts)

    def _value(self, read_type: ReadType, selected: Selected, path: Path) -> Value:
        """One field of a row. Raises NotPlannableError for one that nothing is declared of."""
        self.size += 1
        if selected.field is None:
            return Text(read_type.name)
        spec = read_type.fields.get(selected.name)  # as the type has completed it
        value = self._declared(read_type, selected, spec, path)
        return Withheld(read_type, spec, value) if spec and read_type.may_withhold(spec) else value

    def _declared(
        self, read_type: ReadType, selected: Selected, spec: specs.FieldSpec | None, path: Path
    ) -> Value:
        match spec:
            case specs.Column():
                return self._column(selected, spec, path)
            case specs.GlobalId():
                return Id(read_type)
            case specs.Embedded():
                return self._embedded(selected, spec)
            case specs.ToOne():
                alias, target = self.alias(), resolve(spec.target)
                is_new = not _is_marked_by(read_type, spec, target)
                content = self.object(target, selected.details, path, is_marked=is_new)
                return One(alias, target, spec.key or target.key, spec.column, content, spec.timeless)
            case specs.ToList():
                content = self._items(resolve(spec.target), selected.details, path, are_marked=True)
                return Parts(self.alias(), read_type, spec, content)
            case specs.ToMany():
                target = resolve(spec.target)
                many = self.many(target, spec, selected.type, selected.details, path)
                self.lists.append(List(many.alias, target, spec.order, selected))
                return many
        raise NotPlannableError(f"{read_type.name}.{selected.name}")

    def _column(self, selected: Selected, spec: specs.Column, path: Path) -> Value:
        if spec.convert is None or spec.is_json:
            form = scalar_sql("{}", selected.type, is_json=spec.is_json)
            return ColumnValue(selected.name, spec, form)
        fields = () if is_leaf_type(selected.type) else self._plain(selected)
        self.finishes[path] = finisher(spec.convert, fields)
        return ColumnValue(selected.name, spec, "({})::text")

    def _plain(self, selected: Selected) -> tuple[tuple[str, str | None], ...]:
        """Response keys and attributes of objects that a column is converted to; None stands for ``__typename``."""
        fields = []
        for field in self._selector.fields(selected.type, selected.details):
            if field.field is not None and (not is_leaf_type(field.type) or field.definition.base_resolver):
                raise NotPlannableError(f"{selected.type.name}.{field.name}")
            fields.append((field.key, field.name if field.field else None))
        return tuple(fields)

    def _embedded(self, selected: Selected, spec: specs.Embedded) -> Value:
        fields: list[tuple[str, Value]] = []
        for field in self._selector.fields(selected.type, selected.details):
            if field.field is None:
                fields.append((field.key, Text(selected.type.name)))
                continue
            part = part_of(field.definition)
            if part is not None:
                declared = part.sql.format(**spec.columns)
            elif field.name in spec.columns:
                declared = spec.columns[field.name]
            else:
                raise NotPlannableError(f"{selected.type.name}.{field.name}")
            fields.append((field.key, Expression(scalar_sql(declared, field.type))))
        return Object(tuple(fields))

    def _part(self, read_type: ReadType, type_: Any, selected: Selected, path: Path) -> Part:
        """One field of a connection."""
        if selected.field is None:
            return Text(type_.name)
        match selected.name:
            case "nodes":
                return Nodes(self._items(read_type, selected.details, path, are_marked=False))
            case "edges":
                fields = self._selector.fields(selected.type, selected.details)
                return Edges(tuple((f.key, self._of_edge(read_type, selected, f, path)) for f in fields))
            case "page_info":
                fields = self._selector.fields(selected.type, selected.details)
                if mark_of(read_type) is not None:  # cursors tell too
                    self._count_mark()
                return PageInfo(
                    tuple((f.key, f.name if f.field else Text(selected.type.name)) for f in fields)
                )
            case "total_count":
                return Total()
        raise NotPlannableError(f"{type_.name}.{selected.name}")

    def _of_edge(
        self, read_type: ReadType, edges: Selected, selected: Selected, path: Path
    ) -> Object | Cursor | Text:
        if selected.field is None:
            return Text(edges.type.name)
        if selected.name == "cursor":
            return Cursor()
        return self._items(read_type, selected.details, (*path, selected.key), are_marked=False)


def _is_marked_by(read_type: ReadType, spec: specs.ToOne, target: ReadType) -> bool:
    """Whether the mark of a row says all that one of the row it leads to would: an attendance, and its member."""
    return (
        read_type.place.person == f"{{t}}.{spec.column}"
        and target.place.person == f"{{t}}.{spec.key or target.key}"
        and read_type.group is target.group
    )
