"""Lists that are parts of a row, loaded: one statement for a level of an answer. The planner's reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from graphql_api.read.caller import CallerScope
from graphql_api.read.declare import ReadType, resolve
from graphql_api.read.reader import Reader
from graphql_api.read.rows import make_object, select_list
from graphql_api.read.scope import scope_predicate
from graphql_api.read.sources import Moment, Row
from graphql_api.read.specs import ToList
from graphql_api.read.statement import Parameters


async def load_parts(
    reader: Reader, read_type: ReadType, spec: ToList, key: tuple[UUID, ...], moment: Moment | None
) -> list[Any]:
    """The parts of the row of ``read_type`` that has ``key`` in the columns that the list names."""
    target = resolve(spec.target)

    async def load(keys: Sequence[tuple[UUID, ...]]) -> list[Any]:
        found: dict[tuple[UUID, ...], list[Any]] = {key: [] for key in keys}

        def statement(caller: CallerScope, parameters: Parameters) -> str:
            row, part = Row("t", moment), Row("part", moment)
            arrays = (f"{parameters.add(list(ids))}::uuid[]" for ids in zip(*keys, strict=True))
            columns = f"part.number AS _number, {select_list(target, caller, part)}"
            same = " AND ".join(f"wanted.{column} = t.{column}" for column in spec.key)
            return (
                f"SELECT {', '.join(f'wanted.{column} AS _of_{column}' for column in spec.key)}, child.*"
                f" FROM unnest({', '.join(arrays)}) AS wanted ({', '.join(spec.key)})"
                f" JOIN {row.source(read_type)} ON {same} CROSS JOIN LATERAL"
                f" (SELECT {columns} FROM ({spec.written(read_type, row)}) AS part) AS child"
                f" WHERE {scope_predicate(read_type, caller, row)} ORDER BY child._number"
            )

        for row in await reader.fetch(statement, moment):
            found[tuple(row[f"_of_{column}"] for column in spec.key)].append(make_object(target, row, moment))
        return [found[key] for key in keys]

    name = ("parts", read_type.name, spec, moment)
    parts: list[Any] = await reader.loader(name, load).load(key)
    return parts
