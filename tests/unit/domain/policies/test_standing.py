"""How a branch is made up on a day: its members, its committee, its groups."""

from datetime import date
from typing import Any

import pytest

from domain.organisation.events import OrganisationKind
from domain.policies.assessment import judge_period, judge_standing
from domain.policies.facts import GroupStanding, Standing
from domain.policies.kinds.branch_size import BranchSize, BranchSizeKind
from domain.policies.kinds.committee_size import CommitteeSize, CommitteeSizeKind
from domain.policies.kinds.group_size import GroupSize, GroupSizeKind
from domain.policies.kinds.lecture_tested import LectureTested
from domain.policies.layers import Adoption, IssuerLevel, Layer, Version, layers
from domain.policies.modality import Modality
from domain.policies.periods import Period, Unit
from domain.policies.registry import Rule
from domain.policies.verdicts import Status, Verdict
from tests.unit.domain.policies.given import named, subject

DAY = date(2026, 3, 20)
REGULATION_FROM = date(2018, 10, 28)
COUNTY, BRANCH = named("county"), named("branch")


def standing(on: date = DAY, **given: Any) -> Standing:
    members = given.pop("full_members", 12)
    return Standing(
        **{
            "organisation_id": BRANCH,
            "on": on,
            "members": members,
            "full_members": members,
            "committee": 0,
            "events": (named("joined"),),
            **given,
        }
    )


def adopted(version: str, rule: Rule, since: date, until: date | None = None, **given: Any) -> Adoption:
    of = Version(
        series="branch-work-regulation/committee",
        version=version,
        modality=given.get("modality", Modality.MUST),
        issuer_level=IssuerLevel.CENTRAL,
        rule=rule,
    )
    return Adoption(
        id=named(version),
        version=of,
        node_id=COUNTY,
        since=since,
        until=until,
        organisations=frozenset({OrganisationKind.PARTY_BRANCH}),
    )


def in_force(on: date, *adoptions: Adoption) -> Layer:
    [layer] = layers(adoptions, OrganisationKind.PARTY_BRANCH, (COUNTY, BRANCH), on)
    return layer


def verdict_of(rule: Rule, of: Standing) -> Verdict:
    return judge_standing(in_force(DAY, adopted("1", rule, date(2000, 1, 1))), of).verdict


def codes(verdict: Verdict) -> list[str]:
    return [shortfall.code for shortfall in verdict.shortfalls]


@pytest.mark.parametrize(
    ("full", "found"), [(2, ["TOO_FEW_FULL_MEMBERS"]), (3, []), (4, []), (0, ["TOO_FEW_FULL_MEMBERS"])]
)
def test_2_1_three_full_members_make_a_branch(full: int, found: list[str]) -> None:
    """支部工作条例: 凡是有正式党员3人以上的,都应当成立党支部. Probationary members are not counted."""
    verdict = verdict_of(BranchSize(fewest_full_members=3), standing(full_members=full, members=10))
    assert (codes(verdict), verdict.required, verdict.held) == (found, 3, full)
    assert verdict.status is (Status.MISSED if found else Status.PASSED)
    assert verdict.events == (named("joined"),)


@pytest.mark.parametrize(("members", "found"), [(49, []), (50, []), (51, ["TOO_MANY_MEMBERS"])])
def test_2_1_a_branch_has_as_a_rule_no_more_than_fifty_members(members: int, found: list[str]) -> None:
    """支部工作条例: 一般不超过50人, so it is a SHOULD and a rule of its own."""
    rule = BranchSize(most_members=50)
    layer = in_force(DAY, adopted("1", rule, REGULATION_FROM, modality=Modality.SHOULD))
    judged = judge_standing(layer, standing(members=members))
    assert (codes(judged.verdict), judged.verdict.held) == (found, members)
    assert judged.layer.adoption.version.modality is Modality.SHOULD


@pytest.mark.parametrize(
    ("full", "committee", "found"),
    [
        (6, 0, None),
        (6, 3, "COMMITTEE_OF_A_SMALL_BRANCH"),
        (7, 0, "NO_COMMITTEE"),
        (7, 2, "COMMITTEE_TOO_SMALL"),
        (7, 3, None),
        (30, 5, None),
        (30, 6, "COMMITTEE_TOO_LARGE"),
    ],
)
def test_2_1_a_committee_of_three_to_five_from_seven_full_members(
    full: int, committee: int, found: str | None
) -> None:
    verdict = verdict_of(
        CommitteeSize(from_full_members=7, fewest=3, most=5), standing(full_members=full, committee=committee)
    )
    assert codes(verdict) == ([] if found is None else [found])
    assert (verdict.required, verdict.held) == (3 if full >= 7 else 0, committee)


@pytest.mark.parametrize(("committee", "found"), [(7, []), (8, ["COMMITTEE_TOO_LARGE"])])
def test_2_1_as_a_rule_no_more_than_seven_is_a_rule_of_its_own(committee: int, found: list[str]) -> None:
    """一般不超过7人 only advises; that there is a committee, and of three, is bound (应当)."""
    advised, bound = CommitteeSize(most=7), CommitteeSize(from_full_members=7, fewest=3)
    of = standing(full_members=40, committee=committee)
    assert codes(verdict_of(advised, of)) == found
    assert codes(verdict_of(bound, of)) == []
    assert verdict_of(advised, standing(full_members=5)).status is Status.NOT_REQUIRED


@pytest.mark.parametrize(
    ("on", "version", "found"),
    [
        (date(2018, 10, 27), "before", []),
        (REGULATION_FROM, "2018", ["COMMITTEE_OF_A_SMALL_BRANCH"]),
        (DAY, "2018", ["COMMITTEE_OF_A_SMALL_BRANCH"]),
    ],
)
def test_c04_five_members_yet_a_committee_by_the_version_in_force_that_day(
    on: date, version: str, found: list[str]
) -> None:
    """政企党支部: 党员5名. The earlier version is made up: it lets five have one."""
    before = adopted(
        "before", CommitteeSize(from_full_members=3, fewest=3, most=5), date(2000, 1, 1), REGULATION_FROM
    )
    since = adopted("2018", CommitteeSize(from_full_members=7, fewest=3, most=5), REGULATION_FROM)
    judged = judge_standing(in_force(on, before, since), standing(on, full_members=5, committee=3))
    assert (judged.layer.adoption.version.version, codes(judged.verdict)) == (version, found)


def groups(**given: Any) -> GroupSize:
    return GroupSize(
        **{"fewest_members": 3, "fewest_full_members": 1, "leaders_only": "not_allowed", **given}
    )


def group(members: int, full: int, leaders: int | None = 0, name: str = "group") -> GroupStanding:
    return GroupStanding(
        organisation_id=named(name), members=members, full_members=full, leading_cadres=leaders
    )


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (group(3, 1), []),
        (group(2, 1), ["GROUP_TOO_SMALL"]),
        (group(3, 0), ["GROUP_LACKS_FULL_MEMBERS"]),
        (group(3, 3, leaders=2), []),
        (group(3, 3, leaders=3), ["GROUP_OF_LEADERS_ONLY"]),
        (group(0, 0), ["GROUP_TOO_SMALL", "GROUP_LACKS_FULL_MEMBERS"]),
    ],
)
def test_g01_three_members_of_whom_one_is_full_and_not_leaders_alone(
    of: GroupStanding, found: list[str]
) -> None:
    """每个党小组至少有三名党员,其中至少有一位正式党员; three who are all probationary make none."""
    verdict = verdict_of(groups(), standing(groups=(group(5, 5, name="other"), of)))
    assert codes(verdict) == found
    assert {shortfall.about for shortfall in verdict.shortfalls} <= {str(of.organisation_id)}
    assert (verdict.required, verdict.held) == (2, 1 if found else 2)


def test_g01_who_leads_has_to_be_known_where_leaders_alone_may_be_no_group() -> None:
    unknown = standing(groups=(group(3, 3, leaders=None),))
    assert verdict_of(groups(), unknown).status is Status.UNKNOWN
    assert verdict_of(groups(leaders_only="allowed"), unknown).status is Status.PASSED
    small = standing(groups=(group(2, 2, leaders=None),))
    assert verdict_of(groups(), small).status is Status.MISSED


def test_g01_whether_leaders_alone_may_be_a_group_is_a_reading() -> None:
    lax = groups(leaders_only="allowed")
    assert codes(verdict_of(lax, standing(groups=(group(3, 3, leaders=3),)))) == []


def test_g01_a_branch_without_groups_is_asked_for_nothing() -> None:
    assert verdict_of(groups(), standing()).status is Status.NOT_REQUIRED


@pytest.mark.parametrize(
    ("local", "above", "weaker"),
    [
        (BranchSize(fewest_full_members=2), BranchSize(fewest_full_members=3), True),
        (BranchSize(fewest_full_members=3), BranchSize(fewest_full_members=3), False),
        (BranchSize(most_members=60), BranchSize(most_members=50), True),
        (BranchSize(most_members=40), BranchSize(most_members=50), False),
        (BranchSize(most_members=40), BranchSize(fewest_full_members=3), None),
    ],
)
def test_a_size_that_asks_for_less(local: BranchSize, above: BranchSize, weaker: bool | None) -> None:
    assert BranchSizeKind().weaker(local, above) is weaker


@pytest.mark.parametrize(
    ("local", "weaker"), [((7, 3, 7), True), ((7, 2, 5), True), ((7, 3, 5), False), ((9, 3, 5), None)]
)
def test_a_committee_that_asks_for_less(local: tuple[int, int, int], weaker: bool | None) -> None:
    one, other = (
        CommitteeSize(from_full_members=number, fewest=few, most=most)
        for number, few, most in (local, (7, 3, 5))
    )
    assert CommitteeSizeKind().weaker(one, other) is weaker


@pytest.mark.parametrize(
    ("local", "weaker"),
    [
        ({}, False),
        ({"fewest_members": 2}, True),
        ({"leaders_only": "allowed"}, True),
        ({"leaders_only": "allowed", "fewest_members": 4}, None),
    ],
)
def test_groups_that_ask_for_less(local: Any, weaker: bool | None) -> None:
    assert GroupSizeKind().weaker(groups(**local), groups()) is weaker


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            BranchSizeKind().sentences(BranchSize(fewest_full_members=3, most_members=50)),
            "党支部正式党员不少于3人,党员人数不超过50人",
            "A branch has at least 3 full members and at most 50 members",
        ),
        (
            CommitteeSizeKind().sentences(CommitteeSize(from_full_members=7, fewest=3, most=5)),
            "有正式党员7人以上的党支部设立支部委员会,由3至5人组成;不足7人的不设",
            "A branch of 7 full members or more has a committee of 3 to 5; a smaller one has none",
        ),
        (
            CommitteeSizeKind().sentences(CommitteeSize(from_full_members=7, fewest=3)),
            "有正式党员7人以上的党支部设立支部委员会,由3人以上组成;不足7人的不设",
            "A branch of 7 full members or more has a committee of 3 or more; a smaller one has none",
        ),
        (
            CommitteeSizeKind().sentences(CommitteeSize(most=7)),
            "支部委员会由1至7人组成",
            "A branch committee is of 1 to 7",
        ),
        (
            GroupSizeKind().sentences(groups()),
            "每个党小组不少于3名党员,其中正式党员不少于1名,不单独由担任领导工作的党员组成",
            "A party group has at least 3 members, of whom 1 full, and is not of members in leading posts alone",
        ),
    ],
)
def test_they_say_themselves_in_words(words: Any, zh: str, en: str) -> None:
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("kind", "wrong", "parameter"),
    [
        (BranchSize, {}, "fewest_full_members"),
        (BranchSize, {"fewest_full_members": 0}, "fewest_full_members"),
        (BranchSize, {"fewest_full_members": 3, "most_members": 2}, "most_members"),
        (CommitteeSize, {}, "from_full_members"),
        (CommitteeSize, {"from_full_members": 7, "fewest": 0, "most": 5}, "fewest"),
        (CommitteeSize, {"from_full_members": 7, "fewest": 3, "most": 2}, "most"),
        (CommitteeSize, {"from_full_members": 2, "fewest": 3, "most": 5}, "from_full_members"),
        (groups, {"fewest_members": 0}, "fewest_members"),
        (groups, {"fewest_full_members": 4}, "fewest_full_members"),
        (groups, {"fewest_full_members": -1}, "fewest_full_members"),
    ],
)
def test_parameters_that_cannot_be(kind: Any, wrong: Any, parameter: str) -> None:
    with pytest.raises(ValueError, match=parameter):
        kind(**wrong)


def test_rules_of_periods_and_of_standing_are_not_asked_for_each_other() -> None:
    layer = in_force(DAY, adopted("1", BranchSize(most_members=50), REGULATION_FROM))
    with pytest.raises(TypeError, match="says nothing of periods"):
        judge_period(layer, subject(Period.of(DAY, Unit.YEAR)), lambda on: ())
    of_lectures = in_force(DAY, adopted("1", LectureTested(), REGULATION_FROM))
    with pytest.raises(TypeError, match="says nothing of how an organisation is made up"):
        judge_standing(of_lectures, standing())
