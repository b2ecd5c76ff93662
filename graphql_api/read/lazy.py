"""Types named before they are made, each looked up once: Strawberry's own compares files at every use of an input."""

from __future__ import annotations

from functools import cache
from typing import Any, ForwardRef

from strawberry.types.lazy_type import LazyType, StrawberryLazyReference


class Lazy(StrawberryLazyReference):
    """A type in ``module``: ``Annotated["MeetingWhere", Lazy("graphql_api.types.meeting")]``."""

    def resolve_forward_ref(self, forward_ref: ForwardRef) -> LazyType[Any, Any]:
        """The type's stand-in, while the schema is made."""
        return _KnownType(forward_ref.__forward_arg__, self.module, self.package)


class _KnownType(LazyType[Any, Any]):
    def resolve_type(self) -> type[Any]:
        """The type."""
        return _found(self)


@cache
def _found(lazy: _KnownType) -> type[Any]:
    return LazyType(lazy.type_name, lazy.module, lazy.package).resolve_type()
