"""The priced operations of the documents that are in memory."""

from __future__ import annotations

import weakref

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from graphql_api.cost.operation import PricedOperation
from graphql_api.cost.prices import Prices

_Operations = dict[int, PricedOperation]  # by the id of the operation's node


class PriceBook:
    """Prices each operation once. What it knows of a document goes with the document."""

    def __init__(self) -> None:
        self._prices: Prices | None = None
        # By identity: two documents that are equal are told apart faster than they are compared.
        self._documents: dict[int, tuple[weakref.ref[DocumentNode], _Operations]] = {}

    def of(
        self, document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema
    ) -> PricedOperation:
        """The operation of a valid document, priced; ``schema`` is always the same one."""
        self._prices = self._prices or Prices(schema)
        key = id(document)
        if key not in self._documents:
            gone = weakref.ref(document, lambda _: self._documents.pop(key, None))
            self._documents[key] = (gone, {})
        operations = self._documents[key][1]
        priced = operations.get(id(operation))
        if priced is None:
            priced = PricedOperation(operation, document, self._prices, schema)
            operations[id(operation)] = priced
        return priced

    def __len__(self) -> int:
        """How many documents are priced."""
        return len(self._documents)
