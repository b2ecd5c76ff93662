"""What the demo prints once it serves."""

from __future__ import annotations

from graphql_api.identity import DevelopmentIssuer
from gridledger.demo.choice import Demo
from gridledger.demo.people import Unit
from gridledger.demo.queries import ready_queries

SHOWN = "inspector"


def _end_of(token: str, issuer: DevelopmentIssuer) -> str:
    """The clock time, on this machine, at which a token ends."""
    return issuer.verifier().verify(token).expires_at.astimezone().strftime("%H:%M")


def banner(demo: Demo, url: str, issuer: DevelopmentIssuer) -> str:
    """Address, a token and when it ends, and three queries; the names of persons are said to be synthetic."""
    script = demo.sample
    account = next(known for known in demo.accounts if known.name == SHOWN)
    token = account.token(issuer)
    division = script.plan.division
    town = next(unit for unit in script.units if unit.code is not None)
    others = ", ".join(known.name for known in demo.accounts if known is not account)
    which = "" if demo == Demo() else f" --demo {demo.tenant_id}"
    lines = [
        f"{division.province}{division.city}{division.county}: real places, synthetic people.",
        _in_full(demo, town),
        "",
        f"Explorer   {url}#token={token}",
        f"API        {url}",
        f"Token      {token}",
        f"           of the account {account.name}; others: {others}",
        f"           until {_end_of(token, issuer)}; the next: .venv/bin/gridledger token {account.name}{which}",
        "           (a county of your own: token --help)",
        "",
        "Three queries to try:",
    ]
    for number, query in enumerate(ready_queries(script), 1):
        lines += ["", f"{number}. {query.title} (account {query.account})", "", query.text.rstrip()]
    lines += ["", "Ctrl-C stops the server and the database; the data is kept."]
    return "\n".join(lines)


def _in_full(demo: Demo, town: Unit) -> str:
    if demo.full:
        figures = demo.sample.plan.figures
        return f"In full: {figures.members:,} members in {figures.branches:,} branches, one year."
    return f"In full: {town.name}, {len(town.people):,} members in {len(town.branches)} branches, one year."
