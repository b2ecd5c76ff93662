// One meeting from its plan to its conclusion: five commands, each safe to send again.
import type { Client } from '@urql/core';
import { command } from './commands.ts';
import {
  type AttendanceEntryInput,
  ConcludeMeetingDocument,
  FreezeRosterDocument,
  PlanMeetingDocument,
  TakeAttendanceDocument,
} from './generated.ts';

/** Holds a meeting at which the first on the roster is absent; `key` names it, for a second run to do nothing twice. */
export async function holdMeeting(
  client: Client,
  branch: string,
  key: string,
): Promise<{ heldOn: string; position: number }> {
  const heldOn = today();
  const planned = await command(
    client,
    PlanMeetingDocument,
    { organisationId: branch, kind: 'GENERAL_MEETING', heldOn },
    `${key}/plan`,
  );
  const meetingId = planned.meeting!.id;
  const frozen = await command(client, FreezeRosterDocument, { meetingId }, `${key}/freeze`);
  const entries = frozen.meeting!.expected.nodes.map(({ member }, index) => entryOf(member!.id, index > 0));
  await command(client, TakeAttendanceDocument, { meetingId, entries }, `${key}/attendance`);
  const concluded = await command(client, ConcludeMeetingDocument, { meetingId }, `${key}/conclude`);
  return { heldOn, position: concluded.position! };
}

function entryOf(memberId: string, came: boolean): AttendanceEntryInput {
  return came ? { memberId, status: 'PRESENT' } : { memberId, status: 'ABSENT', absenceReason: 'ILLNESS' };
}

/** Days are those of the county. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format();
}
