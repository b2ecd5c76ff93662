"""What Schemathesis is told about this API: values of its scalars, arguments that fit, and what every answer keeps to.

Its command line loads it (SCHEMATHESIS_HOOKS), in a process of its own. GRIDLEDGER_TEST_ARGUMENTS names a JSON file:
``{"member.id": "…"}`` is an argument of a root field that finds something.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import schemathesis
from graphql.language import ArgumentNode, DocumentNode, FieldNode, Visitor, visit
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from graphql_api.errors import ErrorCode

CODES = {code.value for code in ErrorCode} - {ErrorCode.INTERNAL_SERVER_ERROR.value}
AWAY = {503, 504}  # THROTTLED and TIMEOUT: said in so many words, to be asked again
FITTING: dict[str, str] = json.loads(
    Path(os.environ["GRIDLEDGER_TEST_ARGUMENTS"]).read_text(encoding="utf-8")
)

DAYS = st.dates().map(str)
INSTANTS = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "Date": (DAYS | st.just("2026-02-30")).map(nodes.String),
    "DateTime": (INSTANTS | st.just("2026-11-20T00:00:00+08:00")).map(nodes.String),
    "Occurred": (DAYS | INSTANTS | st.sampled_from(["2026", "2026-11"])).map(nodes.String),
    "Decimal": st.decimals(-1000, 1000, places=2).map(str).map(nodes.String),
    "Position": (st.integers(0, 9) | st.integers(-1, 2**53)).map(nodes.Int),
    "Fen": (st.integers(0, 10**6) | st.integers(-(2**53), 2**53)).map(nodes.Int),
    "JSON": st.text().map(nodes.String),
    "ID": (st.sampled_from(sorted({*FITTING.values()})) | st.text()).map(nodes.String),
}
for name, values in SCALARS.items():
    schemathesis.graphql.scalar(name, values)


class Mended(Visitor):
    """A document whose fields go without some arguments, and whose root fields find something."""

    def __init__(self, without: frozenset[str]) -> None:
        super().__init__()
        self.without = without

    def enter_field(self, node: FieldNode, *_: Any) -> FieldNode:
        """The field with the arguments that are left."""
        kept = [
            self._fitting(node.name.value, argument)
            for argument in node.arguments or ()
            if argument.name.value not in self.without
        ]
        return FieldNode(
            alias=node.alias,
            name=node.name,
            arguments=tuple(kept),
            directives=node.directives,
            selection_set=node.selection_set,
        )

    def _fitting(self, field: str, argument: ArgumentNode) -> ArgumentNode:
        known = FITTING.get(f"{field}.{argument.name.value}")
        return argument if known is None else ArgumentNode(name=argument.name, value=nodes.String(known))


# With both ends of a list in it, as generated, a document is refused before it reads anything.
PAGES = frozenset({"first", "after", "last", "before"})
MENDS = [Mended(PAGES | {"asOf"}), Mended(PAGES), Mended(PAGES - {"first"})]


@schemathesis.hook
def flatmap_body(context: schemathesis.HookContext, body: DocumentNode) -> st.SearchStrategy[DocumentNode]:
    """Three of four documents are mended so that they get further."""
    return st.sampled_from([*MENDS, None]).map(lambda mend: visit(body, mend) if mend else body)


@schemathesis.check
def every_answer_is_ours(
    context: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """No fault of the server's; every error has a documented code and the id of the request."""
    answer = response.json()
    errors = answer.get("errors", [])
    assert {error["extensions"]["code"] for error in errors} <= CODES
    assert all(error["extensions"]["requestId"] for error in errors)
    assert response.status_code < 500 or response.status_code in AWAY
    assert errors or answer["data"] is not None
