"""Prices every operation before it runs, and stops those that the caller's account cannot pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import get_operation_ast
from strawberry.extensions import SchemaExtension

from graphql_api.cost.account import Account
from graphql_api.cost.dry_run import dry_run_of
from graphql_api.cost.price_book import PriceBook


class CostExtension(SchemaExtension):
    """Stands between validation and execution; a schema without an account in its context charges nobody."""

    def __init__(self, book: PriceBook) -> None:
        super().__init__()
        self._book = book

    def on_execute(self) -> Iterator[None]:
        """Price, check and charge; a dry run pays nothing and reduces the document to its question."""
        context = self.execution_context
        document, account = context.graphql_document, self._account
        operation = get_operation_ast(document, context.operation_name) if document else None
        if account is not None and document is not None and operation is not None:
            priced = self._book.of(document, operation, context.schema._schema)  # noqa: SLF001
            variables = context.variables or {}
            account.cost = priced.cost(variables)
            dry_run = dry_run_of(document, priced.selections, variables)
            if dry_run is None:
                account.pay()
            else:
                context.graphql_document = dry_run
        yield

    def get_results(self) -> dict[str, Any]:
        """``extensions.cost``; of an operation that is not valid, at 0 points."""
        account = self._account
        return {} if account is None else {"cost": account.as_json()}

    @property
    def _account(self) -> Account | None:
        account: Account | None = getattr(self.execution_context.context, "account", None)
        return account
