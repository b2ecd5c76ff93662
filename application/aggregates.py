"""Every aggregate by the type of its streams."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.accounts.state import Account, Post
from domain.core import Aggregate
from domain.county.state import County
from domain.dues.state import DuesYear, Receipt
from domain.grids.state import Coverage, Grid
from domain.handover.state import Handover
from domain.households.state import Household
from domain.issues.state import Issue
from domain.leave.state import Leave
from domain.meetings.state import Meeting
from domain.membership.state import Member, Register
from domain.organisation.state import Organisation
from domain.scoring.state import ScoreAccount
from domain.transfers.state import Letter

AGGREGATES: Mapping[str, type[Aggregate]] = MappingProxyType(
    {
        aggregate.STREAM_TYPE: aggregate
        for aggregate in (
            County,
            Organisation,
            Grid,
            Coverage,
            Member,
            Register,
            Meeting,
            Leave,
            ScoreAccount,
            Account,
            Post,
            DuesYear,
            Receipt,
            Handover,
            Household,
            Issue,
            Letter,
        )
    }
)
