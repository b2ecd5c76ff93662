"""What is selected of an object: fields merged as the engine merges them, as far as the variables let them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

from graphql_api.cost.conditions import sent_conditions, written_conditions

WHERE = "where"

Variables = Mapping[str, Any]
Selected = dict[str, list[FieldNode]]  # response key → the fields merged under it


class Selections:
    """Reads the selections of one operation of a valid document."""

    def __init__(
        self, operation: OperationDefinitionNode, document: DocumentNode, schema: GraphQLSchema
    ) -> None:
        self.operation = operation
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.schema = schema
        self._defaults = {
            node.variable.name.value: node.default_value for node in operation.variable_definitions or ()
        }

    def collect(
        self, sets: Iterable[SelectionSetNode], type_: GraphQLObjectType, variables: Variables
    ) -> Selected:
        """The fields that these selection sets together select of an object of ``type_``."""
        fields: Selected = {}
        seen: set[str] = set()
        for selection_set in sets:
            self._collect(selection_set, type_, variables, fields, seen)
        return fields

    def value(self, node: FieldNode | DirectiveNode, name: str, variables: Variables) -> Any:
        """An argument: its number or truth value, None for none or null; a value of any other kind is not looked into.

        Variables come as they were sent: what is amiss with them stops the operation.
        """
        value = argument(node, name)
        if isinstance(value, VariableNode):
            variable = value.name.value
            if variable in variables:
                return variables[variable]
            value = self._defaults.get(variable)
        match value:
            case None | NullValueNode():
                return None
            case IntValueNode():
                return int(value.value[:10])  # with more digits it is no Int
            case BooleanValueNode():
                return value.value
        return value

    def conditions(self, node: FieldNode, variables: Variables) -> int:
        """How many conditions the field's filter sets."""

        def of_variable(name: str) -> int:
            if name in variables:
                return sent_conditions(variables[name])
            default = self._defaults.get(name)
            return 0 if default is None else written_conditions(default, of_variable)

        where = argument(node, WHERE)
        return 0 if where is None else written_conditions(where, of_variable)

    def _collect(
        self,
        selection_set: SelectionSetNode,
        type_: GraphQLObjectType,
        variables: Variables,
        fields: Selected,
        seen: set[str],
    ) -> None:
        for node in selection_set.selections:
            if node.directives and not self._is_in(node.directives, variables):
                continue
            match node:
                case FieldNode():
                    fields.setdefault((node.alias or node.name).value, []).append(node)
                case InlineFragmentNode():
                    condition = node.type_condition
                    if condition is None or self._applies(condition.name.value, type_):
                        self._collect(node.selection_set, type_, variables, fields, seen)
                case FragmentSpreadNode() if node.name.value not in seen:
                    seen.add(node.name.value)
                    fragment = self.fragments[node.name.value]
                    if self._applies(fragment.type_condition.name.value, type_):
                        self._collect(fragment.selection_set, type_, variables, fields, seen)

    def _is_in(self, directives: Sequence[DirectiveNode], variables: Variables) -> bool:
        for directive in directives:
            name = directive.name.value
            if name in ("skip", "include"):
                value = self.value(directive, "if", variables)
                if value is (name == "skip"):
                    return False
        return True

    def _applies(self, name: str, type_: GraphQLObjectType) -> bool:
        condition = self.schema.type_map[name]
        if isinstance(condition, GraphQLInterfaceType | GraphQLUnionType):
            return self.schema.is_sub_type(condition, type_)
        return condition is type_


def only_fields(
    document: DocumentNode, operation: OperationDefinitionNode, nodes: Iterable[FieldNode]
) -> DocumentNode:
    """The document with that operation alone, which selects only these fields."""
    reduced = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )
    others = (node for node in document.definitions if not isinstance(node, OperationDefinitionNode))
    return DocumentNode(definitions=(reduced, *others))


def argument(node: FieldNode | DirectiveNode, name: str) -> ValueNode | None:
    """The value of an argument as it is written, if it is."""
    return next((one.value for one in node.arguments or () if one.name.value == name), None)
