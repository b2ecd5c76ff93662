"""Rows as objects: the select list that a type's declaration comes to, and an instance of the type from a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql_api.read.caller import CallerScope
from graphql_api.read.declare import ReadType
from graphql_api.read.marks import mark_of
from graphql_api.read.scope import TRUE, field_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import Column, Embedded, Link, ToList, ToMany, ToNode, ToNodes, ToOne


def select_list(read_type: ReadType, caller: CallerScope, row: Row) -> str:
    """SQL of all columns of a row, each under the name of its field, the key among them as ``_key``.

    Beside them stands of each field that may be withheld from the caller, whether it is not.
    """
    t = row.alias
    parts = [f"{t}.{read_type.key} AS _key"]
    mark = mark_of(read_type)
    if mark is not None:
        parts.append(f"{row.sql(mark)} AS _mark")
    for name, spec in read_type.fields.items():
        match spec:
            case Column():
                parts.append(f"{row.column(name, spec)} AS {name}")
            case ToOne(column=column):
                parts.append(f"{t}.{column} AS _{column}")
            case ToMany(link=Link(columns=columns)):
                parts.extend(f"{t}.{column} AS _{column}" for column in columns)
            case ToNode(type_column=type_column, key_column=key_column):
                parts.append(f"{t}.{type_column} AS _{type_column}, {t}.{key_column} AS _{key_column}")
            case ToNodes(sql=sql):
                parts.append(f"{row.sql(sql)} AS _{name}")
            case ToList(key=key):
                parts.extend(f"{t}.{column} AS _{column}" for column in key)
            case Embedded(columns=columns):
                parts.extend(f"{row.sql(sql)} AS _{name}_{attribute}" for attribute, sql in columns.items())
        if read_type.may_withhold(spec):
            seen = field_predicate(read_type, spec, caller, row)
            if seen != TRUE:
                parts.append(f"({seen}) IS TRUE AS _sees_{name}")
    return ", ".join(dict.fromkeys(parts))


def make_object(read_type: ReadType, row: Mapping[str, Any], moment: Moment | None) -> Any:
    """An instance of the type from a row selected by ``select_list``; what it leads to is read as of its moment."""
    instance: Any = object.__new__(read_type.cls)
    values = dict(row)
    withheld = frozenset(name for name in read_type.fields if not values.get(f"_sees_{name}", True))
    for name, spec in read_type.fields.items():
        if name in withheld:
            values[name] = None
            continue
        match spec:
            case Embedded(make=make, columns=columns):
                values[name] = make(**{attribute: values[f"_{name}_{attribute}"] for attribute in columns})
            case Column(convert=convert) if convert is not None:
                values[name] = convert(values[name])
    instance.__dict__.update(values, _moment=moment, _withheld=withheld)
    return instance
