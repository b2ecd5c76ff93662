"""The schema as a whole: committed, described, and regular."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)

from application.handlers import HANDLERS
from domain.assessments.commands import AssessPeriod
from domain.clock.commands import CloseDay
from domain.meetings.commands import ReclassifyAbsence
from domain.obligations.commands import ReconcileObligation
from domain.verdicts.commands import AnnounceVerdict
from graphql_api.schema import schema, sdl

SCHEMA: GraphQLSchema = schema()._schema
FILE = Path(__file__).parents[2] / "graphql_api" / "schema.graphql"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def elements() -> Iterator[tuple[str, str | None]]:
    """Every element of the schema that is ours, with its description."""
    for name, type_ in SCHEMA.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{name}.{value}", one.description) for value, one in type_.values.items())
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument, one in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument}:)", one.description
        else:
            assert not isinstance(type_, GraphQLUnionType)


def test_the_committed_file_is_what_the_code_says() -> None:
    assert FILE.read_text() == sdl()


def test_every_element_is_described_with_its_chinese_term() -> None:
    assert [name for name, description in elements() if not CHINESE.search(description or "")] == []


def test_there_is_one_mutation_a_command() -> None:
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    internal = {AnnounceVerdict, AssessPeriod, CloseDay, ReclassifyAbsence}  # given by the system alone
    assert len(mutation.fields) == len(set(HANDLERS) - internal - {ReconcileObligation})


def test_every_mutation_takes_one_input_and_answers_alike() -> None:
    mutation = SCHEMA.mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        type_name = name[0].upper() + name[1:]
        assert {argument: str(one.type) for argument, one in field.args.items()} == {
            "input": f"{type_name}Input!"
        }
        assert str(field.type) == f"{type_name}Payload!"
        payload = SCHEMA.type_map[f"{type_name}Payload"]
        assert isinstance(payload, GraphQLObjectType)
        assert [one.name for one in payload.interfaces] == ["MutationPayload"]
        taken = SCHEMA.type_map[f"{type_name}Input"]
        assert isinstance(taken, GraphQLInputObjectType)
        assert str(taken.fields["idempotencyKey"].type) == "String!"
