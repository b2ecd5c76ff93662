"""What follows from missing the theme day twice (C08): a talk and a circular, as long as both stay missed."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.departures.commands import RecordDeparture
from domain.meetings.events import MeetingKind
from domain.obligations.commands import FulfilObligation, WaiveObligation
from domain.obligations.events import ObligationOpened
from domain.obligations.grounds import Consequence
from domain.organisation.commands import DissolveOrganisation, MergeOrganisation, MoveOrganisation
from domain.policies.commands import AnnulAdoption, EndAdoption
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.modality import Modality
from domain.policies.registry import Rule
from tests.projections.compliance.office import pack
from tests.projections.missed.office import EACH_MONTH, OPENED, SERIES, THEME_DAY, TWICE, Duties, theme_days

TALK, CIRCULAR = Consequence.TALK, Consequence.CIRCULAR
BOTH = [("CIRCULAR", "OPEN"), ("TALK", "OPEN")]
SECOND_STAGE = msgspec.structs.replace(
    TWICE, at_least=1, consequences=(Consequence.RECTIFICATION,), after=(TALK,), owed_by="itself"
)


async def test_the_second_opens_both_and_the_first_neither(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(
        branch, until=3
    )  # January and February; the last day of February is not closed before March
    await office.react()
    assert await office.stands(branch, "status", "counted", "required") == [("REACHED", 2, 2)]
    told = await office.obligations(branch, "consequence", "status", "key", "due_on", "organisation_id")
    due = date(2026, 3, 31)  # 30 days after 1 March, on which it was found
    assert told == [
        ("CIRCULAR", "OPEN", "2026#1", due, office.township),
        ("TALK", "OPEN", "2026#1", due, office.township),
    ]
    first, second = [one for one in await office.said(branch) if isinstance(one, ObligationOpened)]
    for opened in (first, second):
        [ground] = opened.grounds
        assert ground.series == "county/two"
        assert list(ground.event_ids) == await office.first_events(branch, 1, 2)


async def test_until_the_last_day_of_the_second_is_closed_one_is_short(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=2)
    await office.until(date(2026, 2, 28))
    await office.react()
    assert await office.stands(branch, "status", "counted", "until_on", "last_on") == [
        ("ONE_SHORT", 1, date(2026, 12, 31), date(2026, 1, 31))
    ]
    assert await office.obligations(branch) == []


async def test_what_was_missed_counts_once_it_is_announced(office: Duties) -> None:
    """Whatever opens an obligation was told before: a ground names the event that told it."""
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    assert await office.reconcile() == 0
    assert await office.announce() == 2
    assert await office.reconcile() == 2


async def test_a_late_entry_withdraws_both_and_its_correction_reopens_them(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    meeting = await office.late(branch, 2)
    await office.react()
    assert await office.obligations(branch) == [("CIRCULAR", "WITHDRAWN"), ("TALK", "WITHDRAWN")]
    assert await office.stands(branch) == [(1, 2, "ONE_SHORT")]
    await office.until(date(2026, 3, 10))
    await office.was_held_on(meeting, office.today)
    await office.react()
    assert await office.obligations(branch) == BOTH
    assert await office.obligations(branch, "due_on") == [date(2026, 4, 9)] * 2  # ordered anew
    assert await office.topics(branch) == ["opened"] * 2 + ["withdrawn"] * 2 + ["reopened"] * 2
    assert await office.is_sound()


async def test_the_day_stands_when_another_month_takes_the_place_of_one(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, 3, until=3)
    await office.react()
    await office.months(branch, until=4)
    assert await office.react() == []  # one more is the first of the next two
    await office.late(branch, 1)
    await office.react()
    assert await office.obligations(branch, "status", "due_on") == [("OPEN", date(2026, 3, 31))] * 2
    *_, changed = await office.said(branch)
    assert vars(changed)["grounds"][0].event_ids == tuple(await office.first_events(branch, 2, 3))


async def test_acts_spend_what_they_dealt_with(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    (circular,) = [
        id_
        for what, id_ in await office.obligations(branch, "consequence", "obligation_id")
        if what == "CIRCULAR"
    ]
    await office.do(WaiveObligation(obligation_id=circular, reason="NEW_SECRETARY"))
    await office.months(branch, until=4)
    assert await office.react() == []
    assert await office.stands(branch) == [(1, 2, "ONE_SHORT")]
    await office.months(branch, until=5)
    await office.react()
    assert await office.obligations(branch, "consequence", "status", "key") == [
        ("CIRCULAR", "WAIVED", "2026#1"),
        ("TALK", "FULFILLED", "2026#1"),
        ("CIRCULAR", "OPEN", "2026#2"),
        ("TALK", "OPEN", "2026#2"),
    ]


async def test_what_was_done_stands_and_is_marked_when_its_ground_falls(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    meeting = await office.late(branch, 1)
    await office.react()
    told = await office.obligations(branch, "consequence", "status", "ground_fell")
    assert told == [("CIRCULAR", "WITHDRAWN", False), ("TALK", "FULFILLED", True)]
    await office.was_held_on(meeting, office.today)
    await office.react()
    told = await office.obligations(branch, "consequence", "status", "ground_fell")
    assert told == [("CIRCULAR", "OPEN", False), ("TALK", "FULFILLED", False)]


@pytest.mark.parametrize(("off_window", "due"), [("counts", BOTH), ("does_not_count", [])])
async def test_off_the_window_counts_where_the_rule_says_so(
    office: Duties, off_window: str, due: list[tuple[str, str]]
) -> None:
    branch = await office.found()
    on_the_5th = MeetingWindow(
        meeting=THEME_DAY, off_window="counts", days=(5,), exceptions=False, urgent="no_exemption"
    )
    rules: dict[str, Rule] = {
        "theme-day": EACH_MONTH,
        "day": on_the_5th,
        "two": msgspec.structs.replace(TWICE, off_window=off_window),
    }
    await office.adopt(pack("county", "1", rules))
    for month in (1, 2):
        await office.until(date(2026, month, 6))
        await office.meet(branch, THEME_DAY)
    await office.until(date(2026, 3, 1))
    await office.react()
    assert await office.verdicts(branch) | {("theme-day", "2026-03"): None} == {
        ("theme-day", "2026-01"): "OFF_WINDOW",
        ("theme-day", "2026-02"): "OFF_WINDOW",
        ("theme-day", "2026-03"): None,
    }
    assert await office.obligations(branch) == due


async def test_what_does_not_count_brings_no_other_version_to_bear(office: Duties) -> None:
    """Two missed under the first version stay due, however many the second asks for, until one counts under that."""
    branch = await office.found()
    on_the_5th = MeetingWindow(
        meeting=THEME_DAY, off_window="counts", days=(5,), exceptions=False, urgent="no_exemption"
    )
    rules: dict[str, Rule] = {"theme-day": EACH_MONTH, "day": on_the_5th, "two": TWICE}
    await office.adopt(pack("county", "1", rules))
    await office.months(branch, until=3)
    await office.react()
    assert await office.obligations(branch) == BOTH
    more = pack("county", "2", {"two": msgspec.structs.replace(TWICE, at_least=4)})
    await office.adopt(more, since=date(2026, 3, 1), replaces=True)
    await office.until(date(2026, 3, 6))
    await office.meet(branch, THEME_DAY)
    await office.months(branch, until=4)
    await office.react()
    assert (await office.verdicts(branch))["theme-day", "2026-03"] == "OFF_WINDOW"
    assert await office.stands(branch) == [(2, 2, "REACHED")]
    assert await office.obligations(branch) == BOTH
    await office.months(branch, until=5)
    await office.react()
    assert await office.stands(branch) == [(3, 4, "ONE_SHORT")]
    assert {status for _, status in await office.obligations(branch)} == {"WITHDRAWN"}


async def test_a_reason_that_is_given_late_excuses_from_what_follows(office: Duties) -> None:
    branch = await office.found()
    rules: dict[str, Rule] = {"theme-day": EACH_MONTH, "two": TWICE}
    await office.adopt(pack("county", "1", rules, modality=Modality.SHOULD))
    await office.months(branch, until=3)
    await office.react()
    assert await office.obligations(branch) == BOTH
    await office.do(
        RecordDeparture(
            organisation_id=branch, node_id=office.committee, series=SERIES, period="2026-01", reason="FLOODS"
        )
    )
    await office.react()
    assert {status for _, status in await office.obligations(branch)} == {"WITHDRAWN"}


async def test_a_rule_that_is_annulled_demands_nothing_and_one_that_ended_goes_on(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.do(EndAdoption(node_id=office.committee, series="county/two", until=date(2026, 3, 1)))
    assert await office.react() == []
    await office.do(
        AnnulAdoption(
            node_id=office.committee, series="county/two", since=date(2026, 1, 1), reason="BY_MISTAKE"
        )
    )
    await office.react()
    assert {status for _, status in await office.obligations(branch)} == {"WITHDRAWN"}
    assert await office.stands(branch) == []


async def test_where_the_duty_itself_is_annulled_nothing_was_missed(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.do(
        AnnulAdoption(node_id=office.committee, series=SERIES, since=date(2026, 1, 1), reason="BY_MISTAKE")
    )
    await office.react()
    assert {status for _, status in await office.obligations(branch)} == {"WITHDRAWN"}
    assert await office.is_sound()


async def test_a_rule_with_past_effect_finds_what_was_missed_before(office: Duties) -> None:
    """It is found out today: that day the time begins in which to do it."""
    branch = await office.found()
    await office.adopt(pack("county", "1", {"theme-day": EACH_MONTH}))
    await office.months(branch, until=4)
    assert await office.react() == []
    twice = msgspec.structs.replace(TWICE, counted_in="ever")
    await office.until(date(2026, 4, 20))
    await office.adopt(pack("county-more", "1", {"two": twice}), since=date(2026, 1, 1))
    await office.react()
    assert await office.obligations(branch, "status", "due_on") == [("OPEN", date(2026, 5, 20))] * 2


async def test_a_branch_that_moves_is_owed_it_by_whoever_stands_above_it_now(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=office.other_township,
            on=office.today,
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    await office.react()
    assert (
        await office.obligations(branch, "status", "organisation_id") == [("OPEN", office.other_township)] * 2
    )
    assert await office.is_sound()


async def test_what_a_township_asks_is_its_own_and_stays_with_what_was_missed_there(office: Duties) -> None:
    branch = await office.found()
    for node, name in ((office.township, "town"), (office.other_township, "other")):
        twice = msgspec.structs.replace(TWICE, series=(f"{name}/theme-day",))
        made = pack(name, "1", {"theme-day": EACH_MONTH, "two": twice}, level="township")
        await office.adopt(made, node=node)
    await office.months(branch, until=2)
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=office.other_township,
            on=date(2026, 2, 1),
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )
    await office.months(branch, until=3)
    await office.react()
    assert await office.stands(branch, "series", "counted") == [("other/two", 1), ("town/two", 1)]
    assert await office.obligations(branch) == []


async def test_of_a_branch_that_is_no_more_nothing_is_due(office: Duties) -> None:
    ended, merged, heir = await office.found(members=0), await office.found(), await office.found()
    await office.adopt(theme_days())
    await office.months(heir, 1, 2, until=3)
    await office.react()
    await office.do(
        DissolveOrganisation(
            organisation_id=ended, on=office.today, approved_by=office.committee, reason="NO_MEMBERS"
        ),
        MergeOrganisation(
            organisation_id=merged,
            into_id=heir,
            on=office.today,
            approved_by=office.committee,
            reason="MERGED",
        ),
    )
    await office.react()
    for branch in (ended, merged):
        assert {status for _, status in await office.obligations(branch)} == {"WITHDRAWN"}
    assert await office.obligations(heir) == []  # what it took over is not held against it


async def test_the_same_by_two_rules_is_due_once(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    talk = msgspec.structs.replace(TWICE, consequences=(TALK,))
    await office.adopt(pack("town", "1", {"two": talk}, level="township"), node=office.township)
    await office.months(branch, until=3)
    await office.react()
    assert await office.obligations(branch) == BOTH
    opened = {one.consequence: one for one in await office.said(branch) if isinstance(one, ObligationOpened)}
    assert [ground.series for ground in opened[TALK].grounds] == ["county/two", "town/two"]
    assert [ground.series for ground in opened[CIRCULAR].grounds] == ["county/two"]


async def test_of_a_duty_that_was_adopted_twice_a_month_counts_once(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    again = pack("county", "1", {"theme-day": EACH_MONTH, "two": TWICE})
    await office.adopt(again, node=office.township)
    await office.months(branch, until=2)
    await office.react()
    assert await office.stands(branch, "counted", "node_id") == [
        (1, node) for node in sorted((office.committee, office.township))
    ]
    assert await office.obligations(branch) == []


async def test_a_month_dealt_with_stays_so_where_the_duty_is_adopted_nearer_by(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"theme-day": EACH_MONTH}))
    talk = msgspec.structs.replace(TWICE, consequences=(TALK,))
    await office.adopt(pack("town", "1", {"two": talk}, level="township"), node=office.township)
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    again = pack("county", "1", {"theme-day": EACH_MONTH})
    await office.adopt(again, node=office.township, since=date(2026, 1, 1))
    await office.react()
    assert await office.obligations(branch, "status", "key", "ground_fell") == [
        ("FULFILLED", "2026#1", False)
    ]
    assert await office.stands(branch) == []


async def test_a_second_stage_counts_what_came_after_the_first(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(pack("county", "1", {"theme-day": EACH_MONTH, "two": TWICE, "after": SECOND_STAGE}))
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    assert await office.react() == []
    await office.months(branch, until=4)
    await office.react()
    told = await office.obligations(branch, "consequence", "status", "organisation_id")
    assert ("RECTIFICATION", "OPEN", branch) in told


async def test_a_talk_is_of_no_day_before_its_facts_and_its_stage_begins_after_them(office: Duties) -> None:
    """It deals with January and February, and is said to have been held before February was over."""
    branch = await office.found()
    await office.adopt(pack("county", "1", {"theme-day": EACH_MONTH, "two": TWICE, "after": SECOND_STAGE}))
    await office.months(branch, until=3)
    await office.react()
    rows = await office.obligations(branch, "consequence", "obligation_id")
    (talk,) = [id_ for what, id_ in rows if what == "TALK"]
    assert not await office.try_to(FulfilObligation(obligation_id=talk, on=date(2026, 1, 30)))
    await office.do(FulfilObligation(obligation_id=talk, on=date(2026, 1, 31)))
    assert await office.react() == []
    await office.months(branch, until=4)
    await office.react()
    told = await office.obligations(branch, "consequence", "status", "grounds")
    [march] = await office.first_events(branch, 3)
    assert [
        [ground["event_ids"] for ground in msgspec.json.decode(grounds)]
        for what, status, grounds in told
        if (what, status) == ("RECTIFICATION", "OPEN")
    ] == [[[str(march)]]]


async def test_a_talk_about_one_duty_begins_no_second_stage_of_another(office: Duties) -> None:
    """Lectures and theme days are missed, and a talk is held about theme days: what follows a talk about lectures?"""
    branch = await office.found()
    lecture = msgspec.structs.replace(EACH_MONTH, meeting=MeetingKind.PARTY_LECTURE)
    of_lectures = msgspec.structs.replace(TWICE, series=("county/lecture",))
    after = msgspec.structs.replace(
        of_lectures, at_least=1, consequences=(Consequence.RECTIFICATION,), after=(TALK,), owed_by="itself"
    )
    rules: dict[str, Rule] = {
        "theme-day": EACH_MONTH,
        "lecture": lecture,
        "two": msgspec.structs.replace(TWICE, consequences=(TALK,)),
        "after": after,
    }
    await office.adopt(pack("county", "1", rules))
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    await office.months(branch, 3, until=4)
    await office.react()
    assert await office.obligations(branch, "consequence", "status") == [("TALK", "FULFILLED")]
    await office.adopt(pack("county-more", "1", {"lectures": of_lectures}), since=OPENED)
    await office.react()
    await office.fulfil(branch, TALK)
    await office.months(branch, 4, until=5)
    await office.react()
    assert ("RECTIFICATION", "OPEN") in await office.obligations(branch)
    assert await office.is_sound()


async def test_a_talk_about_what_was_missed_before_the_rule_came_begins_its_stage(office: Duties) -> None:
    branch = await office.found()
    await office.adopt(theme_days())
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    await office.adopt(pack("county-more", "1", {"after": SECOND_STAGE}))
    await office.months(branch, until=4)
    await office.react()
    assert ("RECTIFICATION", "OPEN") in await office.obligations(branch)


@pytest.mark.parametrize("moves", [False, True])
async def test_a_talk_about_what_was_missed_elsewhere_begins_no_stage_here(
    office: Duties, moves: bool
) -> None:
    """Both townships have the second stage; the duty and the talk are the county's, and the branch moves or stays."""
    branch = await office.found()
    await office.adopt(theme_days(consequences=(TALK,)))
    for name, node in (("town", office.township), ("other", office.other_township)):
        await office.adopt(pack(name, "1", {"after": SECOND_STAGE}, level="township"), node=node)
    await office.months(branch, until=3)
    await office.react()
    await office.fulfil(branch, TALK)
    if moves:
        await office.do(
            MoveOrganisation(
                organisation_id=branch,
                parent_id=office.other_township,
                on=office.today,
                approved_by=office.committee,
                reason="TOWNSHIPS_REDRAWN",
            )
        )
    await office.months(branch, until=4)
    await office.react()
    rectification = ("RECTIFICATION", "OPEN")
    assert (rectification in await office.obligations(branch)) is not moves
    assert await office.is_sound()


@pytest.mark.parametrize(
    "others", [{"counted_in": "calendar_half_year"}, {"counted_in": "rolling", "rolling_months": 2}]
)
async def test_two_that_lie_too_far_apart_are_one(office: Duties, others: dict[str, Any]) -> None:
    """June and July are of two halves; June and August are not within two months: 30 June and 31 August."""
    branch = await office.found()
    await office.adopt(theme_days(**others))
    held = (1, 2, 3, 4, 5) if "rolling_months" not in others else (1, 2, 3, 4, 5, 7)
    await office.months(branch, *held, until=8 if "rolling_months" not in others else 9)
    await office.react()
    assert await office.stands(branch, "counted") == [(1,)]
    assert await office.obligations(branch) == []


async def test_whoever_is_above_owes_what_one_rule_leaves_to_the_branch_itself(office: Duties) -> None:
    """However the rules are named: the branch does not deal with its own case."""
    branch = await office.found()
    itself = msgspec.structs.replace(TWICE, owed_by="itself")
    rules: dict[str, Rule] = {"theme-day": EACH_MONTH, "a-first": itself, "two": TWICE}
    await office.adopt(pack("county", "1", rules))
    await office.months(branch, until=3)
    await office.react()
    told = await office.obligations(branch, "consequence", "organisation_id")
    assert told == [("CIRCULAR", office.township), ("TALK", office.township)]
