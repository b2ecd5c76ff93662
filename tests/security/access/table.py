"""The table of docs/access.md, made from the declaration. ``python -m tests.security.access.table`` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from application.access import RIGHTS, SCOPES, FieldGroup, Relation, What
from application.actor import Role
from graphql_api.mutations import Mutation
from graphql_api.types.rights import commands_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "access.md"
BEGIN, END = "<!-- made from application/access.py -->\n", "<!-- end -->\n"
ROLES = [role for role in Role if role is not Role.PROCESS_MANAGER]


def cell(role: Role, what: What) -> str:
    """Where a role may do or see something."""
    where = {relation for right in RIGHTS[role] if what in right.what for relation in right.where}
    return ", ".join(relation for relation in Relation if relation in where)


def lines() -> Iterator[str]:
    """The table: first what may be seen, then what may be done, things of equal rights in one row."""
    names: dict[What, list[str]] = {group: [f"*{group}*"] for group in FieldGroup}
    for name, command in commands_of(Mutation).items():
        names.setdefault(command, []).append(f"`{name}`")
    rows: dict[tuple[str, ...], list[str]] = {}
    for what, called in names.items():
        rows.setdefault(tuple(cell(role, what) for role in ROLES), []).extend(called)
    yield f"| | {' | '.join(ROLES)} |"
    yield f"|---|{'---|' * len(ROLES)}"
    for cells, called in rows.items():
        yield f"| {', '.join(called)} | {' | '.join(cells)} |"
    yield ""
    yield "| scope | leaves |"
    yield "|---|---|"
    for scope, whats in SCOPES.items():
        called = sorted(name for what in whats for name in names[what])
        yield f"| `{scope}` | {', '.join(called)} |"


def table() -> str:
    """The table as Markdown."""
    return "".join(f"{line}\n" for line in lines())


def main() -> None:
    """Write the table into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
