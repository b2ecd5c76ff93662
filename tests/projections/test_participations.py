"""Participation elsewhere lies where its two branches lay on the day of the meeting, also once that is put right."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.meetings.commands import CorrectMeeting, RecordParticipation
from domain.meetings.events import MeetingKind
from domain.membership.commands import RegisterMember
from domain.membership.events import MemberKind
from domain.organisation.commands import MoveOrganisation
from event_store.pool import Pool
from tests.projections.compliance.office import Office
from tests.support.entered import whole_county


async def test_a_day_put_right_takes_each_side_to_its_place_of_that_day(
    app_pool: Pool, projector_pool: Pool
) -> None:
    office = Office(app_pool, projector_pool, opened=date(2026, 1, 1))
    await office.open()
    host, home = await office.found(), await office.found(members=0)
    guest = office.ids.new_id()
    await office.do(
        RegisterMember(
            member_id=guest,
            branch_id=home,
            kind=MemberKind.FULL,
            joined_on=date(1999, 7, 1),
            name_id=office.ids.new_id(),
        )
    )
    await office.until(date(2026, 3, 1))
    for branch in (host, home):
        await office.do(
            MoveOrganisation(
                organisation_id=branch,
                parent_id=office.other_township,
                on=date(2026, 2, 1),
                approved_by=office.committee,
                reason="TOWNSHIPS_REDRAWN",
            )
        )
    meeting = await office.meet(host, MeetingKind.THEME_PARTY_DAY)
    await office.do(RecordParticipation(meeting_id=meeting, member_id=guest))
    parents = {side: await _parent(app_pool, office, meeting, side) for side in ("HOME", "MEETING")}
    assert parents == dict.fromkeys(("HOME", "MEETING"), office.other_township)
    planned = (await office.events_of(meeting))[0].event_id
    corrected = CorrectMeeting(
        meeting_id=meeting, corrects=planned, held_on=date(2026, 1, 20), reason="WRONG_DAY"
    )
    await office.do(corrected)
    parents = {side: await _parent(app_pool, office, meeting, side) for side in ("HOME", "MEETING")}
    assert parents == dict.fromkeys(("HOME", "MEETING"), office.township)
    assert await office.is_sound()


async def _parent(pool: Pool, office: Office, meeting_id: UUID, side: str) -> UUID:
    """The organisation right above the place at which a side of the only participation lies."""
    await office.project()
    async with whole_county(pool, office.tenant) as connection:
        parent: UUID = await connection.fetchval(
            "SELECT o.organisation_id FROM read_model.participation p JOIN read_model.organisation o"
            " ON o.tenant_id = p.tenant_id AND p.org_path LIKE o.org_path || '%' AND o.org_path <> p.org_path"
            " WHERE p.tenant_id = $1 AND p.meeting_id = $2 AND p.side = $3"
            " ORDER BY length(o.org_path) DESC LIMIT 1",
            office.tenant,
            meeting_id,
            side,
        )
    return parent
