"""Ready accounts of the reference county: known without a query, as every id follows from the seed."""

from __future__ import annotations

from gridledger.demo.cast import Account
from gridledger.demo.generator import reference_script


def demo_accounts() -> tuple[Account, ...]:
    """All of them, those with the widest view first."""
    return reference_script().accounts


def account_named(name: str) -> Account | None:
    """The account that the command line calls so; None if there is none."""
    return next((account for account in demo_accounts() if account.name == name), None)
