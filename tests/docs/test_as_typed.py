"""The pages by kind of user, typed once more: each document of `docs/for` against a demo's town, in order.

What is asked for is the page's; ids are those that the answers before it gave, since a town has its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gridledger.demo.generator import Script
from tests.api.client import Api
from tests.docs.pages import FOR, PROJECT
from tests.docs.typist import OTHER, Typist, name_of, steps

# Whom a page has ask, where no comment above a document says so.
ASKS = {
    "front-end": "branch-secretary",
    "inspector": "inspector",
    "integrator": "integrator of the demo",
    "members": "member",
    "operator": f"operator of {OTHER}",
}
# Of the integrators' page: what is sent once more with another input, and how it is refused; None: answered as before.
AGAIN: dict[str, list[tuple[dict[str, str], str | None]]] = {
    "Import": [
        ({}, None),
        ({"joinedOn": "2011-07-02"}, "KEY_REUSED"),
        ({"idempotencyKey": "hr-2026-11/row-18", "joinedOn": "2031-07-01"}, "IN_THE_FUTURE"),
        ({"idempotencyKey": "hr-2026-11/row-19", "displayName": ""}, "INVALID_VALUE"),
    ],
    "Correct": [
        ({}, None),
        ({"idempotencyKey": "hr-2026-11/row-17/v3", "joinedOn": "2011-07-03"}, "CONFLICT"),
    ],
    "Issue": [({}, None)],
    "Admit": [({}, None), ({"idempotencyKey": "letter-2026-104/second"}, "LETTER_USED")],
    "Acknowledge": [({}, None)],
}


@pytest.mark.parametrize("page", sorted(FOR.glob("*.md")), ids=lambda page: page.stem)
async def test_a_page_can_be_typed(page: Path, api: Api, town: Script) -> None:
    typist = Typist(api, town)
    await typist.begin()
    for block, variables, shown in steps(page.relative_to(PROJECT)):
        await typist.type(block, variables, shown or {}, block.asker or ASKS[page.stem])


async def test_what_is_sent_again_is_answered_as_the_integrators_page_says(api: Api, town: Script) -> None:
    typist = Typist(api, town)
    await typist.begin()
    for block, variables, shown in steps(FOR.relative_to(PROJECT) / "integrator.md"):
        asker, operation = block.asker or ASKS["integrator"], name_of(block.text)
        sent = await typist.type(block, variables, shown or {}, asker)
        for other, code in AGAIN.get(operation, ()):
            told = await typist.ask(asker, block.text, {"input": {**(sent or {})["input"], **other}})
            (payload,) = told["data"].values()
            assert [error["code"] for error in payload["userErrors"]] == ([code] if code else []), other
            assert code or [payload] == [*typist.given[operation].values()]
