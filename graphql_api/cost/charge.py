"""Prices every operation before it runs, and stops those that the caller's account cannot pay."""

from __future__ import annotations

import time

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from graphql_api.cost.account import Account
from graphql_api.cost.dry_run import dry_run_of
from graphql_api.cost.price_book import PriceBook
from graphql_api.cost.selection import Variables
from graphql_api.errors import ApiError


def charge(
    account: Account,
    book: PriceBook,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
    variables: Variables,
) -> DocumentNode:
    """Price, check and charge; a dry run pays no points, and of its document only the question about it is left.

    Where no points are taken, the time that this took is noted: asking for prices all the time is not for nothing.
    Raises ApiError, as ``Account.pay`` does. Returns the document to execute.
    """
    started = time.thread_time()
    try:
        priced = book.of(document, operation, schema)
        account.cost = priced.cost(variables)
        dry_run = dry_run_of(document, priced.selections, variables)
        if dry_run is None:
            account.pay()
            return document
    except ApiError:
        account.unpaid_seconds += time.thread_time() - started
        raise
    account.unpaid_seconds += time.thread_time() - started
    return dry_run
