"""Filters: input types with typed operators, and the SQL they stand for.

Every `where` is declared beside its type: which fields, over which indexed expression, with which operators.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Optional
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from application.access import FieldGroup
from graphql_api.read.errors import BadUserInputError
from graphql_api.read.ids import BadIdError, GlobalId, decode_id, parse_id
from graphql_api.read.lazy import Lazy
from graphql_api.read.sources import Row
from graphql_api.read.statement import Parameters
from graphql_api.scalars import Fen, Position

DEEPEST = 5  # levels of and/or/not
MOST_VALUES = 100  # in one `in`, `and` or `or`
LAST_CHARACTER = "\U0010ffff"  # sorts after every text that begins the same
_OPERATORS = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@strawberry.input(description="Conditions on an id (标识); all that are given must hold.")
class IdFilter:
    eq: strawberry.ID | None = strawberry.field(default=UNSET, description="Equal to this id (等于).")
    in_: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, name="in", description="One of these ids (任一)."
    )


@strawberry.input(description="Conditions on a day (日期); all that are given must hold.")
class DateFilter:
    eq: datetime.date | None = strawberry.field(default=UNSET, description="On this day (当日).")
    gt: datetime.date | None = strawberry.field(default=UNSET, description="After this day (晚于).")
    gte: datetime.date | None = strawberry.field(
        default=UNSET, description="On this day or after it (不早于)."
    )
    lt: datetime.date | None = strawberry.field(default=UNSET, description="Before this day (早于).")
    lte: datetime.date | None = strawberry.field(
        default=UNSET, description="On this day or before it (不晚于)."
    )


@strawberry.input(description="Conditions on an instant (时刻); all that are given must hold.")
class InstantFilter:
    gt: datetime.datetime | None = strawberry.field(default=UNSET, description="After this instant (晚于).")
    gte: datetime.datetime | None = strawberry.field(
        default=UNSET, description="At this instant or after it (不早于)."
    )
    lt: datetime.datetime | None = strawberry.field(default=UNSET, description="Before this instant (早于).")
    lte: datetime.datetime | None = strawberry.field(
        default=UNSET, description="At this instant or before it (不晚于)."
    )


@strawberry.input(description="Conditions on a whole number (整数); all that are given must hold.")
class IntFilter:
    eq: int | None = strawberry.field(default=UNSET, description="Equal (等于).")
    gt: int | None = strawberry.field(default=UNSET, description="Greater (大于).")
    gte: int | None = strawberry.field(default=UNSET, description="Greater or equal (大于等于).")
    lt: int | None = strawberry.field(default=UNSET, description="Less (小于).")
    lte: int | None = strawberry.field(default=UNSET, description="Less or equal (小于等于).")


@strawberry.input(
    description="Conditions on an amount of money in fen (金额，分); all that are given must hold."
)
class FenFilter:
    eq: Fen | None = strawberry.field(default=UNSET, description="Equal (等于).")
    gt: Fen | None = strawberry.field(default=UNSET, description="Greater (大于).")
    gte: Fen | None = strawberry.field(default=UNSET, description="Greater or equal (大于等于).")
    lt: Fen | None = strawberry.field(default=UNSET, description="Less (小于).")
    lte: Fen | None = strawberry.field(default=UNSET, description="Less or equal (小于等于).")


@strawberry.input(
    description="Conditions on a position in the county's log (日志位置); all that are given must hold."
)
class PositionFilter:
    eq: Position | None = strawberry.field(default=UNSET, description="At this position (等于).")
    gt: Position | None = strawberry.field(default=UNSET, description="After this position (之后).")
    gte: Position | None = strawberry.field(
        default=UNSET, description="At this position or after it (不早于)."
    )
    lt: Position | None = strawberry.field(default=UNSET, description="Before this position (之前).")
    lte: Position | None = strawberry.field(
        default=UNSET, description="At this position or before it (不晚于)."
    )


@strawberry.input(description="Conditions on a code or name (文本); all that are given must hold.")
class TextFilter:
    eq: str | None = strawberry.field(default=UNSET, description="Equal to this text (等于).")
    in_: list[str] | None = strawberry.field(
        default=UNSET, name="in", description="One of these texts (任一)."
    )
    starts_with: str | None = strawberry.field(default=UNSET, description="Begins with this text (以此开头).")


_ENUM_FILTERS: dict[type[Enum], type] = {}


def enum_filter(enum: type[Enum]) -> type:
    """The input type of conditions on an enum that the schema already knows."""
    if enum not in _ENUM_FILTERS:
        name = f"{enum.__name__}Filter"
        cls = type(name, (), {"__annotations__": {"eq": Optional[enum], "in_": Optional[list[enum]]}})  # type: ignore[valid-type]  # noqa: UP045
        cls.eq = strawberry.field(default=UNSET, description="Equal to this value (等于).")  # type: ignore[attr-defined]
        cls.in_ = strawberry.field(default=UNSET, name="in", description="One of these values (任一).")  # type: ignore[attr-defined]
        description = f"Conditions on {enum.__name__} values (枚举); all that are given must hold."
        _ENUM_FILTERS[enum] = strawberry.input(cls, description=description)
    return _ENUM_FILTERS[enum]


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of a `where`: its input type, the SQL expression over ``{t}`` that it compares, its description.

    ``condition`` replaces the comparison for what no operator says: SQL with ``{value}`` for the given value and
    ``{tenant}`` for the county, or what makes such SQL of the value. ``ids`` names the types whose ids are taken. Of
    another ``group`` than its type is a filter that tells of such a column: whoever uses it has to see it in every row.
    One that looks ``among`` rows of another type, "module:Type", has ``{seen_Type}`` in its condition, true of a row
    ``seen`` of it that the caller may see: no other counts.
    """

    input: Any
    sql: str
    description: str
    ids: tuple[str, ...] = ()
    condition: str | Callable[[Any], str] | None = None
    convert: Callable[[Any], Any] | None = None
    group: FieldGroup | None = None
    among: str | None = None

    @property
    def takes_ids(self) -> bool:
        """Whether its values are ids of objects; of any type, where ``ids`` names none."""
        return bool(self.ids) or self.input in (strawberry.ID, IdFilter)

    def may_name(self, type_name: str) -> bool:
        """Whether its values may be ids of objects of a type."""
        return self.takes_ids and (not self.ids or type_name in self.ids)


def stood_below(path: str, organisation_id: str = "place.organisation_id") -> str:
    """SQL: whether a path lies below any place that an organisation has or had."""
    return (
        "EXISTS (SELECT FROM read_model.organisation_place AS stood WHERE stood.tenant_id = {tenant}"
        f" AND stood.organisation_id = {organisation_id} AND {path} >= stood.org_path"
        f" AND {path} < left(stood.org_path, -1) || '0')"
    )


def within(column: str = "{t}.org_path") -> Filter:
    """At or below an organisation, wherever it stood: what happened there stays at the place of its day."""
    place = (
        "EXISTS (SELECT FROM {organisation} AS place WHERE place.tenant_id = {t}.tenant_id"
        " AND place.organisation_id = {value} AND " + column + " >= place.paths_from"
        " AND " + column + " < place.paths_to AND (place.placed_from IS NULL OR " + stood_below(column) + "))"
    )
    description = "At or below this organisation (所属组织及其下级)."
    return Filter(strawberry.ID, column, description, ids=("Organisation",), condition=place)


def within_grid(column: str = "{t}.grid_path") -> Filter:
    """At or below a grid."""
    node = (
        "EXISTS (SELECT FROM {grid} AS node WHERE node.tenant_id = {t}.tenant_id"
        " AND node.grid_id = {value} AND " + column + " >= node.grid_path"
        " AND " + column + " < left(node.grid_path, -1) || '0')"
    )
    description = "In this grid or below it (所属网格及其下级)."
    return Filter(strawberry.ID, column, description, ids=("Grid",), condition=node)


_WHERE: dict[str, Mapping[str, Filter]] = {}


def where_type(module: str, type_name: str, **filters: Filter) -> Any:
    """The input type `<Type>Where`; the module must export it under that name, since it refers to itself."""
    name = f"{type_name}Where"
    itself = Annotated[name, Lazy(module)]  # type: ignore[valid-type]
    namespace: dict[str, Any] = {
        "and_": strawberry.field(default=UNSET, name="and", description="All of these hold (并且)."),
        "or_": strawberry.field(default=UNSET, name="or", description="One of these holds (或者)."),
        "not_": strawberry.field(default=UNSET, name="not", description="This does not hold (非)."),
    }
    annotations: dict[str, Any] = {
        "and_": Optional[list[itself]],  # noqa: UP045
        "or_": Optional[list[itself]],  # noqa: UP045
        "not_": Optional[itself],  # noqa: UP045
    }
    for field_name, spec in filters.items():
        namespace[field_name] = strawberry.field(default=UNSET, description=spec.description)
        annotations[field_name] = Optional[spec.input]  # noqa: UP045
    cls = type(name, (), {**namespace, "__annotations__": annotations, "__module__": module})
    _WHERE[name] = filters
    description = f"Which {type_name} rows to return (筛选); all that are given must hold."
    return strawberry.input(cls, description=description)


def groups_used(where: Any) -> Iterator[tuple[str, FieldGroup]]:
    """What a `where` filters by that is of another group than the rows, with that group."""
    for name, spec, _ in _given(where):
        if spec.group:
            yield to_camel_case(name), spec.group


def types_used(where: Any) -> Iterator[tuple[str, str]]:
    """What a `where` filters by that looks for rows of another type, with that type."""
    for name, spec, _ in _given(where):
        if spec.among:
            yield to_camel_case(name), spec.among


def ids_named(where: Any) -> Iterator[GlobalId]:
    """The objects that a `where` names by their ids, whatever it says of them; what is no id is passed over."""
    for _, spec, value in _given(where):
        if not spec.takes_ids:
            continue
        texts = [value] if isinstance(value, str) else [value.eq, *(value.in_ or ())]
        for text in texts:
            if text is not UNSET and text is not None:
                with suppress(BadIdError):
                    yield parse_id(text)


def is_named(where: Any, filter_name: str, value: str) -> bool:
    """Whether a `where` names that value of a filter with `eq` or `in`, however deep."""
    return any(
        value in (given.eq, *(given.in_ or ()))
        for name, _, given in (_given(where) if where else ())
        if name == filter_name
    )


def filters_of(type_name: str) -> Mapping[str, Filter]:
    """The filters of a type's lists by their names in Python; none where they have no `where`."""
    return _WHERE.get(f"{type_name}Where", {})


def _given(where: Any) -> Iterator[tuple[str, Filter, Any]]:
    """What a `where` says of fields, however deep: their names, their filters, and the values given to these."""
    filters = _WHERE[type(where).__name__]
    for name, value in vars(where).items():
        if value is UNSET or value is None:
            continue
        if name in ("and_", "or_", "not_"):
            for part in value if isinstance(value, list) else [value]:
                yield from _given(part)
        else:
            yield name, filters[name], value


def where_sql(where: Any, parameters: Parameters, row: Row, depth: int = 1) -> str:
    """SQL of a `where`; "true" where nothing is asked."""
    if depth > DEEPEST:
        raise BadUserInputError(
            f"`where` 最多嵌套 {DEEPEST} 层。", f"`where` may nest at most {DEEPEST} levels of and, or, not."
        )
    conditions: list[str] = []
    for name, value in vars(where).items():
        if value is UNSET or value is None:
            continue
        match name:
            case "and_":
                conditions.append(_joined(" AND ", value, parameters, row, depth) or "true")
            case "or_":
                conditions.append(_joined(" OR ", value, parameters, row, depth) or "false")
            case "not_":
                conditions.append(f"NOT coalesce(({where_sql(value, parameters, row, depth + 1)}), false)")
            case _:
                spec = _WHERE[type(where).__name__][name]
                conditions.extend(_conditions(spec, value, parameters, row))
    return " AND ".join(conditions) or "true"


def _joined(word: str, parts: list[Any], parameters: Parameters, row: Row, depth: int) -> str:
    if len(parts) > MOST_VALUES:
        raise BadUserInputError(
            f"`and`、`or` 最多取 {MOST_VALUES} 项。",
            f"`and` and `or` take at most {MOST_VALUES} conditions each.",
        )
    sql = word.join(f"({where_sql(part, parameters, row, depth + 1)})" for part in parts)
    return f"({sql})" if sql else ""


def _conditions(spec: Filter, value: Any, parameters: Parameters, row: Row) -> list[str]:
    if spec.condition is not None:
        added = parameters.add(_plain(spec, value))
        condition = spec.condition if isinstance(spec.condition, str) else spec.condition(value)
        return [row.sql(condition, value=added)]
    expression = row.sql(spec.sql)
    conditions = []
    for name, operand in vars(value).items():
        if operand is UNSET or operand is None:
            continue
        if name == "in_":
            if len(operand) > MOST_VALUES:
                raise BadUserInputError(
                    f"`in` 最多取 {MOST_VALUES} 个值。", f"`in` takes at most {MOST_VALUES} values."
                )
            conditions.append(
                f"{expression} = ANY ({parameters.add([_plain(spec, item) for item in operand])})"
            )
        elif name == "starts_with":
            text = _plain(spec, operand)
            conditions.append(f'{expression} COLLATE "C" >= {parameters.add(text)}')
            conditions.append(f'{expression} COLLATE "C" < {parameters.add(text + LAST_CHARACTER)}')
        else:
            conditions.append(f"{expression} {_OPERATORS[name]} {parameters.add(_plain(spec, operand))}")
    return conditions


def _plain(spec: Filter, value: Any) -> Any:
    if spec.convert is not None:
        return spec.convert(value)
    if spec.takes_ids:
        return _key(value, spec.ids)
    if isinstance(value, Enum):
        return value.value
    return value


def _key(text: str, types: tuple[str, ...]) -> UUID:
    try:
        return decode_id(text, *types)
    except BadIdError:
        raise BadUserInputError(
            f"`where` 中的标识不是{' 或 '.join(types) or '本接口'}的标识。",
            f"An id in `where` is none of {' or '.join(types) or 'this API'}.",
        ) from None
