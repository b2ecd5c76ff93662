"""Whatever happens in whatever order, what is kept of missed duties is what counting everything anew comes to."""

from __future__ import annotations

import random
from datetime import date
from uuid import UUID

import msgspec
import pytest

from domain.obligations.commands import FulfilObligation, WaiveObligation
from domain.obligations.grounds import Consequence
from domain.organisation.commands import MoveOrganisation
from domain.policies.pack import Pack
from domain.verdicts.events import VerdictAnnounced
from event_store.pool import Pool
from tests.projections.compliance.disturbed import Disturbed
from tests.projections.compliance.office import pack
from tests.projections.missed.office import EACH_MONTH, OPENED, THEME_DAY, TWICE, Duties
from tests.projections.missed.oracle import differences

RECTIFICATION = Consequence.RECTIFICATION
ASKED = tuple(
    f"{place}/{name}"
    for place in ("county", "town")
    for name in ("lecture", "general", "gap", "plan", "public")
)


def following(name: str) -> Pack:
    """Two rules about much of what the disturbed county may ask for."""
    often = msgspec.structs.replace(
        TWICE, series=ASKED, counted_in="rolling", rolling_months=6, off_window="counts", due_from="fact"
    )
    once = msgspec.structs.replace(
        TWICE, series=ASKED, at_least=1, consequences=(RECTIFICATION,), owed_by="itself", counted_in="ever"
    )
    later = msgspec.structs.replace(
        often, series=ASKED[::2], at_least=1, consequences=(Consequence.FOLLOW_UP,), after=(RECTIFICATION,)
    )
    return pack(name, "1", {"often": often, "once": once, "later": later})


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5])  # 1 tells a history that demands nothing
async def test_nothing_is_forgotten(seed: int, app_pool: Pool, projector_pool: Pool) -> None:
    office = Duties(app_pool, projector_pool, opened=OPENED)
    disturbed, chance = Disturbed(office, seed), random.Random(f"acts {seed}")
    await disturbed.begin()
    await office.adopt(following("more"))
    await office.adopt(following("town-more"), node=office.township)
    demanded = 0
    for _ in range(5):
        for _ in range(5):
            await disturbed.live()
        demanded += await differences(projector_pool, office)
        await office.announce()
        demanded += await differences(projector_pool, office)
        await office.react()
        await act(office, chance)
        demanded += await differences(projector_pool, office)
    assert demanded
    assert await office.is_sound()


async def act(office: Duties, chance: random.Random) -> None:
    """Some of what is open is done, or let be."""
    open_ones = await office.open_ones()
    for id_ in chance.sample(open_ones, min(2, len(open_ones))):
        if chance.random() < 0.5:
            await office.do(WaiveObligation(obligation_id=id_, reason="LEFT_FOR_WORK"))
        else:
            await office.do(FulfilObligation(obligation_id=id_, on=office.today))


@pytest.mark.parametrize("seed", range(3))
async def test_any_order_of_late_facts_ends_in_the_same_obligations(
    app_pool: Pool, projector_pool: Pool, seed: int
) -> None:
    """As they happen and reconciled after each, or late and in any order: what is open is the same."""
    as_it_went = await _lived(app_pool, projector_pool, seed, late=False, tenant="as-it-went")
    afterwards = await _lived(app_pool, projector_pool, seed, late=True, tenant="afterwards")
    assert as_it_went == afterwards
    assert as_it_went


async def _lived(
    pool: Pool, projector_pool: Pool, seed: int, *, late: bool, tenant: str
) -> set[tuple[int, str, str, tuple[str, ...]]]:
    """Half a year of three branches; of each obligation that is open, on which months it rests."""
    chance, shuffled = random.Random(seed), random.Random(f"late {seed}")
    office = Duties(pool, projector_pool, opened=OPENED, tenant=tenant)
    await office.open()
    branches = [await office.found(on=OPENED) for _ in range(3)]
    rules = pack("county", "1", {"theme-day": EACH_MONTH, "two": TWICE})
    held = [
        (branch, date(2026, month, 5))
        for branch in range(3)
        for month in range(1, 7)
        if chance.random() < 0.4
    ]
    end = date(2026, 7, 1)
    if late:
        await office.until(end)
        shuffled.shuffle(held)
    else:
        held.sort(key=lambda one: one[1])
        await office.adopt(rules, since=OPENED)
    for number, (branch, day) in enumerate(held):
        if late and number == len(held) // 2:
            await office.adopt(rules, since=OPENED)
        if not late:
            await office.until(day)
        await office.meet(branches[branch], THEME_DAY, on=day)
        await office.react()
    await office.until(end)
    await office.react()
    await differences(projector_pool, office)
    found = set()
    for number, branch_id in enumerate(branches):
        told = await office.announced(branch_id)
        months = {one.event_id: one.period for one in told if isinstance(one, VerdictAnnounced)}
        for consequence, status, key, grounds in await office.obligations(
            branch_id, "consequence", "status", "key", "grounds"
        ):
            if status == "OPEN":
                [ground] = msgspec.json.decode(grounds)
                facts = tuple(months[UUID(event_id)] for event_id in ground["event_ids"])
                found.add((number, consequence, key, facts))
    return found


@pytest.mark.parametrize("move_day", [1, 15, 31])
async def test_a_branch_that_moved_before_the_days_were_closed(
    app_pool: Pool, projector_pool: Pool, move_day: int
) -> None:
    """It moves in March, of which no day is closed before April: when they are, no rule is late to notice."""
    office = Duties(app_pool, projector_pool, opened=OPENED)
    await office.open()
    branch = await office.found()
    await office.adopt(pack("county", "1", {"theme-day": EACH_MONTH, "two": TWICE}))
    for name, node in (("town", office.township), ("other", office.other_township)):
        once = msgspec.structs.replace(TWICE, at_least=1, consequences=(RECTIFICATION,))
        await office.adopt(pack(name, "1", {"once": once}, level="township"), node=node)
    await office.months(branch, until=3)
    await office.react()
    await office.until(date(2026, 3, move_day), closing=False)
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=office.other_township,
            on=office.today,
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    assert await differences(projector_pool, office)
    await office.until(date(2026, 4, 2), closing=False)
    await office.react()
    assert await differences(projector_pool, office)
    await office.until(date(2026, 4, 2))
    await office.react()
    assert await differences(projector_pool, office)
    stayed = 2 if move_day == 1 else 3  # March is of where the branch stood at its outset
    dealt = await office.obligations(branch, "consequence", "status", "organisation_id", "grounds")
    by_rule = [
        (ground["series"], len(ground["event_ids"]))
        for consequence, status, owed_by, grounds in dealt
        if (consequence, status, owed_by) == ("RECTIFICATION", "OPEN", office.other_township)
        for ground in msgspec.json.decode(grounds)
    ]
    assert sorted(by_rule) == [("other/once", 1)] * (3 - stayed) + [("town/once", 1)] * stayed
