"""What a rehearsal says of absences is what adopting the rules comes to; of what is in force it says nothing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from domain.meetings.events import AbsenceReason, AttendanceStatus
from domain.obligations.grounds import Consequence
from domain.policies.pack import Level, Pack
from domain.policies.rehearsing import Change, Matter
from event_store.pool import Pool
from projections.absences.rehearsal.outcome import AbsencesBy
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.policies import POLICY_ADOPTION, POLICY_VERSION
from tests.api.office import shipped
from tests.projections.absences.office import HALF_YEAR, LECTURE, OPENED, RollCalls
from tests.projections.absences.rehearsing import followed, kept, rehearsed, sides
from tests.projections.absences.test_by_difference import RULES, Disturbed
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import pack

NONE_GIVEN, PRESENT = AbsenceReason.NONE_GIVEN, AttendanceStatus.PRESENT
CALENDAR = shipped("tender-centre.1")


def rolling() -> Pack:
    """A02 read the other way: any six months on end."""
    rules = tuple(
        msgspec.structs.replace(
            one, rule=msgspec.structs.replace(one.rule, counted_in="rolling", rolling_months=6)
        )
        if one.series == "tender-centre/three-in-half-a-year"
        else one
        for one in CALENDAR.rules
    )
    return msgspec.structs.replace(CALENDAR, version="1.1", rules=rules)


async def test_a02_by_the_calendar_and_by_six_months_on_end(calls: RollCalls, app_pool: Pool) -> None:
    """One misses lectures on 31 May, 20 June and 10 July, one in January, March and June, one on 10 July alone."""
    branch, [across, within, once] = await calls.branch(3)
    await calls.adopt(CALENDAR, node=branch)
    for day, away in (
        (date(2026, 1, 10), [within]),
        (date(2026, 3, 10), [within]),
        (date(2026, 5, 31), [across]),
        (date(2026, 6, 20), [across, within]),
        (date(2026, 7, 10), [across, once]),
    ):
        await calls.until(day)
        said = {who: NONE_GIVEN if who in away else PRESENT for who in (across, within, once)}
        await calls.call(branch, said, kind=LECTURE)
    found = await rehearsed(calls, app_pool, versions_of(rolling()), node=branch, since=OPENED)
    told = {
        (one.member_id, one.matter, one.consequence, one.change, one.on, one.would and one.would.counted)
        for one in found.differences
    }
    july = date(2026, 7, 10)
    assert told == {
        (across, Matter.DUE, Consequence.REMINDER, Change.NEW, july, 3),
        (across, Matter.DUE, Consequence.CRITICISM, Change.NEW, july, 3),
    }  # of whoever reached the number both ways the same is due, though by another key
    assert (found.differing, found.members, found.truncated) == (2, 1, False)
    due = {of.consequence: one for of, one in found.told_by(frozenset()).items() if of.matter is Matter.DUE}
    assert {(one.stands, one.would, one.of(Change.NEW), one.of(Change.GONE)) for one in due.values()} == {
        (1, 2, 1, 0)
    }
    by_month = found.told_by(frozenset([AbsencesBy.PERIOD]))
    assert [
        (of.month, one.stands, one.would) for of, one in by_month.items() if of.matter is Matter.ABSENCE
    ] == [(f"2026-{month:02}", count, count) for month, count in ((1, 1), (3, 1), (5, 1), (6, 2), (7, 2))]
    # Two by the calendar's first half are one short; on end the third has come, or the first is out of reach.
    assert (await rehearsed(calls, app_pool, versions_of(rolling()), node=branch, since=july)).differing == 2
    until = await rehearsed(
        calls, app_pool, versions_of(rolling()), node=branch, since=OPENED, until=date(2026, 7, 9)
    )
    # The two of May and June are one short on end; of the half-year that ended with June they were.
    assert [(one.member_id, one.matter, one.change) for one in until.differences] == [
        (across, Matter.ONE_SHORT, Change.NEW)
    ]


async def test_a_stricter_classification_makes_absences_count_and_members_one_short(
    calls: RollCalls, app_pool: Pool
) -> None:
    branch, [member] = await calls.branch()
    await calls.adopt(pack("county", "1", {"three": HALF_YEAR}))
    await calls.call(branch, {member: NONE_GIVEN})
    await calls.until(date(2026, 2, 1))
    await calls.call(branch, {member: AbsenceReason.FAMILY})
    strict = versions_of(pack("strict", "1", {"classes": RULES["strict"]}))
    found = await rehearsed(calls, app_pool, strict, node=calls.committee, since=OPENED)
    assert [
        (one.matter, one.change, one.on, one.place_id, one.would and one.would.absence_class)
        for one in found.differences
    ] == [
        (Matter.ABSENCE, Change.NEW, date(2026, 2, 1), calls.township, "UNEXCUSED"),
        (Matter.ONE_SHORT, Change.NEW, date(2026, 2, 1), calls.township, None),
    ]
    later = await rehearsed(calls, app_pool, strict, node=calls.committee, since=date(2026, 2, 2))
    assert (later.differing, later.sums) == (0, {})  # nobody was absent since
    elsewhere = await rehearsed(calls, app_pool, strict, node=calls.other_township, since=OPENED)
    assert elsewhere.sums == {}


@pytest.mark.parametrize(("today", "one_short"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 0)])
async def test_whoever_no_further_absence_can_join_is_one_short_no_longer(
    calls: RollCalls, app_pool: Pool, today: date, one_short: int
) -> None:
    """Two of the half-year's three have come. Its last day decides, whether that rule is offered or in force."""
    branch, [member] = await calls.branch()
    await calls.call(branch, {member: NONE_GIVEN})
    await calls.until(date(2026, 2, 1))
    await calls.call(branch, {member: NONE_GIVEN})
    await calls.until(today)
    three = pack("county", "1", {"three": HALF_YEAR})
    found = await rehearsed(calls, app_pool, versions_of(three), node=calls.committee, since=OPENED)
    assert [(one.matter, one.change) for one in found.differences] == [
        (Matter.ONE_SHORT, Change.NEW)
    ] * one_short
    await calls.adopt(three, since=OPENED)
    assert await calls.escalations(member) == [
        (2, 3, "ONE_SHORT")
    ]  # as the row goes on to say, of its half-year
    four = pack("county", "2", {"three": msgspec.structs.replace(HALF_YEAR, at_least=4)})
    gone = await rehearsed(calls, app_pool, versions_of(four), node=calls.committee, since=OPENED)
    assert [(one.matter, one.change) for one in gone.differences] == [
        (Matter.ONE_SHORT, Change.GONE)
    ] * one_short


@pytest.mark.parametrize("seed", range(4))
async def test_what_would_be_is_what_comes_of_adopting(
    app_pool: Pool, projector_pool: Pool, seed: int
) -> None:
    """Members, branches and rules come, move and go; acts are done; rules are rehearsed anywhere and since any day."""
    calls = RollCalls(app_pool, projector_pool, opened=OPENED)
    disturbed = Disturbed(calls, seed)
    await disturbed.begin()
    rng = random.Random(seed)
    changes: Counter[tuple[Matter, Change]] = Counter()
    for number in range(4):
        for _ in range(6):
            await disturbed.live()
        await in_force_says_nothing(calls, app_pool)
        offered, node, since = _offered(calls, rng, number)
        before = await kept(calls)
        all_ = await followed(calls, app_pool, Proposal(node, since, versions_of(offered)))
        stands, would = sides(all_)
        assert stands.items() <= before.items()
        assert await kept(calls) == before
        if not await calls.try_adopting(offered, node=node, since=since):
            continue
        assert await kept(calls) == {key: said for key, said in before.items() if key not in stands} | would
        changes.update((one.matter, one.change) for one in all_)
    assert changes[Matter.ABSENCE, Change.SAME]
    assert sum(count for (_, change), count in changes.items() if change is not Change.SAME)


def _offered(calls: RollCalls, rng: random.Random, number: int) -> Any:
    node = rng.choice((calls.committee, calls.township, calls.other_township))
    level: Level = "county" if node == calls.committee else "township"
    name = rng.choice(("county" if level == "county" else "town", "other"))
    names = [rng.choice(("strict", "lenient")), *rng.sample(list(RULES)[2:], 3)]
    offered = pack(name, f"r{number}", {one: RULES[one] for one in names}, level=level)
    return offered, node, OPENED + timedelta(days=rng.randrange(max(1, (calls.today - OPENED).days)))


async def in_force_says_nothing(calls: RollCalls, pool: Pool) -> None:
    """Property: to rehearse what is in force, since when it is, is to change nothing."""
    await calls.project()
    known = await Everything.of_county(calls.projector_pool, calls.tenant)
    for row in known.all(POLICY_ADOPTION):
        if not row["annulled"] and row["until"] is None:
            version = known.require(POLICY_VERSION, row["version_id"])
            found = await rehearsed(calls, pool, [version], node=row["node_id"], since=row["since"])
            assert (found.differing, found.differences) == (0, [])
