"""Who sees which rows: the same by every way to them, and what is out of sight looks like nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import pytest

from application.access import FieldGroup
from application.actor import Actor, Role
from graphql_api.read import Node, encode_id
from graphql_api.read.declare import Everyone, ReadType
from graphql_api.read.sources import Row
from graphql_api.read.specs import ToMany
from tests.api.read.county import OTHER_TENANT, TENANT, Asker, Places, actors
from tests.api.read.cursors import values_of
from tests.api.read.declared import TYPES, kept_by_lists, relations, root_lists, rows_of

if TYPE_CHECKING:
    Tables = asyncpg.Connection[asyncpg.Record]

WHO = sorted(actors(Places(*[UUID(int=0)] * 6)))
NODES = [read_type for read_type in TYPES.values() if issubclass(read_type.cls, Node)]
OF_THE_HOME_BRANCH = {FieldGroup.ORGANISATION_LIFE, FieldGroup.FIGURES}  # what a member sees there
READ_OF = """
    SELECT r.reading_id, s.persons
      FROM read_audit.reading AS r JOIN read_audit.person_set AS s USING (tenant_id, set_id)"""
Key = tuple[str, ...]


async def top(tables: Tables, actor: Actor, tenant: str) -> str | None:
    """Path of what an actor covers, found out anew: "" the whole county, None nothing."""
    if actor.role is Role.OPERATOR:
        return None
    if actor.role is Role.MEMBER:
        statement, key = (
            "SELECT org_path FROM read_model.member WHERE tenant_id = $1 AND member_id = $2",
            actor.member_id,
        )
    elif actor.place is None:
        return ""
    else:
        statement = (
            "SELECT org_path FROM read_model.organisation WHERE tenant_id = $1 AND organisation_id = $2"
        )
        key = actor.place
    path: str | None = await tables.fetchval(statement, tenant, key)
    return path


async def concerning_alone(tables: Tables, member_id: UUID | None, tenant: str) -> set[int]:
    """Positions of events that concern this person, and no other person."""
    persons: dict[int, set[UUID]] = {}
    members = {row[0] for row in await tables.fetch("SELECT member_id FROM read_model.member")}
    for row in await tables.fetch("SELECT * FROM event_store.event_subject WHERE tenant_id = $1", tenant):
        persons.setdefault(row["position"], set()).update({row["subject_id"]} & members)
    return {position for position, named in persons.items() if named == {member_id}}


async def visible(
    tables: Tables, read_type: ReadType, actor: Actor, tenant: str = TENANT, *, listed: bool = False
) -> dict[Key, UUID]:
    """The rows that an actor may see, or those that lists have: what a cursor holds of each, and its key."""
    order, *_ = read_type.orders.values()  # the one that lists come in by default
    columns = [*order.columns, read_type.key]
    placed = Row("t").sql(read_type.place.path or "NULL")
    rows = await tables.fetch(
        f"SELECT *, {placed} AS _path FROM {rows_of(read_type)} AS t"
        f" WHERE tenant_id = $1 AND {kept_by_lists(read_type) if listed else True}",
        tenant,
    )
    path = await top(tables, actor, tenant)
    about_oneself = await concerning_alone(tables, actor.member_id, tenant)
    concerned = {row["reading_id"]: row["persons"] for row in await tables.fetch(READ_OF)}

    def may_see(row: Any) -> bool:
        if read_type.group is FieldGroup.READ_AUDIT:  # those whom it concerns, and inspectors
            persons = [row["person_id"]] if "person_id" in row else concerned[row["reading_id"]]
            if actor.role is not Role.INSPECTOR:
                return actor.role is Role.MEMBER and actor.member_id in persons
        if isinstance(read_type.scope, Everyone):
            return True
        if actor.role is Role.MEMBER and read_type.name == "Event":
            return row["position"] in about_oneself
        if actor.role is Role.MEMBER and read_type.name == "RollupEntry" and row["object_type"] != "MEETING":
            return False
        if actor.role is Role.MEMBER:
            # To each of these it is as if it were about them alone, whomever it is about.
            if actor.member_id in {row[party.removeprefix("{t}.")] for party in read_type.place.parties}:
                return True
            of_the_branch = read_type.group in OF_THE_HOME_BRANCH
            if read_type.place.person is not None and (row["member_id"] is not None or not of_the_branch):
                return bool(row["member_id"] == actor.member_id)
            if not of_the_branch:
                return False
        return path is not None and row["_path"].startswith(path)

    return {tuple(str(row[c]) for c in columns): row[read_type.key] for row in rows if may_see(row)}


def key_of(cursor: str) -> Key:
    return tuple(values_of(cursor))


async def whole_list(asker: Asker, name: str) -> list[Key]:
    seen: list[Key] = []
    cursor = None
    query = (
        f"query ($after: String) {{ it: {name}(first: 100, after: $after) {{ totalCount edges {{ cursor }}"
    )
    query += " pageInfo { hasNextPage endCursor } } }"
    while True:
        page = (await asker.ask(query, {"after": cursor}))["it"]
        seen += [key_of(edge["cursor"]) for edge in page["edges"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(seen)
            return seen


@pytest.mark.parametrize("who", WHO)
async def test_lists_hold_what_may_be_seen(asker: Callable[..., Asker], tables: Tables, who: str) -> None:
    one = asker(who)
    for name, read_type in root_lists().items():
        seen = await whole_list(one, name)
        assert sorted(seen) == sorted(await visible(tables, read_type, one.actor, listed=True)), name


async def test_the_readers_differ(asker: Callable[..., Asker], tables: Tables) -> None:
    """Else the test above would say little."""
    sizes = {who: len(await visible(tables, TYPES["Meeting"], asker(who).actor)) for who in WHO}
    assert sizes["county"] == sizes["inspector"] == sizes["integrator"]
    assert sizes["county"] > sizes["township"] == sizes["inspector of a township"] > sizes["branch"] > 0
    assert sizes["branch"] == sizes["member"] == sizes["member who says to be everywhere"]
    assert sizes["township"] + sizes["sibling township"] == sizes["county"]
    assert sizes["operator"] == sizes["operator with a place"] == sizes["branch of nowhere"] == 0
    members = {who: len(await visible(tables, TYPES["Member"], asker(who).actor)) for who in WHO}
    assert members["member"] == 1
    assert members["operator"] == 0


@pytest.mark.parametrize("who", WHO)
async def test_node_finds_what_may_be_seen(asker: Callable[..., Asker], tables: Tables, who: str) -> None:
    one = asker(who)
    for read_type in NODES:
        seen = set((await visible(tables, read_type, one.actor)).values())
        statement = f"SELECT {read_type.key} FROM {rows_of(read_type)} AS t"
        every = [row[0] for row in await tables.fetch(statement)]  # of the other county too
        for chunk in (every[at : at + 25] for at in range(0, min(len(every), 300), 25)):
            declared = ", ".join(f"$n{n}: ID!" for n in range(len(chunk)))
            fields = " ".join(f"n{n}: node(id: $n{n}) {{ id }}" for n in range(len(chunk)))
            ids = {f"n{n}": encode_id(read_type.name, key) for n, key in enumerate(chunk)}
            answer = await one.answer(f"query ({declared}) {{ {fields} }}", ids)
            expected = {
                f"n{n}": {"id": encode_id(read_type.name, key)} if key in seen else None
                for n, key in enumerate(chunk)
            }
            assert answer.data == expected, read_type.name
            assert answer.codes == ["NOT_FOUND"] * list(expected.values()).count(None)


def selection(read_type: ReadType) -> Iterator[str]:
    """Every relation of a type, with what tells its rows apart."""
    for name, spec, target in relations(read_type):
        if isinstance(spec, ToMany):
            yield f"{name}(first: 100) {{ totalCount edges {{ cursor }} pageInfo {{ hasNextPage }} }}"
        elif target in NODES:
            yield f"{name} {{ id }}"


@pytest.mark.parametrize("who", WHO)
async def test_no_relation_leads_out_of_scope(asker: Callable[..., Asker], tables: Tables, who: str) -> None:
    one = asker(who)
    parents = {**root_lists(), "county": TYPES["County"]}
    targets = [target for parent in parents.values() for _, _, target in relations(parent)]
    allowed = {target.name: await visible(tables, target, one.actor) for target in targets}
    ids = {name: {encode_id(name, key) for key in rows.values()} for name, rows in allowed.items()}
    for name, read_type in parents.items():
        inner = " ".join(selection(read_type))
        query = (
            f"{{ {name} {{ {inner} }} }}"
            if name == "county"
            else f"{{ {name}(first: 100) {{ nodes {{ {inner} }} }} }}"
        )
        data = (await one.ask(query))[name]
        for row in [data] if name == "county" else data["nodes"]:
            for field, spec, target in relations(read_type):
                found = row.get(field)
                if isinstance(spec, ToMany):
                    keys = {key_of(edge["cursor"]) for edge in found["edges"]}
                    assert keys <= allowed[target.name].keys(), (name, field)
                    assert found["totalCount"] == len(found["edges"]) or found["pageInfo"]["hasNextPage"]
                elif found is not None:
                    assert found["id"] in ids[target.name], (name, field)


@pytest.mark.parametrize("who", ["branch", "member", "operator"])
async def test_relations_of_relations_stay_in_scope(
    asker: Callable[..., Asker], tables: Tables, who: str
) -> None:
    """Down the tree that everyone sees, to what not everyone sees."""
    one = asker(who)
    data = await one.ask(
        """{ county { committee { children { nodes { children { nodes {
               members { nodes { id attendance { nodes { member { id } meeting { id } } } leaves { nodes { id } } } }
               meetings { nodes { id counts { expected } expected { nodes { member { id } } }
                          attendance { nodes { member { id } leave { id } } } } }
               rollups { nodes { expected organisation { id } } } history { nodes { id } } } } } } } }
             grids { nodes { responsible { nodes { member { id } } } rollups { nodes { expected } } } } }"""
    )
    found: dict[str, set[str]] = {"Member": set(), "Meeting": set(), "Leave": set(), "Event": set()}
    for text in _ids(data):
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).split(b":")[0].decode()
        found.setdefault(raw, set()).add(text)
    for name, texts in found.items():
        keys = (await visible(tables, TYPES[name], one.actor)).values()
        assert texts <= {encode_id(name, key) for key in keys}, name
    assert bool(found["Member"]) == (who != "operator")


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "id":
                yield item
            else:
                yield from _ids(item)


BY_ID = {
    "organisation": "Organisation",
    "branch": "Organisation",
    "grid": "Grid",
    "member": "Member",
    "meeting": "Meeting",
    "leave": "Leave",
    "scoreAccount": "ScoreAccount",
}


@pytest.mark.parametrize("who", ["branch", "member", "operator"])
@pytest.mark.parametrize("name", BY_ID)
async def test_guessed_ids_all_look_alike(
    asker: Callable[..., Asker], county: Asker, tables: Tables, name: str, who: str
) -> None:
    one, type_name = asker(who), BY_ID[name]
    read_type = TYPES[type_name]
    sight = set((await visible(tables, read_type, one.actor)).values())
    every = (await visible(tables, read_type, county.actor)).values()
    elsewhere = (await visible(tables, read_type, county.actor, OTHER_TENANT)).values()
    guesses = [
        *(encode_id(type_name, key) for key in list(every) if key not in sight),
        *(encode_id(type_name, key) for key in list(elsewhere)[:2]),
        encode_id(type_name, UUID(int=5)),
        encode_id("County" if type_name != "County" else "Grid", UUID(int=5)),
        encode_id("Nonsense", UUID(int=5)),
        str(UUID(int=5)),
        "",
        "====",
        "编号",
        encode_id(type_name, UUID(int=5)) + "=",
    ]
    for guess in [*guesses[:4], *guesses[-9:]]:
        query = f"query ($id: ID!) {{ it: {name}(id: $id) {{ id }} node(id: $id) {{ id }} }}"
        answer = await one.answer(query, {"id": guess})
        assert answer.codes == ["NOT_FOUND", "NOT_FOUND"], guess
        assert answer.data == {"it": None, "node": None}, guess


async def test_guessed_positions_and_rollups(
    asker: Callable[..., Asker], county: Asker, places: Places
) -> None:
    one = asker("sibling township")
    member_event = await county.ask(
        '{ events(first: 1, where: {type: {eq: "county.founded"}}) { nodes { position } } }'
    )
    position = member_event["events"]["nodes"][0]["position"]
    branch = encode_id("Organisation", places.branch)
    query = """query ($node: ID!, $known: Position!, $unknown: Position!) {
        rollup(node: $node, month: "2026-01") { expected }
        none: rollup(node: $node, month: "1999-01") { expected }
        known: event(position: $known) { type } unknown: event(position: $unknown) { type } }"""
    variables = {"node": branch, "known": position, "unknown": 99_999_999}
    assert await one.ask(query, variables) == dict.fromkeys(["rollup", "none", "known", "unknown"])
    assert (await county.ask(query, variables))["known"] == {"type": "county.founded"}


async def test_another_county_s_token(asker: Callable[..., Asker], tables: Tables, places: Places) -> None:
    """The same actors, with the ids of one county, in the other: they see that one's rows by their role alone."""
    for who in ("county", "township", "branch", "member"):
        there = asker(who, OTHER_TENANT)
        for name, read_type in root_lists().items():
            seen = await whole_list(there, name)
            assert sorted(seen) == sorted(
                await visible(tables, read_type, there.actor, OTHER_TENANT, listed=True)
            ), name
        query = "query ($id: ID!) { member(id: $id) { id } node(id: $id) { id } }"
        answer = await there.answer(query, {"id": encode_id("Member", places.member)})
        assert answer.data == {"member": None, "node": None}
        assert answer.codes == ["NOT_FOUND", "NOT_FOUND"]


async def test_a_member_learns_nothing_of_others_from_events(
    asker: Callable[..., Asker], county: Asker, tables: Tables, places: Places
) -> None:
    """Rosters name everyone expected, and why others were not; a member sees the own line of them."""
    frozen = 'events(where: {type: {eq: "meeting.roster-frozen"}}) { totalCount }'
    assert (await county.ask(f"{{ {frozen} }}"))["events"]["totalCount"] > 0
    one = asker("member")
    assert (await one.ask(f"{{ {frozen} }}"))["events"]["totalCount"] == 0
    data = await one.ask(
        "{ events(first: 100) { totalCount nodes { payload changes { key before after } } } }"
    )
    assert data["events"]["totalCount"] > 0
    others = await tables.fetch(
        "SELECT member_id FROM read_model.member WHERE member_id <> $1", places.member
    )
    assert [str(row[0]) for row in others if str(row[0]) in str(data)] == []


def test_every_type_says_who_sees_it() -> None:
    """What is for everyone is named here, so that nothing becomes so unnoticed; persons' rows are persons' own."""
    everyone = {name for name, read_type in TYPES.items() if isinstance(read_type.scope, Everyone)}
    assert everyone == {
        "County",
        "Organisation",
        "OrganisationCode",
        "OrganisationPlace",
        "Custody",
        "Grid",
        "GridCoverage",
        "NewSectorEntity",
        "ProjectSite",
        "CalendarYear",
        "LectureMenuItem",
        "MonthTheme",
        "PoliciesInForce",
        "PolicyAdoption",
        "PolicyVersion",
        "ProcedureStep",
        "ProcedureVersion",
    }
    personal = {n for n, t in TYPES.items() if t.place.person is not None}
    naming = {n for n, t in TYPES.items() if t.key == "member_id" or "member_id" in str(t.fields)}
    # A reading is about others than its reader, a handover is of both who sign it; a visit, a house and a proposal are
    # an organisation's, whoever made the one, holds the other and raised the third.
    assert naming - personal == {"Reading", "Handover", "Visit", "MemberNodeHouse", "Proposal"}
