"""What a document asks of a payload: one function for each selection, made once."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from graphql import is_leaf_type
from graphql.execution.collect_fields import FieldDetailsList
from graphql.type import is_list_type, is_non_null_type

from graphql_api.plan.errors import NotPlannableError
from graphql_api.plan.selection import Selected, Selector

Show = Callable[[Any], Any]


class PayloadWriter:
    """Writes the functions of one operation's payloads; ``size`` counts the fields that they show."""

    def __init__(self, selector: Selector) -> None:
        self._selector = selector
        self.size = 0

    def object(self, type_: Any, details: FieldDetailsList) -> Show:
        """What shows an object of that type as it is selected.

        Raises NotPlannableError where a field has a resolver of its own, as what reads the object itself.
        """
        fields = [(one.key, self._field(type_, one)) for one in self._selector.fields(type_, details)]
        return lambda source: {key: show(source) for key, show in fields}

    def _field(self, type_: Any, selected: Selected) -> Show:
        self.size += 1
        if selected.field is None:
            return lambda _: type_.name
        if selected.definition.base_resolver is not None:
            raise NotPlannableError(f"{type_.name}.{selected.name}")
        get, form = attrgetter(selected.name), self._form(selected.field.type, selected.details)
        return lambda source: form(get(source))

    def _form(self, type_: Any, details: FieldDetailsList) -> Show:
        """What makes JSON of a value of that type; where it must not be null, our own payloads have seen to that."""
        bare = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(bare):
            of = self._form(bare.of_type, details)
            return lambda value: None if value is None else [of(one) for one in value]
        show = bare.coerce_output_value if is_leaf_type(bare) else self.object(bare, details)
        return lambda value: None if value is None else show(value)
