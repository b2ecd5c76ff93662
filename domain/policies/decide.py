"""Decisions about policies: what may be published, and what may be in force where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from domain.core import Decision, DomainEvent, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.organisation.events import OrganisationKind
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation
from domain.policies.commands import AdoptPolicy, AnnulAdoption, EndAdoption, PublishPack
from domain.policies.events import (
    PolicyAdopted,
    PolicyAdoptionAnnulled,
    PolicyAdoptionEnded,
    PolicyVersionPublished,
)
from domain.policies.layers import IssuerLevel
from domain.policies.published import facts_of, says_the_same
from domain.policies.state import PolicyAdoptions, PolicyPack, Term

_DAY = timedelta(days=1)
_PATH = ("series",)


def publish_pack(pack: PolicyPack, command: PublishPack, context: Context) -> Decision:
    """Make a version known, all of its rules at once. Sent again it changes nothing; a name has one content."""
    refused = any_refusal(header(command, context))
    if refused:
        return refused
    rules = list(facts_of(command.pack, command.pack_sha256))
    published = pack.versions.get(command.pack.version)
    if published is not None:
        same = {rule["series"] for rule in rules} == published.keys() and all(
            says_the_same(published[rule["series"]], rule) for rule in rules
        )
        return accept() if same else refuse(RefusalCode.VERSION_DIFFERS, "text")
    for rule in rules:
        if (kind := pack.kinds.get(rule["series"], rule["kind"])) != rule["kind"]:
            return refuse(RefusalCode.SERIES_OF_ANOTHER_KIND, "text", series=rule["series"], kind=kind)
    publish = context.events_of(pack, command)
    return accept([publish(PolicyVersionPublished, **rule) for rule in rules])


def adopt_policy(
    pack: PolicyPack,
    command: AdoptPolicy,
    context: Context,
    *,
    adoptions: Mapping[str, PolicyAdoptions],
    node: Organisation,
    approver: Organisation,
    above: Sequence[UUID],
) -> Decision:
    """Put rules in force at a node, all of them or none.

    ``adoptions`` are those of each rule's series there, ``above`` the organisations above the node, the nearest first.
    """
    refused = any_refusal(
        header(command, context),
        known(node, "nodeId") or _stands(node, command.since, context) or _adopts(node),
        known(approver, "approvedBy"),
        day(command.since, context, "since"),
    )
    if refused:
        return refused
    line = (node.id, *above)
    if approver.id not in line:
        return refuse(RefusalCode.NOT_ABOVE, "approvedBy")
    rules = asked_for(pack, command)
    if not rules:
        return refuse(RefusalCode.NOT_FOUND, "version" if command.series is None else "series")
    events: list[DomainEvent] = []
    refusals: list[Refusal | None] = []
    for rule in rules:
        there = adoptions[rule.series]
        refusals.append(_may(rule, command, line) or _fits(there, rule, command, line))
        events.extend(_adopted(there, rule, command, context))
    return any_refusal(*refusals) or accept(events)


def asked_for(pack: PolicyPack, command: AdoptPolicy) -> list[PolicyVersionPublished]:
    """The published rules that a command names, in the order of their pack; none if there are none."""
    version = pack.versions.get(command.version, {})
    return [rule for series, rule in version.items() if command.series in (None, series)]


def end_adoption(adoptions: PolicyAdoptions, command: EndAdoption, context: Context) -> Decision:
    """End what is in force; what has an end already may only end sooner, and on its first day is annulled instead."""
    refused = any_refusal(
        header(command, context), known(adoptions, "series"), day(command.until, context, "until")
    )
    if refused:
        return refused
    if any(term.until == command.until and not term.annulled for term in adoptions.terms.values()):
        return accept()
    term = adoptions.in_force(command.until - _DAY)
    if term is None:
        return refuse(RefusalCode.NOT_ADOPTED, "until")
    ended = context.events_of(adoptions, command)
    event = ended(
        PolicyAdoptionEnded, adoption_id=term.adoption_id, node_id=command.node_id, until=command.until
    )
    return accept([event])


def annul_adoption(adoptions: PolicyAdoptions, command: AnnulAdoption, context: Context) -> Decision:
    """Annul an adoption. One that it replaced stays ended: it is adopted again where that was wrong too."""
    refused = any_refusal(header(command, context), known(adoptions, "series"), reason_given(command))
    if refused:
        return refused
    meant = [term for term in adoptions.terms.values() if term.since == command.since]
    if not meant:
        return refuse(RefusalCode.NOT_ADOPTED, "since")
    annulled = context.events_of(adoptions, command)
    return accept(
        [
            annulled(PolicyAdoptionAnnulled, adoption_id=term.adoption_id, node_id=command.node_id)
            for term in meant
            if not term.annulled
        ]
    )


def highest_level(approver_id: UUID, line: Sequence[UUID]) -> IssuerLevel:
    """The highest level whose rules an organisation may put in force; ``line`` ends at the county's committee.

    A county does so with its own and with all from above it; whoever stands right below it with those of townships;
    everybody with those of single units.
    """
    below_county = len(line) - 1 - line.index(approver_id)
    return (IssuerLevel.CENTRAL, IssuerLevel.TOWNSHIP)[below_county] if below_county < 2 else IssuerLevel.UNIT


def _stands(node: Organisation, since: date, context: Context) -> Refusal | None:
    if since < node.founded_at.local_date(context.zone):
        return Refusal(RefusalCode.INVALID_DATES, ("since",))
    return lasting(node, "nodeId")


def _adopts(node: Organisation) -> Refusal | None:
    if node.kind is not OrganisationKind.PARTY_GROUP:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("nodeId",), details={"kind": node.kind.value})


def _may(rule: PolicyVersionPublished, command: AdoptPolicy, line: Sequence[UUID]) -> Refusal | None:
    if IssuerLevel[rule.issuer_level.upper()] < highest_level(command.approved_by, line):
        return Refusal(RefusalCode.ISSUED_ABOVE, ("approvedBy",), details={"level": rule.issuer_level})
    if command.since < rule.effective_from:
        details = {"effectiveFrom": rule.effective_from.isoformat()}
        return Refusal(RefusalCode.INVALID_DATES, ("since",), details=details)
    return None


def _fits(
    there: PolicyAdoptions, rule: PolicyVersionPublished, command: AdoptPolicy, line: Sequence[UUID]
) -> Refusal | None:
    """Nothing else is in force from then on; or it gives way, and whoever stands above did not put it there."""
    overlapping = _overlapping(there, command.since)
    if not overlapping or _is_so(overlapping, rule, command):
        return None
    replaced = there.in_force(command.since - _DAY)
    if not command.replaces or replaced is None or overlapping != [replaced]:
        return Refusal(
            RefusalCode.ADOPTION_OVERLAPS,
            _PATH,
            details={"series": rule.series, "since": overlapping[0].since.isoformat()},
        )
    # Who approved it may stand above no longer: then nobody there answers for it.
    if replaced.approved_by in line[line.index(command.approved_by) + 1 :]:
        return Refusal(RefusalCode.NOT_ABOVE, ("approvedBy",), details={"series": rule.series})
    return None


def _adopted(
    there: PolicyAdoptions, rule: PolicyVersionPublished, command: AdoptPolicy, context: Context
) -> Iterator[DomainEvent]:
    """The events of one rule; none if it is in force like this already."""
    overlapping = _overlapping(there, command.since)
    if _is_so(overlapping, rule, command):
        return
    event, node_id = context.events_of(there, command), command.node_id
    for term in overlapping:
        yield event(PolicyAdoptionEnded, adoption_id=term.adoption_id, node_id=node_id, until=command.since)
    yield event(
        PolicyAdopted,
        adoption_id=context.ids.new_id(),
        node_id=node_id,
        series=rule.series,
        version_id=rule.version_id,
        since=command.since,
        organisations=rule.organisations,
        forms=rule.forms,
        approved_by=command.approved_by,
    )


def _overlapping(there: PolicyAdoptions, since: date) -> list[Term]:
    """Those that have effect on some day from ``since`` on, which has no end."""
    return [
        term
        for term in there.terms.values()
        if not term.annulled and (term.until is None or term.until > since)
    ]


def _is_so(overlapping: Sequence[Term], rule: PolicyVersionPublished, command: AdoptPolicy) -> bool:
    return any(
        (term.version_id, term.since, term.until) == (rule.version_id, command.since, None)
        for term in overlapping
    )
