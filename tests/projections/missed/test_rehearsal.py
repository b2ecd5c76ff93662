"""What a rehearsal says of missed duties is what adopting the rules comes to; of what is in force it says nothing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from domain.meetings.events import MeetingKind
from domain.obligations.grounds import Consequence
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.pack import Level, Pack
from domain.policies.periods import Unit
from domain.policies.registry import Rule
from domain.policies.rehearsing import Change, Matter
from event_store.pool import Pool
from projections.compliance.rehearsal.proposal import Proposal, versions_of
from projections.missed.rehearsal.outcome import MissedBy
from projections.policies import POLICY_ADOPTION, POLICY_VERSION
from tests.projections.compliance.disturbed import RULES, Disturbed
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import pack
from tests.projections.missed.office import EACH_MONTH, OPENED, Duties, theme_days
from tests.projections.missed.rehearsing import followed, kept, rehearsed, sides
from tests.projections.missed.test_by_difference import act, following

TALK, CIRCULAR = Consequence.TALK, Consequence.CIRCULAR
MARCH = date(2026, 3, 31)


async def test_c08_two_misses_and_a_talk_and_a_circular(office: Duties, app_pool: Pool) -> None:
    """Duty and rule come together: one branch missed February and March, one March, one none; nobody was asked."""
    twice, once, never = [await office.found() for _ in range(3)]
    for month in (1, 2, 3):
        await office.until(date(2026, month, 5))
        for branch, missed in ((twice, (2, 3)), (once, (3,)), (never, ())):
            if month not in missed:
                await office.meet(branch, MeetingKind.THEME_PARTY_DAY)
    await office.until(date(2026, 4, 1))
    assert await kept(office) == {}
    versions = versions_of(theme_days())
    found = await rehearsed(office, app_pool, versions, node=office.committee, since=OPENED)
    told = {
        (one.organisation_id, one.matter, one.consequence, one.on, one.change) for one in found.differences
    }
    assert told == {
        (twice, Matter.DUE, TALK, MARCH, Change.NEW),
        (twice, Matter.DUE, CIRCULAR, MARCH, Change.NEW),
        (once, Matter.ONE_SHORT, None, MARCH, Change.NEW),
    }
    assert {
        one.would and (one.would.counted, one.would.required, one.would.due_on) for one in found.differences
    } == {
        (2, None, date(2026, 5, 1)),
        (1, 2, None),
    }
    assert {one.place_id for one in found.differences} == {office.township}
    assert (found.differing, found.organisations, found.truncated) == (3, 2, False)
    by_matter = {
        (of.matter, of.consequence): (one.stands, one.would, one.changes[Change.NEW])
        for of, one in found.told_by(frozenset()).items()
    }
    assert by_matter == dict.fromkeys(
        [(Matter.DUE, TALK), (Matter.DUE, CIRCULAR), (Matter.ONE_SHORT, None)], (0, 1, 1)
    )
    assert {of.month for of in found.told_by(frozenset([MissedBy.PERIOD]))} == {"2026-03"}
    until = await rehearsed(
        office, app_pool, versions, node=office.committee, since=OPENED, until=date(2026, 3, 30)
    )
    assert [(one.organisation_id, one.matter) for one in until.differences] == [(twice, Matter.ONE_SHORT)]
    later = await rehearsed(office, app_pool, versions, node=office.committee, since=date(2026, 2, 2))
    assert {one.organisation_id for one in later.differences} == {twice, once}  # February was not asked for
    assert {one.matter for one in later.differences} == {Matter.ONE_SHORT}
    elsewhere = await rehearsed(office, app_pool, versions, node=office.other_township, since=OPENED)
    assert elsewhere.sums == {}


async def test_another_duty_brings_about_what_the_rule_in_force_says(office: Duties, app_pool: Pool) -> None:
    """The rule about misses stays; that it is two theme days a month that are asked for makes the difference."""
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, 1, 2, 3, until=4)
    await office.react()
    stricter: dict[str, Rule] = {"theme-day": msgspec.structs.replace(EACH_MONTH, at_least=2)}
    offered = versions_of(pack("county", "2", stricter))
    found = await rehearsed(office, app_pool, offered, node=office.committee, since=OPENED)
    assert [(one.matter, one.consequence, one.change) for one in found.differences] == [
        (Matter.DUE, CIRCULAR, Change.NEW),
        (Matter.DUE, TALK, Change.NEW),
    ]
    assert {one.would and one.would.counted for one in found.differences} == {2}


async def test_a_milder_rule_lets_off_and_what_was_done_stays_done(office: Duties, app_pool: Pool) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    milder = versions_of(theme_days("2", at_least=3))
    found = await rehearsed(office, app_pool, milder, node=office.committee, since=OPENED)
    told = [(one.matter, one.consequence, one.change) for one in found.differences]
    assert told == [
        (Matter.DUE, CIRCULAR, Change.GONE),
        (Matter.DUE, TALK, Change.GONE),
        (Matter.ONE_SHORT, None, Change.NEW),
    ]
    await office.fulfil(branch, TALK)
    await office.months(branch, until=4)
    await office.react()
    assert await office.obligations(branch, "consequence", "status") == [
        ("CIRCULAR", "OPEN"),
        ("TALK", "FULFILLED"),
    ]
    found = await rehearsed(office, app_pool, milder, node=office.committee, since=OPENED)
    # Of talks March alone is left; of circulars all three are due, where two were.
    assert {(one.matter, one.consequence, one.change) for one in found.differences} == {
        (Matter.DUE, CIRCULAR, Change.OTHERWISE),
    }


@pytest.mark.parametrize(("today", "one_short"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 0)])
async def test_whoever_no_further_miss_can_join_is_one_short_no_longer(
    office: Duties, app_pool: Pool, today: date, one_short: int
) -> None:
    """One of the half-year's two is missed. Its last day decides, whether that rule is offered or in force."""
    branch = await office.found()
    await office.months(branch, 1, 2, 3, 4, until=6)
    await office.until(date(2026, 6, 5))
    await office.meet(branch, MeetingKind.THEME_PARTY_DAY)
    await office.until(today)
    half_year = theme_days(counted_in="calendar_half_year")
    found = await rehearsed(office, app_pool, versions_of(half_year), node=office.committee, since=OPENED)
    told = [(one.organisation_id, one.matter, one.change) for one in found.differences]
    assert told == [(branch, Matter.ONE_SHORT, Change.NEW)] * one_short
    await office.adopt(half_year, since=OPENED)
    await office.announce()
    assert await office.stands(branch) == [(1, 2, "ONE_SHORT")]  # as the row goes on to say, of its half-year
    longer = versions_of(theme_days("2", counted_in="calendar_half_year", at_least=3))
    gone = await rehearsed(office, app_pool, longer, node=office.committee, since=OPENED)
    assert [one.change for one in gone.differences] == [Change.GONE] * one_short


@pytest.mark.parametrize("seed", range(2))
async def test_what_would_be_is_what_comes_of_adopting(
    app_pool: Pool, projector_pool: Pool, seed: int
) -> None:
    """Branches move, merge and end, duties come and go, acts are done; rules are rehearsed anywhere, since any day."""
    office = Duties(app_pool, projector_pool, opened=OPENED)
    disturbed, chance = Disturbed(office, seed), random.Random(f"offered {seed}")
    await disturbed.begin()
    await office.adopt(following("more"))
    changes: Counter[tuple[Matter, Change]] = Counter()
    for number in range(6):
        for _ in range(4):
            await disturbed.live()
        await office.react()
        await act(office, chance)
        await in_force_says_nothing(office, app_pool)
        offered, node, since = _offered(office, chance, number)
        before = await kept(office)
        all_ = await followed(office, app_pool, Proposal(node, since, versions_of(offered)))
        stands, would = sides(all_)
        assert stands.items() <= before.items()
        assert await kept(office) == before
        if not await office.try_adopting(offered, node=node, since=since):
            continue
        await office.announce()
        assert await kept(office) == {key: said for key, said in before.items() if key not in stands} | would
        changes.update((one.matter, one.change) for of_one in all_ for one in of_one)
    assert changes[Matter.DUE, Change.SAME]
    assert sum(count for (_, change), count in changes.items() if change is not Change.SAME)


def _offered(office: Duties, chance: random.Random, number: int) -> tuple[Pack, Any, date]:
    """Duties, rules about missing them in the place of those in force, or both."""
    node = chance.choice((office.committee, office.township, office.other_township))
    level: Level = "county" if node == office.committee else "township"
    duties: dict[str, Rule] = {name: RULES[name] for name in chance.sample(list(RULES), 3)}
    duties["lecture"] = MeetingFrequency(
        meeting=MeetingKind.PARTY_LECTURE, per=Unit.MONTH, at_least=2, partial_period="required"
    )
    rules = dict[str, Rule](
        {
            one.series.partition("/")[2]: msgspec.structs.replace(one.rule, at_least=chance.choice((1, 2, 3)))
            for one in following("more").rules
        }
    )
    name = "county" if level == "county" else "town"
    name, offered = ((name, duties), ("more", rules), (name, duties | rules))[number % 3]
    made = pack(name, f"r{number}", offered, level=level)
    return made, node, OPENED + timedelta(days=chance.randrange(max(1, (office.today - OPENED).days)))


async def in_force_says_nothing(office: Duties, pool: Pool) -> None:
    """Property: to rehearse what is in force, since when it is, is to change nothing."""
    known = await Everything.of_county(office.projector_pool, office.tenant)
    for row in known.all(POLICY_ADOPTION):
        if not row["annulled"] and row["until"] is None:
            version = known.require(POLICY_VERSION, row["version_id"])
            found = await rehearsed(office, pool, [version], node=row["node_id"], since=row["since"])
            assert (found.differing, found.differences) == (0, [])
