"""From JSON to inputs: one function for each input type, made once, where the engine walks the type at every request.

A decoder takes what the engine would take, and makes of it what Strawberry would. All else is NotPlannableError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any, NamedTuple

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLLeafType, Undefined
from graphql.type import (
    GraphQLID,
    GraphQLInputType,
    GraphQLString,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from graphql_api.plan.errors import NotPlannableError

Decode = Callable[[Any], Any]
_TEXTS = (GraphQLString, GraphQLID)


class Shape(NamedTuple):
    """How objects of an input type are made."""

    cls: type[Any]
    attributes: Mapping[str, tuple[str, GraphQLInputType]]  # by name in the schema: in Python, and its type
    required: frozenset[str]  # attributes

    def make(self, given: dict[str, Any]) -> Any:
        """The input of these attributes. Raises NotPlannableError where one is missing."""
        if not self.required <= given.keys():
            raise NotPlannableError
        return self.cls(**given)


class Decoders:
    """The decoders of a schema, each made when it is first needed."""

    def __init__(self, in_schema: Callable[[StrawberryField], str]) -> None:
        """``in_schema`` gives the name of a field as clients know it."""
        self._in_schema = in_schema
        self._shapes: dict[str, Shape] = {}
        self._known: dict[str, Decode | None] = {}  # by name of the type; None: there can be none
        self._making: set[str] = set()

    def of(self, type_: GraphQLInputType) -> Decode:
        """The decoder of a type. Raises NotPlannableError for one that there can be none of."""
        if is_non_null_type(type_):
            return self._certain(type_.of_type)
        decode = self._certain(type_)
        return lambda value: None if value is None else decode(value)

    def shape(self, type_: GraphQLInputObjectType) -> Shape:
        """How inputs of that type are made."""
        if type_.name not in self._shapes:
            self._shapes[type_.name] = _shape(type_, self._in_schema)
        return self._shapes[type_.name]

    def _certain(self, type_: Any) -> Decode:
        """The decoder of values that are not null; it takes no null."""
        if is_list_type(type_):
            return _list(self.of(type_.of_type))
        name = type_.name
        if name in self._making:
            return self._of_itself(name)
        if name not in self._known:
            self._known[name] = None
            self._making.add(name)
            try:
                self._known[name] = self._object(type_) if is_input_object_type(type_) else _leaf(type_)
            finally:
                self._making.remove(name)
        return self._found(name)

    def _of_itself(self, name: str) -> Decode:
        """The decoder of a type that is being made, where the type contains itself."""

        def decode(value: Any) -> Any:
            return self._found(name)(value)

        return decode

    def _found(self, name: str) -> Decode:
        decode = self._known[name]
        if decode is None:
            raise NotPlannableError(name)
        return decode

    def _object(self, type_: GraphQLInputObjectType) -> Decode:
        shape = self.shape(type_)
        fields = {name: (attribute, self.of(of)) for name, (attribute, of) in shape.attributes.items()}

        def decode(value: Any) -> Any:
            if type(value) is not dict:
                raise NotPlannableError
            given = {}
            for name, one in value.items():
                if name not in fields:
                    raise NotPlannableError
                attribute, decode_one = fields[name]
                given[attribute] = decode_one(one)
            return shape.make(given)

        return decode


def _shape(type_: GraphQLInputObjectType, in_schema: Callable[[StrawberryField], str]) -> Shape:
    definition = type_.extensions.get("strawberry-definition")
    if not isinstance(definition, StrawberryObjectDefinition) or type_.is_one_of:
        raise NotPlannableError(type_.name)
    attributes, required = {}, set()
    for field in definition.fields:
        named = type_.fields[in_schema(field)]
        attributes[in_schema(field)] = (field.python_name, named.type)
        if is_required_input_field(named):
            required.add(field.python_name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise NotPlannableError(
                type_.name
            )  # what stands for it where it is left out, its class does not say
    return Shape(definition.origin, attributes, frozenset(required))


def _list(decode: Decode) -> Decode:
    def decode_list(value: Any) -> list[Any]:
        if type(value) is not list:
            raise NotPlannableError  # a lone value stands for a list of one, and much else for none
        return [decode(one) for one in value]

    return decode_list


def _leaf(type_: GraphQLLeafType) -> Decode:
    if type_ in _TEXTS:
        return _text
    return _enum(type_) if isinstance(type_, GraphQLEnumType) else _scalar(type_)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise NotPlannableError
    return value


def _enum(type_: GraphQLEnumType) -> Decode:
    members = {name: type_.coerce_input_value(name) for name in type_.values}

    def decode(value: Any) -> Any:
        if type(value) is not str or value not in members:
            raise NotPlannableError
        return members[value]

    return decode


def _scalar(type_: GraphQLLeafType) -> Decode:
    coerce = type_.coerce_input_value

    def decode(value: Any) -> Any:
        if value is None:
            raise NotPlannableError
        try:
            coerced = coerce(value)
        except Exception as error:  # whatever it raises, the value is none of the scalar's
            raise NotPlannableError from error
        if coerced is Undefined:
            raise NotPlannableError
        return coerced

    return decode
