"""A rehearsal says what adopting the rules would have come to, and leaves nothing behind."""

from __future__ import annotations

from datetime import date

from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.periods import Unit
from domain.policies.rehearsing import Change, Share, Stood
from domain.policies.verdicts import Status
from event_store.pool import Pool
from tests.packs.test_packs import PATHS, pack_in
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.rehearsing import rehearsed
from tests.projections.compliance.test_periods import LECTURE, QUARTERLY, each

PACKS = {pack.pack: pack for pack in map(pack_in, PATHS)}
MONTHLY = pack("county", "2", {"lecture": each(Unit.MONTH)})
NEW_YEAR = date(2026, 1, 1)


async def test_a_rule_of_nobody_yet_is_judged_by_what_was(office: Office, app_pool: Pool) -> None:
    branch = await office.found()
    idle = await office.found(parent=office.other_township)
    await office.until(date(2026, 2, 10))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 4, 1))
    found = await rehearsed(office, app_pool, QUARTERLY, node=office.committee, since=NEW_YEAR)
    assert [
        (of.place_id, of.period, one.asked, one.changes[Change.NEW], one.would)
        for of, one in found.sums.items()
    ] == sorted(
        [
            (office.township, "2026-Q1", 1, 1, Share(1, 1)),
            (office.other_township, "2026-Q1", 1, 1, Share(0, 1)),
            (office.township, "2026-Q2", 1, 1, Share(0, 0)),
            (office.other_township, "2026-Q2", 1, 1, Share(0, 0)),
        ],
        key=lambda row: (row[1], str(row[0])),
    )
    assert {
        (slot.organisation_id, slot.period): slot.would
        for slot in found.differences
        if slot.period == "2026-Q1"
    } == {
        (branch, "2026-Q1"): Stood(Status.PASSED, 1, 1, 1),
        (idle, "2026-Q1"): Stood(Status.MISSED, 1, 0, 0),
    }
    assert (found.differing, found.organisations, found.truncated) == (4, 2, False)


async def test_a_version_takes_the_place_of_the_one_in_force(office: Office, app_pool: Pool) -> None:
    branch = await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 4, 1))
    assert (await office.verdicts(branch))["lecture", "2026-Q1"] == "MISSED"
    found = await rehearsed(office, app_pool, MONTHLY, node=office.committee, since=NEW_YEAR)
    changes = {(slot.period, slot.change) for slot in found.differences}
    assert changes == {
        ("2026-Q1", Change.GONE),
        ("2026-Q2", Change.GONE),
        *((f"2026-{month:02}", Change.NEW) for month in range(1, 5)),
    }
    assert (found.whole.stands, found.whole.would) == (Share(0, 1), Share(0, 3))
    in_february = await rehearsed(office, app_pool, MONTHLY, node=office.committee, since=date(2026, 2, 1))
    assert ("2026-Q1", Change.GONE) not in {(slot.period, slot.change) for slot in in_february.differences}


async def test_a_day_of_the_month_fails_what_passed(office: Office, app_pool: Pool) -> None:
    """The window is a rule about meetings: what it changes is the verdicts of the rules that count them."""
    on_time, late = await office.found(), await office.found()
    await office.adopt(QUARTERLY)
    await office.until(date(2026, 2, 5))
    await office.meet(on_time, LECTURE)
    await office.until(date(2026, 2, 6))
    await office.meet(late, LECTURE)
    await office.until(date(2026, 4, 1))
    window = pack(
        "days",
        "1",
        {
            "fifth": MeetingWindow(
                meeting=LECTURE,
                days=(5,),
                off_window="does_not_count",
                exceptions=False,
                urgent="no_exemption",
            )
        },
    )
    found = await rehearsed(office, app_pool, window, node=office.committee, since=NEW_YEAR)
    [failing] = found.differences
    assert (failing.organisation_id, failing.period, failing.change) == (
        late,
        "2026-Q1",
        Change.PASSED_TO_MISSED,
    )
    [first, *_] = found.sums.values()
    assert (first.asked, first.stands, first.would) == (2, Share(2, 2), Share(1, 2))
    township = await rehearsed(office, app_pool, window, node=office.township, since=NEW_YEAR)
    assert township.differing == 0  # no township takes from what the county asks for


async def test_c02_against_a_lecture_each_quarter(office: Office, app_pool: Pool) -> None:
    """招投标中心 asks for one each half-year: what passes it misses the second quarter of 国通利."""
    branch = await office.found()
    await office.adopt(PACKS["tender-centre"])
    await office.until(date(2026, 1, 9))
    await office.meet(branch, LECTURE)
    await office.until(date(2026, 7, 1))
    assert (await office.verdicts(branch))["party-lecture", "2026-H1"] == "PASSED"
    found = await rehearsed(
        office, app_pool, PACKS["guotong-joint-branch"], node=office.committee, since=NEW_YEAR
    )
    lectures = {
        slot.period: slot.would and slot.would.status
        for slot in found.differences
        if slot.rule.series == "guotong-joint-branch/party-lecture"
    }
    assert (lectures["2026-Q1"], lectures["2026-Q2"]) == (Status.PASSED, Status.MISSED)
