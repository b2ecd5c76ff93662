"""Publishing packs, and putting their rules in force: what is decided, what is refused, what changes nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.core import deterministic_id
from domain.meetings.events import MeetingKind
from domain.organisation.events import BranchForm, OrganisationDissolved, OrganisationKind
from domain.organisation.state import Organisation
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption
from domain.policies.decide import adopt_policy, annul_adoption, end_adoption, highest_level, publish_pack
from domain.policies.events import (
    PolicyAdopted,
    PolicyAdoptionAnnulled,
    PolicyAdoptionEnded,
    PolicyVersionPublished,
    adoptions_id,
    pack_id,
)
from domain.policies.kinds.lecture_tested import LectureTested
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.layers import IssuerLevel, version_id
from domain.policies.periods import Unit
from domain.policies.published import facts_of, rule_of
from domain.policies.state import PolicyAdoptions, PolicyPack
from tests.unit.support import world
from tests.unit.support.given_when_then import CountedIds, Fact, Outcome, fact, given, when
from tests.unit.support.policy_commands import lectures, pack_of, publish, series_of
from tests.unit.support.world import BRANCH, COMMITTEE, TODAY, TOWNSHIP, context

DAY = timedelta(days=1)
PACK = "unit-rules"
SERIES = series_of(PACK)
FOUNDED = date(2026, 1, 5)  # of every organisation
SINCE = date(2026, 2, 1)
FIRST, SECOND = CountedIds().new_id(), world.id_of("second adoption")
REPLACING = deterministic_id("new", 2)  # after the event that ends the one before
LINE = (TOWNSHIP, COMMITTEE)


def facts(*packs: Any) -> list[Fact]:
    return [fact(PolicyVersionPublished, **said) for pack in packs for said in facts_of(pack, "ab" * 32)]


def the_pack(name: str = PACK, *versions: str) -> PolicyPack:
    return given(PolicyPack, pack_id(name), *facts(*(pack_of(name, each) for each in versions or ("1", "2"))))


def adopted(adoption_id: UUID = FIRST, version: str = "1", since: date = SINCE, **said: Any) -> Fact:
    return fact(
        PolicyAdopted,
        **{
            "adoption_id": adoption_id,
            "node_id": BRANCH,
            "series": SERIES,
            "version_id": version_id(SERIES, version),
            "since": since,
            "organisations": (OrganisationKind.PARTY_BRANCH,),
            "forms": (BranchForm.REGULAR,),
            "approved_by": TOWNSHIP,
            **said,
        },
    )


def ended(until: date, adoption_id: UUID = FIRST) -> Fact:
    return fact(PolicyAdoptionEnded, adoption_id=adoption_id, node_id=BRANCH, until=until)


def annulled(adoption_id: UUID = FIRST) -> Fact:
    return fact(PolicyAdoptionAnnulled, adoption_id=adoption_id, node_id=BRANCH)


def there(*told: Fact) -> PolicyAdoptions:
    return given(PolicyAdoptions, adoptions_id(BRANCH, SERIES), *told)


def adopt(
    *told: Fact, published: PolicyPack | None = None, node: Organisation | None = None, **changes: Any
) -> Outcome:
    said: dict[str, Any] = {
        "node_id": BRANCH,
        "pack": PACK,
        "version": "1",
        "since": SINCE,
        "approved_by": TOWNSHIP,
        **changes,
    }
    approvers = {COMMITTEE: world.committee(), TOWNSHIP: world.township(), BRANCH: world.branch()}
    return when(
        adopt_policy,
        published or the_pack(said["pack"]),
        AdoptPolicy(**said),
        context(),
        adoptions={series_of(said["pack"]): there(*told)},
        node=node or world.branch(),
        approver=approvers.get(said["approved_by"], Organisation.empty(said["approved_by"])),
        above=LINE,
    )


def test_a_version_is_published_all_rules_at_once() -> None:
    gap = LongestGap(meeting=MeetingKind.PARTY_LECTURE, per=Unit.YEAR, most_days=100)
    command = publish(PACK, "1", lectures(), gap)
    outcome = when(publish_pack, given(PolicyPack, pack_id(PACK)), command, context())
    first, second = outcome.then(*facts(command.pack))
    assert isinstance(first, PolicyVersionPublished)
    assert isinstance(second, PolicyVersionPublished)
    assert (first.kind, second.kind) == ("meeting-frequency", "longest-gap")
    assert (rule_of(first.rule), rule_of(second.rule)) == (lectures(), gap)
    assert first.subjects() == ()


def test_a_version_sent_again_changes_nothing_whatever_the_bytes_of_its_text() -> None:
    command = publish(PACK, "1")
    again = publish(PACK, "1")
    assert again == command
    when(publish_pack, the_pack(), command, context()).nothing()


@pytest.mark.parametrize("rules", [(lectures(2),), (lectures(), LectureTested()), (LectureTested(),)])
def test_a_version_of_one_name_has_one_content(rules: tuple[Any, ...]) -> None:
    when(publish_pack, the_pack(PACK, "1"), publish(PACK, "1", *rules), context()).refused(
        "VERSION_DIFFERS text"
    )


def test_a_version_from_before_its_kind_had_another_parameter_says_the_same() -> None:
    """What its text never said stands at the default, by which it is judged."""
    (told,) = facts(pack_of(PACK, "1"))
    before = {
        name: value for name, value in json.loads(told.values["rule"]).items() if name != "merged_meetings"
    }
    assert len(before) == len(json.loads(told.values["rule"])) - 1
    older = fact(PolicyVersionPublished, **{**told.values, "rule": json.dumps(before)})
    when(publish_pack, given(PolicyPack, pack_id(PACK), older), publish(PACK, "1"), context()).nothing()
    otherwise = publish(PACK, "1", msgspec.structs.replace(lectures(), merged_meetings="count"))
    when(publish_pack, given(PolicyPack, pack_id(PACK), older), otherwise, context()).refused(
        "VERSION_DIFFERS text"
    )


def test_a_rule_keeps_its_kind_over_all_versions() -> None:
    """Version 2 left the rule out; version 3 may not give its name to another kind."""
    told = facts(pack_of(PACK, "1"), pack_of(PACK, "2"))
    without = [each for each in told if each.values["version"] == "1"]
    pack = given(PolicyPack, pack_id(PACK), *without)
    when(publish_pack, pack, publish(PACK, "3", LectureTested()), context()).refused(
        "SERIES_OF_ANOTHER_KIND text"
    )
    when(publish_pack, pack, publish(PACK, "3", lectures(3)), context()).then(*facts(pack_of(PACK, "3")))


def test_a_rule_is_adopted() -> None:
    (event,) = adopt().then(adopted())
    assert set(event.subjects()) == {BRANCH, TOWNSHIP}


def test_a_whole_pack_is_adopted_or_nothing_of_it() -> None:
    pack = given(PolicyPack, pack_id(PACK), *facts(pack_of(PACK, "1", lectures(), LectureTested())))
    other = f"{PACK}/rule-1"
    beside = given(PolicyAdoptions, adoptions_id(BRANCH, other))

    def all_of(*told: Fact) -> Outcome:
        return when(
            adopt_policy,
            pack,
            AdoptPolicy(node_id=BRANCH, pack=PACK, version="1", since=SINCE, approved_by=BRANCH),
            context(),
            adoptions={SERIES: there(*told), other: beside},
            node=world.branch(),
            approver=world.branch(),
            above=LINE,
        )

    assert [event.series for event in all_of().events if isinstance(event, PolicyAdopted)] == [SERIES, other]
    all_of(adopted(version="9")).refused("ADOPTION_OVERLAPS series")


@pytest.mark.parametrize("told", [(), (ended(SINCE),), (annulled(),)])
def test_what_has_ended_by_then_or_never_was_is_no_hindrance(told: tuple[Fact, ...]) -> None:
    before = (adopted(since=FOUNDED), *told) if told else ()
    (*_, event) = adopt(*before).events
    assert isinstance(event, PolicyAdopted)
    assert event.since == SINCE


def test_adopting_what_is_so_already_changes_nothing() -> None:
    adopt(adopted()).nothing()
    adopt(adopted(), replaces=True).nothing()


@pytest.mark.parametrize(
    "told",
    [
        (adopted(version="2", since=SINCE - DAY),),
        (adopted(version="2", since=SINCE - DAY), ended(SINCE + DAY)),
        (adopted(version="2", since=SINCE + DAY),),
        (adopted(since=SINCE - DAY),),
    ],
)
def test_two_are_never_in_force_on_one_day(told: tuple[Fact, ...]) -> None:
    adopt(*told).refused("ADOPTION_OVERLAPS series")


@pytest.mark.parametrize("until", [(), (ended(SINCE + DAY, SECOND),)])
def test_one_takes_the_place_of_another(until: tuple[Fact, ...]) -> None:
    old = adopted(SECOND, "2", since=SINCE - DAY)
    adopt(old, *until, replaces=True).then(ended(SINCE, SECOND), adopted(REPLACING))


def test_what_begins_then_or_later_is_not_replaced_but_annulled() -> None:
    for since in (SINCE, SINCE + DAY):
        adopt(adopted(version="2", since=since), replaces=True).refused("ADOPTION_OVERLAPS series")


def test_nobody_replaces_what_one_above_put_in_force() -> None:
    old = adopted(SECOND, "2", since=SINCE - DAY, approved_by=TOWNSHIP)
    adopt(old, replaces=True, approved_by=BRANCH).refused("NOT_ABOVE approvedBy")
    adopt(old, replaces=True, approved_by=COMMITTEE).then(
        ended(SINCE, SECOND), adopted(REPLACING, approved_by=COMMITTEE)
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"since": FOUNDED - DAY}, "INVALID_DATES since"),
        ({"since": date(1899, 12, 31)}, "INVALID_DATES since"),
        ({"since": TODAY + 732 * DAY}, "INVALID_DATES since"),
        ({"node": Organisation.empty(BRANCH)}, "NOT_FOUND nodeId"),
        ({"node": world.group(BRANCH)}, "WRONG_KIND nodeId"),
        ({"approved_by": world.OTHER_BRANCH}, "NOT_FOUND approvedBy"),
        ({"version": "9"}, "NOT_FOUND version"),
        ({"series": "unit-rules/none"}, "NOT_FOUND series"),
        ({"pack": "township-rules", "approved_by": BRANCH}, "ISSUED_ABOVE approvedBy"),
        ({"pack": "county-rules", "approved_by": TOWNSHIP}, "ISSUED_ABOVE approvedBy"),
    ],
)
def test_bad_adoptions(changes: dict[str, Any], refusal: str) -> None:
    adopt(**changes).refused(*([refusal] * (2 if changes.get("since") == date(1899, 12, 31) else 1)))


@pytest.mark.parametrize("since", [FOUNDED, TODAY + 731 * DAY])
def test_an_adoption_may_be_late_or_ahead(since: date) -> None:
    adopt(since=since).then(adopted(since=since))


def test_no_rule_is_in_force_before_its_text() -> None:
    text = pack_of(PACK, "1")
    later = [
        fact(PolicyVersionPublished, **{**said, "effective_from": SINCE})
        for said in facts_of(text, "ab" * 32)
    ]
    pack = given(PolicyPack, pack_id(PACK), *later)
    adopt(published=pack, since=SINCE - DAY).refused("INVALID_DATES since")
    adopt(published=pack, since=SINCE).then(adopted())


@pytest.mark.parametrize(
    ("pack", "approved_by"),
    [(PACK, BRANCH), ("township-rules", TOWNSHIP), ("county-rules", COMMITTEE), (PACK, COMMITTEE)],
)
def test_who_may_put_what_in_force(pack: str, approved_by: UUID) -> None:
    (event,) = adopt(pack=pack, approved_by=approved_by).events
    assert isinstance(event, PolicyAdopted)


def test_the_highest_level_of_each() -> None:
    line = (BRANCH, TOWNSHIP, COMMITTEE)
    assert [highest_level(each, line) for each in line] == [
        IssuerLevel.UNIT,
        IssuerLevel.TOWNSHIP,
        IssuerLevel.CENTRAL,
    ]
    assert highest_level(COMMITTEE, (COMMITTEE,)) is IssuerLevel.CENTRAL


def test_nothing_is_adopted_where_a_dissolution_is_dated() -> None:
    gone = world.branch().evolve([fact(OrganisationDissolved, on=TODAY, approved_by=TOWNSHIP).at(BRANCH, 2)])
    adopt(node=gone).refused("ORGANISATION_DISSOLVED nodeId")


def end(until: date, *told: Fact) -> Outcome:
    command = EndAdoption(node_id=BRANCH, series=SERIES, until=until)
    return when(end_adoption, there(*told), command, context())


@pytest.mark.parametrize("until", [SINCE + DAY, TODAY, TODAY + 731 * DAY])
def test_an_adoption_ends(until: date) -> None:
    end(until, adopted()).then(ended(until))


def test_an_end_may_come_sooner_and_never_later() -> None:
    told = (adopted(), ended(SINCE + 9 * DAY))
    end(SINCE + 8 * DAY, *told).then(ended(SINCE + 8 * DAY))
    end(SINCE + 9 * DAY, *told).nothing()
    end(SINCE + 10 * DAY, *told).refused("NOT_ADOPTED until")


def test_what_is_not_in_force_the_day_before_does_not_end() -> None:
    end(SINCE).refused("NOT_FOUND series")
    end(SINCE, adopted()).refused("NOT_ADOPTED until")
    end(SINCE + DAY, adopted(), annulled()).refused("NOT_ADOPTED until")
    end(TODAY + 732 * DAY, adopted()).refused("INVALID_DATES until")


def annul(since: date, *told: Fact, reason: str | None = "WRONG_NODE") -> Outcome:
    command = AnnulAdoption(node_id=BRANCH, series=SERIES, since=since, reason=reason)
    return when(annul_adoption, there(*told), command, context())


def test_an_adoption_is_annulled_once_also_when_it_has_ended() -> None:
    annul(SINCE, adopted()).then(annulled())
    annul(SINCE, adopted(), ended(TODAY)).then(annulled())
    annul(SINCE, adopted(), annulled()).nothing()
    annul(SINCE, adopted(), annulled(), adopted(SECOND)).then(annulled(SECOND))


def test_bad_annulments() -> None:
    annul(SINCE).refused("NOT_FOUND series")
    annul(SINCE, adopted(), reason=None).refused("REASON_REQUIRED reason")
    annul(SINCE + DAY, adopted()).refused("NOT_ADOPTED since")
