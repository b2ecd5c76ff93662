"""Whatever comes of a stream says when that stream is parked: every declared type, or the one that it is part of."""

from __future__ import annotations

from graphql_api.read.specs import Column
from tests.api.read.declared import TYPES

NONE = {
    "Event": "the log itself",
    "Reading": "outside the log",
    "ReadPerson": "outside the log",
    "DocumentOpening": "outside the log",
    "FieldProvenance": "of an object that says so",
    "AttendanceCounts": "of its meeting",
    "RosterEntry": "of its meeting",
    "RosterExclusion": "of its meeting",
    "Observer": "of its meeting",
    "GridResponsible": "of its grid",
    "GridCoverage": "of its grid or organisation",
    "Affiliation": "of its member",
    "OrganisationCode": "of its organisation",
    "OrganisationPlace": "of its organisation",
    "Custody": "of its organisation",
    "RollupEntry": "of its rollup",
    "ProcedureStep": "of its procedure's version",
    "ObligationGround": "of its obligation",
    "PoliciesInForce": "of adoptions that say so",
    "ComplianceAnnouncement": "of its compliance",
    "ComplianceRemark": "of its compliance",
    "ComplianceShortfall": "of its compliance",
    "ComplianceVerdict": "of its compliance",
}


def test_every_type_says_whether_it_is_stale() -> None:
    without = {name for name, one in TYPES.items() if "is_stale" not in one.fields}
    assert without == NONE.keys()


def test_by_a_stream_that_the_row_names() -> None:
    for name, one in TYPES.items():
        spec = one.fields.get("is_stale")
        if spec is not None:
            assert isinstance(spec, Column), name
            assert "{parked}" in (spec.sql or ""), name
