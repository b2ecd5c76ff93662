"""A reader who types the documents of `docs/for` against a demo's town, with the ids that the answers before gave."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from graphql import OperationDefinitionNode, OperationType, parse

from application.actor import Role
from gridledger.demo.generator import ZONE, Script
from tests.api.client import Api
from tests.docs.pages import Block, blocks

OTHER = "fengxian"  # the second county, as the pages call it
SCOPES = ("structure:read", "life:read", "persons:read", "audit:read", "members:write")
TRIES = 30
COMMITTEE = "query @readAfter(position: 0) { county { committee { id } } }"
Answers = dict[str, Any]  # what was answered, by the name of the operation
Given = Callable[[Answers], dict[str, Any]]


def _first(answer: Any, *path: str) -> Any:
    """What stands at a path; of a list its first."""
    for name in path:
        answer = answer[name]
        answer = answer[0] if isinstance(answer, list) else answer
    return answer


def _corrected(given: Answers) -> dict[str, Any]:
    return _first(given, "Correction", "events", "nodes")  # type: ignore[no-any-return]


def _imported(given: Answers) -> str:
    return _first(given, "Import", "memberRegister", "member", "id")  # type: ignore[no-any-return]


def _entry(given: Answers) -> str:
    return _first(given, "Figure", "township", "rollups", "nodes", "entries", "nodes", "meeting", "id")  # type: ignore[no-any-return]


def _days(**ahead: int) -> dict[str, str]:
    """Days so many after the one on which the page is typed."""
    today = datetime.now(ZONE).date()
    return {name: (today + timedelta(days=days)).isoformat() for name, days in ahead.items()}


# The ids of an operation's variables, or of its input, that another town has others of; and days near its own.
IDS: dict[str, Given] = {
    "Plan": lambda given: {"organisationId": given["place"]},
    "Rows": lambda given: {"meeting": _entry(given)},
    "BothSides": lambda given: {
        "meeting": _corrected(given)["object"]["id"],
        "member": _corrected(given)["subjects"][0]["id"],
        "before": _corrected(given)["position"] - 1,
        "day": _corrected(given)["object"]["heldOn"],
    },
    "Trail": lambda given: {"member": _corrected(given)["subjects"][0]["id"]},
    "WhoRead": lambda given: {"member": _corrected(given)["subjects"][0]["id"]},
    "Import": lambda given: {"branchId": given["place"]},
    "After": lambda given: {"after": _first(given, "Import", "memberRegister", "position") - 2},
    "Correct": lambda given: {
        "memberId": _imported(given),
        "corrects": _first(given, "After", "events", "nodes", "eventId"),
    },
    "Branch": lambda given: {"parentId": given["committee"]},
    "Issue": lambda given: {"memberId": _imported(given)},
    "Admit": lambda given: {
        "branchId": _first(given, "Branch", "organisationFound", "organisation", "id"),
        "issuedOn": _letter(given)["issuedOn"],
        "on": _letter(given)["issuedOn"],
    },
    "AskForLeave": lambda given: {"memberId": _me(given), **_days(fromOn=16, toOn=18)},
    "GrantLeave": lambda given: {"leaveId": _first(given, "AskForLeave", "leaveRequest", "leave", "id")},
    "MyLeave": lambda given: {"leave": _first(given, "AskForLeave", "leaveRequest", "leave", "id")},
    "ObjectTo": lambda given: {
        "memberId": _me(given),
        "about": _first(_absence(given), "events", "nodes", "eventId"),
    },
    "DecideObjection": lambda given: {
        "objectionId": _objection(given),
        "organisationId": given["township"],
        **_days(on=0),
    },
    "PutRight": lambda given: {
        "meetingId": _absence(given)["meeting"]["id"],
        "entry": {"memberId": _me(given), "status": "PRESENT"},
    },
    "NameCorrection": lambda given: {
        "objectionId": _objection(given),
        "correction": _first(given, "MyTrail", "events", "nodes", "eventId"),
        **_days(on=0),
    },
    "Acknowledge": lambda given: {"letterId": _letter(given)["letterId"], "on": _letter(given)["issuedOn"]},
}


def _letter(given: Answers) -> dict[str, Any]:
    return _first(given, "Issue", "transferLetterIssue", "transferLetter")  # type: ignore[no-any-return]


def _me(given: Answers) -> str:
    return _first(given, "Me", "viewer", "member")  # type: ignore[no-any-return]


def _absence(given: Answers) -> dict[str, Any]:
    return _first(given, "MyAbsences", "absences", "nodes")  # type: ignore[no-any-return]


def _objection(given: Answers) -> str:
    return _first(given, "ObjectTo", "objectionRaise", "objection", "id")  # type: ignore[no-any-return]


class Typist:
    """Types a page's documents as its reader would, in the demo's town."""

    def __init__(self, api: Api, town: Script) -> None:
        self.api = api
        self.town = town
        self.given: Answers = {}
        self.position = 0
        code = next(unit.code for unit in town.units if unit.code is not None)
        division = town.plan.division.county_code
        self._codes = {
            "430281121": code,
            "430281": division,
            division: "430281",
        }  # the counties' parts are changed

    def token(self, asker: str) -> str:
        """A token of an account of the demo, or of a role in a county."""
        name, _, county = asker.partition(" of ")
        if not county:
            account = next(account for account in self.town.accounts if account.name == name)
            return account.token(self.api.issuer)
        role = Role[name.upper().replace("-", "_")]
        scopes = SCOPES if role is Role.INTEGRATOR else ()
        return self.api.token(role, tenant=OTHER if county == OTHER else self.town.tenant_id, scopes=scopes)

    def here(self, text: str) -> str:
        """A text with the codes of this town's places, and the position of the command before it."""
        text = re.sub("|".join(self._codes), lambda found: self._codes[found[0]], text)
        return re.sub(r"(?<=@readAfter\(position: )\d+", str(self.position), text)

    async def ask(self, asker: str, document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The whole answer."""
        answer = await self.api.post(document, variables, token=self.token(asker), Accept_Language="en")
        return answer.json()  # type: ignore[no-any-return]

    async def begin(self) -> None:
        """Learn the branch that the pages speak of, and its township."""
        for name, asker in (("place", "branch-secretary"), ("township", "township-secretary")):
            told = await self.ask(asker, "{ viewer { place } }")
            self.given[name] = told["data"]["viewer"]["place"]

    async def type(
        self, block: Block, variables: dict[str, Any] | None, shown: dict[str, Any], asker: str
    ) -> dict[str, Any] | None:
        """Send a block as the page has it, and keep its answer, which has to have what is shown; the variables sent."""
        operation, sent = name_of(block.text), self.variables(name_of(block.text), variables)
        for _ in range(TRIES):
            answer = await self.ask(asker, self.here(block.text), sent)
            assert "errors" not in answer, f"{block.place}: {answer['errors']}"
            if not (lost := lacks(answer, shown)):
                break
            await asyncio.sleep(0.1)  # who read what is written a moment later
        assert lost == [], block.place
        for payload in answer["data"].values():
            if isinstance(payload, dict):
                assert not payload.get("userErrors"), f"{block.place}: {payload}"
                self.position = payload.get("position") or self.position
        self.given[operation] = answer["data"]
        if operation == "Found":
            told = await self.ask(f"county-secretary of {OTHER}", self.here(COMMITTEE))
            self.given["committee"] = told["data"]["county"]["committee"]["id"]
        return sent

    def variables(self, operation: str, shown: dict[str, Any] | None) -> dict[str, Any] | None:
        """A document's variables as the page shows them, with the ids that were answered here."""
        if shown is None:
            return None
        variables: dict[str, Any] = json.loads(self.here(json.dumps(shown, ensure_ascii=False)))
        inner = variables.get("input", variables)
        if ids := IDS.get(operation):
            found = ids(self.given)
            assert found.keys() <= inner.keys()
            inner.update(found)
        return variables


def steps(page: Path) -> Iterator[tuple[Block, dict[str, Any] | None, dict[str, Any] | None]]:
    """Each document of a page with the variables and the answer that the page shows for it."""
    found = blocks(page)
    for number, block in enumerate(found):
        if block.language != "graphql":
            continue
        variables = answer = None
        for shown in found[number + 1 :]:
            if shown.language != "json" or answer:
                break
            told = unabridged(shown.text)
            if "data" in told or "errors" in told:
                answer = told
            else:
                variables = told
        yield block, variables, answer


def unabridged(shown: str) -> dict[str, Any]:
    """JSON in which `…` stands for what was left out."""
    return json.loads(re.sub(r",\s*…|…\s*,|…", "", shown))  # type: ignore[no-any-return]


def lacks(answer: Any, shown: Any, path: str = "") -> list[str]:
    """Where an answer has not what is shown: a field, or anything in a list. Values are the town's own."""
    if isinstance(shown, dict):
        if not isinstance(answer, dict):
            return [path]
        lost = [f"{path}.{name}" for name in shown if name not in answer]
        return lost + [
            one
            for name in shown
            if name in answer
            for one in lacks(answer[name], shown[name], f"{path}.{name}")
        ]
    if isinstance(shown, list) and shown:
        return lacks(answer[0], shown[0], f"{path}[0]") if isinstance(answer, list) and answer else [path]
    return []


def name_of(document: str) -> str:
    """The name of its operation."""
    (operation,) = [node for node in parse(document).definitions if isinstance(node, OperationDefinitionNode)]
    assert operation.operation is not OperationType.SUBSCRIPTION
    return operation.name.value if operation.name else ""
