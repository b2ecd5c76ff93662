"""Every role, standing in every way, asks for every field of every type: it is told what the declaration opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from application.access import RIGHTS, FieldGroup, Relation, relations
from graphql_api.read import Node, encode_id
from tests.api.read.county import Asker
from tests.api.read.declared import TYPES, root_lists
from tests.security.access.callers import NAMES
from tests.security.access.ground import Ground, Standing
from tests.security.access.matrix import EARLIER, Eyes, Facts, all_pages, differences, selection
from tests.security.access.rows import ELSEWHERE, STANDINGS

TIMES = {"now": "", "then": f", asOf: {{position: {EARLIER}}}"}
LISTS = {name: read_type for name, read_type in root_lists().items() if read_type.name not in ELSEWHERE}
_told: dict[str, Any] = {}  # what the inspector was told, by document


async def told(whole: Asker, document: str) -> Any:
    if document not in _told:
        _told[document] = await whole.ask(document)
    return _told[document]


def test_every_type_is_tried() -> None:
    new = TYPES.keys() - STANDINGS.keys() - ELSEWHERE.keys()
    assert not new, f"say in tests/security/access/rows.py where rows of these types stand: {new}"


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("who", NAMES)
async def test_lists(
    asker: Callable[[str], Asker],
    whole: Asker,
    ground: Ground,
    facts: Mapping[str, Facts],
    who: str,
    time: str,
) -> None:
    """Rows and fields, by root lists and one step on from them; with their totals."""
    one = asker(who)
    eyes = Eyes(one.actor, ground, facts[time])
    for name, read_type in LISTS.items():
        inner = selection(read_type, 1)
        asked = f"{name}(first: 1000{TIMES[time]}%s)", f"totalCount edges {{ cursor node {{ {inner} }} }}"
        expected = eyes.list(read_type, await all_pages(partial(told, whole), *asked))
        assert differences(await all_pages(one.ask, *asked), expected, name) == []


@pytest.mark.parametrize("who", NAMES)
async def test_objects_by_their_ids(
    asker: Callable[[str], Asker], whole: Asker, ground: Ground, facts: Mapping[str, Facts], who: str
) -> None:
    """The same rows and fields by `node(id:)`; any other id is of nothing."""
    one = asker(who)
    eyes = Eyes(one.actor, ground, facts["now"])
    for read_type in (t for name, t in TYPES.items() if issubclass(t.cls, Node) and name not in ELSEWHERE):
        keys = sorted(row[read_type.key] for row in eyes.facts[read_type.name].values())
        nodes = [
            f'n{number}: node(id: "{encode_id(read_type.name, key)}") {{ ... on {read_type.name}'
            f" {{ {selection(read_type, 0)} }} }}"
            for number, key in enumerate(keys[:: max(1, len(keys) // 25)][:30])
        ]
        document = f"{{ {' '.join(nodes)} }}"
        answer = await one.answer(document)
        full = await told(whole, document)
        expected = {key: eyes.object(read_type, value) for key, value in full.items()}
        assert differences(answer.data, expected, read_type.name) == []
        assert answer.codes == ["NOT_FOUND"] * list(expected.values()).count(None)


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("who", NAMES)
async def test_spans_of_rollups(
    asker: Callable[[str], Asker],
    whole: Asker,
    ground: Ground,
    facts: Mapping[str, Facts],
    who: str,
    time: str,
) -> None:
    """Figures of every node over some months, with what they are the sum of."""
    one = asker(who)
    eyes = Eyes(one.actor, ground, facts[time])
    nodes = [
        *(("Organisation", id_, Standing(path)) for id_, path in ground.organisations.items()),
        *(("Grid", id_, Standing(ground.grid_places[id_], path)) for id_, path in ground.grids.items()),
    ]
    span = TYPES["RollupSpan"]
    for at in range(0, len(nodes), 16):
        chunk = nodes[at : at + 16 : 2]
        fields = [
            f's{n}: rollupSpan(node: "{encode_id(type_name, id_)}", from: "2024-01", to: "2029-12"{TIMES[time]})'
            f" {{ {selection(span, 1)} }}"
            for n, (type_name, id_, _) in enumerate(chunk)
        ]
        document = f"{{ {' '.join(fields)} }}"
        full = await told(whole, document)
        expected = {f"s{n}": eyes.object(span, full[f"s{n}"], where) for n, (_, _, where) in enumerate(chunk)}
        assert differences(await one.ask(document), expected) == []


async def test_every_right_to_see_is_tried(
    asker: Callable[[str], Asker], ground: Ground, facts: Mapping[str, Facts]
) -> None:
    """There are rows in each relation that is declared for a role, and rows in none, for a caller of that role."""
    for role, rights in RIGHTS.items():
        actor = asker(role.value).actor
        open_groups = [group for group in FieldGroup if relations(actor, group)]
        lying = [
            ground.relations(actor, locate(row, ground))
            for name, locate in STANDINGS.items()
            if locate is not None and TYPES[name].group in open_groups
            for row in facts["now"][name].values()
        ]
        declared = {relation for right in rights if right.what & set(open_groups) for relation in right.where}
        assert declared <= set().union(*lying), role
        assert Relation.COUNTY in declared or not declared or frozenset() in lying, role
